import { expect, test } from 'vitest';
import { sampleRun } from '../../../test/contracts/storage-contract-samples.ts';
import { openIdbStorage } from './open-idb-storage.ts';

const open = async (): ReturnType<typeof openIdbStorage> => openIdbStorage({ name: `beginnings-${crypto.randomUUID()}` });

test('a run that has only just begun is there for whoever asks', async () => {
  const { runs } = await open();
  const begun = runs.begin(sampleRun());
  expect(await runs.list({ limit: 1 })).toMatchObject([{ run_id: 'run_1', status: 'running' }]);
  await begun;
});

test('a run that ends at once is written once, as ended', async () => {
  const { runs, changes } = await open();
  const told: string[][] = [];
  changes.subscribe(({ ids }) => told.push(ids));
  const begun = runs.begin(sampleRun());
  await runs.finish(sampleRun({ status: 'succeeded', stdout: 'all' }));
  await begun;
  expect(told).toEqual([['run_1']]);
  expect(await runs.get('run_1')).toMatchObject({ status: 'succeeded', stdout: 'all' });
});

test('a run that goes on is written though nobody asks', async () => {
  const { runs, changes } = await open();
  const told = new Promise((resolve) => changes.subscribe(resolve));
  void runs.begin(sampleRun());
  expect(await told).toMatchObject({ store: 'runs', ids: ['run_1'] });
});
