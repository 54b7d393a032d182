import { useEffect, useState } from 'react';
import type { Assistant } from '../../assistant/assistant.ts';
import { useAppServices } from '../app-services.ts';
import { errorMessage } from './error-message.ts';

export type AssistantLoading = { assistant: Assistant | undefined; problem: string | undefined; retry: () => void };

/** The chat, which is loaded when something that needs it is first shown; `problem` says why it could not be. */
export function useAssistant(): AssistantLoading {
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
  return { assistant, problem, retry };
}
