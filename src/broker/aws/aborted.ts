import type { Abort } from '../../core/ports/abort.ts';

export function abortError(what: string): DOMException {
  return new DOMException(`${what} was stopped.`, 'AbortError');
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** What `work` comes to, or an `AbortError` as soon as the signal fires; the work itself goes on. */
export async function unlessAborted<T>(work: Promise<T>, signal: Abort | undefined, what = 'The call'): Promise<T> {
  if (signal === undefined) return await work;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(abortError(what));
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Where the signal won, nobody waits for the work any more.
    work.catch(() => undefined);
  }
}

export const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
