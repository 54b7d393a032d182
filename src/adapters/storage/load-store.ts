import { StorageError } from '../../core/app-error.ts';

/** A store whose code is loaded when it is first wanted; where that fails, the next call tries again. */
export function loadStore<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((cause: unknown) => {
      loaded = undefined;
      throw new StorageError('A part of Sandbank did not load, and nothing was changed. Check the network, then try again.', {
        cause,
      });
    });
    return loaded;
  };
}
