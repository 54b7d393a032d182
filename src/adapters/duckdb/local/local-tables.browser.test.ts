import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cell } from '../../../core/json.ts';
import type { SqlEngine } from '../../../core/ports/sql-engine.ts';
import type { Storage } from '../../../core/ports/stores.ts';
import { openStorage } from '../../storage/open-storage.ts';
import { createSqlEngine, rows } from '../engine.ts';
import { EngineHost } from '../engine-host.ts';
import { pageEngine } from '../page-engine.ts';
import { createSampleData } from '../sample/sample-data.ts';
import { LocalTableCatalog } from './local-tables.ts';
import { checkTableName } from './table-name.ts';

type Page = { engine: SqlEngine; tables: LocalTableCatalog; storage: Storage; host: EngineHost };

/** One engine for all: what a reload is to the tables is a new catalog over the same storage. */
const host = new EngineHost(pageEngine);
let name = '';
let page: Page;

async function openPage(): Promise<Page> {
  const storage = await openStorage({ name });
  const tables = new LocalTableCatalog({ host, store: storage.tables, files: storage.files, changes: storage.changes });
  return { storage, tables, host, engine: createSqlEngine({ host, sample: createSampleData(host), local: tables }) };
}

async function reload(): Promise<void> {
  page.storage.close();
  host.stop('reloaded');
  page = await openPage();
}

beforeEach(async () => {
  if (page) for (const { id } of await page.tables.list()) await page.tables.remove(id);
  name = `tables-${crypto.randomUUID()}`;
  page = await openPage();
});
afterAll(() => host.stop('the tests are over'));

async function ask(sql: string): Promise<Cell[][]> {
  const { chunks } = await page.engine.query({ connection: 'local', sql, max_rows: 100_000, max_bytes: 1e8 });
  return chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
}

const picked = (fileName: string, content: string | Uint8Array<ArrayBuffer>, last_modified = 1000) => {
  const file = new File([content], fileName, { lastModified: last_modified });
  return { name: fileName, content: file, last_modified };
};

/** A real FileSystemFileHandle, in the origin's private file system. */
async function handleOf(fileName: string, content: string): Promise<FileSystemFileHandle> {
  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle(fileName, { create: true });
  const writable = await handle.createWritable();
  await writable.write(content);
  await writable.close();
  return handle;
}

async function pickedHandle(fileName: string, content: string) {
  const handle = await handleOf(fileName, content);
  const file = await handle.getFile();
  return { name: fileName, content: file, last_modified: file.lastModified, handle };
}

describe('a picked file', () => {
  it('is a table with exact decimals', async () => {
    const table = await page.tables.add(
      picked('Cost export (May).csv', 'day,cost,note\n2026-05-01,0.1,"a, b"\n2026-05-02,0.2,\n2026-05-03,1e-3,x\n'),
    );
    expect(table).toMatchObject({ name: 'cost_export_may', source: 'copy', rows: 3, status: 'ready', kind: 'csv', notes: [] });
    expect(table.columns).toEqual([
      { name: 'day', type: 'DATE' },
      { name: 'cost', type: 'DECIMAL(18,3)' },
      { name: 'note', type: 'VARCHAR' },
    ]);
    expect(await ask('SELECT sum(cost), count(note), min(day) FROM cost_export_may')).toEqual([['0.301', 2, '2026-05-01']]);
    expect(await ask('SHOW TABLES')).toEqual([['cost_export_may']]);
    expect(await ask('SELECT * FROM local.cost_export_may ORDER BY day LIMIT 1')).toEqual([['2026-05-01', '0.100', 'a, b']]);
  });

  it.each([
    ['semicolons and decimal commas', 'a;cost\nx;1,25\ny;2,5\n', '3.75'],
    ['offsets, shortened lines and broken ones', 'a,cost\nx,1\ny\n"z"z,5\nw,2.5\n', '3.50'],
    ['carriage returns', 'a,cost\rx,1.5\ry,2\r', '3.50'],
    ['quoted numbers', '"a","cost"\r\n"x","1.10"\r\n"y",""\r\n', '1.10'],
  ])('with %s adds up', async (_, content, sum) => {
    await page.tables.add(picked('t.csv', content));
    expect(await ask('SELECT sum(cost) FROM t')).toEqual([[sum]]);
  });

  it('takes offsets of times into account', async () => {
    await page.tables.add(picked('t.csv', 'begun\n2026-05-01 01:00:00+02:00\n2026-05-01T00:30:00Z\n'));
    expect(await ask('SELECT begun FROM t ORDER BY begun')).toEqual([['2026-04-30T23:00:00.000Z'], ['2026-05-01T00:30:00.000Z']]);
  });

  it('may have a header alone', async () => {
    expect(await page.tables.add(picked('t.csv', 'a,b\n'))).toMatchObject({ rows: 0, status: 'ready' });
    expect(await ask('SELECT * FROM t')).toEqual([]);
  });

  it('that cannot be read is refused by name, and leaves nothing behind', async () => {
    await expect(page.tables.add(picked('empty.csv', ''))).rejects.toMatchObject({
      name: 'ToolInputError',
      message: expect.stringMatching(/empty\.csv.*0 bytes/u),
    });
    await expect(page.tables.add(picked('x.csv.gz', 'a,b\n'))).rejects.toThrow(/x\.csv\.gz.*gzip/u);
    expect(await page.tables.list()).toEqual([]);
    expect(await ask('SHOW TABLES')).toEqual([]);
  });

  it('that is cut short in its gzip data is refused in plain words', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `${i},${Math.sin(i)}\n`).join('');
    const packed = await new Response(new Blob(['a,b\n', lines]).stream().pipeThrough(new CompressionStream('gzip'))).bytes();
    await expect(page.tables.add(picked('x.csv.gz', packed.slice(0, 20_000)))).rejects.toThrow(
      /its gzip data is incomplete or damaged; download or copy the file again$/u,
    );
  });

  it('whose name is a word of SQL can be queried without quotes', async () => {
    const sql = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'type_function')";
    const request = { op: 'rows', connection: 'local', max_rows: 1000, max_bytes: 1e6 } as const;
    await page.engine.load();
    const { chunks } = await rows(host, { ...request, statements: [sql] });
    const words = chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as string[][]).flat();
    expect(words.length).toBeGreaterThan(100);
    for (const word of words) expect(() => checkTableName(word, new Set())).toThrow(/SQL keeps/u);
    const { name: made } = await page.tables.add(picked('semi.csv', 'a\n7\n'));
    expect(await ask(`SELECT * FROM ${made}`)).toEqual([[7]]);
  });

  it('is known again by its name, size and bytes, and is a second table only where that is wanted', async () => {
    const file = (content: string, at = 1000) => picked('may.csv', content, at);
    const { id } = await page.tables.add(file('a,cost\nx,1\n'));
    expect(await page.tables.sameAs(file('a,cost\nx,1\n', 2000))).toMatchObject({ id, name: 'may' });
    expect(await page.tables.sameAs(file('a,cost\nx,2\n'))).toBeUndefined();
    expect(await page.tables.sameAs(picked('june.csv', 'a,cost\nx,1\n'))).toBeUndefined();
    const second = await page.tables.add(file('a,cost\nx,1\n'), undefined, { another: true });
    expect(second).toMatchObject({ name: 'may_2' });
    expect(second.id).not.toBe(id);
  });

  it('with the same name gets a name of its own; the same file again does not', async () => {
    await page.tables.add(picked('t.csv', 'a\n1\n'));
    expect((await page.tables.add(picked('t.csv', 'a\n1\n2\n'))).name).toBe('t_2');
    await page.tables.add(picked('t.csv', 'a\n1\n'));
    expect((await page.tables.list()).map((table) => table.name)).toEqual(['t', 't_2']);
    expect(await ask('SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM t_2)')).toEqual([[1, 2]]);
  });

  it('can be renamed, removed and brought back', async () => {
    const { id } = await page.tables.add(picked('t.csv', 'a\n1\n'));
    expect((await page.tables.rename(id, 'costs')).name).toBe('costs');
    expect(await ask('SELECT * FROM costs')).toEqual([[1]]);
    await expect(ask('SELECT * FROM t')).rejects.toThrow(/'local\.t' does not exist.*costs/u);
    await expect(page.tables.rename(id, 'a b')).rejects.toThrow(/letters, digits and underscores/u);
    await expect(page.tables.rename(id, 'select')).rejects.toThrow(/SQL keeps/u);
    await page.tables.remove(id);
    await expect(ask('SELECT * FROM costs')).rejects.toThrow(/no tables/u);
    await page.tables.unremove(id);
    expect(await ask('SELECT * FROM costs')).toEqual([[1]]);
    await expect(page.tables.remove('nope')).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('over a reload', () => {
  it('a copy is there again', async () => {
    const before = await page.tables.add(picked('t.csv', 'a,cost\nx,1.25\n"y"z,1\n'));
    await reload();
    const [after] = await page.tables.list();
    expect(after).toEqual(before);
    expect(await ask('SELECT sum(cost) FROM t')).toEqual([['1.25']]);
  });

  it('a handle is read in place again', async () => {
    await page.tables.add(await pickedHandle('h1.csv', 'a\n1\n2\n'));
    await reload();
    expect(await page.tables.list()).toMatchObject([{ source: 'handle', status: 'ready', rows: 2 }]);
    expect(await ask('SELECT count(*) FROM h1')).toEqual([[2]]);
  });

  it('a crash of the engine loses no table', async () => {
    await page.tables.add(picked('t.csv', 'a\n1\n'));
    page.host.stop('crashed');
    expect(await ask('SELECT * FROM t')).toEqual([[1]]);
  });
});

describe('a file that is not as it was', () => {
  it('says that it changed, gives no old figures, and is read again when told', async () => {
    const { id } = await page.tables.add(await pickedHandle('h2.csv', 'a\n1\n'));
    expect(await ask('SELECT sum(a) FROM h2')).toEqual([[1]]);
    await handleOf('h2.csv', 'a\n1\n2\n');
    expect(await page.tables.list()).toMatchObject([
      { status: 'changed', problem: expect.stringContaining('h2.csv has changed') },
    ]);
    await expect(ask('SELECT sum(a) FROM h2')).rejects.toThrow(/h2\.csv has changed/u);
    expect(await page.tables.reopen(id)).toMatchObject({ status: 'ready', rows: 2 });
    expect(await ask('SELECT sum(a) FROM h2')).toEqual([[3]]);
  });

  it('says that it is gone', async () => {
    const { id } = await page.tables.add(await pickedHandle('h3.csv', 'a\n1\n'));
    await (await navigator.storage.getDirectory()).removeEntry('h3.csv');
    expect(await page.tables.list()).toMatchObject([
      { status: 'missing', problem: expect.stringContaining('h3.csv is no longer where it was') },
    ]);
    await expect(page.tables.reopen(id)).rejects.toThrow(/no longer where it was/u);
  });
});

describe('a file of the workspace', () => {
  it('is followed when it changes, and missed when it goes', async () => {
    await page.storage.files.write('data/out.csv', new TextEncoder().encode('a\n1\n'));
    expect(await page.tables.addFromWorkspace('./data/out.csv')).toMatchObject({ name: 'out', source: 'workspace', rows: 1 });
    await page.storage.files.write('data/out.csv', new TextEncoder().encode('a,b\n1,x\n2,y\n'));
    expect(await ask('SELECT count(*), max(b) FROM out')).toEqual([[2, 'y']]);
    expect(await page.tables.list()).toMatchObject([{ rows: 2, status: 'ready' }]);
    await page.storage.files.delete('data/out.csv');
    await expect(ask('SELECT * FROM out')).rejects.toThrow(/no file data\/out\.csv any more/u);
    await expect(page.tables.addFromWorkspace('nope.csv')).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(page.tables.addFromWorkspace('../x')).rejects.toMatchObject({ name: 'ToolInputError' });
  });
});

describe('a file too large to be read in', () => {
  it('is read from its place by each query', async () => {
    const line = `2026-05-01,${'x'.repeat(4000)},0.01\n`;
    const block = line.repeat(2500);
    const content = new File(['day,pad,cost\n', ...Array.from({ length: 28 }, () => block)], 'large.csv', { lastModified: 5 });
    expect(content.size).toBeGreaterThan(256 * 1024 * 1024);
    expect(await page.tables.add({ name: 'large.csv', content, last_modified: 5 })).toMatchObject({ rows: 70_000 });
    expect(await ask('SELECT count(*), sum(cost) FROM large')).toEqual([[70_000, '700.00']]);
  }, 120_000);
});
