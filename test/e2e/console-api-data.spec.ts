import { expect, test } from './fixtures.ts';

test('workflows: saved, versioned by name without case, listed, loaded, run, deleted', async ({ app }) => {
  const first = await app.call('save_workflow', {
    name: 'Top spend',
    language: 'javascript',
    code: 'params.n + 1',
    description: 'Adds',
    tags: ['sum', 'demo'],
  });
  expect(first).toEqual({ id: first.id, name: 'Top spend', version: 1 });
  const second = await app.call('save_workflow', {
    name: 'TOP  spend',
    language: 'javascript',
    code: 'params.n + 2',
    changelog: 'Adds two',
  });
  expect(second).toMatchObject({ id: first.id, version: 2 });

  const { workflows } = await app.call('list_workflows', {});
  expect(workflows.map((workflow) => workflow.name)).toEqual(
    expect.arrayContaining(['Monthly Cost Report', 'Cost Anomaly Detector', 'Export to CSV']),
  );
  const listed = workflows.find((workflow) => workflow.id === first.id);
  expect(listed).toEqual({
    id: first.id,
    name: listed?.name,
    language: 'javascript',
    description: 'Adds',
    tags: ['sum', 'demo'],
    version: 2,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    last_run_at: null,
    builtin: false,
  });
  for (const filter of [
    { query: 'top spend' },
    { query: 'adds' },
    { tag: 'demo' },
    { query: 'spend', language: 'javascript' as const },
  ]) {
    expect((await app.call('list_workflows', filter)).workflows.map((workflow) => workflow.id)).toEqual([first.id]);
  }
  const inPython = (await app.call('list_workflows', { language: 'python' })).workflows;
  expect(inPython.length).toBeGreaterThan(0);
  expect(inPython.every((workflow) => workflow.builtin)).toBe(true);

  const loaded = await app.call('load_workflow', { name: 'top SPEND', version: 1, execute: true, params: { n: 1 } });
  expect(loaded).toMatchObject({ id: first.id, version: 1, code: 'params.n + 1' });
  expect(loaded.versions).toEqual([
    { version: 2, created_at: expect.any(String), changelog: 'Adds two' },
    { version: 1, created_at: expect.any(String) },
  ]);
  expect(loaded.run).toMatchObject({ status: 'succeeded', result: 2, workflow_id: first.id, workflow_version: 1 });
  expect((await app.call('list_runs', { workflow_id: first.id })).runs).toHaveLength(1);
  expect(await app.call('load_workflow', { id: first.id })).not.toHaveProperty('run');

  expect(await app.call('delete_workflow', { id: first.id })).toEqual({ id: first.id });
  expect(await app.failure('load_workflow', { id: first.id })).toMatchObject({ name: 'NotFoundError' });
});

test('query_data answers exact cells, counts and what was cut', async ({ sharedApp: app }) => {
  const answer = await app.call('query_data', {
    sql: 'SELECT * FROM (VALUES (1, CAST(0.10 AS DECIMAL(18,2))), (2, NULL), (3, CAST(12345678901234.56 AS DECIMAL(18,2)))) AS t (n, cost) ORDER BY n',
    max_rows: 2,
  });
  expect(answer).toEqual({
    columns: [
      { name: 'n', type: 'integer' },
      { name: 'cost', type: 'decimal(18,2)' },
    ],
    rows: [
      [1, '0.10'],
      [2, null],
    ],
    row_count: 2,
    truncated: true,
    connection: 'sample',
    statistics: { duration_ms: expect.any(Number) },
  });
});

test('query_data says where a query is wrong, and reads only', async ({ sharedApp: app }) => {
  const unknown = await app.failure('query_data', { sql: 'SELECT *\nFROM cur\nWHERE nope = 1' });
  expect(unknown).toMatchObject({ name: 'QueryError', line: 3 });
  expect(unknown.message).toContain('nope');
  for (const sql of ['DROP TABLE cur', "COPY cur TO 'x.csv'", "ATTACH 'x.db'", 'INSTALL httpfs', 'SELECT 1; DELETE FROM cur']) {
    expect((await app.failure('query_data', { sql })).name, sql).toBe('PolicyError');
  }
});

test('the sample has three tables with the same money in each', async ({ app }) => {
  const { connections } = await app.call('list_connections', {});
  expect(connections).toMatchObject([
    { id: 'sample', kind: 'sample', selected: true },
    { id: 'local', kind: 'local', selected: false, tables: [] },
  ]);
  expect(connections[0]?.tables.map((table) => table.name).sort()).toEqual(['cur', 'cur_legacy', 'focus']);
  const cost = { cur: 'line_item_unblended_cost', cur_legacy: 'line_item_unblended_cost', focus: 'BilledCost' };
  const sums = await Promise.all(
    Object.entries(cost).map(
      async ([table, column]) =>
        (await app.call('query_data', { sql: `SELECT CAST(SUM(${column}) AS DECIMAL(18, 2)) AS total FROM ${table}` }))
          .rows[0]?.[0],
    ),
  );
  expect(sums[0]).toMatch(/^\d+\.\d\d$/u);
  expect(new Set(sums).size).toBe(1);
});

test('the connection of a call is the one it names, else the selected one', async ({ app }) => {
  expect(await app.call('select_connection', { id: 'local' })).toMatchObject({ id: 'local', selected: true });
  expect((await app.call('query_data', { sql: 'SELECT 1' })).connection).toBe('local');
  expect((await app.call('query_data', { sql: 'SELECT 1', connection: 'sample' })).connection).toBe('sample');
  await app.reload();
  expect((await app.call('execute_code', { language: 'sql', code: 'SELECT 1 AS one' })).connection).toBe('local');
});

test('files: written, listed, read in parts, deleted', async ({ app }) => {
  expect(await app.call('write_file', { path: './data//é.txt', content: 'aé€z' })).toEqual({ path: 'data/é.txt', bytes: 7 });
  expect(await app.call('write_file', { path: 'pic.png', content: 'iVBORw0K', encoding: 'base64' })).toEqual({
    path: 'pic.png',
    bytes: 6,
  });
  const { files } = await app.call('list_files', {});
  expect(files).toEqual([
    { path: 'data/é.txt', bytes: 7, media_type: 'text/plain', modified_at: expect.any(String) },
    { path: 'pic.png', bytes: 6, media_type: 'image/png', modified_at: expect.any(String) },
  ]);
  expect((await app.call('list_files', { prefix: 'data/' })).files).toHaveLength(1);
  expect(await app.call('read_file', { path: 'data/é.txt' })).toEqual({
    path: 'data/é.txt',
    content: 'aé€z',
    bytes: 7,
    truncated: false,
  });
  expect(await app.call('read_file', { path: 'pic.png', encoding: 'base64', offset: 1, length: 3 })).toEqual({
    path: 'pic.png',
    content: 'UE5H',
    bytes: 6,
    truncated: true,
  });
  expect(await app.failure('read_file', { path: 'pic.png' })).toMatchObject({ name: 'ToolInputError' });
  expect(await app.call('delete_file', { path: 'pic.png' })).toEqual({ path: 'pic.png' });
  expect(await app.failure('read_file', { path: 'pic.png' })).toMatchObject({ name: 'NotFoundError' });
});

for (const name of ['Monthly Cost Report', 'Cost Anomaly Detector', 'Export to CSV']) {
  test(`${name} runs on the sample data`, async ({ sharedApp: app }) => {
    const { run } = await app.call('load_workflow', { name, execute: true, timeout_s: 120 });
    expect(run?.error).toBeNull();
    expect(run).toMatchObject({ status: 'succeeded', workflow_version: 1 });
    expect(run?.displays.some((display) => display.kind === 'table' && display.row_count > 0)).toBe(true);
    expect(run?.calls.length).toBeGreaterThan(0);
  });
}
