import type { IDBPDatabase, IDBPTransaction } from 'idb';

/**
 * Brings a database from the version before to this one, within the upgrade's transaction: it may await requests of `tx` only.
 * Typed loosely on purpose: a migration knows the stores as they were then, not as `SandbankDb` has them now.
 */
export type Migration = (db: IDBPDatabase, tx: IDBPTransaction<unknown, string[], 'versionchange'>) => void | Promise<void>;
