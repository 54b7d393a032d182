import { GetObjectCommand, type GetObjectCommandInput, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAthenaEngine } from '../../src/adapters/athena/create-athena-engine.ts';
import { createAwsCaller } from '../../src/adapters/aws/aws-caller.ts';
import type { CredentialSource } from '../../src/adapters/aws/client-settings.ts';
import { AwsError } from '../../src/core/app-error.ts';
import type { AwsObject } from '../../src/core/aws/aws-value.ts';
import type { Cell } from '../../src/core/json.ts';
import type { AthenaAnswer, AthenaProgress, AthenaQuery, AthenaTarget } from '../../src/core/ports/athena.ts';
import type { AwsCaller } from '../../src/core/ports/aws.ts';
import { FAILURE_NAMES, type FailureName } from '../aws/athena/failure-names.ts';
import { connect } from '../aws/client/connect.ts';
import { type AwsDouble, startAws } from '../aws/start.ts';

// The machine may be busy with the browser's tests.
vi.setConfig({ testTimeout: 60_000 });

let double: AwsDouble;
let aws: AwsCaller;
const problems: unknown[] = [];
const target: AthenaTarget = { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 };

beforeAll(async () => {
  double = await startAws();
  const source = await credentials();
  const caller = createAwsCaller({ session: { config: () => double.config.aws, credentials: source } });
  const s3 = nodeS3(source);
  aws = { call: (call, options) => (call.operation === 'GetObject' ? s3(call.input) : caller.call(call, options)) };
  await double.world.engine.prepare();
}, 180_000);
beforeEach(() => {
  double.reset();
  problems.length = 0;
});
afterAll(() => double.close());

/** Signed in for as long as the test wants; `forceRefresh` signs in anew. */
async function credentials(): Promise<CredentialSource> {
  const fresh = async () => {
    const { accessKeyId, secretAccessKey, sessionToken = '' } = (await connect(double)).credentials;
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(Date.now() + 3_600_000) };
  };
  let current = await fresh();
  return async ({ forceRefresh = false } = {}) => {
    if (forceRefresh) current = await fresh();
    return current;
  };
}

/** The caller takes a body as a browser streams it; Node's client has another kind of stream. */
function nodeS3(source: CredentialSource) {
  const client = new S3Client({
    region: double.config.aws.region,
    endpoint: double.url,
    forcePathStyle: true,
    credentials: () => source(),
  });
  return async (input: AwsObject): Promise<AwsObject> => {
    try {
      const { Body } = await client.send(new GetObjectCommand(input as unknown as GetObjectCommandInput));
      return { Body: new Uint8Array((await Body?.transformToByteArray()) ?? []) };
    } catch (error) {
      if (!(error instanceof S3ServiceException)) throw error;
      throw new AwsError(error.name, `s3:GetObject: ${error.message}`, { status: error.$metadata.httpStatusCode ?? 0 });
    }
  };
}

/** A new engine, which has learnt nothing yet. */
const newEngine = () => createAthenaEngine({ outputLocation: () => undefined, onProblem: (problem) => problems.push(problem) });

const query = (sql: string, more: Partial<AthenaQuery> = {}, engine = newEngine()) =>
  engine.query({ target, sql, max_rows: 1000, max_bytes: 50_000_000, ...more }, aws);

const rowsOf = ({ chunks }: AthenaAnswer): Cell[][] =>
  chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);

describe('the engine, the SDK and a double of AWS', () => {
  it('answers with exact cells and the types that Athena prints', async () => {
    const told: AthenaProgress[] = [];
    const answer = await query(
      `SELECT CAST(9007199254740993 AS bigint) AS big, 7 AS small, CAST(1.50 AS decimal(18,2)) AS cost, 0.5e0 AS share, nan() AS none,
              true AS yes, DATE '2026-11-20' AS day, TIMESTAMP '2026-11-20 14:07:09.123' AS at, CAST(NULL AS varchar) AS nothing, '' AS empty,
              MAP(ARRAY['a'], ARRAY['b']) AS tags, ARRAY['x', 'y'] AS list`,
      { onProgress: (progress) => told.push(progress) },
    );
    expect(answer.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'big bigint',
      'small integer',
      'cost decimal(18,2)',
      'share double',
      'none double',
      'yes boolean',
      'day date',
      'at timestamp',
      'nothing varchar',
      'empty varchar',
      'tags map',
      'list array',
    ]);
    expect(rowsOf(answer)).toEqual([
      ['9007199254740993', 7, '1.50', 0.5, null, true, '2026-11-20', '2026-11-20T14:07:09.123Z', null, '', { a: 'b' }, '[x, y]'],
    ]);
    expect(answer.notes?.join(' ')).toContain('"list" stays so');
    expect(told.at(-1)).toMatchObject({ state: 'SUCCEEDED', query_execution_id: answer.query_execution_id });
  });

  it('reads a large result out of S3 as it reads its pages', async () => {
    const sql = `SELECT line_item_usage_start_date, line_item_product_code, line_item_resource_id, line_item_unblended_cost,
        resource_tags['user_team'] AS team, line_item_usage_amount
      FROM cur ORDER BY 1, 2, 3, 4, 5, 6 LIMIT 7000`;
    const byFile = await query(sql, { max_rows: 100_000 });
    expect(double.log.of('s3', 'GetObject')).toHaveLength(1);
    expect(double.log.of('athena', 'GetQueryResults')).toHaveLength(1);
    double.reset();
    double.control({ faults: [{ service: 's3', kind: 'deny' }] });
    const byPages = await query(sql, { max_rows: 100_000 });
    expect(double.log.of('athena', 'GetQueryResults')).toHaveLength(8);
    expect([byFile.row_count, byPages.row_count, byFile.columns]).toEqual([7000, 7000, byPages.columns]);
    expect(rowsOf(byFile)).toEqual(rowsOf(byPages));
    expect(byPages.notes?.join(' ')).toMatch(/came in 8 pages.*s3:GetObject/u);
    expect(byPages.bytes_scanned).toBeGreaterThan(0);
  });

  it('says that there are more rows than were wanted', async () => {
    expect(await query('SELECT line_item_product_code FROM cur', { max_rows: 1500 })).toMatchObject({
      row_count: 1500,
      truncated: true,
    });
    expect(await query('SELECT line_item_product_code FROM cur LIMIT 1500', { max_rows: 1500 })).toMatchObject({
      truncated: false,
    });
    expect(await query('SELECT line_item_product_code FROM cur', { max_rows: 6000, max_bytes: 20_000 })).toMatchObject({
      truncated: true,
    });
  });

  it('reads what SHOW, DESCRIBE and EXPLAIN say', async () => {
    expect(rowsOf(await query('SHOW TABLES')).flat()).toEqual(['cur', 'cur_legacy', 'focus']);
    const [first] = rowsOf(await query('DESCRIBE focus'));
    expect(first).toHaveLength(3);
    expect(first?.[1]).not.toBe('');
    expect(rowsOf(await query('EXPLAIN SELECT 1')).length).toBeGreaterThan(0);
  });

  it('starts a query once where credentials expire in the middle of it, and where an answer is lost', async () => {
    const before = double.world.queries.all().length;
    double.control({
      faults: [
        { service: 'athena', operation: 'GetQueryExecution', kind: 'expired_token', times: 1 },
        { service: 'athena', operation: 'StartQueryExecution', kind: 'cut', share: 0.5, times: 1 },
        { service: 'athena', operation: 'GetQueryResults', kind: 'throttle', times: 5 },
      ],
    });
    expect(rowsOf(await query('SELECT 1 AS n'))).toEqual([[1]]);
    expect(double.log.of('athena', 'StartQueryExecution').length).toBeGreaterThan(1);
    expect(double.world.queries.all().length - before).toBe(1);
  });

  it('stops a query in AWS when it is stopped here', async () => {
    double.control({ queries: [{ sql: 'stop me', slow_ms: 60_000 }] });
    const abort = new AbortController();
    const running = query("SELECT 'stop me'", { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => double.log.of('athena', 'StopQueryExecution')).toHaveLength(1);
    await expect.poll(() => double.world.queries.all().find(({ sql }) => sql.includes('stop me'))?.state).toBe('CANCELLED');
    expect(problems).toEqual([]);
  });

  it('takes the result of before where it is told to', async () => {
    const sql = 'SELECT count(*) AS lines FROM cur';
    const reuse = { target: { ...target, reuse_minutes: 60 } };
    const first = await query(sql, reuse);
    const again = await query(sql, reuse);
    expect([again.reused, again.bytes_scanned]).toEqual([true, 0]);
    expect(rowsOf(again)).toEqual(rowsOf(first));
  });

  const FIXES: Record<FailureName, string> = {
    table_not_found: 'The database "billing" has cur, cur_legacy, focus.',
    column_not_found: 'Did you mean',
    syntax_error: 'functions of Trino',
    s3_access_denied: 's3:GetObject',
    result_location_denied: 's3:PutObject',
    glue_access_denied: 'glue:GetTable',
    hive_bad_data: 'another type than the table',
    type_mismatch: 'Bring both sides to one type',
    resources_exhausted: 'more memory',
    timeout: 'took longer',
    kms_denied: 'kms:GenerateDataKey',
    internal_error: 'fault of Athena',
  };

  it.each(FAILURE_NAMES)('names the fix of %s', async (name) => {
    double.control({ queries: [{ fail: name }] });
    const engine = newEngine();
    await engine.tables(target, aws);
    const error: unknown = await query('SELECT 1', {}, engine).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'QueryError' });
    expect(String(error)).toContain(FIXES[name]);
    expect(String(error)).not.toMatch(/manually clean|Request ID|customer support/u);
  });

  it('tells of a query that Athena itself cannot read, where in it', async () => {
    await expect(query('SELECT *\nFROM cur WHERE')).rejects.toMatchObject({ name: 'QueryError', line: 2 });
    await expect(query('SELECT nothing_such FROM cur')).rejects.toMatchObject({ name: 'QueryError', line: 1, position: 8 });
  });

  it('names the limit of the workgroup that ended it', async () => {
    double.control({ queries: [{ bytes: 50_000_000 }] });
    const small = { target: { ...target, workgroup: 'small' } };
    await expect(query('SELECT count(*) FROM cur', small)).rejects.toThrow(/more than 10 MB/u);
  });

  it('refuses workgroups that cannot be used before a query is sent', async () => {
    await expect(query('SELECT 1', { target: { ...target, workgroup: 'old' } })).rejects.toThrow(/Athena engine version 2/u);
    await expect(query('SELECT 1', { target: { ...target, workgroup: 'primary' } })).rejects.toThrow(/no place for results/u);
    expect(double.log.of('athena', 'StartQueryExecution')).toEqual([]);
    const groups = await newEngine().workgroups(['finops', 'old', 'primary'], aws);
    expect(groups.map(({ problem }) => problem?.slice(0, 24))).toEqual([
      undefined,
      'The workgroup "old" runs',
      'The workgroup "primary" ',
    ]);
  });

  it('lists what there is, by Glue where Athena may not be asked', async () => {
    const engine = newEngine();
    expect(await engine.catalogs('finops', aws)).toEqual(['AwsDataCatalog']);
    expect(await engine.databases('finops', 'AwsDataCatalog', aws)).toContain('billing');
    const tables = await engine.tables(target, aws);
    expect(tables.map(({ name, kind }) => [name, kind])).toEqual([
      ['cur', 'CUR 2.0'],
      ['cur_legacy', 'legacy CUR'],
      ['focus', expect.stringMatching(/^FOCUS 1\.2/u)],
    ]);
    expect(tables[0]?.columns.find(({ name }) => name === 'resource_tags')?.type).toBe('map(varchar, varchar)');
    double.control({ faults: [{ service: 'athena', operation: 'ListTableMetadata', kind: 'deny' }] });
    expect(await engine.tables(target, aws)).toEqual(tables);
    double.control({
      faults: [
        { service: 'athena', operation: 'ListTableMetadata', kind: 'deny' },
        { service: 'glue', kind: 'deny' },
      ],
    });
    await expect(engine.tables(target, aws)).rejects.toThrow(/cannot be listed.*glue:GetTables alone/u);
  });

  it('refuses a cell of 50 MB, and goes on', async () => {
    double.control({ queries: [{ sql: 'AS huge', huge_cell_bytes: 50 * 1024 * 1024 }] });
    await expect(query("SELECT 'x' AS huge")).rejects.toThrow(/Row 1 holds more than 4 million characters in the column "huge"/u);
    expect(rowsOf(await query('SELECT 1'))).toEqual([[1]]);
  });
});
