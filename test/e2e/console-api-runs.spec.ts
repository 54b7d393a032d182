import type { Run } from '../../src/core/run.ts';
import { expect, test } from './fixtures.ts';

const RUN_KEYS = [
  'calls',
  'code',
  'connection',
  'displays',
  'duration_ms',
  'error',
  'files',
  'language',
  'output_truncated',
  'params',
  'result',
  'run_id',
  'runtime',
  'started_at',
  'status',
  'stderr',
  'stdout',
];
const OPTIONAL_RUN_KEYS = ['peak_memory_bytes', 'time_to_first_output_ms', 'title', 'workflow_id', 'workflow_version'];
const LEFT_OUT_OF_LISTS = ['code', 'displays', 'result', 'stderr', 'stdout'];

function expectRunShape(run: Run): void {
  const keys = Object.keys(run).filter((key) => !OPTIONAL_RUN_KEYS.includes(key));
  expect(keys.sort()).toEqual(RUN_KEYS);
  expect(new Date(run.started_at).toISOString()).toBe(run.started_at);
  expect(run.duration_ms).toBeGreaterThanOrEqual(0);
}

test('a JavaScript run answers with everything that the contract names', async ({ app }) => {
  const code =
    "console.log('hello', params.who);\nconsole.error('careful');\nfs.writeFileSync('data/a.txt', 'abc');\ntable([{ a: 1 }], { title: 'T' });\n({ a: 8 })";
  const run = await app.call('execute_code', { language: 'javascript', code, params: { who: 'you' }, title: 'Greeting' });
  expectRunShape(run);
  expect(run).toMatchObject({
    status: 'succeeded',
    language: 'javascript',
    code,
    params: { who: 'you' },
    title: 'Greeting',
    connection: 'sample',
    stdout: 'hello you\n',
    stderr: 'careful\n',
    output_truncated: false,
    result: { a: 8 },
    displays: [{ kind: 'table', title: 'T', columns: [{ name: 'a' }], rows: [[1]], row_count: 1, truncated: false }],
    files: [{ path: 'data/a.txt', bytes: 3, media_type: 'text/plain' }],
    error: null,
    calls: [],
  });
  expect(run.runtime).toMatch(/quickjs/iu);
  expect(run.time_to_first_output_ms).toBeGreaterThanOrEqual(0);
});

test('a Python run answers with everything that the contract names', async ({ sharedApp: app }) => {
  const run = await app.call('execute_code', {
    language: 'python',
    code: 'import sys\nprint("out")\nprint("err", file=sys.stderr)\nresult = params["a"] * 2',
    params: { a: 21 },
  });
  expectRunShape(run);
  expect(run).toMatchObject({ status: 'succeeded', stdout: 'out\n', stderr: 'err\n', result: 42, error: null });
  expect(run.runtime).toContain('python 3.13');
});

test('a SQL run shows its rows as a table and answers them as objects', async ({ sharedApp: app }) => {
  const sql =
    "SELECT :who AS who, CAST(1.50 AS DECIMAL(9,2)) AS cost, CAST(9007199254740993 AS BIGINT) AS big, DATE '2026-11-20' AS day";
  const run = await app.call('execute_code', { language: 'sql', code: sql, params: { who: "O'Brien" } });
  expectRunShape(run);
  expect(run).toMatchObject({
    status: 'succeeded',
    result: [{ who: "O'Brien", cost: '1.50', big: '9007199254740993', day: '2026-11-20' }],
  });
  expect(run.displays).toMatchObject([
    { kind: 'table', row_count: 1, rows: [["O'Brien", '1.50', '9007199254740993', '2026-11-20']] },
  ]);
  expect(run.calls).toMatchObject([{ service: 'duckdb', operation: 'query', status: 'succeeded' }]);
});

test('a program that fails is an answer, with type, message, line and traceback', async ({ sharedApp: app }) => {
  const javascript = await app.call('execute_code', { language: 'javascript', code: "\n\nthrow new TypeError('x')" });
  expect(javascript).toMatchObject({ status: 'failed', error: { type: 'TypeError', message: 'x', line: 3 } });
  const python = await app.call('execute_code', { language: 'python', code: 'def f():\n    return 1 / 0\n\nf()' });
  expect(python).toMatchObject({ status: 'failed', error: { type: 'ZeroDivisionError', line: 2 } });
  expect(python.error?.traceback).toContain('line 2');
  const sql = await app.call('execute_code', { language: 'sql', code: 'SELECT\n  nope FROM cur' });
  expect(sql).toMatchObject({ status: 'failed', error: { type: 'QueryError', line: 2 } });
});

test('the time limit ends a run and keeps what was printed', async ({ sharedApp: app }) => {
  const run = await app.call('execute_code', { language: 'python', code: 'print("before")\nwhile True: pass', timeout_s: 1 });
  expect(run).toMatchObject({ status: 'timed_out', stdout: 'before\n' });
  const next = await app.call('execute_code', { language: 'python', code: '1 + 1' });
  expect(next.result).toBe(2);
});

test('events tell what a run says as it goes; an AbortSignal stops it', async ({ app }) => {
  const { output, events } = await app.callWithEvents('execute_code', {
    language: 'javascript',
    code: "console.log('one'); progress(1, 2, 'half'); markdown('# M'); fs.writeFileSync('data/e.txt', 'e'); await query('SELECT 1')",
  });
  const types = events.map((event) => event.type);
  expect(events[0]).toEqual({ run_id: output.run_id, type: 'status', status: 'running' });
  expect(events.at(-1)).toEqual({ run_id: output.run_id, type: 'status', status: 'succeeded' });
  for (const type of ['stdout', 'progress', 'display', 'file', 'call'] as const) expect(types).toContain(type);

  const aborted = await app.callWithEvents(
    'execute_code',
    { language: 'javascript', code: "console.log('printed'); for (;;);" },
    'stdout',
  );
  expect(aborted.output).toMatchObject({ status: 'cancelled', stdout: 'printed\n' });
});

test('runs are listed newest first without what can be large, paged, filtered, read and cancelled', async ({ app }) => {
  for (const code of ["'first'", "'second'", "throw new Error('third')"])
    await app.call('execute_code', { language: 'javascript', code });
  const { runs } = await app.call('list_runs', {});
  expect(runs.map((run) => run.status)).toEqual(['failed', 'succeeded', 'succeeded']);
  for (const run of runs) {
    const keys = Object.keys(run).filter((key) => !OPTIONAL_RUN_KEYS.includes(key));
    expect(keys.sort()).toEqual(RUN_KEYS.filter((key) => !LEFT_OUT_OF_LISTS.includes(key)));
  }
  const [newest, second, oldest] = runs.map((run) => run.run_id);
  if (newest === undefined || second === undefined || oldest === undefined) throw new Error('three runs were made');
  expect((await app.call('list_runs', { limit: 1, before: newest })).runs.map((run) => run.run_id)).toEqual([second]);
  expect((await app.call('list_runs', { status: 'failed' })).runs.map((run) => run.run_id)).toEqual([newest]);
  expect((await app.call('get_run', { run_id: oldest })).result).toBe('first');
  expect((await app.call('cancel_run', { run_id: oldest })).status).toBe('succeeded');
});

test('cancel_run ends a run that goes on', async ({ app }) => {
  const going = app.call('execute_code', { language: 'python', code: 'print("on")\nimport time\nwhile True: time.sleep(0.05)' });
  const run_id = await app.poll(async () => {
    const { runs } = (await window.sandbank.callTool('list_runs', { status: 'running' })) as { runs: { run_id: string }[] };
    const running =
      runs[0] === undefined
        ? undefined
        : ((await window.sandbank.callTool('get_run', { run_id: runs[0].run_id })) as { run_id: string; stdout: string });
    return running?.stdout === 'on\n' ? running.run_id : undefined;
  });

  expect(await app.call('cancel_run', { run_id })).toMatchObject({ run_id, status: 'cancelled', stdout: 'on\n' });
  expect(await going).toMatchObject({ run_id, status: 'cancelled' });
});

test('a file that one run writes is seen by the next, whatever its language', async ({ app }) => {
  await app.call('execute_code', { language: 'python', code: 'with open("data/costs.csv", "w") as f: f.write("a,b\\n1,2\\n")' });
  const run = await app.call('execute_code', { language: 'javascript', code: "fs.readFileSync('data/costs.csv', 'utf8')" });
  expect(run.result).toBe('a,b\n1,2\n');
});

test('the next run sees no state of the last but its files', async ({ app }) => {
  await app.call('execute_code', {
    language: 'python',
    code: 'import builtins, json\nbuiltins.print = None\njson.dumps = lambda *a, **k: "patched"\nx = 1',
  });
  const run = await app.call('execute_code', {
    language: 'python',
    code: 'import json\nprint(json.dumps([1]), "x" in globals())',
  });
  expect(run.stdout).toBe('[1] False\n');
});
