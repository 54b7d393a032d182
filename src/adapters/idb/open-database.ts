import { openDB } from 'idb';
import { StorageError } from '../../core/app-error.ts';
import type { Migration } from './migrations/migration.ts';
import type { Database, SandbankDb } from './schema.ts';

export type OpenOptions = {
  name: string;
  migrations: readonly Migration[];
  /** How long another tab is given to let go of an older version, and the browser to open the database. Milliseconds. */
  patience: { blocked: number; open: number };
  /** Another tab wants a newer version, or the deletion of the database ("deleted"): this connection must be closed now. */
  onBlocking: (wanted: 'newer' | 'deleted') => void;
  /** The browser has closed the connection. */
  onTerminated: () => void;
};

/** How often the database is opened anew where the browser closes it at once: it does so while it clears the site's data. */
const MOST_CLOSED = 3;

/** Throws `StorageError` where there is no IndexedDB, it is blocked, or it was written by a newer version of the app. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { promise, resolve, reject } = Promise.withResolvers<Database>();
  const giveUp: GiveUp = (message) => reject(new StorageError(message));
  const timers: Timers = [setTimeout(() => giveUp(UNANSWERED), options.patience.open)];
  let over = false;
  try {
    const begin = (left: number): void =>
      void open(options, timers, giveUp).then(
        // One that opens after we have given up must not stay open, or it would block others.
        (db) => (over ? db.close() : resolve(db)),
        (error: unknown) => (wasClosed(error) && left > 0 && !over ? begin(left - 1) : reject(error)),
      );
    begin(MOST_CLOSED);
    return await promise;
  } catch (error) {
    throw asOpenError(error);
  } finally {
    over = true;
    for (const timer of timers) clearTimeout(timer);
  }
}

/** A migration that fails aborts as well, but has given up by then. */
const wasClosed = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

type Timers = ReturnType<typeof setTimeout>[];
type GiveUp = (message: string) => void;

/** Throws at once where there is no IndexedDB, or the browser refuses it to this page. */
function open(options: OpenOptions, timers: Timers, giveUp: GiveUp): Promise<Database> {
  return openDB<SandbankDb>(options.name, options.migrations.length, {
    upgrade: (db, oldVersion, _newVersion, tx) => {
      // The migrations' own view of the database is untyped.
      void migrate(options.migrations.slice(oldVersion), [db, tx] as unknown as Parameters<Migration>, giveUp);
    },
    blocked: () => timers.push(setTimeout(() => giveUp(BLOCKED), options.patience.blocked)),
    blocking: (_current, wanted, event) => {
      (event.target as IDBDatabase).close();
      options.onBlocking(wanted === null ? 'deleted' : 'newer');
    },
    terminated: options.onTerminated,
  });
}

const UNANSWERED =
  'The browser did not open its database in time. Close other tabs of Sandbank, then reload; if that does not help, restart the browser.';

const BLOCKED =
  'Another tab holds an older version of the database open, so that it cannot be brought up to date. Close the other tabs of Sandbank, then reload this one.';

async function migrate(steps: readonly Migration[], [db, tx]: Parameters<Migration>, giveUp: GiveUp): Promise<void> {
  try {
    for (const step of steps) await step(db, tx);
  } catch (error) {
    giveUp(`The database could not be brought up to date (${String(error)}). It was left as it was; please report this.`);
    // Rejects with its abort, of which `giveUp` has told the reason.
    tx.done.catch(() => undefined);
    tx.abort();
  }
}

function asOpenError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const [name, message] = error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
  switch (name) {
    case 'VersionError':
      return new StorageError(
        'The data in this browser were written by a newer version of Sandbank than this page. Reload the page to get the newer version; nothing was changed.',
        { cause: error },
      );
    case 'QuotaExceededError':
      return new StorageError('The database could not be opened: the disk is full. Free space on the disk, then reload.', {
        cause: error,
      });
    default:
      return new StorageError(
        `The browser gives this page no database (${name}: ${message}). Private windows and blocked site data are the usual causes; allow site data for this address, then reload.`,
        { cause: error },
      );
  }
}
