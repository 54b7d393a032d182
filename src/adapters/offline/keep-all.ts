import type { BuildList } from '../../core/offline/build-list.ts';
import type { KeepOutcome, Offline, OfflineState } from '../../core/ports/offline.ts';
import { estimateStorage } from '../storage/storage-estimate.ts';
import { keepFiles, WrongFileError } from './keep-files.ts';

type KeepOptions = Parameters<Offline['keepAll']>[0];

/** Fetches what is missing of a version, and says in words why it stopped. */
export async function keepAll(
  list: BuildList,
  { signal, onProgress }: KeepOptions,
  update: OfflineState['update'],
): Promise<KeepOutcome> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) stop.abort();
  try {
    await keepFiles(list, stop.signal, onProgress);
    return { status: 'done' };
  } catch (error) {
    return stop.signal.aborted ? { status: 'cancelled' } : { status: 'failed', problem: await problemOf(error, update) };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function problemOf(error: unknown, update: OfflineState['update']): Promise<string> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'QuotaExceededError')
    return `The space that the browser gives this site is full${await spaceText()}. Delete runs or files that you no longer need, or free space on the disk, then try again.`;
  if (error instanceof WrongFileError && update !== 'none')
    return 'The host has a newer version by now, and no longer all of this one. Update first, then try again.';
  if (error instanceof WrongFileError)
    return `The host does not have this version as it was built (${message}). Tell whoever hosts it, or try again later.`;
  return `The host could not be reached (${message}). Check the connection, then try again; what has come already is kept.`;
}

async function spaceText(): Promise<string> {
  const { usage_bytes, quota_bytes } = await estimateStorage();
  const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(0);
  return quota_bytes > 0 ? ` (${mb(usage_bytes)} of ${mb(quota_bytes)} MB are used)` : '';
}
