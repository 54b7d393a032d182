import { describe, expect, it } from 'vitest';
import {
  executionOf,
  READY_GROUP,
  resultPageOf,
  type Scripted,
  scriptedAws,
  type ResultColumn,
} from '../../../test/harness/scripted-aws.ts';
import { AwsError, PolicyError } from '../../core/app-error.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { Cell } from '../../core/json.ts';
import type { AthenaAnswer, AthenaProgress, AthenaQuery } from '../../core/ports/athena.ts';
import { createAthenaEngine } from './create-athena-engine.ts';

const COLUMNS: ResultColumn[] = [
  { name: 'service', type: 'varchar', precision: 2_147_483_647 },
  { name: 'cost', type: 'decimal', precision: 18, scale: 2 },
];
const HEADER = ['service', 'cost'];

const SCRIPT: Record<string, Scripted> = {
  'athena:GetWorkGroup': READY_GROUP,
  'athena:StartQueryExecution': { QueryExecutionId: 'q-1' },
  'athena:GetQueryExecution': (_, count) =>
    executionOf(['QUEUED', 'RUNNING'][count - 1] ?? 'SUCCEEDED', { scanned: count * 1000 }),
  'athena:GetQueryResults': resultPageOf(COLUMNS, [HEADER, ['EC2', '1.50'], [null, ''], ['', null]]),
  'athena:StopQueryExecution': {},
};

function bench(script: Record<string, Scripted> = {}, outputLocation?: string) {
  const aws = scriptedAws({ ...SCRIPT, ...script });
  const problems: unknown[] = [];
  const waits: number[] = [];
  const engine = createAthenaEngine({
    outputLocation: () => outputLocation,
    onProblem: (problem) => problems.push(problem),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
    },
    random: () => 0.5,
  });
  const query = (more: Partial<AthenaQuery> = {}) =>
    engine.query(
      {
        target: { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 },
        sql: 'SELECT service, cost FROM cur;',
        max_rows: 100,
        max_bytes: 1_000_000,
        ...more,
      },
      aws.caller,
    );
  return { ...aws, engine, query, problems, waits };
}

function rowsOf({ chunks }: AthenaAnswer): Cell[][] {
  return chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
}

describe('a query', () => {
  it('goes to Athena as it was written, and its rows come back with their types', async () => {
    const { query, named } = bench();
    const answer = await query();
    expect(named('StartQueryExecution')).toEqual([
      {
        QueryString: 'SELECT service, cost FROM cur;',
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'billing' },
        WorkGroup: 'finops',
        ClientRequestToken: expect.stringMatching(/^[\da-f-]{36}$/u) as string,
      },
    ]);
    expect(answer).toMatchObject({
      columns: [
        { name: 'service', type: 'varchar' },
        { name: 'cost', type: 'decimal(18,2)' },
      ],
      row_count: 3,
      truncated: false,
      bytes_scanned: 3000,
      query_execution_id: 'q-1',
      reused: false,
    });
    expect(rowsOf(answer)).toEqual([
      ['EC2', '1.50'],
      [null, ''],
      ['', null],
    ]);
  });

  it('is asked for less and less often, and tells each state', async () => {
    const states = [...Array.from({ length: 9 }, () => 'RUNNING'), 'SUCCEEDED'];
    const { query, waits } = bench({ 'athena:GetQueryExecution': (_, count) => executionOf(states[count - 1] ?? '') });
    const told: AthenaProgress[] = [];
    await query({ onProgress: (progress) => told.push(progress) });
    expect(told.map(({ state }) => state)).toEqual(states);
    expect(waits.slice(0, 4)).toEqual([250, 375, 562.5, 843.75]);
    expect(waits.at(-1)).toBe(5000);
  });

  it('is started once, whatever the network does', async () => {
    const { query, named } = bench({
      'athena:StartQueryExecution': (_, count) =>
        count < 3 ? new AwsError('NetworkError', 'no answer') : { QueryExecutionId: 'q-1' },
      'athena:GetQueryExecution': (_, count) =>
        count % 3 === 0 ? executionOf('SUCCEEDED') : new AwsError('ThrottlingException', 'Rate exceeded', { status: 400 }),
    });
    await query();
    const tokens = named('StartQueryExecution').map(({ ClientRequestToken }) => ClientRequestToken);
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
  });

  it('puts results where the site says only where the workgroup says nothing', async () => {
    const bare: AwsObject = {
      WorkGroup: { State: 'ENABLED', Configuration: { EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' } } },
    };
    const without = bench({ 'athena:GetWorkGroup': bare });
    await expect(without.query()).rejects.toThrow(/sets no place for results/u);
    expect(without.named('StartQueryExecution')).toEqual([]);
    const { query, named } = bench({ 'athena:GetWorkGroup': bare }, 's3://site/results/');
    await query();
    expect(named('StartQueryExecution')[0]).toMatchObject({ ResultConfiguration: { OutputLocation: 's3://site/results/' } });
  });

  it('takes results again where that is wanted', async () => {
    const { query, named } = bench({
      'athena:GetQueryExecution': {
        QueryExecution: {
          StatementType: 'DML',
          Status: { State: 'SUCCEEDED' },
          Statistics: { DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult: true } },
        },
      },
    });
    const target = { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 60 };
    expect(await query({ target })).toMatchObject({ reused: true, bytes_scanned: 0 });
    expect(named('StartQueryExecution')[0]).toMatchObject({
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 } },
    });
  });

  it('of engine 2 is refused before it is sent', async () => {
    const { query, named } = bench({
      'athena:GetWorkGroup': {
        WorkGroup: { State: 'ENABLED', Configuration: { EngineVersion: { EffectiveEngineVersion: 'Athena engine version 2' } } },
      },
    });
    await expect(query()).rejects.toThrow(/runs Athena engine version 2; .* Athena engine version 3/u);
    expect(named('StartQueryExecution')).toEqual([]);
  });

  it('is sent where the workgroup may not be looked at', async () => {
    const { query } = bench({
      'athena:GetWorkGroup': new AwsError('AccessDeniedException', 'no athena:GetWorkGroup', { status: 400 }),
    });
    expect(await query()).toMatchObject({ row_count: 3 });
  });

  it('is one statement', async () => {
    const { query, calls } = bench();
    await expect(query({ sql: 'SELECT 1;\nSELECT 2' })).rejects.toMatchObject({ name: 'QueryError', line: 2, position: 1 });
    expect(calls).toEqual([]);
  });

  it('that failed says why, with the names that are near', async () => {
    const { query, engine, caller } = bench({
      'athena:GetQueryExecution': executionOf('FAILED', {
        reason: "TABLE_NOT_FOUND: line 1:27: Table 'awsdatacatalog.billing.cur' does not exist",
        type: 1301,
      }),
      'athena:ListTableMetadata': { TableMetadataList: [{ Name: 'cur_daily', Columns: [{ Name: 'x', Type: 'string' }] }] },
    });
    await engine.tables({ workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 }, caller);
    await expect(query()).rejects.toMatchObject({
      name: 'QueryError',
      line: 1,
      position: 27,
      construct: 'cur',
      message: expect.stringContaining('Did you mean cur_daily?') as string,
    });
  });

  it('that Athena cannot read is an error of the query', async () => {
    const { query } = bench({
      'athena:StartQueryExecution': new AwsError('InvalidRequestException', "line 1:1: mismatched input 'SELEC'.", {
        status: 400,
      }),
    });
    await expect(query()).rejects.toMatchObject({ name: 'QueryError', line: 1, position: 1 });
  });

  it('that the policy refuses stays so', async () => {
    const { query } = bench({ 'athena:StartQueryExecution': new PolicyError('The budget is used up.') });
    await expect(query()).rejects.toThrow(PolicyError);
  });
});

describe('a query that is stopped', () => {
  it('ends at once, and in AWS', async () => {
    const abort = new AbortController();
    const { query, named } = bench({ 'athena:GetQueryExecution': executionOf('RUNNING') });
    const running = query({ signal: abort.signal, onProgress: () => abort.abort() });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => named('StopQueryExecution')).toEqual([{ QueryExecutionId: 'q-1' }]);
  });

  it('while it was being started is stopped when AWS says its id', async () => {
    const abort = new AbortController();
    const started = Promise.withResolvers<AwsObject>();
    const { query, named } = bench({ 'athena:StartQueryExecution': () => started.promise });
    const running = query({ signal: abort.signal });
    await expect.poll(() => named('StartQueryExecution')).toHaveLength(1);
    abort.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(named('StopQueryExecution')).toEqual([]);
    started.resolve({ QueryExecutionId: 'late' });
    await expect.poll(() => named('StopQueryExecution')).toEqual([{ QueryExecutionId: 'late' }]);
  });

  it('tells where it could not be stopped', async () => {
    const abort = new AbortController();
    const { query, problems } = bench({
      'athena:GetQueryExecution': executionOf('RUNNING'),
      'athena:StopQueryExecution': new AwsError(
        'AccessDeniedException',
        'You are not authorized to perform: athena:StopQueryExecution.',
      ),
    });
    await expect(query({ signal: abort.signal, onProgress: () => abort.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => problems).toHaveLength(1);
    expect(String(problems[0])).toMatch(/q-1 could not be stopped.*athena:StopQueryExecution/u);
  });

  it('is stopped too where the page gives up on it', async () => {
    const { query, named } = bench({
      'athena:GetQueryExecution': (_, count) => (count > 2 ? new PolicyError('Over the budget.') : executionOf('RUNNING')),
    });
    await expect(query()).rejects.toThrow(/Over the budget/u);
    await expect.poll(() => named('StopQueryExecution')).toHaveLength(1);
  });

  it('is not begun where it was stopped before', async () => {
    const { query, calls } = bench();
    await expect(query({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
  });
});

describe('results', () => {
  const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => [`s${from + at}`, `${from + at}.00`]);

  /** 3 full pages and a bit, the header in the first. */
  const paged: Scripted = (input) => {
    const at = input['NextToken'] === undefined ? 0 : Number(input['NextToken']);
    const rows = at === 0 ? [HEADER, ...many(0, 999)] : many(at, Math.min(1000, 3500 - at));
    const next = at === 0 ? 999 : at + 1000;
    return resultPageOf(COLUMNS, rows, next < 3500 ? String(next) : undefined);
  };

  it('come page by page', async () => {
    const { query, named } = bench({ 'athena:GetQueryResults': paged });
    const answer = await query({ max_rows: 5000 });
    expect(answer).toMatchObject({ row_count: 3500, truncated: false });
    expect(answer.chunks.map((chunk) => (JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]).length)).toEqual([2000, 1500]);
    expect(rowsOf(answer).map(([service]) => service)).toEqual(many(0, 3500).map(([service]) => service));
    expect(named('GetObject')).toEqual([]);
  });

  it('end at the rows or bytes that are wanted', async () => {
    const { query, named } = bench({ 'athena:GetQueryResults': paged });
    expect(await query({ max_rows: 1500 })).toMatchObject({ row_count: 1500, truncated: true });
    expect(named('GetQueryResults')).toHaveLength(2);
    const cut = await query({ max_rows: 3000, max_bytes: 10_000 });
    expect(cut.truncated).toBe(true);
    expect(cut.chunks.reduce((sum, chunk) => sum + chunk.length, 0)).toBeLessThanOrEqual(10_000);
  });

  it('ask for no more rows than are wanted', async () => {
    const { query, named } = bench();
    await query({ max_rows: 3 });
    expect(named('GetQueryResults')[0]).toMatchObject({ MaxResults: 5 });
  });

  const csv = (rows: (string | null)[][]): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(
      [HEADER, ...rows]
        .map((row) => `${row.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`)
        .join(''),
    );

  it('that are many come as one file', async () => {
    const rows = [...many(0, 8000), ['a "quoted"\nname', null], ['', '0.00']];
    const { query, named } = bench({ 'athena:GetQueryResults': paged, 's3:GetObject': { Body: csv(rows) } });
    const answer = await query({ max_rows: 100_000 });
    expect(rowsOf(answer)).toEqual(rows);
    expect(answer).toMatchObject({ row_count: 8002, truncated: false });
    expect(named('GetObject')).toEqual([{ Bucket: 'results', Key: 'finops/q-1.csv', Range: 'bytes=0-8388607' }]);
    expect(named('GetQueryResults')).toHaveLength(1);
  });

  it('come in pieces of the file, the last of which is shorter', async () => {
    const rows = Array.from({ length: 120_000 }, (_, at) => [`${'é'.repeat(40)}${at}`, `${at}.25`]);
    const file = csv(rows);
    expect(file.length).toBeGreaterThan(8 * 1024 * 1024);
    const { query, named } = bench({
      'athena:GetQueryResults': paged,
      's3:GetObject': ({ Range }) => {
        const [, from = '0', to = '0'] = /(\d+)-(\d+)/u.exec(typeof Range === 'string' ? Range : '') ?? [];
        return { Body: file.slice(Number(from), Number(to) + 1) };
      },
    });
    const answer = await query({ max_rows: 1_000_000, max_bytes: 100_000_000 });
    expect(answer.row_count).toBe(120_000);
    expect(rowsOf(answer).at(-1)).toEqual(rows.at(-1));
    expect(named('GetObject')).toHaveLength(2);
  });

  it.each([
    ['CORS', new AwsError('NetworkError', 'S3 did not answer: CORS or network.')],
    ['permissions', new AwsError('AccessDenied', 'Access Denied', { status: 403 })],
    ['the policy', new PolicyError('The bucket is not one of the site.')],
    ['another file', { Body: new TextEncoder().encode('not,what\nis,meant\n') }],
  ] as const)('come by pages where the file is kept back by %s, which is not asked again', async (_, answer) => {
    const { query, named } = bench({ 'athena:GetQueryResults': paged, 's3:GetObject': answer });
    expect(await query({ max_rows: 100_000 })).toMatchObject({ row_count: 3500, truncated: false });
    expect(await query({ max_rows: 100_000 })).toMatchObject({ row_count: 3500 });
    expect(named('GetObject')).toHaveLength(1);
  });

  it('that come by many pages say why each time, though the file is asked for once', async () => {
    const pages: Scripted = (input) => {
      const at = Number(input['NextToken'] ?? 0);
      return resultPageOf(
        COLUMNS,
        at === 0 ? [HEADER, ...many(0, 999)] : many(at, 1000),
        at < 6000 ? String(at + 1000) : undefined,
      );
    };
    const cors = new AwsError('NetworkError', 'S3 did not answer: CORS or network.');
    const { query, named } = bench({ 'athena:GetQueryResults': pages, 's3:GetObject': cors });
    for (const time of ['first', 'second']) {
      const { notes } = await query({ max_rows: 100_000 });
      expect(notes, time).toEqual([
        'The result came in 7 pages, which takes longer than its file in S3: S3 did not answer: CORS or network',
      ]);
    }
    expect(named('GetObject')).toHaveLength(1);
  });

  it('may have no columns', async () => {
    const { query } = bench({
      'athena:GetQueryExecution': executionOf('SUCCEEDED', { kind: 'DDL' }),
      'athena:GetQueryResults': { UpdateCount: 12, ResultSet: { Rows: [], ResultSetMetadata: { ColumnInfo: [] } } },
    });
    expect(await query()).toMatchObject({ columns: [], row_count: 0, notes: ['The statement wrote 12 rows'] });
  });

  it('of SHOW and DESCRIBE have no header, and cells that tabs part', async () => {
    const shown = (columns: string[], rows: string[]) =>
      bench({
        'athena:GetQueryExecution': executionOf('SUCCEEDED', { kind: 'UTILITY' }),
        'athena:GetQueryResults': resultPageOf(
          columns.map((name) => ({ name, type: 'string' })),
          rows.map((row) => [row]),
        ),
      });
    expect(rowsOf(await shown(['tab_name'], ['tab_name', 'cur']).query())).toEqual([['tab_name'], ['cur']]);
    expect(
      rowsOf(
        await shown(
          ['col_name', 'data_type', 'comment'],
          ['cost                \tdouble              \t                    ', '# Partition'],
        ).query(),
      ),
    ).toEqual([
      ['cost', 'double', ''],
      ['# Partition', null, null],
    ]);
  });

  it('refuse a cell that nobody could look at', async () => {
    const huge = 'x'.repeat(5 * 1024 * 1024);
    const pages = bench({ 'athena:GetQueryResults': resultPageOf(COLUMNS, [HEADER, ['a', '1.00'], [huge, '1.00']]) });
    await expect(pages.query()).rejects.toThrow(
      /^Row 2 holds more than 4 million characters in the column "service".*substr\("service"/u,
    );
    const file = bench({
      'athena:GetQueryResults': paged,
      's3:GetObject': {
        Body: csv([
          ['a', '1.00'],
          [huge, '1.00'],
        ]),
      },
    });
    await expect(file.query({ max_rows: 100_000 })).rejects.toThrow(/^Row 2 holds more than 4 million characters/u);
  });
});

describe('what there is', () => {
  const target = { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 };

  it('workgroups, with what is wrong with each', async () => {
    const { engine, caller } = bench({
      'athena:GetWorkGroup': ({ WorkGroup }) => {
        if (WorkGroup === 'finops') return READY_GROUP;
        if (WorkGroup === 'gone') return new AwsError('InvalidRequestException', 'WorkGroup is not found: gone', { status: 400 });
        return { WorkGroup: { State: 'DISABLED', Configuration: {} } };
      },
    });
    expect(await engine.workgroups(['off', 'finops', 'gone'], caller)).toEqual([
      { name: 'off', engine_version: '', problem: expect.stringContaining('is disabled') as string },
      {
        name: 'finops',
        engine_version: 'Athena engine version 3',
        bytes_cutoff: 10_737_418_240,
        output_location: 's3://results/finops/',
      },
      { name: 'gone', engine_version: '', problem: 'WorkGroup is not found: gone' },
    ]);
  });

  it('tables of all pages, with partitions, types of queries and their kind', async () => {
    const { engine, caller } = bench({
      'athena:ListTableMetadata': ({ NextToken }) =>
        NextToken === undefined
          ? { TableMetadataList: [{ Name: 'other', Columns: [{ Name: 'a', Type: 'array<string>' }] }], NextToken: 'next' }
          : {
              TableMetadataList: [
                {
                  Name: 'cur',
                  Columns: ['line_item_unblended_cost', 'line_item_line_item_type'].map((Name) => ({ Name, Type: 'string' })),
                  PartitionKeys: [{ Name: 'billing_period', Type: 'string' }],
                },
              ],
            },
    });
    expect(await engine.tables(target, caller)).toEqual([
      {
        name: 'cur',
        kind: 'CUR 2.0',
        columns: ['line_item_unblended_cost', 'line_item_line_item_type', 'billing_period'].map((name) => ({
          name,
          type: 'varchar',
        })),
      },
      { name: 'other', columns: [{ name: 'a', type: 'array(varchar)' }] },
    ]);
  });

  const denied = (action: string) =>
    new AwsError('AccessDeniedException', `You are not authorized to perform: ${action}.`, { status: 400 });

  it('asks Glue where Athena may not be asked, and names both where neither may', async () => {
    const script = {
      'athena:ListTableMetadata': denied('athena:ListTableMetadata'),
      'athena:ListDatabases': denied('athena:ListDatabases'),
    };
    const { engine, caller } = bench({
      ...script,
      'glue:GetTables': {
        TableList: [
          {
            Name: 'focus',
            StorageDescriptor: {
              Columns: [
                { Name: 'billedcost', Type: 'double' },
                { Name: 'effectivecost', Type: 'double' },
              ],
            },
          },
        ],
      },
      'glue:GetDatabases': { DatabaseList: [{ Name: 'billing' }] },
    });
    expect(await engine.tables(target, caller)).toMatchObject([{ name: 'focus', kind: 'FOCUS 1.0' }]);
    expect(await engine.databases('finops', 'AwsDataCatalog', caller)).toEqual(['billing']);
    const neither = bench({ ...script, 'glue:GetTables': denied('glue:GetTables') });
    await expect(neither.engine.tables(target, neither.caller)).rejects.toThrow(
      /athena:ListTableMetadata .* or glue:GetTables alone/u,
    );
    await expect(neither.engine.tables({ ...target, catalog: 'lambda' }, neither.caller)).rejects.toThrow(
      /athena:ListTableMetadata\.$/u,
    );
  });

  it('catalogs', async () => {
    const { engine, caller } = bench({
      'athena:ListDataCatalogs': { DataCatalogsSummary: [{ CatalogName: 'AwsDataCatalog', Type: 'GLUE' }] },
    });
    expect(await engine.catalogs('finops', caller)).toEqual(['AwsDataCatalog']);
  });
});
