import { expect, it } from 'vitest';
import { archiveOf, backupOver, choices, ended, EVERYTHING, fill, HeldArchive } from '../../../test/contracts/backup-samples.ts';
import { membersOf } from '../../../test/contracts/edited-archive.ts';
import { bytes, nested } from '../../../test/contracts/storage-contract-samples.ts';
import { StorageError } from '../../core/app-error.ts';
import { defaultSettings, settingsKeys } from '../../core/settings.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';

const SECRET = 'sk-planted-4f1c9a';

it('holds no key, token, handle or account, wherever there is one', async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  for (const key of [...Object.values(settingsKeys), 'draft:tab', 'anything'])
    await storage.settings.set(key, { token: SECRET, keys: { gemini: { by: 'passphrase', data: SECRET } } });
  await storage.calls.add({
    id: 'call_1',
    at: '2026-11-20T10:00:00.000Z',
    kind: 'page',
    service: 's3',
    operation: 'GetObject',
    resource: `arn:aws:s3:::${SECRET}`,
    decision: 'allowed',
    status: 'succeeded',
    duration_ms: 1,
  });
  const sharing = await storage.sharing();
  const identity = { key_id: SECRET, name: SECRET, created_at: '2026-11-20T10:00:00.000Z', keys: { privateKey: SECRET } };
  await sharing.addIdentity(identity);
  const table = {
    name: 'own',
    file_name: SECRET,
    bytes: 1,
    last_modified: 0,
    added_at: '2026-11-20T10:00:00.000Z',
    found: SECRET,
  };
  await storage.tables.put({ ...table, id: 't1', source: 'handle', handle: { token: SECRET } });
  await storage.tables.put({ ...table, id: 't2', source: 'copy', copy: new Blob([SECRET]) });
  await storage.tables.put({ ...table, id: 't3', source: 'workspace', path: 'data/costs.csv', handle: SECRET });
  const models = [{ id: SECRET, kind: 'openai' as const, base_url: `https://${SECRET}.example`, model: SECRET }];
  const settings = { ...defaultSettings, models, chat: { ...defaultSettings.chat, model_id: SECRET }, key: SECRET };
  const archive = await archiveOf(backupOver(storage, settings).backup);

  const members = await membersOf(archive);
  expect(Object.keys(members)).toContain('facts.json');
  const all = JSON.stringify(members) + new TextDecoder('latin1').decode(await archive.arrayBuffer());
  expect(all).toContain('Cost by team');
  expect(all).not.toContain(SECRET);
});

it('leaves out what is not wanted', async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  const members = await membersOf(
    await archiveOf(backupOver(storage).backup, { runs: false, files: false, conversations: false }),
  );
  expect(Object.keys(members).toSorted()).toEqual(['facts.json', 'manifest.json', 'workflows-0001.jsonl']);
  expect(members['facts.json']).not.toContain('data/costs.csv');
});

it('names members so that other programs can unpack them, and says what could not be taken', async () => {
  const storage = createMemoryStorage();
  const paths = ['data/Cost report (May).csv', 'con', 'a/nul.txt', 'ends.', ' begins', 'ü.csv', '-dash', 'a'.repeat(300)];
  for (const path of paths) await storage.files.write(path, bytes(path));
  await storage.runs.finish(ended({ result: nested(2000) }));
  const held = new HeldArchive();
  const { left_out, counts } = await backupOver(storage).backup.make(EVERYTHING, held);
  expect(left_out).toEqual(['The run run_1: it nests too deep.']);
  expect(counts).toMatchObject({ runs: 0, files: 8 });
  const names = Object.keys(await membersOf(held.blob())).filter((name) => !/^[a-z]+(?:-\d+)?\.json/u.test(name));
  expect(names.toSorted()).toEqual([
    'files/-dash',
    'files/data/Cost report (May).csv',
    'other-names/000001',
    'other-names/000003',
    'other-names/000004',
    'other-names/000005',
    'other-names/000007',
    'other-names/000008',
  ]);
});

it('tells how far it is, can be broken off, and throws away what it wrote', async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  const { backup } = backupOver(storage);
  const controller = new AbortController();
  const held = new HeldArchive();
  const kinds: string[] = [];
  const making = backup.make(EVERYTHING, held, {
    signal: controller.signal,
    onProgress: ({ kind }) => {
      kinds.push(kind);
      if (kind === 'runs') controller.abort(new Error('enough'));
    },
  });
  await expect(making).rejects.toThrow('enough');
  expect(kinds).toContain('workflows');
  expect(held.state).toBe('thrown away');
  expect(await backup.lastMade()).toBeUndefined();
});

it('tells where the file cannot be written', async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  const held = new HeldArchive();
  held.write = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
  const { backup } = backupOver(storage);
  await expect(backup.make(EVERYTHING, held)).rejects.toThrow(StorageError);
  await expect(backup.make(EVERYTHING, held)).rejects.toThrow(/could not be written.*no room.*another folder/u);
});

it('remembers when the last one was made', async () => {
  const { backup } = backupOver(createMemoryStorage());
  const { made_at } = await backup.make(EVERYTHING, new HeldArchive());
  expect(await backup.lastMade()).toBe(made_at);
});

it('takes thousands of runs, in members of a quarter of a megabyte', async () => {
  const storage = createMemoryStorage();
  const many = Array.from({ length: 2000 }, (_, at) =>
    ended({
      run_id: `run_${at}`,
      stdout: `${at} ${'x'.repeat(600)}`,
      started_at: new Date(Date.now() - at * 1000).toISOString(),
    }),
  );
  await storage.runs.restore(many);
  const archive = await archiveOf(backupOver(storage).backup);
  expect(Object.keys(await membersOf(archive)).filter((name) => name.startsWith('runs-')).length).toBeGreaterThan(1);
  const other = createMemoryStorage();
  const there = backupOver(other);
  const opened = await there.backup.open(archive);
  expect(opened.report.runs).toMatchObject({ add: 2000, needed: { max_runs: 2000 } });
  const controller = new AbortController();
  const stopped = await opened.restore(choices(), {
    signal: controller.signal,
    onProgress: ({ kind, done }) => kind === 'runs' && done >= 300 && controller.abort(),
  });
  expect(stopped.stopped).toBe('It was broken off.');
  expect(stopped.added.runs).toBeGreaterThanOrEqual(300);
  expect(stopped.added.runs).toBeLessThan(2000);
  expect(await other.runs.count()).toBe(stopped.added.runs);
  const rest = await (await there.backup.open(archive)).restore(choices());
  expect(rest.added.runs).toBe(2000 - stopped.added.runs);
  expect(await other.runs.get('run_1999')).toEqual({ ...many[1999], received: true });
});
