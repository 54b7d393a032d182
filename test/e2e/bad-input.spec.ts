import { gzipSync } from 'node:zlib';
import { legacyCostReport } from './cost-report-file.ts';
import { expect, test } from './fixtures.ts';

test('code of 10 MB runs, and larger code is refused', async ({ app }) => {
  const ten = await app.page.evaluate(async () => {
    const code = `// ${'x'.repeat(10 * 1024 * 1024 - 20)}\n1 + 1`;
    return (await window.sandbank.callTool('execute_code', { language: 'javascript', code })) as {
      status: string;
      result: unknown;
    };
  });
  expect(ten).toMatchObject({ status: 'succeeded', result: 2 });
  const refused = await app.page.evaluate(async () => {
    const code = 'x'.repeat(11 * 1024 * 1024);
    return await window.sandbank
      .callTool('execute_code', { language: 'javascript', code })
      .catch((error: Error) => ({ name: error.name, message: error.message }));
  });
  expect(refused).toMatchObject({ name: 'ToolInputError' });
});

test('NUL in code is said, not swallowed; a lone surrogate is refused by line', async ({ sharedApp: app }) => {
  for (const language of ['javascript', 'python', 'sql'] as const) {
    const run = await app.call('execute_code', { language, code: language === 'sql' ? 'SELECT 1 \0' : 'a = 1 \0' });
    expect(run.status, language).toBe('failed');
    expect(run.error?.message, language).toBeTruthy();
  }
  const failure = await app.page.evaluate(() =>
    window.sandbank
      .callTool('execute_code', { language: 'python', code: 'a = 1\nb = "\ud800"' })
      .catch((error: Error) => ({ name: error.name, message: error.message })),
  );
  expect(failure).toMatchObject({ name: 'ToolInputError', message: expect.stringContaining('line 2') });
});

const readable: [what: string, file: string, content: string | Uint8Array, sql: string, rows: unknown[][]][] = [
  ['a BOM', 'bom.csv', '\ufeffa,b\n1,x\n', 'SELECT a, b FROM bom', [[1, 'x']]],
  [
    'semicolons',
    'points.csv',
    'a;b\n1;"x;y"\n2;z\n',
    'SELECT a, b FROM points ORDER BY a',
    [
      [1, 'x;y'],
      [2, 'z'],
    ],
  ],
  ['tabs', 'tabs.tsv', 'a\tb\n1\tx\n', 'SELECT a, b FROM tabs', [[1, 'x']]],
  ['headers only', 'heads.csv', 'a,b\n', 'SELECT COUNT(*) AS n FROM heads', [[0]]],
  ['gzip', 'packed.csv.gz', gzipSync('a,b\n1,x\n'), 'SELECT a, b FROM packed', [[1, 'x']]],
];
for (const [what, file, content, sql, rows] of readable) {
  test(`a CSV with ${what} is read`, async ({ sharedApp: app }) => {
    await app.go('Data');
    await app.dropFiles({ [file]: content });
    await expect(app.notice(`${file} is the table `)).toBeVisible({ timeout: 60_000 });
    expect((await app.call('query_data', { sql, connection: 'local' })).rows).toEqual(rows);
  });
}

const unreadable: [what: string, file: string, content: string | Uint8Array][] = [
  ['of no bytes', 'empty.csv', ''],
  ['that is gzip by name alone', 'false.csv.gz', legacyCostReport()],
  ['whose gzip is cut off', 'cut.csv.gz', gzipSync(legacyCostReport()).subarray(0, 60)],
];
for (const [what, file, content] of unreadable) {
  test(`a file ${what} is refused by name, and the next one is read`, async ({ sharedApp: app }) => {
    const next = `after_${file.split('.')[0]}`;
    await app.go('Data');
    await app.dropFiles({ [file]: content });
    await expect(app.notice(`${file} could not be read`)).toBeVisible({ timeout: 60_000 });
    await app.dropFiles({ [`${next}.csv`]: `a,b\n1,${next}\n` });
    await expect(app.notice(`${next}.csv is the table ${next}`)).toBeVisible({ timeout: 60_000 });
  });
}

test('a CSV with a broken quote loses no line in silence', async ({ app }) => {
  await app.go('Data');
  await app.dropFiles({ 'broken.csv': 'a,b\n1,"x\n2,y\n3,z\n' });
  const told = app.notice(/broken\.csv (?:could not be read|is the table)/u);
  await expect(told).toBeVisible({ timeout: 60_000 });
  if ((await told.textContent())?.includes('is the table') !== true) return;
  const { rows } = await app.call('query_data', { sql: 'SELECT COUNT(*) AS n FROM broken', connection: 'local' });
  if (rows[0]?.[0] !== 3) await expect(app.page.getByText(/note/u).first()).toBeVisible();
});

test('workflow names: emoji and path characters are kept, case is one name, the rest is refused', async ({ app }) => {
  const fine = ['Costs 💸 café', '../etc/passwd', 'a:b*c?"<>|', '__proto__'];
  for (const name of fine)
    expect(await app.call('save_workflow', { name, language: 'sql', code: 'SELECT 1' })).toMatchObject({ name, version: 1 });
  expect(await app.call('save_workflow', { name: 'COSTS 💸 CAFE\u0301', language: 'sql', code: 'SELECT 2' })).toMatchObject({
    version: 2,
  });
  const { workflows } = await app.call('list_workflows', {});
  expect(workflows.filter((workflow) => !workflow.builtin)).toHaveLength(fine.length);
  for (const name of ['x'.repeat(10_000), '', '   ', 'a\nb', 'a\u202eb', 'a\0b']) {
    expect((await app.failure('save_workflow', { name, language: 'sql', code: 'SELECT 1' })).name).toBe('ToolInputError');
  }
});

test('hostile keys in params and results are data', async ({ sharedApp: app }) => {
  const run = await app.page.evaluate(async () => {
    const params = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}') as object;
    const answer = (await window.sandbank.callTool('execute_code', {
      language: 'javascript',
      code: 'JSON.stringify(params)',
      params,
    })) as { result: unknown };
    return { result: answer.result, polluted: ({} as { polluted?: unknown }).polluted };
  });
  expect(run.polluted).toBeUndefined();
  expect(run.result).toContain('constructor');
});

test('an address that leads nowhere says so', async ({ newTab }) => {
  const app = await newTab();
  await app.open('#/nowhere');
  await expect(app.page.getByText('There is no such page')).toBeVisible();
});
