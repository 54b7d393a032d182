import { afterEach, expect, it } from 'vitest';
import { sampleWorkflow } from '../../../test/contracts/storage-contract-samples.ts';
import { StorageError } from '../../core/app-error.ts';
import type { Change, Storage } from '../../core/ports/stores.ts';
import { openStorage } from '../storage/open-storage.ts';
import { dumpDatabase, requested } from './golden/raw-database.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import { openIdbStorage } from './open-idb-storage.ts';

const open: Storage[] = [];
afterEach(() => {
  for (const storage of open.splice(0)) storage.close();
});

const fresh = (): string => `upgrade-${crypto.randomUUID()}`;
const patience = { blocked: 50, open: 5000 };

/** What a later version might do: a store more, and every workflow's record otherwise. */
const next: Migration = async (db, tx) => {
  db.createObjectStore('later', { keyPath: 'id' });
  const store = tx.objectStore('workflows');
  for (const record of await store.getAll()) await store.put({ ...record, description: 'brought up to date' });
};

async function opened(name: string, steps: readonly Migration[] = migrations): Promise<Storage> {
  const storage = await openIdbStorage({ name, patience, migrations: steps });
  open.push(storage);
  return storage;
}

it('takes an older database through the migrations that it lacks, and no other', async () => {
  const name = fresh();
  const old = await opened(name);
  const { id } = await old.workflows.save(sampleWorkflow());
  old.close();
  const storage = await opened(name, [...migrations, next]);
  expect(await storage.workflows.get(id)).toMatchObject({ description: 'brought up to date', version: 1 });
  expect(await dumpDatabase(name)).toMatchObject({ version: migrations.length + 1 });
});

it('leaves the database as it was where a migration fails, and says so', async () => {
  const name = fresh();
  const old = await opened(name);
  const { id } = await old.workflows.save(sampleWorkflow());
  old.close();
  const broken: Migration = async (db, tx) => {
    await next(db, tx);
    throw new Error('no such column');
  };
  await expect(openIdbStorage({ name, patience, migrations: [...migrations, broken] })).rejects.toThrow(/no such column/u);
  expect(await dumpDatabase(name)).toMatchObject({ version: migrations.length });
  expect(await (await opened(name)).workflows.get(id)).toMatchObject({ description: '' });
});

it('does not touch a database of a newer version, and says how to get it', async () => {
  const name = fresh();
  (await opened(name, [...migrations, next])).close();
  await expect(openIdbStorage({ name, patience })).rejects.toThrow(/newer version of Sandbank.*Reload/u);
  const instead = await openStorage({ name, patience });
  open.push(instead);
  expect(await instead.status()).toMatchObject({
    backend: 'memory',
    problem: expect.stringContaining('newer version') as string,
  });
  expect(await dumpDatabase(name)).toMatchObject({ version: migrations.length + 1 });
});

it('lets go of the database when another tab brings it up to date, and tells the person to reload', async () => {
  const name = fresh();
  const old = await opened(name);
  const { id } = await old.workflows.save(sampleWorkflow());
  const told: Change[] = [];
  old.changes.subscribe((change) => told.push(change));
  const newer = await opened(name, [...migrations, next]);
  expect(await newer.workflows.get(id)).toMatchObject({ id });
  expect(told).toContainEqual({ store: 'status', ids: [], origin: 'here' });
  expect((await old.status()).problem).toMatch(/newer version of Sandbank. Reload this tab/u);
  await expect(old.workflows.save(sampleWorkflow())).rejects.toThrow(/"Cost by team" was not saved.*Reload this tab/u);
  await expect(old.workflows.list()).rejects.toThrow(StorageError);
  expect(await newer.workflows.get(id)).toMatchObject({ version: 1 });
});

it('works in memory and names the other tab where that does not let go', async () => {
  const name = fresh();
  (await opened(name)).close();
  const stubborn = await requested(indexedDB.open(name));
  const storage = await openStorage({ name, patience, migrations: [...migrations, next] });
  open.push(storage);
  const { backend, problem } = await storage.status();
  expect(backend).toBe('memory');
  expect(problem).toMatch(/Another tab holds an older version.*Close the other tabs.*gone when this tab is closed/u);
  expect(await storage.workflows.save(sampleWorkflow())).toMatchObject({ version: 1 });
  stubborn.close();
  const after = await openStorage({ name, migrations: [...migrations, next] });
  open.push(after);
  expect(await after.status()).toMatchObject({ backend: 'indexeddb' });
});
