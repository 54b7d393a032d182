import { useCallback, useEffect, useState } from 'react';
import { ShareError, type ShareProblem } from '../../../core/app-error.ts';
import type { OpenedShare, ReceivedWorkflow, Sharing } from '../../../core/ports/sharing.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';

/** How far a link or a file is opened. `problem` is undefined where the page itself could not open it: that may be tried again. */
export type Opening =
  | { state: 'reading' }
  | { state: 'locked'; tries: number; busy: boolean; message?: string }
  | { state: 'failed'; problem: ShareProblem | undefined; message: string }
  | { state: 'opened'; received: ReceivedWorkflow };

/**
 * Opens what was received, once for as long as it is shown, and once more for each passphrase. `open` must stay the same: another one is
 * for another component. Reads, and does nothing else.
 */
export function useOpening(open: (sharing: Sharing, passphrase?: string) => Promise<OpenedShare>): {
  opening: Opening;
  unlock: (passphrase: string) => void;
  again: () => void;
} {
  const { sharing } = useAppServices();
  const [opening, setOpening] = useState<Opening>({ state: 'reading' });
  const [question, setQuestion] = useState<{ passphrase?: string }>({});

  useEffect(() => {
    let dropped = false;
    const { passphrase } = question;
    sharing()
      .then((loaded) => open(loaded, passphrase))
      .then(
        (answer) => {
          if (!dropped) setOpening((before) => openingOf(answer, before));
        },
        (error: unknown) => {
          if (!dropped) setOpening((before) => failed(error, before));
        },
      );
    return () => {
      dropped = true;
    };
  }, [sharing, open, question]);

  const unlock = useCallback((passphrase: string) => {
    setOpening((before) => (before.state === 'locked' ? { ...before, busy: true } : before));
    setQuestion({ passphrase });
  }, []);
  const again = useCallback(() => {
    setOpening({ state: 'reading' });
    setQuestion({});
  }, []);
  return { opening, unlock, again };
}

function openingOf(answer: OpenedShare, before: Opening): Opening {
  if (answer.kind === 'open') return { state: 'opened', received: answer.received };
  return { state: 'locked', tries: before.state === 'locked' ? before.tries : 0, busy: false };
}

function failed(error: unknown, before: Opening): Opening {
  const message = errorMessage(error);
  if (!(error instanceof ShareError)) return { state: 'failed', problem: undefined, message };
  if (error.problem !== 'wrong_passphrase') return { state: 'failed', problem: error.problem, message };
  return { state: 'locked', tries: before.state === 'locked' ? before.tries + 1 : 1, busy: false, message };
}
