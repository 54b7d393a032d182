import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/adapters/duckdb/create-engine.ts';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { createBroker } from '../../src/broker/broker.ts';
import { createConnections } from '../../src/tools/create-connections.ts';
import { createToolbox, type Toolbox } from '../../src/tools/toolbox.ts';
import type { ToolContext } from '../../src/tools/tool.ts';
import type { FileProfile, TableProfile } from '../../src/tools/tool-types.ts';

const storage = createMemoryStorage();
const { engine, tables } = createEngine(storage);
let toolbox: Toolbox;

beforeAll(async () => {
  await engine.prepare('sample');
  const connections = await createConnections(engine, storage.settings);
  const context: Partial<ToolContext> = { storage, broker: createBroker({ engine }), connections, tables };
  toolbox = createToolbox(context as ToolContext);
});
afterAll(() => storage.close());

const table = async (input: object) => (await toolbox.call('describe_table', input)) as TableProfile;
const file = async (path: string) => (await toolbox.call('describe_file', { path })) as FileProfile;
const write = async (path: string, content: string | Uint8Array<ArrayBuffer>) =>
  storage.files.write(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
const open = (name: string, text: string) =>
  tables.add({ name, content: new File([text], name, { lastModified: 1000 }), last_modified: 1000 });
const column = (profile: TableProfile, name: string) => profile.columns.find((each) => each.name === name);

describe('describe_table', () => {
  test('tells counts, ranges, examples and meanings of the sample data', async () => {
    const cur = await table({ table: 'CUR', connection: 'sample', sample_rows: 2 });
    expect(cur).toMatchObject({ connection: 'sample', table: 'cur', kind: 'CUR 2.0' });
    expect(cur.row_count).toBeGreaterThan(10_000);
    expect(cur.sample.rows).toHaveLength(2);
    expect(cur.sample.rows[0]).toHaveLength(cur.columns.length);
    const type = column(cur, 'line_item_line_item_type');
    expect(type?.examples?.[0]).toBe('Usage');
    expect(type?.distinct).toBeGreaterThan(3);
    expect(type?.description).toContain('SavingsPlanNegation');
    expect(column(cur, 'line_item_usage_start_date')).toMatchObject({
      min: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u) as unknown,
      nulls: 0,
    });
    expect(column(cur, 'resource_tags')?.examples).toContain('user_team');
    expect(cur.notes?.join(' ')).toContain("['key']");
    const [[most] = []] = await rowsOf('SELECT max(line_item_unblended_cost) FROM cur');
    expect(column(cur, 'line_item_unblended_cost')?.max).toEqual(most);
  });

  test('tells of a file’s odd names, missing values and empty columns', async () => {
    await open(
      'odd.csv',
      'the "name",cost,day,nothing\nb,1.50,2026-01-02,\nb,,2026-01-01,\na,10.25,,\n'.replace('the "name"', '"the ""name"""'),
    );
    const odd = await table({ table: 'odd', connection: 'local' });
    expect(odd.row_count).toBe(3);
    expect(odd.columns).toMatchObject([
      { name: 'the "name"', nulls: 0, distinct: 2, examples: ['b', 'a'] },
      { name: 'cost', nulls: 1, min: '1.50', max: '10.25' },
      { name: 'day', nulls: 1, min: '2026-01-01', max: '2026-01-02' },
      { name: 'nothing', nulls: 3 },
    ]);
    expect(odd.columns[3]).not.toHaveProperty('examples');
    expect(odd.sample.rows).toHaveLength(3);
  });

  test('takes a table of 300 columns', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `c${at}`);
    const lines = Array.from({ length: 500 }, (_, row) =>
      names.map((_, at) => (at % 2 === 0 ? row : `t${row % (at + 1)}`)).join(','),
    );
    await open('wide.csv', `${names.join(',')}\n${lines.join('\n')}\n`);
    const wide = await table({ table: 'wide', connection: 'local', sample_rows: 0 });
    expect(wide.columns).toHaveLength(300);
    expect(wide.columns[298]).toMatchObject({ name: 'c298', min: 0, max: 499 });
    expect(wide.columns[299]).toMatchObject({ name: 'c299', distinct: 300 });
    expect(wide.sample.rows).toEqual([]);
  });

  test('of a table without lines', async () => {
    await open('empty.csv', 'a,b\n');
    expect(await table({ table: 'empty', connection: 'local' })).toMatchObject({
      row_count: 0,
      columns: [
        { name: 'a', nulls: 0 },
        { name: 'b', nulls: 0 },
      ],
      sample: { rows: [] },
    });
  });

  test.each<[string, object, RegExp]>([
    ['a slip', { table: 'focsu', connection: 'sample' }, /no table "focsu".*Did you mean "focus"/u],
    ['one of another connection', { table: 'odd', connection: 'sample' }, /The connection "local" has one/u],
    ['SQL for a name', { table: 'cur"; DROP TABLE x --', connection: 'sample' }, /no table/u],
  ])('names near ones for %s', async (_name, input, message) => {
    await expect(table(input)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(message) as unknown,
    });
  });

  test('can be stopped', async () => {
    await expect(
      toolbox.call('describe_table', { table: 'cur', connection: 'sample' }, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('describe_file', () => {
  test('tells how a CSV of the workspace is read, and how it becomes a table', async () => {
    await write('data/costs.csv', 'day;cost;note\r\n2026-01-01;1,50;"a;""b"""\r\n2026-01-02;2,00;\r\n');
    const costs = await file('data/costs.csv');
    expect(costs).toMatchObject({
      path: 'data/costs.csv',
      bytes: 60,
      media_type: 'text/csv',
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      row_count: 2,
      columns: [
        { name: 'day', type: 'date' },
        { name: 'cost', type: 'decimal(18,2)' },
        { name: 'note', type: 'varchar' },
      ],
      sample_rows: [
        ['2026-01-01', '1,50', 'a;"b"'],
        ['2026-01-02', '2,00', ''],
      ],
    });
    expect(costs.notes?.join(' ')).toMatch(/no table yet.*Data page.*read_csv\("data\/costs.csv"\)/u);
    const { name } = await tables.addFromWorkspace('data/costs.csv');
    expect((await file('/workspace/data/costs.csv')).notes?.[0]).toContain(`the table "${name}"`);
  });

  test('tells of other separators, encodings and packed files', async () => {
    await write('a.tsv', 'a\tb\n1\tx\n');
    expect(await file('a.tsv')).toMatchObject({ format: 'tsv', delimiter: '\t', row_count: 1 });
    await write(
      'latin.csv',
      Uint8Array.from('a,b\nM\u00fcller,1\n', (character) => character.charCodeAt(0)),
    );
    expect(await file('latin.csv')).toMatchObject({ encoding: 'windows-1252', sample_rows: [['Müller', '1']] });
    const packed = await new Response(
      new Blob(['a,b\n1,2\n3,4\n']).stream().pipeThrough(new CompressionStream('gzip')),
    ).arrayBuffer();
    await write('packed.csv.gz', new Uint8Array(packed));
    expect(await file('packed.csv.gz')).toMatchObject({
      format: 'csv',
      row_count: 2,
      sample_rows: [
        ['1', '2'],
        ['3', '4'],
      ],
    });
  });

  test('counts all rows of a file beyond what is sampled', async () => {
    await write('long.csv', `id,text\n${Array.from({ length: 60_000 }, (_, at) => `${at},"line\n${at}"`).join('\n')}\n`);
    expect(await file('long.csv')).toMatchObject({ row_count: 60_000, sample_rows: [['0', 'line\n0'], {}, {}, {}, {}] });
  });

  test('tells of JSON, texts and what is neither', async () => {
    await write('a.json', '[{"service":"EC2","cost":1.5},{"service":"S3","cost":null,"tags":["x"]}]');
    expect(await file('a.json')).toMatchObject({
      format: 'json',
      row_count: 2,
      columns: [
        { name: 'service', type: 'string' },
        { name: 'cost', type: 'number' },
        { name: 'tags', type: 'array' },
      ],
      sample_rows: [
        ['EC2', 1.5, null],
        ['S3', null, ['x']],
      ],
    });
    await write('a.jsonl', `${Array.from({ length: 40_000 }, (_, n) => JSON.stringify({ n })).join('\n')}\n`);
    expect(await file('a.jsonl')).toMatchObject({ format: 'json', row_count: 40_000, columns: [{ name: 'n', type: 'number' }] });
    await write('broken.json', '{"a": ');
    expect(await file('broken.json')).toMatchObject({ format: 'text', notes: ['It is no valid JSON.'] });
    await write('notes.md', '# Costs\n\nfine');
    expect(await file('notes.md')).toMatchObject({ format: 'text', row_count: 2, head: '# Costs\n\nfine' });
    await write('chart.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0));
    expect(await file('chart.png')).toMatchObject({ format: 'binary', media_type: 'image/png' });
    await write('not.csv', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0));
    expect(await file('not.csv')).toMatchObject({ format: 'binary', notes: [expect.stringContaining('Excel') as unknown] });
    await write('empty.csv', '');
    expect(await file('empty.csv')).toMatchObject({ format: 'text', row_count: 0 });
  });

  test('tells of a local file that is opened as a table, and of none there is', async () => {
    const local = await file('odd.csv');
    expect(local).toMatchObject({ path: 'odd.csv', format: 'csv', delimiter: ',', encoding: 'utf-8', row_count: 3 });
    expect(local.sample_rows).toHaveLength(3);
    expect(local.columns?.[1]?.type).toMatch(/^decimal/u);
    expect(local.notes?.join(' ')).toMatch(/table "odd".*cannot open it as a file/u);
    await expect(file('od.csv')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('"odd.csv"') as unknown,
    });
  });
});

async function rowsOf(sql: string) {
  const answer = (await toolbox.call('query_data', { sql, connection: 'sample' })) as { rows: unknown[][] };
  return answer.rows;
}
