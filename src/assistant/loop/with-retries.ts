import { AnswerFailure } from '../failures/answer-failure.ts';

const RETRIES = 2;
const LONGEST_WAIT_S = 20;
const BACK_OFF_S = [1, 4];

/**
 * Does `attempt` again where the provider was overloaded or asked to wait for a short time, and nothing had come yet. `onWait` is told
 * before each wait, and with nothing after it.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { begun, signal, onWait }: { begun: () => boolean; signal: AbortSignal; onWait: (seconds?: number) => void },
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const seconds = error instanceof AnswerFailure && !begun() ? waitFor(error, tried) : undefined;
      if (seconds === undefined || signal.aborted) throw error;
      onWait(seconds);
      try {
        await sleep(seconds * 1000, signal);
      } finally {
        onWait();
      }
    }
  }
}

function waitFor({ code, retry_after_s }: AnswerFailure, tried: number): number | undefined {
  if (tried >= RETRIES || (code !== 'rate_limited' && code !== 'overloaded')) return undefined;
  const seconds = retry_after_s ?? BACK_OFF_S[tried] ?? LONGEST_WAIT_S;
  return seconds <= LONGEST_WAIT_S ? seconds : undefined;
}

/** Rejects with the signal's reason where it is aborted. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
