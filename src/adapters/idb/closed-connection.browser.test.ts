import { expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { bytes, sampleWorkflow } from '../../../test/contracts/storage-contract-samples.ts';
import { StorageError } from '../../core/app-error.ts';
import { requested } from './golden/raw-database.ts';
import { openIdbStorage } from './open-idb-storage.ts';

const fresh = (): string => `closed-${crypto.randomUUID()}`;

it('opens the database anew where it was deleted under the page', async () => {
  const name = fresh();
  const storage = await openIdbStorage({ name });
  await storage.workflows.save(sampleWorkflow());
  await storage.files.write('a.txt', bytes('a'));
  expect(await storage.files.snapshot()).toHaveLength(1);
  await requested(indexedDB.deleteDatabase(name));
  expect(await storage.workflows.list()).toEqual([]);
  expect(await storage.files.snapshot()).toEqual([]);
  expect(await storage.workflows.save(sampleWorkflow())).toMatchObject({ version: 1 });
  expect((await storage.status()).problem).toBeUndefined();
  storage.close();
});

const clearSiteData = (): Promise<unknown> => {
  const devTools = cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
  return devTools.send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
};

it('opens the database anew where the browser closed it', async () => {
  const storage = await openIdbStorage({ name: fresh() });
  await storage.files.write('a.txt', bytes('a'));
  await clearSiteData();
  const saves = Array.from({ length: 4 }, () => storage.workflows.save(sampleWorkflow()));
  // Those that meet the end of the connection are done again, behind the others.
  const versions = (await Promise.all(saves)).map(({ version }) => version);
  expect(versions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  storage.close();
});

it('saves on while the browser is closing it', async () => {
  for (let round = 0; round < 20; round += 1) {
    const storage = await openIdbStorage({ name: fresh() });
    const cleared = clearSiteData();
    await new Promise((resolve) => setTimeout(resolve, round % 5));
    const saves = Array.from({ length: 4 }, () => storage.workflows.save(sampleWorkflow()));
    for (const { version } of await Promise.all(saves)) expect(version).toBeGreaterThan(0);
    await cleared;
    storage.close();
  }
});

it('says what is not kept once it was closed', async () => {
  const storage = await openIdbStorage({ name: fresh() });
  storage.close();
  storage.close();
  await expect(async () => {
    for (;;) await storage.workflows.save(sampleWorkflow());
  }).rejects.toThrow(/"Cost by team" was not saved: the storage was closed/u);
  await expect(storage.runs.list({ limit: 1 })).rejects.toThrow(StorageError);
});
