import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useState } from 'react';
import type { Assistant } from '../../../assistant/assistant.ts';
import type { LanguageId } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { Chat } from './chat.tsx';
import './chat.css';

type ChatPaneProps = {
  onOpenCode: (code: string, language: LanguageId) => void;
  /** The person goes back to the page. */
  onLeave: () => void;
};

/** The chat's pane. It loads the chat when it is first shown. */
export function ChatPane({ onOpenCode, onLeave }: ChatPaneProps) {
  const services = useAppServices();
  const [assistant, setAssistant] = useState<Assistant>();
  const [problem, setProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let dropped = false;
    services.assistant().then(
      (loaded) => {
        if (!dropped) setAssistant(loaded);
      },
      (error: unknown) => {
        if (!dropped) setProblem(errorMessage(error));
      },
    );
    return () => {
      dropped = true;
    };
  }, [services, attempt]);
  const retry = () => {
    setProblem(undefined);
    setAttempt(attempt + 1);
  };
  if (assistant !== undefined) return <Chat assistant={assistant} onOpenCode={onOpenCode} onLeave={onLeave} />;
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
