import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commandContext, endedRun } from '../../../test/harness/command-context.ts';
import type { JsonObject } from '../../core/json.ts';
import type { CommandPlan } from './command-plan.ts';
import { planCommand } from './plan-command.ts';

const MONTHLY = 'Monthly Cost Report';
const ANOMALY = 'Cost Anomaly Detector';
const EXPORT = 'Export to CSV';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-15T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const plan = (text: string): Promise<CommandPlan> => planCommand(text, commandContext().context);
const runs = (name: string, params?: JsonObject, ask = 'by_switches') => ({
  call: { tool: 'load_workflow', input: { name, execute: true, ...(params === undefined ? {} : { params }) }, ask },
});

describe('/run', () => {
  test.each<[string, string, JsonObject?]>([
    ['/run Monthly Cost Report', MONTHLY],
    ['/RUN  monthly   COST report ', MONTHLY],
    ['/run "Monthly Cost Report" month=2026-10', MONTHLY, { month: '2026-10' }],
    ['/run monthly-cost-report Month=2026-10 top=5', MONTHLY, { month: '2026-10', top: 5 }],
    ['/run anomaly z=4.5', ANOMALY, { z: 4.5 }],
    ['  /run exp csv group_by=service,team cost=amortized', EXPORT, { group_by: ['service', 'team'], cost: 'amortized' }],
    ['/run Export to CSV group_by=["day"]', EXPORT, { group_by: ['day'] }],
    [
      '/run Monthly Cost Report account_names={"210020003001": "Web shop"}',
      MONTHLY,
      { account_names: { '210020003001': 'Web shop' } },
    ],
    ['/run Monthly Cost Report tag="user team" month=2026-10', MONTHLY, { tag: 'user team', month: '2026-10' }],
    ['/run Monthly Cost Report tag=“user team”', MONTHLY, { tag: 'user team' }],
    ['/run Monthly Cost Report top=many', MONTHLY, { top: 'many' }],
    ['/run Monthly Cost Report month=', MONTHLY, { month: '' }],
    ['/run\nMonthly Cost Report\nmonth=2026-10', MONTHLY, { month: '2026-10' }],
  ])('%s', async (text, name, params) => {
    expect(await plan(text)).toMatchObject(runs(name, params));
  });

  test('a connection is no parameter, unless the workflow has one of that name', async () => {
    const { context, save } = commandContext();
    expect((await planCommand('/run monthly connection=local', context)).call?.input).toEqual({
      name: MONTHLY,
      execute: true,
      connection: 'local',
    });
    await save('Linked', { type: 'object', properties: { connection: { type: 'string' } } });
    expect((await planCommand('/run linked connection=x', context)).call?.input).toMatchObject({ params: { connection: 'x' } });
  });

  test('numbers whose digits would be lost stay texts where no schema speaks', async () => {
    const { context, save } = commandContext();
    await save('Bare');
    expect(
      (await planCommand('/run bare account=012345678901 big=12345678901234567890 n=5 on=true', context)).call?.input,
    ).toMatchObject({
      params: { account: '012345678901', big: '12345678901234567890', n: 5, on: true },
    });
  });

  test.each<[string, RegExp]>([
    ['/run', /Name the workflow: `\/run <workflow>/u],
    ['/run month=2026-10', /Name the workflow before its parameters/u],
    ['/run Monthly Cost Report month=2026-10 oops', /`oops` is no parameter: write `key=value`/u],
    ['/run Monthly Cost Report month=1 month=2', /`month` is given twice/u],
    ['/run cost', /Which one do you mean: .*Monthly Cost Report.*Cost Anomaly Detector/u],
    ['/run Montly Cost Reprot', /no workflow `Montly Cost Reprot`\. Did you mean Monthly Cost Report/u],
    ['/run zzzzzzzzzzzzzzzzz', /no workflow `z+`\. `\/workflows` lists/u],
  ])('%s says what to do', async (text, said) => {
    const made = await plan(text);
    expect(made.call).toBeUndefined();
    expect(made.say).toMatch(said);
  });

  test('of a text without end it says where long values belong', async () => {
    expect((await plan(`/run ${'x'.repeat(200_000)}`)).say).toMatch(/too long.*into a file/u);
  });

  test('takes a whole name before names that hold its words, in any script and composition', async () => {
    const { context, save } = commandContext();
    const café = await save('Café-Kosten für März');
    const cost = await save('Cost');
    await save('コスト レポート');
    expect((await planCommand('/run CAFE\u0301-KOSTEN FU\u0308R MÄRZ', context)).call?.input).toMatchObject({ name: café.name });
    expect((await planCommand('/run cost', context)).call?.input).toMatchObject({ name: cost.name });
    expect((await planCommand('/run コスト', context)).call).toBeDefined();
  });

  test('a name with Markdown in it is shown as it stands', async () => {
    const { context, save } = commandContext();
    await save('[click](https://evil.example) **x**');
    const made = await planCommand('/run click', context);
    expect(made.say).toContain(String.raw`\[click\]\(https\://evil.example\) \*\*x\*\*`);
  });
});

describe('code', () => {
  test.each<[string, string, string]>([
    ['/sql SELECT 1', 'sql', 'SELECT 1'],
    ['/python\nfor x in y:\n    print(x)\n', 'python', 'for x in y:\n    print(x)'],
    ['/js ```js\nconst a = 1;\na\n```', 'javascript', 'const a = 1;\na'],
    ['/SQL ```SELECT 1```', 'sql', 'SELECT 1'],
  ])('%j', async (text, language, code) => {
    expect((await plan(text)).call).toEqual({ tool: 'execute_code', input: { language, code }, ask: 'by_switches' });
  });

  test('of none it says how', async () => {
    expect(await plan('/sql  ')).toMatchObject({ say: expect.stringContaining('`/sql SELECT …`') as unknown });
  });

  test('rows are a table with a link to the run, and nothing in them is a link', async () => {
    const { after } = await plan('/sql SELECT 1');
    const run = endedRun({
      result: [
        { service: 'a|b [x](https://evil.example)', cost: '1.50' },
        { service: null, cost: '2' },
      ],
    });
    const said = after?.({ ok: true, answer: run }) ?? '';
    expect(said).toContain('[Query](#/runs/run_1) succeeded after 1.2 s.');
    expect(said).toContain(String.raw`| a\|b \[x\]\(https\://evil.example\) | 1.50 |`);
    expect(after?.({ ok: false, reason: 'denied', message: '' })).toBe('Not done, as you decided.');
    const failed = endedRun({ status: 'failed', error: { type: 'QueryError', message: 'no column', line: 2 } });
    expect(after?.({ ok: true, answer: failed })).toContain('**QueryError** (line 2): no column');
  });
});

describe('what is there', () => {
  test.each<[string, string, object]>([
    ['/workflows', 'list_workflows', {}],
    ['/workflows cost csv', 'list_workflows', { query: 'cost csv' }],
    ['/workflows #report', 'list_workflows', { tag: 'report' }],
    ['/files data/', 'list_files', { prefix: 'data/' }],
    ['/tables', 'list_connections', {}],
    ['/connections local', 'select_connection', { id: 'local' }],
    ['/connections', 'list_connections', {}],
    ['/runs', 'list_runs', { limit: 20 }],
    ['/describe CUR', 'describe_table', { table: 'CUR', connection: 'sample' }],
    ['/describe costs_may', 'describe_table', { table: 'costs_may', connection: 'local' }],
    ['/describe data/costs.csv', 'describe_file', { path: 'data/costs.csv' }],
    ['/describe focsu', 'describe_table', { table: 'focsu' }],
    ['list my workflows', 'list_workflows', {}],
    ['Which workflows do I have?', 'list_workflows', {}],
    ['please show me the saved reports', 'list_workflows', {}],
    ['show my files', 'list_files', {}],
    ['What tables are there?', 'list_connections', {}],
    ['what’s in my workspace files', 'list_files', {}],
    ['recent runs', 'list_runs', { limit: 20 }],
  ])('%s', async (text, tool, input) => {
    expect((await plan(text)).call).toEqual({ tool, input, ask: 'by_switches' });
  });

  test('lists are tables', async () => {
    const { context } = commandContext();
    const { call, after } = await planCommand('/workflows report', context);
    const answer = await context.toolbox.call(call?.tool ?? '', call?.input);
    expect(after?.({ ok: true, answer })).toContain('| **Monthly Cost Report** |');
    const tables = await planCommand('/tables lokal', context);
    const connections = await context.toolbox.call('list_connections', {});
    expect(tables.after?.({ ok: true, answer: connections })).toBe('There is no connection `lokal`. Did you mean `local`?');
    const all = await planCommand('/tables', context);
    expect(all.after?.({ ok: true, answer: connections })).toContain('| cur | sample | CUR 2.0 | 12,345 | 1 |');
  });
});

describe('/save', () => {
  test('keeps the code of the newest run, with tags', async () => {
    const { context, storage } = commandContext();
    expect((await planCommand('/save Mine', context)).say).toMatch(/Nothing was run yet/u);
    await storage.runs.finish(endedRun({ code: 'SELECT 7', title: 'Seven' }));
    const made = await planCommand('/save Team costs #monthly #team', context);
    expect(made.call).toEqual({
      tool: 'save_workflow',
      input: { name: 'Team costs', language: 'sql', code: 'SELECT 7', tags: ['monthly', 'team'] },
      ask: 'by_switches',
    });
    expect(made.say).toContain('[Seven](#/runs/run_1)');
    expect(await planCommand('/save #monthly', context)).not.toHaveProperty('call');
    expect((await planCommand('/save a #b c', context)).say).toContain('`c` is no tag');
  });

  test('under the name of a built-in one, it asks for nothing and says another name', async () => {
    const { context, storage, save } = commandContext();
    await storage.runs.finish(endedRun({}));
    const made = await planCommand('/save monthly cost REPORT #team', context);
    expect(made).not.toHaveProperty('call');
    expect(made.say).toMatch(/\*\*Monthly Cost Report\*\* is built in.*such as `\/save Copy of Monthly Cost Report #team`/u);
    expect(made.suggestions).toEqual(['/save Copy of Monthly Cost Report #team']);
    await save('Copy of Monthly Cost Report');
    const again = await planCommand('/save Monthly Cost Report', context);
    expect(again.suggestions).toEqual(['/save Copy 2 of Monthly Cost Report']);
    expect((await planCommand(again.suggestions?.[0] ?? '', context)).call?.input).toMatchObject({
      name: 'Copy 2 of Monthly Cost Report',
    });
  });
});

describe('sentences that name a workflow', () => {
  test.each<[string, string, JsonObject?]>([
    ['run the monthly cost report', MONTHLY],
    ['Monthly Cost Report', MONTHLY],
    ['Run the monthly cost report for last month, please.', MONTHLY, { month: '2025-12' }],
    ['could you run monthly cost report for this month?', MONTHLY, { month: '2026-01' }],
    ['please run the Monthly Cost Report of October 2025', MONTHLY, { month: '2025-10' }],
    ['make me the monthly cost report for the month of 2025-10 in EUR', MONTHLY, { month: '2025-10', currency: 'EUR' }],
    ['export to csv', EXPORT],
    ['export to csv from 2025-10-01 to 2025-10-15', EXPORT, { from: '2025-10-01', to: '2025-10-15' }],
    ['Export to CSV for 2024-02', EXPORT, { from: '2024-02-01', to: '2024-02-29' }],
    ['run the anomaly detector', ANOMALY],
  ])('%s', async (text, name, params) => {
    expect(await plan(text)).toMatchObject(runs(name, params, 'always'));
  });

  test('what the workflow does not take is said before it is confirmed', async () => {
    const made = await plan('please run cost anomaly detector for 2026-10');
    expect(made.call).toEqual({ tool: 'load_workflow', input: { name: ANOMALY, execute: true }, ask: 'always' });
    expect(made.say).toMatch(/has no parameter for a month \(2026-10\), so it is left out/u);
  });

  test('a connection that is named', async () => {
    expect((await plan('run the monthly cost report on my local files')).call?.input).toEqual({
      name: MONTHLY,
      execute: true,
      connection: 'local',
    });
  });

  test.each<[string, RegExp]>([
    ['run the monthly cost report for October', /for which month\? Say the year too: “2026-10”/u],
    ['run the monthly cost report for 2025-10 and 2025-11', /for which month\? It names more than one/u],
    ['run cost', /Which one do you mean/u],
    ['run the montly cots report', /Did you mean Monthly Cost Report/u],
  ])('%s is asked back', async (text, said) => {
    const made = await plan(text);
    expect(made.call).toBeUndefined();
    expect(made.say).toMatch(said);
  });
});

describe('without a model, any other message', () => {
  test.each([
    'Why did our EC2 bill go up in October?',
    "don't run the monthly cost report",
    'delete the monthly cost report',
    'Why does the monthly cost report fail?',
    'never list my workflows',
    'the monthly cost report is wrong',
    '2026-10',
    '🙂',
    '   ',
    '',
  ])('%j runs nothing and says what a model would add', async (text) => {
    const made = await plan(text);
    expect(made.call).toBeUndefined();
    expect(made.say).toMatch(/No model is set up.*\[Settings, Models\]\(#\/settings\?section=models\).*\/run <workflow>/su);
  });

  test('a workflow that it names is suggested', async () => {
    expect((await plan('Why does the Monthly Cost Report fail?')).suggestions?.[0]).toBe('/run Monthly Cost Report');
  });

  test('what can be done is answered', async () => {
    for (const text of ['What can you do?', 'help', '/help', 'Hello!']) {
      expect((await plan(text)).say).toContain('`/describe <table or file>`');
    }
  });
});

describe('slashes', () => {
  test.each<[string, RegExp]>([
    ['/wrkflows', /no command `\/wrkflows`\. Did you mean `\/workflows`/u],
    ['/', /Write a command behind the slash/u],
    ['/workspace/data/a.csv is odd', /no command/u],
    ['//', /no command/u],
    ['/runmonthly', /no command/u],
  ])('%s', async (text, said) => {
    const made = await plan(text);
    expect(made.call).toBeUndefined();
    expect(made.say).toMatch(said);
  });

  test('/new opens another conversation', async () => {
    expect(await plan('/new')).toMatchObject({ new_conversation: true });
  });

  test('planning only reads', async () => {
    const { context, calls } = commandContext();
    for (const text of [
      '/run monthly',
      'run the monthly cost report',
      '/save x',
      '/connections local',
      '/describe cur',
      'why?',
      '/files',
    ]) {
      await planCommand(text, context);
    }
    for (const { tool, input } of calls) {
      expect(['list_workflows', 'load_workflow', 'list_runs', 'list_connections', 'get_run']).toContain(tool);
      expect(input).not.toHaveProperty('execute');
    }
  });

  test('a plan is no promise of its own: what awaits it gets it', async () => {
    expect(await Promise.resolve(plan('/sql SELECT 1'))).not.toHaveProperty('then');
  });
});

describe('texts of a megabyte are answered as others', () => {
  const filler = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));
  test.each([
    ['a sentence', filler('run the monthly cost report ')],
    ['blanks', filler(' ')],
    ['slashes', filler('/')],
    ['quotes', `/run ${filler('"')}`],
    ['backticks', `/describe ${filler('`')}`],
    ['a command of one word', `/${filler('a')}`],
    ['a prefix', `/files ${filler('a b ')}`],
    ['a name', `/save ${filler('# ')}`],
    ['a connection', `/connections ${filler('{[')}`],
    ['words', `/workflows ${filler('a ')}`],
  ])('%s', async (_name, text) => {
    await expect(plan(text)).resolves.toHaveProperty('say');
  });

  test('code', async () => {
    const code = filler('SELECT 1; ');
    expect((await plan(`/sql ${code}`)).call?.input).toEqual({ language: 'sql', code: code.trimEnd() });
  });
});
