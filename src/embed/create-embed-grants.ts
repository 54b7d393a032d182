import { embedGrantsSchema, sortedCapabilities, type EmbedGrant } from '../core/embedding.ts';
import type { EmbedGrants } from '../core/ports/embed-grants.ts';
import type { ChangeFeed, SettingsStore } from '../core/ports/stores.ts';
import { settingsKeys } from '../core/settings.ts';
import { withLock } from '../core/web-locks.ts';

type Change = (grants: readonly EmbedGrant[]) => EmbedGrant[];

/** Keeps what the person granted in the settings store, and follows what other tabs change there. */
export async function createEmbedGrants(store: SettingsStore, changes: ChangeFeed): Promise<EmbedGrants> {
  const listeners = new Set<() => void>();
  const read = async (): Promise<EmbedGrant[]> => (await store.get(settingsKeys.embedGrants, embedGrantsSchema)) ?? [];
  let grants = await read();

  const apply = (next: EmbedGrant[]): void => {
    grants = next;
    for (const listener of listeners) listener();
  };
  /** In force before it is kept. What is kept is read under a lock: a revocation of another tab must not be written over. */
  const change = async (by: Change): Promise<void> => {
    apply(by(grants));
    await withLock(navigator.locks, 'sandbank.embed_grants', {}, async () => {
      const kept = by(await read());
      await store.set(settingsKeys.embedGrants, kept);
      apply(kept);
    });
  };

  changes.subscribe(({ store: changed, ids, origin }) => {
    if (changed === 'settings' && origin === 'elsewhere' && ids.includes(settingsKeys.embedGrants))
      read().then(apply, reportError);
  });
  return {
    list: () => grants,
    of: (origin) => new Set(grants.find((each) => each.origin === origin)?.capabilities),
    allow: (origin, capabilities) =>
      change((before) => {
        const had = before.find((each) => each.origin === origin)?.capabilities ?? [];
        const all = sortedCapabilities([...had, ...capabilities]);
        const granted_at = new Date().toISOString();
        return [...before.filter((each) => each.origin !== origin), { origin, capabilities: all, granted_at }];
      }),
    revoke: (origin) => change((before) => before.filter((each) => each.origin !== origin)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
