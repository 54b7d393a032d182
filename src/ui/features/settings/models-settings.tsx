import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useAssistant } from '../../components/use-assistant.ts';
import { ChatDefaults } from './models-chat-defaults.tsx';
import { ModelList } from './models-list.tsx';
import { useAskedSection } from './use-asked-section.ts';

/** The models of the chat with their keys, and how a new conversation is answered. */
export function ModelsSettings() {
  const { assistant, problem, retry } = useAssistant();
  const box = useAskedSection('models', assistant !== undefined);
  return (
    <div ref={box} id="models" tabIndex={-1} style={{ outline: 'none', scrollMarginBlockStart: 60 }}>
      {assistant === undefined ? (
        <Container header={<Header variant="h2">Models</Header>}>
          {problem === undefined ? (
            <span role="status">
              <Spinner /> Loading the chat
            </span>
          ) : (
            <LoadFailed what="The chat" message={problem} onRetry={retry} />
          )}
        </Container>
      ) : (
        <SpaceBetween size="l">
          <ModelList assistant={assistant} />
          <ChatDefaults assistant={assistant} />
        </SpaceBetween>
      )}
    </div>
  );
}
