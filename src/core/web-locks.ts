import type { Abort } from './ports/abort.ts';

/** The part of the browser's LockManager that the house needs: pass `navigator.locks`, which is undefined where the page is no secure context. */
export type WebLocks = {
  request<T>(name: string, options: LockRequest, work: (lock: unknown) => Promise<T>): Promise<T>;
  query(): Promise<{ held?: HeldLock[] }>;
};

export type LockRequest = { mode?: 'exclusive' | 'shared'; ifAvailable?: boolean; signal?: Abort };
export type HeldLock = { name?: string; mode?: 'exclusive' | 'shared' };

/**
 * Does `work` while the lock is held; `isMine` is false where it was only wanted if available, and is not.
 *
 * Where the browser has no locks, or refuses them to this page as it refuses it storage (a sandboxed frame, one of another site), the work
 * is done without one. Such a frame keeps nothing that another tab could touch. A page that is no secure context has its storage with its
 * other tabs, and nothing keeps them apart there: what two of them read and write at once, one of them may write over.
 */
export async function withLock<T>(
  locks: WebLocks | undefined,
  name: string,
  options: LockRequest,
  work: (isMine: boolean) => Promise<T>,
): Promise<T> {
  let hasBegun = false;
  try {
    if (locks !== undefined)
      return await locks.request(name, options, async (lock) => {
        hasBegun = true;
        return await work(lock !== null);
      });
  } catch (error) {
    if (hasBegun || !isRefusal(error)) throw error;
  }
  return await work(true);
}

/** The locks that pages of this origin hold; none where the browser has none or refuses them. */
export async function heldLocks(locks: WebLocks | undefined): Promise<HeldLock[]> {
  try {
    return (await locks?.query())?.held ?? [];
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'SecurityError';
