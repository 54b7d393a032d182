import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { archiveOf, backupOver, choices } from '../../../test/contracts/backup-samples.ts';
import { sampleRun, sampleWorkflow } from '../../../test/contracts/storage-contract-samples.ts';
import { StorageError } from '../../core/app-error.ts';
import type { Storage } from '../../core/ports/stores.ts';
import type { FileChange } from '../../core/workspace.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { openIdbStorage } from './open-idb-storage.ts';

/** The DevTools protocol as it is: the provider's types name none of its methods. */
const devTools = cdp() as unknown as { send(method: string, params: object): Promise<unknown> };
const MB = 1_000_000;

const { origin } = location;

/** What the browser gives this origin. It remembers for a while how much was left, so that a lower limit counts only for new databases. */
const setQuota = (bytes: number): Promise<unknown> =>
  devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });

const usage = async (): Promise<number> =>
  ((await devTools.send('Storage.getUsageAndQuota', { origin })) as { usage: number }).usage;

const random = (bytes: number): Uint8Array => {
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
  return content;
};

let storage: Storage;
beforeEach(async () => {
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await vi.waitUntil(async () => (await usage()) < MB / 2, { timeout: 30_000 });
  await setQuota(6 * MB);
  storage = await openIdbStorage({ name: `full-${crypto.randomUUID()}` });
});
afterEach(async () => {
  storage.close();
  await devTools.send('Storage.overrideQuotaForOrigin', { origin });
});

it('names what was not kept and how to make room, and keeps nothing of it', async () => {
  const { id } = await storage.workflows.save(sampleWorkflow());
  await storage.files.write('data/a.csv', random(1000));
  await storage.runs.begin(sampleRun());
  const tooMuch = random(8 * MB);
  const tooLong = noise(8 * MB);
  const writes: [() => Promise<unknown>, RegExp][] = [
    [() => storage.files.write('data/big.bin', tooMuch), /^The file data\/big.bin was not kept:/u],
    [() => storage.files.commit(changesWith(tooMuch), 'run_1'), /^The files of the run run_1 were not kept:/u],
    [() => storage.workflows.save(sampleWorkflow({ code: tooLong })), /^The workflow "Cost by team" was not saved:/u],
    [() => storage.runs.finish(sampleRun({ status: 'succeeded', stdout: tooLong })), /^The run run_1 was not kept:/u],
    [() => storage.settings.set('draft', tooLong), /^The setting draft was not kept:/u],
  ];
  for (const [write, message] of writes) {
    const error: unknown = await write().then(
      () => 'kept',
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toMatch(/full.*Delete runs or files/u);
    expect((error as StorageError).message).toMatch(message);
  }
  expect(await storage.workflows.get(id)).toMatchObject({ version: 1 });
  expect((await storage.files.list()).map(({ path, bytes }) => [path, bytes])).toEqual([['data/a.csv', 1000]]);
  expect((await storage.files.snapshot()).map(({ content }) => content.size)).toEqual([1000]);
  expect(await storage.runs.get('run_1')).toMatchObject({ status: 'running' });
});

it('keeps on once there is room again', async () => {
  const run = sampleRun({ status: 'succeeded', stdout: noise(8 * MB) });
  await expect(storage.runs.finish(run)).rejects.toThrow(StorageError);
  await setQuota(100 * MB);
  await storage.runs.finish(run);
  expect((await storage.runs.get('run_1'))?.stdout === run.stdout).toBe(true);
});

it('gives up the undo of what was deleted before it refuses what is new', async () => {
  await setQuota(12 * MB);
  // Chromium goes on counting for a while what an earlier test has left.
  const fill = (): Promise<boolean> => storage.files.write('data/old.bin', random(11 * MB)).then(() => true, isFull);
  await vi.waitUntil(fill, { timeout: 20_000, interval: 500 });
  // Its count is an estimate, by which it may take some too many.
  const kept = ['data/old.bin'];
  const tooMany = async (): Promise<void> => {
    while (kept.length < 20) {
      const path = `data/more-${kept.length}.bin`;
      await storage.files.write(path, random(4 * MB));
      kept.push(path);
    }
  };
  await expect(tooMany()).rejects.toThrow(StorageError);
  for (const path of kept) await storage.files.delete(path);
  await storage.files.write('data/new.bin', random(4 * MB));
  expect((await storage.files.list()).map(({ path }) => path)).toEqual(['data/new.bin']);
  // Where it took that beside what was deleted, the undo is whole, and nothing of either is lost.
  const undone = await storage.files.undelete('data/old.bin');
  const sizes = (await storage.files.list()).map(({ path, bytes }) => [path, bytes]);
  expect(sizes).toEqual([['data/new.bin', 4 * MB], ...(undone ? [['data/old.bin', 11 * MB]] : [])]);
});

it('can delete while the disk is full, and then write again', async () => {
  const ids: string[] = [];
  const fill = async (): Promise<void> => {
    for (let at = 0; at < 100; at += 1) {
      const run_id = `run_${at}`;
      await storage.runs.finish(sampleRun({ run_id, status: 'succeeded', stdout: noise(MB / 2) }));
      ids.push(run_id);
    }
  };
  await expect(fill()).rejects.toThrow(/full/u);
  expect(ids.length).toBeGreaterThan(3);
  for (const id of ids.slice(1)) expect(await storage.runs.delete(id)).toBe(true);
  await storage.runs.finish(sampleRun({ run_id: 'run_new', status: 'succeeded', stdout: noise(MB) }));
  expect((await storage.runs.list({ limit: 200 })).map(({ run_id }) => run_id).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'run_0',
    'run_new',
  ]);
});

it('stops a restore in the middle, keeps what there was room for, and goes on from there', async () => {
  const source = createMemoryStorage();
  await source.workflows.save(sampleWorkflow());
  await source.files.write('data/a.csv', random(1000));
  await source.files.write('data/big.bin', random(8 * MB));
  await source.runs.finish(sampleRun({ status: 'succeeded' }));
  const archive = await archiveOf(backupOver(source).backup);
  const { backup } = backupOver(storage);
  const restored = await (await backup.open(archive)).restore(choices());
  expect(restored.stopped).toMatch(/^Files of the back-up were not kept:.*full.*Delete runs or files/u);
  expect(restored.added).toMatchObject({ workflows: 1, files: 1, runs: 0 });
  expect((await storage.files.list()).map(({ path }) => path)).toEqual(['data/a.csv']);

  await setQuota(100 * MB);
  const again = await (await backup.open(archive)).restore(choices());
  expect(again.stopped).toBeUndefined();
  expect(again.added).toMatchObject({ workflows: 0, files: 1, runs: 1 });
  expect((await storage.files.list()).map(({ path, bytes }) => [path, bytes])).toEqual([
    ['data/a.csv', 1000],
    ['data/big.bin', 8 * MB],
  ]);
});

/** For `then`: false, so that one tries again; what has another reason is thrown. */
function isFull(error: unknown): false {
  if (error instanceof StorageError) return false;
  throw error;
}

const changesWith = (tooMuch: Uint8Array): FileChange[] => [
  { path: 'data/a.csv', content: random(1) },
  { path: 'data/b.bin', content: tooMuch },
];

/** Text that does not compress. */
function noise(length: number): string {
  const parts: string[] = [];
  for (let at = 0; at < length; at += 32_768) {
    parts.push(String.fromCharCode(...random(32_768).map((byte) => 32 + (byte % 95))));
  }
  return parts.join('').slice(0, length);
}
