import { afterEach, expect, it, vi } from 'vitest';
import { sampleRun, sampleWorkflow, bytes } from '../../../test/contracts/storage-contract-samples.ts';
import { openOtherTab } from '../../../test/harness/other-tab.ts';
import type { Change, Storage } from '../../core/ports/stores.ts';
import { requested } from './golden/raw-database.ts';
import { openIdbStorage } from './open-idb-storage.ts';

const open: Storage[] = [];
afterEach(() => {
  for (const storage of open.splice(0)) storage.close();
});

const fresh = (): string => `tabs-${crypto.randomUUID()}`;

async function tab(name: string, locks = true): Promise<Storage> {
  const storage = await openIdbStorage({ name, ...(locks ? {} : { locks: null }) });
  open.push(storage);
  return storage;
}

it('gives two tabs that save one workflow at once consecutive versions', async () => {
  const name = fresh();
  const [here, there] = await Promise.all([tab(name), tab(name)]);
  const save = (_: unknown, at: number): ReturnType<Storage['workflows']['save']> =>
    (at % 2 === 0 ? here : there).workflows.save(sampleWorkflow({ code: `${at}` }));
  const saved = await Promise.all(Array.from({ length: 10 }, save));
  expect(saved.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const stored = await Promise.all(saved.map(({ id, version }) => here.workflows.version(id, version)));
  expect(stored.map((each) => each?.code)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
});

it('tells a tab what another has changed, by ids only', async () => {
  const name = fresh();
  const [here, there] = [await tab(name), await tab(name)];
  const told: Change[] = [];
  here.changes.subscribe((change) => told.push(change));
  const { id } = await there.workflows.save(sampleWorkflow());
  await there.runs.finish(sampleRun({ status: 'failed' }));
  await there.settings.set('theme', 'dark');
  await vi.waitUntil(() => told.length === 3, { timeout: 30_000 });
  expect(told).toEqual([
    { store: 'workflows', ids: [id], origin: 'elsewhere' },
    { store: 'runs', ids: ['run_1'], origin: 'elsewhere' },
    { store: 'settings', ids: ['theme'], origin: 'elsewhere' },
  ]);
});

it('gives a run the files that another tab has changed', async () => {
  const name = fresh();
  const [here, there] = [await tab(name), await tab(name)];
  await here.files.write('a.txt', bytes('1'));
  await here.files.write('b.txt', bytes('1'));
  const seen = async (): Promise<string[]> =>
    await Promise.all(
      (await here.files.snapshot()).map(
        async ({ file, content }) => file.path + new TextDecoder().decode(await content.arrayBuffer()),
      ),
    );
  expect(await seen()).toEqual(['a.txt1', 'b.txt1']);
  await there.files.commit(
    [
      { path: 'a.txt', content: bytes('2') },
      { path: 'b.txt', content: null },
      { path: 'c.txt', content: bytes('2') },
    ],
    'run_1',
  );
  await vi.waitUntil(async () => (await seen()).join() === 'a.txt2,c.txt2', { timeout: 30_000 });
});

it('keeps what was deleted while its tab is open, and frees it after', async () => {
  const name = fresh();
  const first = await tab(name);
  const { id } = await first.workflows.save(sampleWorkflow());
  await first.files.write('a.txt', bytes('1'));
  await first.workflows.delete(id);
  await first.files.delete('a.txt');
  const second = await tab(name);
  expect(await first.files.undelete('a.txt')).toBe(true);
  expect(await first.workflows.undelete(id)).toMatchObject({ id });
  await first.workflows.delete(id);
  await first.files.delete('a.txt');
  first.close();
  second.close();
  await vi.waitUntil(async () => !(await navigator.locks.query()).held?.some((lock) => lock.name?.startsWith(name)), {
    timeout: 30_000,
  });
  const third = await tab(name);
  expect(await third.files.undelete('a.txt')).toBe(false);
  expect(await third.workflows.undelete(id)).toBeUndefined();
});

it('turns the run of a tab that was killed into an interrupted one, with what it had printed', async () => {
  const name = fresh();
  const here = await tab(name);
  await here.runs.begin(sampleRun({ run_id: 'run_mine' }));
  const displays = [{ kind: 'markdown' as const, text: 'half' }];
  const run = sampleRun({ run_id: 'run_theirs', stdout: 'printed until then\n', displays, duration_ms: 700 });
  const other = await openOtherTab({ database: name, run, locks: true });
  expect(other.answer).toEqual({ backend: 'indexeddb', problem: '' });
  expect(await here.runs.markInterrupted()).toBe(0);
  other.kill();
  await vi.waitUntil(async () => (await here.runs.markInterrupted()) === 1, { timeout: 30_000 });
  expect(await here.runs.get('run_theirs')).toEqual({
    ...run,
    status: 'interrupted',
    error: { type: 'InterruptedError', message: expect.stringContaining('tab was closed') as string },
  });
  expect(await here.runs.list({ limit: 5, status: 'interrupted' })).toHaveLength(1);
  expect(await here.runs.get('run_mine')).toMatchObject({ status: 'running' });
  expect(await here.runs.markInterrupted()).toBe(0);
});

it('tells by its silence that a tab is gone, where there are no locks', async () => {
  const name = fresh();
  const other = await openOtherTab({ database: name, run: sampleRun({ run_id: 'run_theirs' }), locks: false });
  other.kill();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 170_000 });
  const here = await tab(name, false);
  expect(await here.runs.markInterrupted()).toBe(0);
  vi.setSystemTime(Date.now() + 20_000);
  const latest = await tab(name, false);
  await latest.runs.begin(sampleRun({ run_id: 'run_latest' }));
  expect(await here.runs.markInterrupted()).toBe(1);
  expect(await here.runs.get('run_theirs')).toMatchObject({ status: 'interrupted' });
  expect(await here.runs.get('run_latest')).toMatchObject({ status: 'running' });
  latest.close();
  await vi.waitUntil(async () => (await here.runs.markInterrupted()) === 1, { timeout: 30_000 });
  vi.useRealTimers();
});

it('lets a run that was held to be interrupted, though its tab was only asleep, end as it did', async () => {
  const name = fresh();
  const [asleep, other] = [await tab(name), await tab(name)];
  await asleep.runs.begin(sampleRun());
  const raw = await requested(indexedDB.open(name));
  const store = raw.transaction('runs', 'readwrite').objectStore('runs');
  const record = await requested<object>(store.get('run_1'));
  await requested(store.put({ ...record, owner: 'a tab that is gone' }));
  raw.close();
  expect(await other.runs.markInterrupted()).toBe(1);
  await asleep.runs.checkpoint(sampleRun({ stdout: 'awake' }));
  expect(await other.runs.get('run_1')).toMatchObject({ status: 'running', stdout: 'awake', error: null });
  await asleep.runs.finish(sampleRun({ status: 'succeeded', stdout: 'done' }));
  expect(await other.runs.get('run_1')).toMatchObject({ status: 'succeeded', stdout: 'done' });
});
