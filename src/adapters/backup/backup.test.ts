import { expect, it } from 'vitest';
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
import { createMemoryStorage } from '../memory/create-memory-storage.ts';

it('brings everything back into an empty storage, and adds nothing the second time', async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  const archive = await archiveOf(backupOver(storage).backup);

  const other = createMemoryStorage();
  const { backup } = backupOver(other);
  const opened = await backup.open(archive);
  expect(standings(opened)).toEqual({ workflows: { new: 2 }, files: { new: 3 }, conversations: { new: 1 } });
  expect(opened.report).toMatchObject({ runs: { add: 2, same: 0, fitting: 2 }, tables: { add: ['costs'], same: 0 } });
  expect(opened.report.unreadable).toEqual([]);
  expect(await contentsOf(other), 'nothing is written before it is asked for').toEqual(await contentsOf(createMemoryStorage()));

  const restored = await opened.restore(choices());
  expect(restored).toEqual({
    added: { workflows: 2, versions: 3, runs: 2, files: 3, file_bytes: 10, conversations: 1, tables: 1 },
    settings: false,
  });
  expect(await contentsOf(other)).toEqual(await restoredContentsOf(storage));
  expect((await other.tables.list())[0]).toMatchObject({ name: 'costs', path: 'data/costs.csv', bytes: 4, left_out: true });

  const again = await backup.open(archive);
  expect(standings(again)).toEqual({ workflows: { same: 2 }, files: { same: 3 }, conversations: { same: 1 } });
  expect(again.report).toMatchObject({ runs: { add: 0, same: 2 }, tables: { add: [], same: 1 }, needed_bytes: 0 });
  expect((await again.restore(choices('theirs'))).added).toEqual({
    workflows: 0,
    versions: 0,
    runs: 0,
    files: 0,
    file_bytes: 0,
    conversations: 0,
    tables: 0,
  });
  expect(await contentsOf(other)).toEqual(await restoredContentsOf(storage));
});

it('marks the runs that it brings as received, also in a list, and those of here not', async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  const archive = await archiveOf(backupOver(storage).backup);
  const other = createMemoryStorage();
  await other.runs.finish(ended({ run_id: 'run_2' }));
  await (await backupOver(other).backup.open(archive)).restore(choices());
  expect((await other.runs.list({ limit: 9 })).map(({ run_id, received }) => [run_id, received])).toEqual([
    ['run_2', undefined],
    ['run_1', true],
  ]);
});
