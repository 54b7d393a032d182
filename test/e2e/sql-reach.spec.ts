import { expect, test } from './fixtures.ts';

test('SQL reaches no network, file, extension or setting', async ({ sharedApp: app, canary }) => {
  const url = `${canary.origin}/taken.csv`;
  const attempts = [
    `SELECT * FROM read_csv('${url}')`,
    `SELECT * FROM '${url}'`,
    `SELECT * FROM "${url}"`,
    `SELECT * FROM read_text('${url}')`,
    `WITH a AS (SELECT * FROM read_blob('${url}')) SELECT * FROM a`,
    `EXPLAIN ANALYZE SELECT * FROM read_csv('${url}')`,
    `SELECT * FROM query('SELECT * FROM read_csv(''${url}'')')`,
    `SELECT * FROM read_text('/etc/passwd')`,
    `SELECT * FROM glob('*')`,
    `COPY (SELECT 1) TO '${url}'`,
    `ATTACH '${url}' AS taken`,
    `INSTALL json FROM '${canary.origin}'`,
    `LOAD '${canary.origin}/json.duckdb_extension.wasm'`,
    `SELECT 1; SET enable_external_access = true`,
    `PRAGMA enable_object_cache`,
    `SELECT * FROM read_parquet('${url}')`,
    `SELECT current_setting('custom_extension_repository')`,
  ];
  for (const sql of attempts) {
    const failure = await app.failure('query_data', { sql, connection: 'sample' });
    expect(failure.name, sql).toMatch(/^(?:PolicyError|QueryError)$/u);
  }
  const { rows } = await app.call('query_data', { sql: 'SELECT 41 + 1', connection: 'sample' });
  expect(rows).toEqual([[42]]);
  expect(canary.hits).toEqual([]);
});
