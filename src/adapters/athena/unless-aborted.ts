import type { Abort } from '../../core/ports/abort.ts';

export function abortError(): DOMException {
  return new DOMException('The query was stopped.', 'AbortError');
}

/** What `work` answers; an `AbortError` at once when `signal` fires, whatever becomes of the work. */
export async function unlessAborted<T>(work: Promise<T>, signal: Abort | undefined): Promise<T> {
  if (signal === undefined) return await work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(abortError());
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Where the caller is gone already, nobody else hears how the work ended.
    work.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}
