import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Json } from '../../../../core/json.ts';
import type { LanguageId } from '../../../../core/run.ts';
import { runnableScript, type ScriptedWorkflow } from './runnable-script.ts';

// Programs of the machine are started, which may be busy.
vi.setConfig({ testTimeout: 60_000 });

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('There is no python3 on the PATH: scripts in Python are not run.');

const run = promisify(execFile);
const builtins = path.join(import.meta.dirname, '../../../../tools/builtins');
const folder = mkdtempSync(path.join(tmpdir(), 'sandbank-script-'));
afterAll(() => rmSync(folder, { recursive: true }));

function workflow(language: LanguageId, code: string, rest: Partial<ScriptedWorkflow> = {}): ScriptedWorkflow {
  return { name: 'Report', description: 'What it cost.', language, code, version: 3, ...rest };
}

type Ran = { stdout: string; stderr: string; result: Json | undefined };

/** Writes the script and runs it by the machine's own Python or Node. */
async function ran(scripted: ScriptedWorkflow, params?: Json, env: Record<string, string> = {}): Promise<Ran> {
  const script = runnableScript(scripted);
  const file = path.join(folder, script.name);
  writeFileSync(file, script.text);
  const program = scripted.language === 'python' ? 'python3' : process.execPath;
  const given = params === undefined ? [] : [JSON.stringify(params)];
  const { stdout, stderr } = await run(program, [file, ...given], { cwd: folder, env: { ...process.env, ...env } });
  const [, result] = /^result:\n([^]*)$/mu.exec(stdout) ?? [];
  return { stdout, stderr, result: result === undefined ? undefined : (JSON.parse(result) as Json) };
}

const PARAMS: Json = { type: 'object', properties: { month: { default: '2026-10' }, top: { default: 5 }, other: {} } };

describe.skipIf(!hasPython)('a script in Python', () => {
  it.each(readdirSync(builtins).filter((name) => name.endsWith('.py')))('is one where it is the built-in %s', async (name) => {
    const check = 'import ast, sys; compile(open(sys.argv[1]).read(), sys.argv[1], "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)';
    await expect(run('python3', ['-c', check, path.join(builtins, name)])).resolves.toBeDefined();
  });

  it.each<[string, string, Json | undefined]>([
    ['its last expression', 'x = 20\nx + 1', 21],
    ['result before the last expression', "result = 'a'\n7", 'a'],
    ['an await at top level', 'import asyncio\nawait asyncio.sleep(0)\nresult = [1]', [1]],
    [
      'exact decimals and dates',
      "from decimal import Decimal\nfrom datetime import date\n[Decimal('1.10'), date(2026, 1, 2), 2**60]",
      ['1.10', '2026-01-02', '1152921504606846976'],
    ],
    ['no value', 'x = 1', undefined],
    ['quotes of three kinds and backslashes', `"""doc"""\na = '''x'''\nb = "\\\\n" + r'\\d'\n[a, b]`, ['x', '\\n\\d']],
    ['one kind of quotes', "a = '''x\\ty'''\na + '\\\\'", 'x\ty\\'],
    ['a class that finds its module', 'from dataclasses import dataclass\n@dataclass\nclass A:\n  n: "int" = 4\nA().n', 4],
  ])('gives the same value: %s', async (_name, code, value) => {
    expect((await ran(workflow('python', code))).result).toEqual(value);
  });

  it('has the parameters with their defaults, and others by an argument', async () => {
    const scripted = workflow('python', 'params', { params_schema: PARAMS });
    expect((await ran(scripted)).result).toEqual({ month: '2026-10', top: 5 });
    expect((await ran(scripted, { top: 9, other: null })).result).toEqual({ month: '2026-10', top: 9, other: null });
  });

  it('asks Athena by boto3, and reads its cells as the sandbox does', async () => {
    writeFileSync(path.join(folder, 'boto3.py'), BOTO3);
    const code =
      "rows = await query('SELECT 1')\nagain = query('SELECT 1')\ntable(rows, title='Costs')\n[rows.columns, again[0], str(type(again[0]['cost']))]";
    const env = { PYTHONPATH: folder, SANDBANK_WORKGROUP: 'finops', SANDBANK_DATABASE: 'billing' };
    const { stdout, result } = await ran(workflow('python', code), undefined, env);
    expect(stdout).toContain('asked finops billing SELECT 1');
    expect(stdout).toMatch(/── Costs ──\nservice {2}cost/u);
    expect(result).toEqual([
      ['service', 'cost', 'day', 'at', 'lines', 'tags'],
      {
        service: 'EC2',
        cost: '12.3400000000',
        day: '2026-10-01',
        at: '2026-10-01T10:00:00.000Z',
        lines: 3,
        tags: { team: 'web' },
      },
      "<class 'decimal.Decimal'>",
    ]);
  });

  it('shows things as text and files, and says in which line of the file it failed', async () => {
    const code =
      "display({'a': 1}, title='D')\nchart({'mark': 'bar'}, title='A chart')\nmarkdown('# Hi')\nprogress(1, 2, 'half')\n1/0";
    const failure = (await ran(workflow('python', code)).catch((error: unknown) => error)) as Ran;
    expect(failure.stdout).toContain('A chart: data/shown/A-chart.vl.json');
    expect(JSON.parse(readFileSync(path.join(folder, 'data/shown/A-chart.vl.json'), 'utf8'))).toEqual({ mark: 'bar' });
    const line = readFileSync(path.join(folder, 'Report.py'), 'utf8').split('\n').indexOf('1/0') + 1;
    expect(failure.stderr).toContain(`[1/2] half`);
    expect(failure.stderr).toContain(`Report.py", line ${line}`);
    expect(failure.stderr).toContain('ZeroDivisionError');
  });

  it('keeps a hostile name and description inside of its comments', async () => {
    const hostile = { name: 'Report', description: '"""\nimport os; print("pwned")\u2028print("pwned")\r print("pwned")' };
    expect((await ran(workflow('python', '1', hostile))).stdout).not.toMatch(/^pwned/mu);
    expect(
      (await ran(workflow('javascript', '1', { ...hostile, description: 'a\nconsole.log("pwned")\u2028console.log("pwned")*/' })))
        .stdout,
    ).not.toMatch(/^pwned/mu);
  });
});

describe('a script in JavaScript', () => {
  it.each<[string, string, Json | undefined]>([
    ['its last expression', 'const x = 20\nx + 1', 21],
    ['result', 'const result = { a: 1n }\n7', { a: '1' }],
    ['a result that is never declared', 'result = 3; 4', 3],
    ['what it exports', 'module.exports = { a: 1 }; 5', { a: 1 }],
    ['an await at top level', 'const n = await Promise.resolve(2)\nn * 2', 4],
    ['an await of a time, and what is assigned late', 'let result = 1\nsetTimeout(() => { result = 2 }, 5)', 2],
    [
      'a module with imports',
      "import { readFileSync as query } from 'node:fs'\nimport path from 'path'\nexport default [typeof query, path.join('a', 'b')]",
      ['function', 'a/b'],
    ],
    ['a module that names what we name', 'const table = 1, finish = 2, require = 3\nexport default table + finish + require', 6],
    ['a script that names what we name', 'const table = 1, scope = 2, define = 3\ntable + scope + define', 6],
    ['no value', 'const x = 1', undefined],
    ['files and their names', "fs.writeFileSync(path.join('data', 'a.txt'), 'x'); fs.readFileSync('data/a.txt', 'utf8')", 'x'],
    [
      'a date, a map, a set and what is no number',
      '[new Date(0), new Map([[1, 2]]), new Set([3]), NaN]',
      ['1970-01-01T00:00:00.000Z', { 1: 2 }, [3], null],
    ],
  ])('gives the same value: %s', async (_name, code, value) => {
    expect((await ran(workflow('javascript', code))).result).toEqual(value);
  });

  it('has the parameters with their defaults, and others by an argument', async () => {
    const scripted = workflow('javascript', 'params', { params_schema: PARAMS });
    expect((await ran(scripted, { top: 9 })).result).toEqual({ month: '2026-10', top: 9 });
  });

  it('asks Athena by the SDK, and reads its cells as the sandbox does', async () => {
    const sdk = path.join(folder, 'node_modules/@aws-sdk/client-athena');
    mkdirSync(sdk, { recursive: true });
    writeFileSync(path.join(sdk, 'index.js'), SDK);
    const code = "const rows = await query('SELECT 1')\ntable(rows.slice(0, 1), { title: 'Costs' })\n;[rows.columns, rows[0]]";
    const { stdout, result } = await ran(workflow('javascript', code), undefined, { SANDBANK_WORKGROUP: 'finops' });
    expect(stdout).toContain('asked finops SELECT 1');
    expect(stdout).toMatch(/── Costs ──\nservice {2}cost/u);
    expect(result).toEqual([
      ['service', 'cost', 'day', 'at', 'lines', 'tags'],
      {
        service: 'EC2',
        cost: '12.3400000000',
        day: '2026-10-01',
        at: '2026-10-01T10:00:00.000Z',
        lines: 3,
        tags: { team: 'web' },
      },
    ]);
  });

  it('fails as the code fails', async () => {
    const failure = (await ran(workflow('javascript', "await 1\nthrow new TypeError('no good')")).catch(
      (error: unknown) => error,
    )) as Ran;
    expect(failure.stderr).toContain('no good');
    expect(failure).toMatchObject({ code: 1 });
  });
});

describe('a script in SQL', () => {
  it('is filled with its defaults, or says what is to be filled in', () => {
    const sql = workflow('sql', 'SELECT :month, ${top}', { params_schema: PARAMS });
    expect(runnableScript(sql).text).toContain("-- Filled in with their defaults: month, top.\n\nSELECT '2026-10', 5\n");
    expect(runnableScript({ ...sql, code: 'SELECT :other' }).text).toContain(
      '-- Fill in before it runs: other.\n\nSELECT :other\n',
    );
  });
});

const COLUMNS = JSON.stringify([
  { Name: 'service', Type: 'varchar' },
  { Name: 'cost', Type: 'decimal' },
  { Name: 'day', Type: 'date' },
  { Name: 'at', Type: 'timestamp' },
  { Name: 'lines', Type: 'bigint' },
  { Name: 'tags', Type: 'map' },
]);
const CELLS = JSON.stringify(
  ['EC2', '12.3400000000', '2026-10-01', '2026-10-01 10:00:00.000', '3', '{team=web}'].map((VarCharValue) => ({ VarCharValue })),
);
const HEADER = JSON.stringify(['service', 'cost', 'day', 'at', 'lines', 'tags'].map((VarCharValue) => ({ VarCharValue })));

/** Stands in for boto3: a query that runs a moment, and rows on two pages. */
const BOTO3 = `
import json
class Athena:
    asked = 0
    def start_query_execution(self, QueryString, WorkGroup, QueryExecutionContext):
        print("asked", WorkGroup, QueryExecutionContext["Database"], QueryString)
        return {"QueryExecutionId": "q1"}
    def get_query_execution(self, QueryExecutionId):
        self.asked += 1
        return {"QueryExecution": {"StatementType": "DML", "Status": {"State": "RUNNING" if self.asked == 1 else "SUCCEEDED"}}}
    def get_query_results(self, QueryExecutionId, NextToken=None):
        rows = [{"Data": json.loads('''${HEADER}''')}] if NextToken is None else [{"Data": json.loads('''${CELLS}''')}]
        return {"ResultSet": {"ResultSetMetadata": {"ColumnInfo": json.loads('''${COLUMNS}''')}, "Rows": rows}, **({"NextToken": "2"} if NextToken is None else {})}
def client(name):
    return Athena()
`;

const SDK = `
class Command { constructor(input) { this.input = input; } }
exports.StartQueryExecutionCommand = class extends Command { answer() { console.log('asked', this.input.WorkGroup, this.input.QueryString); return { QueryExecutionId: 'q1' }; } };
let asked = 0;
exports.GetQueryExecutionCommand = class extends Command { answer() { return { QueryExecution: { StatementType: 'DML', Status: { State: asked++ ? 'SUCCEEDED' : 'RUNNING' } } }; } };
exports.GetQueryResultsCommand = class extends Command { answer() {
  const first = this.input.NextToken === undefined;
  return { ...(first ? { NextToken: '2' } : {}), ResultSet: { ResultSetMetadata: { ColumnInfo: ${COLUMNS} }, Rows: [{ Data: first ? ${HEADER} : ${CELLS} }] } };
} };
exports.AthenaClient = class { async send(command) { return command.answer(); } };
`;
