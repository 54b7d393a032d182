import { StorageError } from '../../core/app-error.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { openIdbStorage, type IdbStorageOptions } from '../idb/open-idb-storage.ts';

/**
 * The best storage that there is: the browser's database, else memory; then `status().problem` says why, what is not kept, and how
 * to mend it. Never rejects for what a browser, a person or another tab can cause.
 */
export async function openStorage(options: IdbStorageOptions = {}): Promise<Storage> {
  try {
    return await openIdbStorage(options);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const { createMemoryStorage } = await import('../memory/create-memory-storage.ts');
    return createMemoryStorage(
      `${error.message} Until then code runs as usual, but workflows, runs, files and settings are gone when this tab is closed.`,
    );
  }
}
