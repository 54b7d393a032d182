import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealProbeUrl } from '../../../test/harness/engine-seal-probe.ts';
import type { RowsRequest } from '../../../workers/engine/protocol.ts';
import { FILES_DIRECTORY } from '../../../workers/engine/protocol.ts';
import type { Cell } from '../../core/json.ts';
import { startBlobWorker } from '../blob-worker.ts';
import { createSqlEngine } from './engine.ts';
import { EngineHost } from './engine-host.ts';
import { pageEngine } from './page-engine.ts';
import { ALLOWED_TABLE_FUNCTIONS, isRefusedFunction } from './refused-calls.ts';

/**
 * Untrusted SQL, first through the door that code has, then past it: the same attempts are put to the engine's worker directly, as
 * if the reader of statements had let them through, so that what DuckDB and the sealed worker refuse is seen on its own.
 */
const host = new EngineHost(pageEngine);
const nothing = { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined };
const engine = createSqlEngine({ host, sample: nothing, local: nothing });
const canary = new URL('/canary-of-the-engine.csv', location.href).href;

beforeAll(() => engine.load());
afterAll(() => host.stop('the tests are over'));

const ask = (sql: string, connection: 'sample' | 'local' = 'sample') =>
  engine.query({ connection, sql, max_rows: 100, max_bytes: 1e6 });
const askWorker = (sql: string) =>
  host.request({ op: 'rows', connection: 'sample', statements: [sql], max_rows: 100, max_bytes: 1e6 } satisfies RowsRequest);

const reads = [
  `SELECT * FROM read_csv('${canary}')`,
  `SELECT * FROM '${canary}'`,
  `SELECT * FROM "${canary}"`,
  `SELECT * FROM read_text('/etc/passwd')`,
  `SELECT * FROM read_blob('/etc/passwd')`,
  `SELECT * FROM "read_text"('/etc/passwd')`,
  `SELECT * FROM main.read_csv/* x */('/etc/passwd')`,
  `SELECT * FROM system.main.read_csv ('/etc/passwd')`,
  `SELECT * FROM read_csv_auto('*')`,
  `SELECT * FROM glob('*')`,
  `SELECT * FROM glob('${FILES_DIRECTORY}../*')`,
  `SELECT * FROM sniff_csv('${canary}')`,
  `SELECT * FROM read_text('${FILES_DIRECTORY}../secret')`,
  `SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')`,
  `SELECT * FROM query_table(['/etc/passwd'])`,
  `WITH a AS (SELECT * FROM read_text('/etc/passwd')) SELECT * FROM a`,
  `SELECT (SELECT content FROM read_text('/etc/passwd'))`,
  `EXPLAIN ANALYZE SELECT * FROM read_csv('${canary}')`,
  `SELECT * FROM parquet_scan('${canary}')`,
  `SELECT * FROM read_json('${canary}')`,
];

const writes = [
  `COPY (SELECT 1) TO 'out.csv'`,
  `EXPORT DATABASE 'out'`,
  `ATTACH 'other.db'`,
  `ATTACH '${canary}' AS x`,
  `LOAD json`,
  `SET enable_external_access = true`,
  `SET GLOBAL allowed_directories = ['/']`,
  `RESET enable_external_access`,
  `PRAGMA enable_external_access = true`,
  `SET lock_configuration = false`,
  `SET custom_extension_repository = '${canary}'`,
  `SET memory_limit = '8GB'`,
  `CREATE TABLE sample.t AS SELECT 1`,
  `CREATE OR REPLACE MACRO sandbank_sample.now() AS 1`,
  `CREATE SECRET s (TYPE s3)`,
  `DROP SCHEMA sample CASCADE`,
  `CREATE SCHEMA x`,
  `EXPLAIN ANALYZE CREATE TABLE sample.t AS SELECT 1`,
];

/** DuckDB says yes to these inside a read-only transaction; what they leave is looked at below. */
const harmless = [
  `INSTALL json`,
  `INSTALL json FROM '${canary}'`,
  `CREATE TEMP TABLE t AS SELECT 1`,
  `COPY (SELECT 1) TO '${FILES_DIRECTORY}out.csv'`,
];

describe('through the door', () => {
  it.each([...reads.slice(0, 1), ...reads.slice(3)])('%s is refused by name', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({
      name: 'PolicyError',
      message: expect.stringMatching(/is not allowed|cannot access/iu),
    });
  });

  it.each([...writes, ...harmless])('%s is refused by name', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({
      name: 'PolicyError',
      message: expect.stringMatching(/is not a reading statement/u),
    });
  });

  it.each([
    `SELECT 1; DROP SCHEMA sample`,
    `SELECT 1 /* ; */; /* x */ SET threads = 2`,
    `/* SELECT */ COPY (SELECT 1) TO 'x'`,
    `SELECT ';' ; INSTALL json`,
    `WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a`,
    `EXPLAIN (ANALYZE) DELETE FROM cur`,
    `SELECT $$ '; DROP TABLE x; -- $$`,
    `SELECT E'\\'; INSTALL json; --'; LOAD json`,
  ])('%s does not get past the reader of statements', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ name: expect.stringMatching(/PolicyError|QueryError/u) });
  });

  it.each([
    "SELECT current_setting('memory_limit')",
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM duckdb_secrets()',
    "SELECT * FROM which_secret('s3://x', 's3')",
    'SELECT * FROM sandbank_local.t',
    'SELECT * FROM "SANDBANK_local".t',
  ])('%s is refused', async (sql) => {
    await expect(ask(sql)).rejects.toMatchObject({ name: 'PolicyError' });
  });

  it('the sample does not reach local tables, however they are named', async () => {
    for (const table of ['local.t', '"local".t', 'memory.local.t', 'LOCAL . "t"', 'local/* */.t'])
      await expect(ask(`SELECT * FROM ${table}`)).rejects.toMatchObject({
        name: 'PolicyError',
        message: expect.stringContaining('run the query on the connection local'),
      });
  });
});

describe('past the door', () => {
  it.each(reads)('%s reaches nothing', async (sql) => {
    await expect(askWorker(sql)).rejects.toMatchObject({ name: 'EngineFaultError', fault: { kind: 'query' } });
  });

  it.each(writes)('%s changes nothing', async (sql) => {
    await expect(askWorker(sql)).rejects.toMatchObject({ name: 'EngineFaultError', fault: { kind: 'query' } });
  });

  it('what DuckDB says yes to has no effect', async () => {
    for (const sql of harmless) await askWorker(sql);
    await expect(askWorker('LOAD json')).rejects.toMatchObject({ fault: { message: expect.stringContaining('disabled') } });
    await expect(askWorker("SELECT json_extract('{}', '$')")).rejects.toThrow();
    await expect(askWorker('SELECT * FROM t')).rejects.toMatchObject({ fault: { missing: { name: 't' } } });
  });

  it('and the engine goes on as before', async () => {
    const { chunks } = await ask('SELECT 41 + 1');
    expect(JSON.parse(new TextDecoder().decode(chunks[0]))).toEqual([[42]]);
    expect(host.generation).toBe(1);
  });
});

describe('every table function of this DuckDB', () => {
  it('is either allowed or refused on purpose', async () => {
    const chunks: Uint8Array[] = [];
    await host.request(
      {
        op: 'rows',
        connection: 'owner',
        statements: ["SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro')"],
        max_rows: 1000,
        max_bytes: 1e6,
      },
      { onChunk: (chunk) => chunks.push(chunk) },
    );
    const names = chunks
      .flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][])
      .map(([name]) => (typeof name === 'string' ? name : ''));
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !isRefusedFunction(name) && !ALLOWED_TABLE_FUNCTIONS.includes(name))).toEqual([]);
    expect(names.filter((name) => isRefusedFunction(name) && ALLOWED_TABLE_FUNCTIONS.includes(name))).toEqual([]);
  });
});

describe('the sealed worker', () => {
  it('had a network before it was sealed, and has none after', async () => {
    const worker = await startBlobWorker(sealProbeUrl);
    const answer = new Promise<Record<string, string[]>>((resolve) =>
      worker.addEventListener('message', ({ data }) => resolve(data as Record<string, string[]>), { once: true }),
    );
    worker.postMessage('probe');
    const { before, after } = await answer;
    worker.terminate();
    expect(before).toEqual(
      expect.arrayContaining(['fetch', 'XMLHttpRequest', 'WebSocket', 'indexedDB', 'Worker', 'importScripts']),
    );
    expect(after).toEqual([]);
  });
});
