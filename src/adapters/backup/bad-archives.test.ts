import { beforeAll, describe, expect, it, vi } from 'vitest';
import { archiveOf, backupOver, choices, contentsOf, fill } from '../../../test/contracts/backup-samples.ts';
import { edited, type EditedManifest, membersOf, renamed, zipOf } from '../../../test/contracts/edited-archive.ts';
import { ShareError } from '../../core/app-error.ts';
import type { OpenedBackup } from '../../core/ports/backup.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { archiveLimits } from './archive-format.ts';

// Some of them unpack what is large.
vi.setConfig({ testTimeout: 60_000 });

let archive: Blob;
beforeAll(async () => {
  const storage = createMemoryStorage();
  await fill(storage);
  archive = await archiveOf(backupOver(storage).backup);
});

async function refusal(file: Blob | Uint8Array<ArrayBuffer> | string): Promise<ShareError> {
  const storage = createMemoryStorage();
  const blob = file instanceof Blob ? file : new Blob([file]);
  const error: unknown = await backupOver(storage)
    .backup.open(blob)
    .then(
      () => 'opened',
      (reason: unknown) => reason,
    );
  expect(await contentsOf(storage)).toEqual(await contentsOf(createMemoryStorage()));
  if (!(error instanceof ShareError)) throw new Error(`no ShareError: ${String(error)}`);
  return error;
}

const open = (file: Blob): Promise<OpenedBackup> => backupOver(createMemoryStorage()).backup.open(file);

/** What of the archive is left out when some lines of a member are otherwise. */
async function afterEdit(member: string, edit: (line: string, index: number) => string): Promise<OpenedBackup> {
  return await open(
    await edited(archive, (members) => {
      const lines = members[member]?.split('\n') ?? [];
      members[member] = lines.map((line, index) => (line === '' ? line : edit(line, index))).join('\n');
    }),
  );
}

const set = (line: string, change: object): string => JSON.stringify({ ...(JSON.parse(line) as object), ...change });

describe('a file that is no back-up', () => {
  it.each([
    ['a web page', ' <!DOCTYPE html><title>x</title>', /is a web page, whatever its name says/u],
    ['XML', '<?xml version="1.0"?><Error/>', /is a web page/u],
    ['text', 'hello', /is no ZIP archive/u],
    ['nothing', '', /is empty/u],
  ])('%s', async (_what, text, message) => {
    const error = await refusal(text);
    expect(error.problem).toBe('not_a_share');
    expect(error.message).toMatch(message);
  });

  it('another ZIP, one that holds a back-up, one whose manifest is of something else', async () => {
    const other = await refusal(await zipOf({ 'a.txt': 'x' }));
    expect(other.problem).toBe('wrong_content');
    expect(other.message).toMatch(/no back-up of Sandbank\. Choose the archive/u);
    const nested = await refusal(await zipOf({ 'backup.zip': new Uint8Array(await archive.arrayBuffer()) }));
    expect(nested.message).toContain('It holds "backup.zip": if that is the back-up, unpack it first');
    const web = await refusal(await zipOf({ 'manifest.json': '{"manifest_version":3}' }));
    expect(web).toMatchObject({ problem: 'wrong_content' });
  });

  it('an encrypted one', async () => {
    const error = await refusal(await zipOf({ 'manifest.json': '{}' }, { password: 'secret' }));
    expect(error).toMatchObject({ problem: 'wrong_content', message: expect.stringContaining('is encrypted') as string });
  });
});

describe('an archive that is not whole', () => {
  it('cut anywhere', async () => {
    const cuts = [4, 30, 600, archive.size - 200, archive.size - 1];
    for (const cut of cuts) expect((await refusal(archive.slice(0, cut))).problem, `cut at ${cut}`).toBe('damaged');
  });

  it('with a byte that was turned, wherever that is in its members', async () => {
    const bytes = new Uint8Array(await archive.arrayBuffer());
    for (let at = 100; at < bytes.length; at += Math.ceil(bytes.length / 40)) {
      const turned = bytes.slice();
      turned[at] = (turned[at] ?? 0) ^ 0xff;
      const opened = await open(new Blob([turned])).catch((error: unknown) => error);
      if (opened instanceof ShareError) continue;
      // What no reader looks at: times and such in the headers.
      const { report } = opened as OpenedBackup;
      expect([report.unreadable, report.runs.add], `byte ${at}`).toEqual([[], 2]);
    }
  });

  it('with something before it or behind it', async () => {
    expect((await refusal(new Blob([archive, 'more']))).problem).toBe('damaged');
    expect((await refusal(new Blob(['PK  stub', archive]))).problem).toBe('damaged');
  });

  it('whose manifest says otherwise', async () => {
    const same = (): void => undefined;
    const first = ({ members: [member] }: EditedManifest): EditedManifest['members'][number] => {
      if (member === undefined) throw new Error('the archive has no member');
      return member;
    };
    const changes: ((manifest: EditedManifest) => unknown)[] = [
      (manifest) => (first(manifest).sha256 = '0'.repeat(64)),
      (manifest) => (first(manifest).bytes += 1),
      (manifest) => (first(manifest).name = 'nothing'),
      (manifest) => manifest.members.push(first(manifest)),
      (manifest) => (first(manifest).kind = 'program'),
      (manifest) => (manifest.counts['runs'] = -1),
    ];
    for (const change of changes) expect((await refusal(await edited(archive, same, change))).problem).toBe('damaged');
  });

  it('of a newer format', async () => {
    const error = await refusal(
      await edited(
        archive,
        () => undefined,
        (manifest) => void (manifest.format = 2),
      ),
    );
    expect(error.problem).toBe('newer_format');
    expect(error.message).toMatch(/^The back-up was made by a newer Sandbank/u);
  });
});

describe('an archive with tricks', () => {
  it('names of members that lead elsewhere, and twice the same', async () => {
    const names = ['../../etc/passwd', '/etc/passwd', 'C:/Windows/x', '..\\..\\x', 'a/../b', 'a\u0000b'];
    const plain = await membersOf(archive);
    for (const name of names)
      expect((await refusal(await zipOf({ ...plain, [name]: 'x' }))).problem).toMatch(/wrong_content|damaged/u);
    const two = await zipOf({ ...plain, 'runs-0001.jsonX': '' });
    expect((await refusal(renamed(two, 'runs-0001.jsonX', 'runs-0001.jsonl'))).problem).toBe('damaged');
  });

  it.each([
    '../up.csv',
    '/etc/passwd',
    'a/../../b',
    'a//b',
    './a',
    'a\\b',
    'a\u0000b',
    'invoice\u202egpj.exe',
    'half \ud800',
    '',
    '/',
    'x'.repeat(1025),
    7,
    null,
  ])('a workspace file called %j stays out, and the others come', async (path) => {
    const opened = await afterEdit('files-0001.jsonl', (line, index) => (index === 0 ? set(line, { path }) : line));
    expect(opened.report.files).toHaveLength(2);
    expect(opened.report.unreadable_count).toBeGreaterThan(0);
    expect(opened.report.unreadable[0]).toMatch(/^A file \(line 1 of files-0001.jsonl\): path: /u);
  });

  it('ids twice, of built-in workflows, of nothing that this app makes', async () => {
    const runs = await afterEdit('runs-0001.jsonl', (line) => set(line, { run_id: 'run_7' }));
    expect(runs.report).toMatchObject({ runs: { add: 1 }, unreadable: [expect.stringContaining('holds its id twice')] });
    for (const id of ['builtin_report', '__proto__ x', '../a', 'a/b', '', 'x'.repeat(81), 5]) {
      const opened = await afterEdit('workflows-0001.jsonl', (line, index) => (index === 0 ? set(line, { id }) : line));
      expect(opened.report.workflows).toHaveLength(1);
      expect(opened.report.unreadable_count).toBeGreaterThan(0);
      expect(
        (await afterEdit('runs-0001.jsonl', (line, index) => (index === 0 ? set(line, { run_id: id }) : line))).report.runs.add,
      ).toBe(typeof id === 'string' && id === 'builtin_report' ? 2 : 1);
    }
    const twice = await afterEdit('workflows-0001.jsonl', (line) =>
      line.includes('"workflow"') ? set(line, { id: 'wf_1' }) : line,
    );
    expect(twice.report.workflows).toHaveLength(1);
    const one = await afterEdit('conversations-0001.jsonl', (line) => `${line}\n${line}`);
    expect(one.report).toMatchObject({ conversations: [{ id: 'chat_1' }], unreadable: [expect.stringContaining('twice')] });
  });

  it('records that fit no schema, and names that read otherwise than they are', async () => {
    for (const change of [
      { status: 'running' },
      { status: 'won' },
      { displays: [{ kind: 'html', html: '<script>' }] },
      { displays: [{ kind: 'image', media_type: 'image/svg+xml', data: 'AAAA' }] },
      { started_at: 'yesterday' },
      { started_at: '2026-11-20T10:00:00Z' },
      { params: [] },
      { code: 5 },
    ]) {
      const opened = await afterEdit('runs-0001.jsonl', (line, index) => (index === 0 ? set(line, change) : line));
      expect([opened.report.runs.add, opened.report.unreadable_count], JSON.stringify(change)).toEqual([1, 1]);
    }
    for (const name of ['a\u202eb', 'two\nlines', '   ', 'x'.repeat(500)]) {
      const opened = await afterEdit('workflows-0001.jsonl', (line, index) => (index === 0 ? set(line, { name }) : line));
      expect(opened.report.workflows).toHaveLength(1);
    }
    const format = await afterEdit('conversations-0001.jsonl', (line) => set(line, { format: 2 }));
    expect(format.report).toMatchObject({ conversations: [], unreadable_count: 1 });
    const junk = await afterEdit('runs-0001.jsonl', (line, index) => (index === 0 ? '{"run_id":' : line));
    expect(junk.report).toMatchObject({ runs: { add: 1 }, unreadable: ['A run (line 1 of runs-0001.jsonl): it is no JSON.'] });
    const tables = await afterEdit('facts.json', (line) => line.replace('"costs"', '"drop table x"'));
    expect(tables.report.tables.add).toEqual([]);
  });

  it('code and output that are longer than the app makes', async () => {
    for (const [field, most] of [
      ['code', 10 * 1024 * 1024],
      ['stdout', 64 * 1024 * 1024 + 1000],
      ['stderr', 64 * 1024 * 1024 + 1000],
    ] as const) {
      const long = 'x'.repeat(most + 1);
      const runs = await afterEdit('runs-0001.jsonl', (line, index) => (index === 0 ? set(line, { [field]: long }) : line));
      expect(runs.report.runs.add, field).toBe(1);
      expect(runs.report.unreadable, field).toEqual([`A run (line 1 of runs-0001.jsonl): ${field}: at most ${most} characters.`]);
    }
    const long = 'x'.repeat(10 * 1024 * 1024 + 1);
    const opened = await afterEdit('workflows-0001.jsonl', (line, index) => (index === 1 ? set(line, { code: long }) : line));
    expect(opened.report.workflows).toHaveLength(1);
    expect(opened.report.unreadable[0]).toContain('code: at most 10485760 characters');
  });

  it('two tables of one file, names that differ in case alone, and more tables than anybody has', async () => {
    const named = (facts: string, tables: object[]): string => set(facts, { tables });
    const table = (name: string, path: string): object => ({ name, path, added_at: '2026-11-20T10:00:00.000Z' });
    const withTables = async (tables: object[]): Promise<OpenedBackup> =>
      await open(await edited(archive, (members) => void (members['facts.json'] = named(members['facts.json'] ?? '', tables))));
    const other = 'data/Kosten (Mai) ü.csv.gz';
    const twice = await withTables([
      table('costs', 'data/costs.csv'),
      table('again', 'data/costs.csv'),
      table('COSTS', other),
      table('more', other),
    ]);
    expect(twice.report.tables.add).toEqual(['costs', 'more']);
    expect(twice.report.unreadable).toEqual([
      'The table "again": the back-up has another table of the file data/costs.csv.',
      expect.stringContaining('The table "COSTS": name is "COSTS", which another local table has already'),
    ]);
    expect((await twice.restore(choices())).added.tables).toBe(2);
    const many = await withTables(Array.from({ length: 1001 }, (_, at) => table(`t${at}`, 'data/costs.csv')));
    expect(many.report).toMatchObject({ tables: { add: [], same: 0 }, unreadable_count: 1 });
  });

  it('values that nest without end', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const run = await afterEdit('runs-0001.jsonl', (line, index) => (index === 0 ? `{"result":${deep},${line.slice(1)}` : line));
    expect(run.report).toMatchObject({ runs: { add: 1 }, unreadable: [expect.stringContaining('it nests too deep')] });
    const chat = await afterEdit('conversations-0001.jsonl', (line) => `{"deep":${deep},${line.slice(1)}`);
    expect(chat.report).toMatchObject({ conversations: [], unreadable_count: 1 });
  });

  it('keys that would reach a prototype stay keys', async () => {
    const opened = await afterEdit('runs-0001.jsonl', (line) => `{"__proto__":{"polluted":true},${line.slice(1)}`);
    await opened.restore(choices());
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('members that unpack to more than is allowed, or than they say', async () => {
    const zeros = new Uint8Array(archiveLimits.member_bytes + 1);
    const members = [{ name: 'runs-0001.jsonl', kind: 'runs', bytes: zeros.length, sha256: '0'.repeat(64) }];
    const manifest = JSON.parse((await membersOf(archive))['manifest.json'] ?? '') as object;
    const bomb = await zipOf({ 'runs-0001.jsonl': zeros, 'manifest.json': JSON.stringify({ ...manifest, members }) });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refusal(bomb)).toMatchObject({ problem: 'too_large' });

    const opened = async (says: number, manifestSays: number): Promise<ShareError> => {
      const content = Array.from({ length: 20 }, (_, at) => ({
        name: `files/${at}`,
        kind: 'content',
        bytes: manifestSays,
        sha256: '0'.repeat(64),
      }));
      const said = Object.fromEntries(content.map(({ name }) => [name, 'x'.repeat(100)]));
      const lying = await zipOf({ ...said, 'manifest.json': JSON.stringify({ ...manifest, members: content }) });
      const view = new DataView(lying.buffer);
      // The size of every member, as the directory gives it.
      for (let at = 0; at < lying.length - 46; at += 1)
        if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 100) view.setUint32(at + 24, says, true);
      return await refusal(new Blob([lying]));
    };
    expect(await opened(200_000_000, 200_000_000)).toMatchObject({ problem: 'too_large' });
    expect(await opened(200_000_000, 100)).toMatchObject({ problem: 'damaged' });
    expect(await opened(100, 50)).toMatchObject({ problem: 'damaged' });
  });

  it('more members than anybody has', async () => {
    const count = archiveLimits.entries + 1;
    const directory = new Uint8Array(count * 54);
    const records = new DataView(directory.buffer);
    for (let at = 0; at < count; at += 1) {
      records.setUint32(at * 54, 0x02014b50, true);
      records.setUint16(at * 54 + 28, 8, true);
      directory.set(new TextEncoder().encode(String(at).padStart(8, '0')), at * 54 + 46);
    }
    // Its end, in the form for many members: where the directory is, and where that is said.
    const end = new Uint8Array(56 + 20 + 22);
    const view = new DataView(end.buffer);
    view.setUint32(0, 0x06064b50, true);
    view.setUint32(4, 44, true);
    view.setUint16(12, 45, true);
    view.setUint16(14, 45, true);
    view.setUint32(24, count, true);
    view.setUint32(32, count, true);
    view.setUint32(40, directory.length, true);
    view.setUint32(56, 0x07064b50, true);
    view.setUint32(64, directory.length, true);
    view.setUint32(72, 1, true);
    view.setUint32(76, 0x06054b50, true);
    for (const at of [84, 86]) view.setUint16(at, 0xffff, true);
    for (const at of [88, 92]) view.setUint32(at, 0xffffffff, true);
    expect(await refusal(new Blob([directory, end]))).toMatchObject({ problem: 'too_large' });
  });
});

it('looks through a hundred thousand runs and one, says what is beyond what a log keeps, and can be broken off', async () => {
  const [most, perMember] = [100_000, 500];
  const line = (await membersOf(archive))['runs-0001.jsonl']?.split('\n')[0] ?? '';
  const { run_id: _, started_at: _start, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const shared = JSON.stringify({ ...rest, stdout: '', displays: [] }).slice(1);
  const now = Date.now();
  const lineOf = (at: number): string =>
    `{"run_id":"run_${at}","started_at":"${new Date(now - at * 1000).toISOString()}",${shared}\n`;
  const large = await edited(archive, (members) => {
    const manifest = JSON.parse(members['manifest.json'] ?? '') as EditedManifest;
    manifest.members = manifest.members.filter(({ kind }) => kind !== 'runs');
    delete members['runs-0001.jsonl'];
    for (let from = 0; from <= most; from += perMember) {
      const name = `runs-${String(from / perMember + 1).padStart(4, '0')}.jsonl`;
      members[name] = Array.from({ length: Math.min(perMember, most + 1 - from) }, (_none, at) => lineOf(from + at)).join('');
      manifest.members.push({ name, kind: 'runs', bytes: 0, sha256: '' });
    }
    manifest.counts['runs'] = most + 1;
    members['manifest.json'] = JSON.stringify(manifest);
  });
  const storage = createMemoryStorage();
  const opened = await backupOver(storage).backup.open(large);
  expect(opened.report.runs).toMatchObject({ add: most, same: 0, needed: { max_runs: most } });
  expect(opened.report.unreadable).toContainEqual(expect.stringMatching(/^1 of the oldest runs: the log keeps 100,000 runs/u));
  const abort = new AbortController();
  const restoring = opened.restore(choices('both', { runs: 'all' }), {
    signal: abort.signal,
    onProgress: ({ kind, done }) => kind === 'runs' && done >= 300 && abort.abort(new Error('enough')),
  });
  expect((await restoring).stopped).toBe('It was broken off.');
  const kept = await storage.runs.count();
  expect(kept).toBeGreaterThanOrEqual(300);
  expect(kept).toBeLessThan(most);
});
