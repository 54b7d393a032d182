import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { bytes, sampleRun, sampleWorkflow } from '../../../test/contracts/storage-contract-samples.ts';
import { StorageError } from '../../core/app-error.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { requested } from './golden/raw-database.ts';
import { openIdbStorage } from './open-idb-storage.ts';

let name: string;
let storage: Storage;
const warned: string[] = [];

beforeEach(async () => {
  name = `damage-${crypto.randomUUID()}`;
  storage = await openIdbStorage({ name });
  vi.spyOn(console, 'warn').mockImplementation((text: unknown) => warned.push(String(text)));
});
afterEach(() => {
  storage.close();
  vi.restoreAllMocks();
  warned.length = 0;
});

/** Writes over a part of a record, as a disk fault or another program might. */
async function spoil(store: string, key: IDBValidKey, part: object): Promise<void> {
  const db = await requested(indexedDB.open(name));
  const target = db.transaction(store, 'readwrite').objectStore(store);
  const record = await requested<object>(target.get(key));
  await requested(target.put({ ...record, ...part }));
  db.close();
}

it('leaves a damaged workflow out of the list, and names it', async () => {
  const bad = await storage.workflows.save(sampleWorkflow({ name: 'Bad' }));
  await storage.workflows.save(sampleWorkflow({ name: 'Good' }));
  await spoil('workflows', bad.id, { tags: 'none' });
  expect((await storage.workflows.list()).map((each) => each.name)).toEqual(['Good']);
  expect(warned.join()).toContain('the workflow "Bad" is damaged');
  expect((await storage.status()).problem).toContain('the workflow "Bad"');
  await expect(storage.workflows.get(bad.id)).rejects.toThrow(/The workflow "Bad" is damaged.*Delete it/u);
  expect(await storage.workflows.delete(bad.id)).toBe(true);
});

it('saves the next version over a damaged one, and still reads the others', async () => {
  const { id } = await storage.workflows.save(sampleWorkflow({ description: 'kept' }));
  await storage.workflows.save(sampleWorkflow({ code: 'two' }));
  await spoil('workflow_versions', [id, 2], { code: 5 });
  await expect(storage.workflows.version(id)).rejects.toThrow(StorageError);
  expect(await storage.workflows.save(sampleWorkflow({ code: 'three' }))).toEqual({ id, name: 'Cost by team', version: 3 });
  expect(await storage.workflows.version(id)).toMatchObject({ code: 'three', description: 'kept' });
  expect(await storage.workflows.version(id, 1)).toMatchObject({ code: 'result = 1' });
  expect((await storage.workflows.versions(id)).map(({ version }) => version)).toEqual([3, 1]);
});

it('leaves damaged runs out of the list, and names them', async () => {
  for (const at of [1, 2, 3, 4]) {
    await storage.runs.finish(
      sampleRun({ run_id: `run_${at}`, started_at: `2026-11-2${at}T00:00:00.000Z`, status: 'succeeded' }),
    );
  }
  await spoil('runs', 'run_1', { summary_json: '{"run_id": "run_1"' });
  await spoil('runs', 'run_2', { summary_json: '{"run_id": "run_2"}' });
  await spoil('run_contents', 'run_3', { displays_json: ['{"kind":"script"}'] });
  expect((await storage.runs.list({ limit: 10 })).map(({ run_id }) => run_id)).toEqual(['run_4', 'run_3']);
  await expect(storage.runs.get('run_3')).rejects.toThrow(/The run run_3 is damaged/u);
  expect(warned).toHaveLength(3);
  expect(await storage.runs.delete('run_1')).toBe(true);
});

it('leaves damaged files and tables out, and names them', async () => {
  await storage.files.write('bad.txt', bytes('1'));
  await storage.files.write('good.txt', bytes('1'));
  const table = {
    file_name: 'a.csv',
    source: 'workspace' as const,
    bytes: 1,
    last_modified: 1,
    added_at: '2026-11-20T10:00:00.000Z',
  };
  await storage.tables.put({ ...table, id: 'a', name: 'bad_table' });
  await storage.tables.put({ ...table, id: 'b', name: 'good_table' });
  await spoil('file_contents', 'bad.txt', { content: 'no blob' });
  await spoil('local_tables', 'a', { bytes: 'many' });
  storage.close();
  storage = await openIdbStorage({ name });
  expect((await storage.files.snapshot()).map(({ file }) => file.path)).toEqual(['good.txt']);
  await expect(storage.files.read('bad.txt')).rejects.toThrow(/The file bad.txt is damaged/u);
  expect((await storage.tables.list()).map(({ id }) => id)).toEqual(['b']);
  expect(warned.join()).toMatch(/the file bad.txt.*the local table bad_table/u);
});

it('leaves a damaged setting out', async () => {
  await storage.settings.set('theme', 'dark');
  await spoil('settings', 'theme', { json: '"da' });
  expect(await storage.settings.get('theme', z.string())).toBeUndefined();
  expect(warned.join()).toContain('the setting theme');
  await storage.settings.set('theme', 'light');
  expect(await storage.settings.get('theme', z.string())).toBe('light');
});
