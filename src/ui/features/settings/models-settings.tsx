import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useRef } from 'react';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useAssistant } from '../../components/use-assistant.ts';
import { useHash } from '../../components/use-hash.ts';
import { ChatDefaults } from './models-chat-defaults.tsx';
import { ModelList } from './models-list.tsx';

/** The models of the chat with their keys, and how a new conversation is answered. */
export function ModelsSettings() {
  const { assistant, problem, retry } = useAssistant();
  const box = useRef<HTMLDivElement>(null);
  const asked = /[?&]section=models\b/u.test(useHash());
  const loaded = assistant !== undefined;
  useEffect(() => {
    if (!asked) return;
    // The sections above it find their heights first.
    const timer = setTimeout(() => {
      box.current?.scrollIntoView({ block: 'start' });
      box.current?.focus({ preventScroll: true });
    }, 150);
    return () => clearTimeout(timer);
  }, [asked, loaded]);
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
