import { afterEach, expect, it, vi } from 'vitest';
import {
  archiveOf,
  backupOver,
  choices,
  contentsOf,
  ended,
  fill,
  restoredContentsOf,
  standings,
} from '../../../test/contracts/backup-samples.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { restoreDatabase, type GoldenDatabase } from '../idb/golden/raw-database.ts';
import v1 from '../idb/golden/v1.json?raw';
import v2 from '../idb/golden/v2.json?raw';
import v3 from '../idb/golden/v3.json?raw';
import v4 from '../idb/golden/v4.json?raw';
import { openIdbStorage } from '../idb/open-idb-storage.ts';

const open: Storage[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const storage of open.splice(0)) storage.close();
});

async function storageAt(name = `backup-${crypto.randomUUID()}`): Promise<Storage> {
  const storage = await openIdbStorage({ name });
  open.push(storage);
  return storage;
}

it.each([v1, v2, v3, v4].map((text, index) => [index + 1, JSON.parse(text) as GoldenDatabase] as const))(
  'brings all of a database of version %i into an empty one',
  async (_version, golden) => {
    // Nothing comes back as later than now: it is after all that the databases hold.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-12-01T00:00:00.000Z') });
    const name = `backup-${crypto.randomUUID()}`;
    await restoreDatabase(name, golden);
    const source = await storageAt(name);
    await source.runs.markInterrupted();
    const archive = await archiveOf(backupOver(source).backup);
    const target = await storageAt();
    const { backup } = backupOver(target);
    const opened = await backup.open(archive);
    expect(opened.report.unreadable).toEqual([]);
    expect((await opened.restore(choices())).stopped).toBeUndefined();
    expect(await contentsOf(target)).toEqual(await restoredContentsOf(source));
    expect((await target.tables.list()).map(({ name: table, path }) => [table, path])).toEqual([['costs', 'data/costs.csv']]);
    expect(standings(await backup.open(archive))).toMatchObject({ workflows: { same: 1 }, files: { same: 2 } });
  },
);

it('is broken off anywhere, and goes on from there when it is done again', async () => {
  const source = await storageAt();
  await fill(source);
  const started = (at: number): string => new Date(Date.now() - at * 1000).toISOString();
  await source.runs.restore(Array.from({ length: 450 }, (_, at) => ended({ run_id: `many_${at}`, started_at: started(at) })));
  const archive = await archiveOf(backupOver(source).backup);
  const name = `backup-${crypto.randomUUID()}`;
  for (const kind of ['workflows', 'files', 'conversations', 'runs'] as const) {
    const target = await storageAt(name);
    const opened = await backupOver(target).backup.open(archive);
    // The connection goes in the middle, as with a tab that is killed.
    const { stopped } = await opened.restore(choices(), { onProgress: (progress) => progress.kind === kind && target.close() });
    if (kind !== 'conversations') expect(stopped, kind).toBeDefined();
  }
  const target = await storageAt(name);
  expect(await target.runs.count()).toBeGreaterThan(0);
  expect(await target.runs.count()).toBeLessThan(452);
  const { backup } = backupOver(target);
  expect((await (await backup.open(archive)).restore(choices())).stopped).toBeUndefined();
  expect(await contentsOf(target)).toEqual(await restoredContentsOf(source));
  expect((await target.status()).problem).toBeUndefined();
});

it('lets the page draw while it makes, looks and restores', async () => {
  const source = await storageAt();
  const started = (at: number): string => new Date(Date.now() - at * 1000).toISOString();
  const many = Array.from({ length: 1500 }, (_, at) =>
    ended({ run_id: `run_${at}`, stdout: 'x'.repeat(500), started_at: started(at) }),
  );
  for (let from = 0; from < many.length; from += 100) await source.runs.restore(many.slice(from, from + 100));
  let frames = 0;
  let counting = true;
  const count = (): void => {
    frames += 1;
    if (counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const archive = await archiveOf(backupOver(source).backup);
  const made = frames;
  expect(made).toBeGreaterThan(2);
  const target = await storageAt();
  const opened = await backupOver(target).backup.open(archive);
  const looked = frames;
  expect(looked).toBeGreaterThan(made + 2);
  await opened.restore(choices());
  counting = false;
  expect(frames).toBeGreaterThan(looked + 2);
  await vi.waitUntil(async () => (await target.runs.count()) === 1500);
});
