import { StorageError } from '../../core/app-error.ts';
import { storageFailure } from '../storage/storage-failure.ts';
import { openDatabase, type OpenOptions } from './open-database.ts';
import type { Database, ReadTx, StoreKey, WriteTx } from './schema.ts';

type Durability = 'relaxed' | 'strict';

export type ConnectionOptions = Omit<OpenOptions, 'onBlocking' | 'onTerminated'> & {
  /** `problem` has something new to say. */
  onProblem: () => void;
  /** The disk is full: frees what can be spared, and answers whether there was any. */
  onFull: () => Promise<boolean>;
};

/** Chromium frees the bytes of deleted Blobs some seconds after the deletion. */
const FREEING_MS = [500, 2500, 3000];

const SUPERSEDED =
  'another tab has opened a newer version of Sandbank. Reload this tab to go on; what was kept until now is safe.';

/** How often one transaction is begun anew. A browser that clears the site's data closes what is opened while it is at it, too. */
const MOST_LOSSES = 3;

/**
 * One connection to the database. It is opened anew, a few times per transaction, where the browser has closed it; it is closed for
 * good when another tab needs a newer version.
 */
export class Connection {
  #options: ConnectionOptions;
  #db: Database | undefined;
  #opening: Promise<Database> | undefined;
  #over: string | undefined;
  #losses = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Why nothing can be kept any more, for the person to see. */
  get problem(): string | undefined {
    return this.#over === undefined ? undefined : `Nothing more is kept here: ${this.#over}`;
  }

  /** How often the connection was lost. What was read before may not be there any more: site data may have been cleared. */
  get losses(): number {
    return this.#losses;
  }

  /** Throws `StorageError` as `openDatabase` does. */
  async open(): Promise<void> {
    await this.#ready();
  }

  /** `doing` is a clause for the error: "The run run_1 could not be read". The body awaits requests of its transaction only. */
  read<T>(doing: string, stores: StoreKey[], body: (tx: ReadTx) => Promise<T>): Promise<T> {
    return this.#attempt(doing, async (db) => await settle(db.transaction(stores, 'readonly'), body));
  }

  /** As `read`; resolves when all that the body wrote is committed, and nothing of it is kept where it throws. */
  write<T>(doing: string, stores: StoreKey[], body: (tx: WriteTx) => Promise<T>, durability: Durability = 'relaxed'): Promise<T> {
    const run = async (db: Database): Promise<T> => await settle(db.transaction(stores, 'readwrite', { durability }), body);
    return this.#attempt(doing, async (db) => {
      try {
        return await run(db);
      } catch (error) {
        if (!isFull(error) || !(await this.#options.onFull())) throw error;
        return await this.#whenFreed(run);
      }
    });
  }

  /** As `write`, but where the disk is full it fails at once: for what is done to free space. */
  free<T>(doing: string, stores: StoreKey[], body: (tx: WriteTx) => Promise<T>): Promise<T> {
    return this.#attempt(doing, async (db) => await settle(db.transaction(stores, 'readwrite', { durability: 'strict' }), body));
  }

  close(): void {
    this.#over ??= 'the storage was closed.';
    this.#db?.close();
    this.#db = undefined;
  }

  async #attempt<T>(doing: string, run: (db: Database) => Promise<T>): Promise<T> {
    try {
      for (let losses = 0; ; losses += 1) {
        const db = await this.#ready();
        try {
          return await run(db);
        } catch (error) {
          if (losses === MOST_LOSSES || !this.#wasClosed(db, error)) throw error;
          this.#lose(db);
        }
      }
    } catch (error) {
      if (this.#over !== undefined && !(error instanceof StorageError))
        throw new StorageError(`${doing}: ${this.#over}`, { cause: error });
      throw await storageFailure(doing, error);
    }
  }

  /**
   * An aborted transaction has changed nothing, so that it may be done again on a new connection. Chromium says `UnknownError` where it
   * is about to close the connection and has not said so yet.
   */
  #wasClosed(db: Database, error: unknown): boolean {
    if (this.#over !== undefined || !(error instanceof DOMException)) return false;
    return (
      error.name === 'InvalidStateError' || error.name === 'UnknownError' || (error.name === 'AbortError' && this.#db !== db)
    );
  }

  #lose(db: Database | undefined): void {
    if (db === undefined || db !== this.#db) return;
    this.#db = undefined;
    db.close();
    this.#losses += 1;
  }

  async #whenFreed<T>(run: (db: Database) => Promise<T>): Promise<T> {
    for (const milliseconds of FREEING_MS) {
      try {
        return await run(await this.#ready());
      } catch (error) {
        if (!isFull(error)) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
    }
    return await run(await this.#ready());
  }

  async #ready(): Promise<Database> {
    if (this.#db !== undefined) return this.#db;
    if (this.#over !== undefined) throw new DOMException(this.#over, 'InvalidStateError');
    this.#opening ??= openDatabase({
      ...this.#options,
      onBlocking: (wanted) => {
        this.#lose(this.#db);
        if (wanted === 'deleted') return;
        this.#over = SUPERSEDED;
        this.#options.onProblem();
      },
      onTerminated: () => this.#lose(this.#db),
    }).finally(() => {
      this.#opening = undefined;
    });
    const db = await this.#opening;
    if (this.#over === undefined) this.#db = db;
    else db.close();
    return db;
  }
}

const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

/** Runs the body and waits for the commit. What it throws aborts the transaction, and the reason of an abort wins over its echo. */
async function settle<Tx extends ReadTx | WriteTx, T>(tx: Tx, body: (tx: Tx) => Promise<T>): Promise<T> {
  const { done } = tx;
  done.catch(() => undefined);
  try {
    // Chromium may abort a transaction that is being committed and never answer its requests: the body would wait for ever.
    const result = await Promise.race([body(tx), aborted(tx)]);
    await done;
    return result;
  } catch (error) {
    const reason = tx.error ?? error;
    abort(tx);
    throw reason;
  }
}

/** Rejects when the transaction is aborted; never resolves. */
function aborted(tx: ReadTx | WriteTx): Promise<never> {
  return new Promise((_resolve, reject) => {
    tx.addEventListener('abort', () => reject(tx.error ?? new DOMException('The transaction was aborted.', 'AbortError')));
  });
}

function abort(tx: ReadTx | WriteTx): void {
  try {
    tx.abort();
  } catch (error) {
    // It had ended by itself already, with its commit or with the abort that brought us here.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
