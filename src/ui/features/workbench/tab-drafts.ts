import { z } from 'zod';
import type { SettingsStore } from '../../../core/ports/stores.ts';
import { draftSchema, settingsKeys, type Draft } from '../../../core/settings.ts';
import { heldLocks, withLock } from '../../../core/web-locks.ts';

const TAB_ITEM = 'sandbank-tab';
const LOCK = 'sandbank-draft-';
/** A reloaded page may have to wait for the lock of the document before it; a duplicated tab waits in vain. */
const RELOAD_MS = 1000;
const MAX_TABS = 20;

const locksHeld: (() => void)[] = [];

const keyOf = (tab: string) => `${settingsKeys.draft}:${tab}`;
const keptSchema = draftSchema.nullable();
const tabsSchema = z.array(z.string());

/**
 * A draft for each tab, so that what is written in one is not lost to the other. A tab is known by its session storage, which outlives
 * a reload, and holds a lock while it is open. A tab without a draft takes over the newest that a closed tab left.
 */
export class TabDrafts {
  readonly #store: SettingsStore;
  #tab = '';

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  /** This tab's draft, or one that was left; undefined for none. Called once, before `keep`. Throws `StorageError`. */
  async restore(): Promise<Draft | undefined> {
    this.#tab = await claimTab();
    const mine = await this.#store.get(keyOf(this.#tab), keptSchema);
    const open = await openTabs();
    return await exclusively(async () => {
      const known = (await this.#store.get(settingsKeys.draftTabs, tabsSchema)) ?? [];
      const adopted = mine ?? (await this.#adopt(known.filter((tab) => tab !== this.#tab && !open.has(tab))));
      const left = await this.#withDrafts(known, open);
      await this.#store.set(settingsKeys.draftTabs, [...left, this.#tab].slice(-MAX_TABS));
      if (mine === undefined && adopted !== undefined) await this.#store.set(keyOf(this.#tab), adopted);
      return adopted ?? undefined;
    });
  }

  /** Throws `StorageError`. */
  async keep(draft: Draft): Promise<void> {
    await this.#store.set(keyOf(this.#tab), draft);
  }

  /** The draft of the tab that came last of those that are closed, or what a version before kept for all tabs. */
  async #adopt(closed: string[]): Promise<Draft | undefined> {
    for (const key of [...closed.map(keyOf).toReversed(), settingsKeys.draft]) {
      const draft = await this.#store.get(key, keptSchema);
      if (draft === undefined || draft === null) continue;
      await this.#store.set(key, null);
      return draft;
    }
    return undefined;
  }

  /** The other tabs that are open, or that left unsaved text which is still to be taken over. */
  async #withDrafts(known: string[], open: ReadonlySet<string>): Promise<string[]> {
    const left: string[] = [];
    for (const tab of known) {
      if (tab === this.#tab) continue;
      const draft = open.has(tab) ? undefined : await this.#store.get(keyOf(tab), keptSchema);
      if (open.has(tab) || draft?.dirty === true) left.push(tab);
      else if (draft !== undefined && draft !== null) await this.#store.set(keyOf(tab), null);
    }
    return left;
  }
}

/** This tab's name, held by a lock for as long as the page is open. A duplicated tab, whose name is taken, gets one of its own. */
async function claimTab(): Promise<string> {
  const before = sessionItem();
  if (before !== null && (await held(before, RELOAD_MS))) return before;
  const tab = crypto.randomUUID();
  setSessionItem(tab);
  // Nobody else has that name: on a busy machine the lock only comes late, and without it another tab would take this one for closed.
  await held(tab);
  return tab;
}

/** Takes the lock, and never gives it back; false where another page has it for longer than `ms`. Waits for it where none are given. */
function held(tab: string, ms?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const hold = async () => {
      resolve(true);
      const { promise, resolve: release } = Promise.withResolvers<void>();
      // A promise that nobody can resolve any more is collected, and its lock is given back.
      locksHeld.push(release);
      await promise;
    };
    const options = ms === undefined ? {} : { signal: AbortSignal.timeout(ms) };
    withLock(navigator.locks, LOCK + tab, options, hold).catch(() => resolve(false));
  });
}

async function openTabs(): Promise<Set<string>> {
  const locks = await heldLocks(navigator.locks);
  return new Set(locks.flatMap(({ name = '' }) => (name.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])));
}

/** Two tabs that start at once must not take over one draft. */
async function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return await withLock(navigator.locks, `${settingsKeys.draft}-tabs`, {}, work);
}

// Session storage throws where the browser keeps nothing for this page; a tab is then known until it is reloaded.
function sessionItem(): string | null {
  try {
    return sessionStorage.getItem(TAB_ITEM);
  } catch {
    return null;
  }
}

function setSessionItem(tab: string): void {
  try {
    sessionStorage.setItem(TAB_ITEM, tab);
  } catch (error) {
    console.warn('This tab is not known again after a reload:', error);
  }
}
