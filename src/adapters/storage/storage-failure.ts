import { AppError, StorageError } from '../../core/app-error.ts';
import { estimateStorage } from './storage-estimate.ts';

/**
 * The `StorageError` for what the browser threw. `doing` is a clause that says what did not happen: "The run run_1 was not kept".
 * Errors of ours, which say it already, are answered as they are.
 */
export async function storageFailure(doing: string, error: unknown): Promise<AppError> {
  if (error instanceof AppError) return error;
  return new StorageError(`${doing}: ${await reasonAndFix(error)}`, { cause: error });
}

async function reasonAndFix(error: unknown): Promise<string> {
  const [name, message] = error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
  switch (name) {
    case 'QuotaExceededError':
      return `the space that the browser gives this site is full${await usedSpace()}. Delete runs or files that you no longer need, or free space on the disk, then try again.`;
    case 'NotReadableError':
    case 'NotFoundError':
      return 'the browser cannot read its bytes; the file was moved, changed or deleted. Choose the file again.';
    case 'DataCloneError':
      return `it holds something that the browser cannot store (${message}).`;
    case 'InvalidStateError':
    case 'AbortError':
      return 'the browser closed the database, as it does when site data are cleared or the disk fails. Reload the page and try again.';
    default:
      return `the browser's database failed (${name}: ${message}). Free space on the disk, then reload the page.`;
  }
}

async function usedSpace(): Promise<string> {
  const { usage_bytes } = await estimateStorage();
  return usage_bytes > 0 ? ` (${(usage_bytes / 1_000_000).toFixed(1)} MB used)` : '';
}
