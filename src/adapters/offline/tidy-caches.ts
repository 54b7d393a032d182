import { keptList, addressOf, ownCaches } from './this-build.ts';

/**
 * Clears away what is kept of versions of which no page is open any more. Called by a page of the version that is used, while that is
 * the newest and no other is being installed; `keep` names it. An older worker may still be in charge: it needs nothing of its own.
 * Does nothing where somebody else is at the caches.
 */
export async function tidyCaches(keep: string): Promise<void> {
  const names = ownCaches();
  await navigator.locks.request(names.cachesLock, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    const { held = [] } = await navigator.locks.query();
    const open = new Set(held.map(({ name }) => name));
    const staying: string[] = [];
    for (const cache of await caches.keys()) {
      const version = names.versionOf(cache);
      if (version === undefined) continue;
      if (version === keep || open.has(names.pageLock(version))) staying.push(version);
      else await caches.delete(cache);
    }
    await tidyAssets(staying);
  });
}

async function tidyAssets(versions: readonly string[]): Promise<void> {
  const lists = await Promise.all(versions.map(keptList));
  // One that was left half done has no list; nobody can say what is its.
  const needed = new Set(lists.flatMap((list) => list?.files.map(({ path }) => addressOf(path)) ?? []));
  if (needed.size === 0) return;
  const assets = await caches.open(ownCaches().assets);
  for (const request of await assets.keys()) if (!needed.has(request.url)) await assets.delete(request);
}

/** Says to the other pages that one of this version is open, for as long as this page is. */
export function holdVersion(version: string): void {
  const forever = Promise.withResolvers<void>();
  // A promise that nobody can resolve any more is collected, and its lock is given back.
  held.push(forever.resolve);
  // Absent where the page is not a secure context; refused in a frame that the browser gives no storage. Then nothing is kept, either.
  const locks: LockManager | undefined = navigator.locks;
  locks
    ?.request(ownCaches().pageLock(version), { mode: 'shared' }, () => forever.promise)
    .catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'SecurityError')) reportError(error);
    });
}

const held: (() => void)[] = [];
