import { expect, test } from 'vitest';
import { commandContext } from '../../../test/harness/command-context.ts';
import { completeCommand } from './complete-command.ts';

const inserts = async (text: string, context = commandContext().context) =>
  (await completeCommand(text, context)).map(({ insert }) => insert);

test('commands by their beginning', async () => {
  expect(await inserts('/')).toHaveLength(13);
  expect(await inserts('/RU')).toEqual(['/run ', '/runs']);
  expect(await inserts('run')).toEqual([]);
  expect(await inserts('/nothing')).toEqual([]);
});

test('names of workflows, then their parameters', async () => {
  expect(await inserts('/run mon')).toEqual(['/run Monthly Cost Report ', '/run Month Forecast ']);
  expect(await inserts('/run anom')).toEqual(['/run Cost Anomaly Detector ']);
  expect(await inserts('/run monthly cost report ')).toContain('/run monthly cost report month=');
  expect(await inserts('/run Monthly Cost Report month=2026-10 t')).toEqual([
    '/run Monthly Cost Report month=2026-10 top=',
    '/run Monthly Cost Report month=2026-10 tag=',
  ]);
  expect(await inserts('/run Monthly Cost Report month=2026-10 mo')).toEqual([]);
  expect(await inserts('/run Monthly Cost Report month=')).toEqual([]);
});

test('a whole name stands before those that it is the beginning of, however many there are', async () => {
  const { context, storage, save } = commandContext();
  for (let number = 10; number < 35; number += 1) await storage.files.write(`a.csv.${number}`, new Uint8Array());
  await storage.files.write('a.csv', new Uint8Array());
  expect((await inserts('/files a.csv', context))[0]).toBe('/files a.csv');
  expect((await inserts('/describe "a.csv"', context))[0]).toBe('/describe a.csv');
  await save('Team');
  await save('Team costs');
  expect(await inserts('/run team', context)).toEqual(['/run Team ', '/run Team costs ']);
});

test('tables, files and connections', async () => {
  const { context, storage } = commandContext();
  await storage.files.write('data/costs.csv', new TextEncoder().encode('a'));
  expect(await inserts('/describe ', context)).toEqual(['/describe cur', '/describe costs_may', '/describe data/costs.csv']);
  expect(await inserts('/describe cos', context)).toEqual(['/describe costs_may', '/describe data/costs.csv']);
  expect(await inserts('/files data', context)).toEqual(['/files data/costs.csv']);
  expect(await inserts('/connections l', context)).toEqual(['/connections local']);
  expect(await inserts('/sql SEL', context)).toEqual([]);
});
