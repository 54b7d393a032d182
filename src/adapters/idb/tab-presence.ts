import { randomDigits } from '../storage/random-id.ts';
import type { Connection } from './connection.ts';

/** Tells which tabs are open, so that what a closed one has left behind can be put right. */
export interface TabPresence {
  /** This tab, by an id that no other had or has. */
  readonly tab: string;
  /** The open tabs, this one among them. A tab is among them from before it first writes anything. */
  alive(): Promise<ReadonlySet<string>>;
  leave(): Promise<void>;
}

/** By Web Locks where the browser has them, else by signs of life in the database. Resolves when this tab counts as open. */
export async function enterTabs(scope: string, connection: Connection, locks: LockManager | undefined): Promise<TabPresence> {
  if (locks === undefined) return await keepBeating(connection);
  try {
    return await holdLock(scope, locks);
  } catch (error) {
    // The browser has locks but refuses them to this page.
    if (error instanceof DOMException) return await keepBeating(connection);
    throw error;
  }
}

/** The browser frees a tab's lock when the tab is gone, however it went. */
async function holdLock(scope: string, locks: LockManager): Promise<TabPresence> {
  const tab = randomDigits();
  const prefix = `${scope}/tab/`;
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding = locks.request(prefix + tab, async () => {
    held.resolve();
    await released.promise;
  });
  holding.catch(held.reject);
  await held.promise;
  return {
    tab,
    async alive() {
      const names = ((await locks.query()).held ?? []).map(({ name }) => name ?? '');
      return new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
    },
    async leave() {
      released.resolve();
      await holding;
    },
  };
}

/** Browsers let a hidden tab's timers run once a minute only. */
const BEAT_MS = 20_000;
const SILENCE_MS = 180_000;

async function keepBeating(connection: Connection): Promise<TabPresence> {
  const tab = randomDigits();
  const beat = (): Promise<void> =>
    connection.write('The sign of life of this tab was not kept', ['tabs'], async (tx) => {
      await tx.objectStore('tabs').put({ tab, beat_at: Date.now() });
    });
  // On a full disk this tab can keep nothing that its sign of life would protect.
  await beat().catch(reportError);
  const timer = setInterval(() => void beat().catch(reportError), BEAT_MS);
  return {
    tab,
    async alive() {
      const tabs = await connection.read('The open tabs could not be read', ['tabs'], (tx) => tx.objectStore('tabs').getAll());
      return new Set(tabs.filter(({ beat_at }) => beat_at > Date.now() - SILENCE_MS).map((each) => each.tab));
    },
    async leave() {
      clearInterval(timer);
      await connection.write('The sign of life of this tab was not removed', ['tabs'], (tx) =>
        tx.objectStore('tabs').delete(tab),
      );
    },
  };
}
