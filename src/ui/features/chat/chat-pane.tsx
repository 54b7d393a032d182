import Spinner from '@cloudscape-design/components/spinner';
import type { LanguageId } from '../../../core/run.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useAssistant } from '../../components/use-assistant.ts';
import { Chat } from './chat.tsx';
import './chat.css';

type ChatPaneProps = {
  /** It stands open because it did so before a reload. */
  byItself: boolean;
  onOpenCode: (code: string, language: LanguageId) => void;
  /** The person goes back to the page. */
  onLeave: () => void;
};

/** The chat's pane. It loads the chat when it is first shown. */
export function ChatPane({ byItself, onOpenCode, onLeave }: ChatPaneProps) {
  const { assistant, problem, retry } = useAssistant();
  if (assistant !== undefined)
    return <Chat assistant={assistant} byItself={byItself} onOpenCode={onOpenCode} onLeave={onLeave} />;
  return (
    <div className="chat-loading">
      {problem === undefined ? (
        <span role="status">
          <Spinner /> Loading the chat
        </span>
      ) : (
        <LoadFailed what="The chat" message={problem} onRetry={retry} />
      )}
    </div>
  );
}
