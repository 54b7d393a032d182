import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineAnswer, LoadProgress } from '../../core/ports/sql-engine.ts';
import type { Cell } from '../../core/json.ts';
import { createSqlEngine, rows } from './engine.ts';
import { EngineHost } from './engine-host.ts';
import { pageEngine } from './page-engine.ts';
import { createSampleData } from './sample/sample-data.ts';

const host = new EngineHost(pageEngine);
const engine = createSqlEngine({
  host,
  sample: createSampleData(host, () => new Date('2026-11-20T12:00:00Z')),
  local: { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined },
});

beforeAll(() => engine.prepare('sample'));
afterAll(() => host.stop('the tests are over'));

function rowsOf(answer: Pick<EngineAnswer, 'chunks'>): Cell[][] {
  return answer.chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
}

const ask = (
  sql: string,
  more: { connection?: 'sample' | 'local'; max_rows?: number; max_bytes?: number; signal?: AbortSignal } = {},
) => engine.query({ connection: 'sample', max_rows: 10_000, max_bytes: 50_000_000, ...more, sql });

/** What the engine itself says to its own SQL: values of types that Athena's has no words for. */
const one = async (sql: string) => {
  const answer = await rows(host, { op: 'rows', connection: 'owner', statements: [sql], max_rows: 10, max_bytes: 1e6 });
  return { types: answer.columns.map(({ type }) => type), row: rowsOf(answer)[0] };
};

describe('cells', () => {
  it('keeps every digit of what a double cannot hold, and numbers where it can', async () => {
    const { types, row } = await one(
      'SELECT 1::TINYINT, 9007199254740991, 9007199254740993, -9007199254740993, 123456789012345678901234567890::HUGEINT, sum(7)::HUGEINT, 18446744073709551615::UBIGINT',
    );
    expect(row).toEqual([
      1,
      9007199254740991,
      '9007199254740993',
      '-9007199254740993',
      '123456789012345678901234567890',
      7,
      '18446744073709551615',
    ]);
    expect(types).toEqual(['TINYINT', 'BIGINT', 'BIGINT', 'BIGINT', 'HUGEINT', 'HUGEINT', 'UBIGINT']);
  });

  it('gives decimals as text with their scale', async () => {
    const { types, row } = await one(
      'SELECT 1.50::DECIMAL(18,2), -0.05::DECIMAL(5,2), 0::DECIMAL(10,0), -12345678901234567890.123456789::DECIMAL(38,9), 99999999999999999.99::DECIMAL(38,2), 0.1 + 0.2',
    );
    expect(row).toEqual(['1.50', '-0.05', '0', '-12345678901234567890.123456789', '99999999999999999.99', '0.3']);
    expect(types).toEqual(['DECIMAL(18,2)', 'DECIMAL(5,2)', 'DECIMAL(10,0)', 'DECIMAL(38,9)', 'DECIMAL(38,2)', 'DECIMAL(3,1)']);
  });

  it('gives dates, times and intervals as text in UTC', async () => {
    const { row } = await one(
      `SELECT DATE '2026-11-20', DATE '0044-03-15 (BC)', TIMESTAMP '2026-11-20 14:07:09.123', TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP_S '2026-01-01 00:00:00',
        TIMESTAMPTZ '2026-11-20 14:00:00+02', TIME '10:11:12.5', INTERVAL '14 months 3 days 4 hours', TIMESTAMP 'infinity', TIMESTAMP_NS '2026-01-01 00:00:00.123456789'`,
    );
    expect(row).toEqual([
      '2026-11-20',
      '-000043-03-15',
      '2026-11-20T14:07:09.123Z',
      '1969-12-31T23:59:59.999999Z',
      '2026-01-01T00:00:00.000Z',
      '2026-11-20T12:00:00.000Z',
      '10:11:12.500',
      '1 year 2 months 3 days 04:00:00',
      null,
      '2026-01-01T00:00:00.123456789Z',
    ]);
  });

  it('gives nested values as JSON', async () => {
    const { types, row } = await one(
      `SELECT map {'user:team': 'data', 'é"\\': NULL}, {'a': 1, 'b c': [1, NULL, 2]}, [1.5, NULL], ['x', 'y']::VARCHAR[2], map {1: 'one'}, []`,
    );
    expect(row).toEqual([
      { 'user:team': 'data', 'é"\\': null },
      { a: 1, 'b c': [1, null, 2] },
      ['1.5', null],
      ['x', 'y'],
      { '1': 'one' },
      [],
    ]);
    expect(types.slice(0, 4)).toEqual([
      'MAP(VARCHAR, VARCHAR)',
      'STRUCT(a INTEGER, "b c" INTEGER[])',
      'DECIMAL(2,1)[]',
      'VARCHAR[2]',
    ]);
  });

  it('gives text with every awkward character, blobs, floats and booleans', async () => {
    const { row } = await one(
      "SELECT 'a\"b\\c' || chr(10) || chr(1) || 'é😀', '\\x00\\xFF'::BLOB, 0.1::FLOAT, 1e300, 'nan'::DOUBLE, '-inf'::DOUBLE, true, NULL, '00000000-0000-0000-0000-00000000000f'::UUID, '101'::BIT::VARCHAR",
    );
    expect(row).toEqual([
      'a"b\\c\n\u0001é😀',
      'AP8=',
      0.1,
      1e300,
      null,
      null,
      true,
      null,
      '00000000-0000-0000-0000-00000000000f',
      '101',
    ]);
  });
});

describe('booleans', () => {
  it('are told apart in every row, alone and inside of other values', async () => {
    const answer = await ask(
      'SELECT n % 3 = 0, CASE WHEN n % 2 = 0 THEN n > 4 END, ARRAY[n > 8, n > 9] FROM UNNEST(sequence(1, 20)) t(n) ORDER BY n',
    );
    expect(rowsOf(answer)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1).map((n) => [n % 3 === 0, n % 2 === 0 ? n > 4 : null, [n > 8, n > 9]]),
    );
  });
});

it('tells everybody who waits for it how many bytes there are, from the first moment on', async () => {
  const fresh = new EngineHost(pageEngine);
  const told: [LoadProgress[], LoadProgress[]] = [[], []];
  const first = fresh.start((progress) => told[0].push(progress));
  const second = fresh.start((progress) => told[1].push(progress));
  for (const [progress] of told) expect(progress).toEqual({ done: 0, total: 34_242_586, text: 'Loading the SQL engine' });
  await Promise.all([first, second]);
  fresh.stop('the test is over');
});

describe('answers', () => {
  it('come in chunks of at most 2,000 rows, in order', async () => {
    const answer = await ask('SELECT i, CAST(i AS varchar) AS s FROM UNNEST(sequence(0, 5000)) t(i) ORDER BY i');
    expect(answer.chunks).toHaveLength(3);
    expect(rowsOf(answer).map(([i]) => i)).toEqual(Array.from({ length: 5001 }, (_, i) => i));
    expect(answer).toMatchObject({ row_count: 5001, truncated: false });
  });

  it('are cut at max_rows and at max_bytes, and say so', async () => {
    expect(await ask('SELECT * FROM UNNEST(sequence(1, 50))', { max_rows: 50 })).toMatchObject({
      row_count: 50,
      truncated: false,
    });
    expect(await ask('SELECT * FROM UNNEST(sequence(1, 51))', { max_rows: 50 })).toMatchObject({
      row_count: 50,
      truncated: true,
    });
    const cut = await ask("SELECT lpad('', 1000, 'x') FROM UNNEST(sequence(1, 1000))", { max_bytes: 100_500 });
    expect(cut.truncated).toBe(true);
    expect(cut.chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(100_500);
    expect(rowsOf(await ask('SELECT 1'))).toEqual([[1]]);
  });

  it('are those of the last statement', async () => {
    expect(rowsOf(await ask("SELECT 1; -- one\nSELECT ';' AS x; "))).toEqual([[';']]);
  });

  it('say how long they took to a tenth of a millisecond', async () => {
    const { duration_ms } = await ask('SELECT count(*) FROM cur');
    expect(String(duration_ms)).toMatch(/^\d+(\.\d)?$/u);
  });

  it("note where a table of the connection stands for one of the analyst's own database", async () => {
    const own = await ask(
      'SELECT count(*) FROM "athenacurcfn_x"."cur"; SELECT min(my_db.cur.line_item_currency_code) FROM my_db.cur',
    );
    expect(rowsOf(own)).toEqual([['USD']]);
    expect(own.notes).toEqual([
      'The database athenacurcfn_x is not here: the table cur of the connection sample was read in its place',
      'The database my_db is not here: the table cur of the connection sample was read in its place',
    ]);
    expect((await ask('SELECT count(*) FROM sample.cur')).notes).toBeUndefined();
  });

  it('know no rows', async () => {
    expect(await ask('SELECT 1 AS a WHERE false')).toMatchObject({
      columns: [{ name: 'a', type: 'integer' }],
      row_count: 0,
      chunks: [],
    });
  });

  it('stop at once when told, and the next query runs', async () => {
    const controller = new AbortController();
    const long = ask(
      'SELECT count(*) FROM cur a, cur b WHERE length(a.line_item_usage_type) * length(b.line_item_usage_type) % 7 = 3',
      {
        signal: controller.signal,
      },
    );
    setTimeout(() => controller.abort(), 300);
    await expect(long).rejects.toMatchObject({ name: 'AbortError' });
    const generation = host.generation;
    expect(rowsOf(await ask('SELECT 42'))).toEqual([[42]]);
    expect(host.generation).toBe(generation);
  });
});

describe('errors', () => {
  it.each([
    [
      'SELECT 1;\n\nSELECT *\nFROM nowhere',
      {
        line: 4,
        position: 6,
        message: expect.stringMatching(
          /^TABLE_NOT_FOUND: line 4:6: Table 'sample.nowhere' does not exist .*cur, cur_legacy, focus/u,
        ),
      },
    ],
    [
      "SELECT 'é',\n  nope FROM cur",
      { line: 2, position: 3, message: expect.stringContaining("Column 'nope' cannot be resolved") },
    ],
    [
      'SELECT line_item_unblended_costs FROM cur',
      { line: 1, message: expect.stringContaining('did you mean line_item_unblended_cost?') },
    ],
    [
      'SELECT\n  frobnicate(1)',
      { line: 2, position: 3, construct: 'frobnicate', message: expect.stringContaining("Function 'frobnicate' not registered") },
    ],
    ['SELECT 1;  SELECT\n1 frm x y', { line: 2, message: expect.stringMatching(/line 2:\d+: /u) }],
    ["SELECT CAST('abc' AS integer)", { message: "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to integer" }],
    ['SELECT * FROM curr', { message: expect.stringContaining('did you mean cur?') }],
    ['SELECT * FROM sample.cur, other.curs', { position: 27, message: expect.stringContaining("Schema 'other' does not exist") }],
    ["SELECT 'abc", { line: 1, position: 8, message: expect.stringContaining('never ends') }],
    ['SELECT CAST(9999999999 AS integer)', { message: expect.stringContaining('9999999999') }],
  ])('%s', async (sql, expected) => {
    await expect(ask(sql)).rejects.toMatchObject({ name: 'QueryError', ...expected });
  });

  it('leave the engine as it was', async () => {
    expect(rowsOf(await ask('SELECT 42'))).toEqual([[42]]);
  });
});

describe('what analysts write', () => {
  it.each([
    [
      "SELECT date_trunc('month', line_item_usage_start_date) AS month, sum(line_item_unblended_cost) FROM cur GROUP BY 1 ORDER BY 1",
      13,
    ],
    [
      "SELECT resource_tags['user_team'], sum(line_item_unblended_cost) AS c FROM cur WHERE line_item_usage_start_date >= current_date - INTERVAL '30' day GROUP BY 1 ORDER BY c DESC",
      8,
    ],
    [
      "SELECT date_format(line_item_usage_start_date, '%Y-%m'), count(*) FROM cur WHERE line_item_usage_start_date > now() - INTERVAL '40' DAY GROUP BY 1",
      2,
    ],
    [
      "SELECT line_item_product_code, sum(line_item_unblended_cost) FROM cur_legacy WHERE year = '2026' AND month = '9' GROUP BY 1 LIMIT 5",
      5,
    ],
    ['SELECT ServiceName, sum(EffectiveCost) FROM sample.focus GROUP BY ServiceName LIMIT 3', 3],
    ['SHOW TABLES', 3],
    ['DESCRIBE cur', 131],
    [
      "WITH t AS (SELECT cast(line_item_usage_amount AS double) AS u FROM cur LIMIT 4) SELECT u, CASE WHEN u > 1 THEN 'a' ELSE 'b' END FROM t",
      4,
    ],
    ['VALUES (1), (2)', 2],
  ])('%s', async (sql, count) => {
    expect(rowsOf(await ask(sql))).toHaveLength(count);
  });

  it('names unnamed columns by their place, and types as Athena does', async () => {
    const { columns } = await ask(
      "SELECT resource_tags['user_team'], 7 / 2 AS half, current_date, resource_tags, sum(line_item_unblended_cost) OVER () FROM cur LIMIT 1",
    );
    expect(columns).toEqual([
      { name: '_col0', type: 'varchar' },
      { name: 'half', type: 'integer' },
      { name: '_col2', type: 'date' },
      { name: 'resource_tags', type: 'map(varchar, varchar)' },
      { name: '_col4', type: expect.stringMatching(/^decimal\(38,\d+\)$/u) },
    ]);
  });

  it('lists the tables with the types that queries see', async () => {
    const tables = await engine.tables('sample');
    const cost = tables.find(({ name }) => name === 'cur')?.columns.find(({ name }) => name === 'line_item_unblended_cost');
    const { columns } = await ask('SELECT line_item_unblended_cost FROM cur LIMIT 1');
    expect(columns).toEqual([cost]);
  });
});
