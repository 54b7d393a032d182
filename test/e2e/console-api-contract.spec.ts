import type { ToolDescription } from '../../src/tools/tool.ts';
import { expect, test } from './fixtures.ts';

/** Every tool with its fields; those with `*` are required. */
const FIELDS: Record<string, string[]> = {
  execute_code: ['language*', 'code*', 'params', 'connection', 'timeout_s', 'title'],
  save_workflow: ['name*', 'language*', 'code*', 'description', 'tags', 'changelog'],
  list_workflows: ['query', 'tag', 'language'],
  load_workflow: ['name', 'id', 'version', 'execute', 'params', 'connection', 'timeout_s'],
  delete_workflow: ['id*'],
  query_data: ['sql*', 'connection', 'max_rows'],
  describe_table: ['table*', 'connection', 'sample_rows'],
  list_connections: [],
  select_connection: ['id*'],
  list_files: ['prefix'],
  describe_file: ['path*'],
  read_file: ['path*', 'offset', 'length', 'encoding'],
  write_file: ['path*', 'content*', 'encoding'],
  delete_file: ['path*'],
  list_runs: ['workflow_id', 'status', 'limit', 'before'],
  get_run: ['run_id*'],
  cancel_run: ['run_id*'],
};

/** An input that fits, for each tool, so that one more field is all that is wrong. */
const FITTING: Record<string, object> = {
  execute_code: { language: 'javascript', code: '1' },
  save_workflow: { name: 'W', language: 'sql', code: 'SELECT 1' },
  load_workflow: { name: 'Monthly Cost Report' },
  delete_workflow: { id: 'x' },
  query_data: { sql: 'SELECT 1' },
  describe_table: { table: 'cur' },
  select_connection: { id: 'sample' },
  describe_file: { path: 'a' },
  read_file: { path: 'a' },
  write_file: { path: 'a', content: '' },
  delete_file: { path: 'a' },
  get_run: { run_id: 'x' },
  cancel_run: { run_id: 'x' },
};

test('the page offers version, ready, listTools and callTool, and nobody can put others in their place', async ({
  sharedApp: app,
}) => {
  const seen = await app.page.evaluate(() => {
    const before = window.sandbank;
    try {
      (window as { sandbank: unknown }).sandbank = {};
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    return {
      version: typeof before.version,
      ready: before.ready instanceof Promise,
      same: window.sandbank === before,
      frozen: Object.isFrozen(before),
    };
  });
  expect(seen).toEqual({ version: 'string', ready: true, same: true, frozen: true });
});

test('listTools names every tool with a description and a JSON Schema of its fields', async ({ sharedApp: app }) => {
  const tools = await app.page.evaluate((): ToolDescription[] => window.sandbank.listTools());
  const described = tools.map(({ name, description, inputSchema }) => {
    expect(description.length).toBeGreaterThan(20);
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    const required = (inputSchema['required'] ?? []) as string[];
    const fields = Object.entries(inputSchema['properties'] as Record<string, { description?: string }>);
    for (const [field, { description: meaning }] of fields) expect(meaning, `${name}.${field} is described`).toBeTruthy();
    return [name, fields.map(([field]) => field + (required.includes(field) ? '*' : ''))];
  });
  expect(Object.fromEntries(described)).toEqual(FIELDS);
});

for (const [tool, fields] of Object.entries(FIELDS)) {
  test(`${tool} refuses what it does not know and what it needs`, async ({ sharedApp: app }) => {
    const unknown = await app.failure(tool, { ...FITTING[tool], surprise: 1 });
    expect(unknown).toMatchObject({ name: 'ToolInputError' });
    expect(unknown.message).toContain('surprise');
    expect(await app.failure(tool, 'text')).toMatchObject({ name: 'ToolInputError' });
    for (const field of fields.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1))) {
      const { [field]: _, ...rest } = FITTING[tool] as Record<string, unknown>;
      const missing = await app.failure(tool, rest);
      expect(missing.name).toBe('ToolInputError');
      expect(missing.message).toContain(field);
      expect(await app.failure(tool, { ...rest, [field]: { not: 'a text' } })).toMatchObject({ name: 'ToolInputError' });
    }
  });
}

const wrong: [tool: string, input: object, ...said: string[]][] = [
  ['execute_code', { language: 'cobol', code: '' }, 'language', '"cobol"', '"python"'],
  ['execute_code', { language: 'sql', code: 'SELECT 1', timeout_s: 301 }, 'timeout_s', '301', '300'],
  ['execute_code', { language: 'sql', code: 'SELECT 1', timeout_s: 0.5 }, 'timeout_s', '0.5', '1'],
  ['execute_code', { language: 'sql', code: 'SELECT 1', params: [1] }, 'params', 'an array'],
  ['write_file', { path: 'data', content: '1' }, 'the folder of outputs'],
  ['write_file', { path: 'data/', content: '1' }, 'the slash at its end'],
  ['load_workflow', {}, 'exactly one of name and id'],
  ['load_workflow', { name: 'a', id: 'b' }, 'exactly one of name and id'],
  ['query_data', { sql: 'SELECT 1', max_rows: 0 }, 'max_rows', '0', 'at least 1'],
  ['save_workflow', { name: 'Monthly cost REPORT', language: 'sql', code: 'SELECT 1' }, 'built-in'],
  ['delete_workflow', { id: 'builtin_monthly_cost_report' }, 'built in'],
  ['describe_table', { table: 'cur', sample_rows: 21 }, 'sample_rows', '21', 'at most 20'],
  ['describe_file', { path: 'data/' }, 'the slash at its end'],
  ['read_file', { path: '../secret' }, 'path'],
  ['write_file', { path: 'a', content: '%%%', encoding: 'base64' }, 'content', 'base64'],
  ['list_runs', { status: 'lost' }, 'status', '"lost"', '"interrupted"'],
];
for (const [tool, input, ...said] of wrong) {
  test(`${tool} says what is wrong with ${JSON.stringify(input)}`, async ({ sharedApp: app }) => {
    const { name, message } = await app.failure(tool, input);
    expect(name).toBe('ToolInputError');
    for (const part of said) expect(message).toContain(part);
  });
}

const missing: [tool: string, input: unknown, ...said: string[]][] = [
  ['exekute_code', {}, 'execute_code'],
  ['__proto__', {}, 'no tool'],
  ['load_workflow', { name: 'Monthly Cost Reprt' }, 'Monthly Cost Report'],
  ['load_workflow', { name: 'Monthly Cost Report', version: 9 }, '9'],
  ['delete_workflow', { id: 'wf_nothing' }, 'wf_nothing'],
  ['get_run', { run_id: 'run_nothing' }, 'run_nothing'],
  ['cancel_run', { run_id: 'run_nothing' }, 'run_nothing'],
  ['describe_table', { table: 'focsu' }, 'focsu', 'Did you mean', 'focus'],
  ['describe_file', { path: 'data/nothing.csv' }, 'data/nothing.csv'],
  ['read_file', { path: 'data/nothing.csv' }, 'data/nothing.csv'],
  ['delete_file', { path: 'data/nothing.csv' }, 'data/nothing.csv'],
  ['select_connection', { id: 'sampel' }, 'sample'],
  ['query_data', { sql: 'SELECT 1', connection: 'athena-1' }, 'athena-1'],
];
for (const [tool, input, ...said] of missing) {
  test(`${tool} ${JSON.stringify(input)} is not found, and near names are named`, async ({ sharedApp: app }) => {
    const { name, message } = await app.failure(tool, input);
    expect(name).toBe('NotFoundError');
    for (const part of said) expect(message).toContain(part);
  });
}
