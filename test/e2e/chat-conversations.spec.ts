import { Decimal } from 'decimal.js';
import type { Json } from '../../src/core/json.ts';
import { expect, test } from './chat-fixtures.ts';
import { calls, runIn, runs, says } from './model-server.ts';

/** Arithmetic, each computed by a run: what is asked, the code, the value of the run, and the figure in the answer that leads to it. */
const computed: {
  ask: string;
  language: 'python' | 'javascript';
  code: string;
  value: Json;
  figure: string;
}[] = [
  { ask: 'What is 25 × 47?', language: 'python', code: 'result = 25 * 47', value: 1175, figure: '1,175' },
  {
    ask: 'What is 15 % of 2847?',
    language: 'javascript',
    code: 'const result = (2847 * 15) / 100;',
    value: 427.05,
    figure: '427.05',
  },
  {
    ask: 'What is the sum of the first ten primes?',
    language: 'python',
    code: [
      'primes = []',
      'n = 2',
      'while len(primes) < 10:',
      '    if all(n % p for p in primes):',
      '        primes.append(n)',
      '    n += 1',
      'print(primes)',
      'result = sum(primes)',
    ].join('\n'),
    value: 129,
    figure: '129',
  },
  {
    ask: 'List the Fibonacci numbers up to 100',
    language: 'javascript',
    code: 'const result = [0, 1];\nwhile (result.at(-1) + result.at(-2) <= 100) result.push(result.at(-1) + result.at(-2));\nconsole.log(result.join(" "));',
    value: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89],
    figure: '0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89',
  },
];

for (const { ask, language, code, value, figure } of computed)
  test(ask, async ({ chat, model }) => {
    model.script({ [ask]: [runs(language, code), says((read) => `It is [${figure}](#/runs/${runIn(read)}).`)] });
    await chat.ask(ask);

    const run = await chat.onlyRun();
    expect(run).toMatchObject({ status: 'succeeded', language, code, result: value, error: null });
    const card = chat.card('execute_code');
    await expect(card).toContainText('Succeeded');
    // The model read what the run gave, and not what the script hoped.
    expect(model.asked().at(-1)?.read.join('\n')).toContain(JSON.stringify(value));
    await expect(card.getByRole('group', { name: /^Code in/u })).toContainText(code.split('\n')[0] ?? '');
    await chat.expectFigure(figure, run);

    await chat.answer.getByRole('link', { name: figure, exact: true }).click();
    await expect(chat.page).toHaveURL(new RegExp(`#/runs/${run.run_id}$`, 'u'));
    await expect(chat.page.getByRole('main').getByRole('heading', { level: 1 })).toContainText(code.split('\n')[0] ?? '');
  });

test('10 ÷ 0: the error is read, and the code is mended', async ({ chat, model }) => {
  const mended = 'try:\n    result = 10 / 0\nexcept ZeroDivisionError as error:\n    result = f"undefined ({error})"';
  model.script({
    '10 ÷ 0': [
      runs('python', 'x = 10\nresult = x / 0'),
      {
        made: (read) => ({
          calls: [
            {
              tool: 'execute_code',
              input: {
                language: 'python',
                code: mended,
                title: `After ${/ZeroDivisionError \(line 2\)/u.exec(read)?.[0] ?? 'nothing'}`,
              },
            },
          ],
        }),
      },
      says((read) => `It is [undefined](#/runs/${runIn(read)}).`),
    ],
  });
  await chat.ask('What is 10 ÷ 0?');

  const [first, second, ...more] = await chat.runs();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ status: 'failed', error: { type: 'ZeroDivisionError', line: 2 } });
  expect(second).toMatchObject({
    status: 'succeeded',
    title: 'After ZeroDivisionError (line 2)',
    result: expect.stringContaining('undefined'),
  });
  const cards = chat.cards('execute_code');
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toContainText('Failed');
  await expect(cards.first()).toContainText('ZeroDivisionError');
  await expect(cards.last()).toContainText('Succeeded');
  if (second !== undefined) await chat.expectFigure('undefined', second);
});

test('list my workflows: the model reads which there are', async ({ chat, model }) => {
  await chat.app.call('save_workflow', { name: 'Team costs', language: 'sql', code: 'SELECT 1', tags: ['teams'] });
  model.script({
    'list my workflows': [
      calls('list_workflows', {}),
      says((read) =>
        ['Monthly Cost Report', 'Cost Anomaly Detector', 'Export to CSV', 'Team costs']
          .filter((name) => read.includes(name))
          .map((name) => `- ${name}`)
          .join('\n'),
      ),
    ],
  });
  await chat.ask('list my workflows');
  await expect(chat.card('list_workflows')).toContainText('Done');
  await expect(chat.answer.getByRole('listitem')).toHaveText([
    'Monthly Cost Report',
    'Cost Anomaly Detector',
    'Export to CSV',
    'Team costs',
  ]);
  expect(await chat.runs()).toEqual([]);
});

test('run the monthly cost report: it runs with its tables, chart and file', async ({ chat, model }) => {
  model.script({
    'run the monthly cost report': [
      calls('load_workflow', { name: 'Monthly Cost Report', execute: true }),
      says((read) => `Done: [the report](#/runs/${runIn(read)}).`),
    ],
  });
  await chat.ask('run the monthly cost report');
  const run = await chat.onlyRun();
  expect(run).toMatchObject({ status: 'succeeded', workflow_id: 'builtin_monthly_cost_report' });
  expect(run.files.map(({ path }) => path)).toEqual([expect.stringMatching(/^data\/monthly-cost-report/u)]);
  const card = chat.card('load_workflow');
  await expect(card.getByRole('grid').first()).toContainText('service');
  await expect(card.getByRole('img').first()).toBeVisible();
  await expect(card).toContainText(run.files[0]?.path.split('/').at(-1) ?? 'no file');
  await chat.expectFigure('the report', run);
});

test('save this as Weekly EC2 Report with tags: it asks, then saves what ran', async ({ chat, model }) => {
  const code = "SELECT sum(line_item_unblended_cost) AS usd FROM cur WHERE line_item_product_code = 'AmazonEC2'";
  model.script({
    'EC2 cost': [runs('sql', code), says('There it is. Shall I save it?')],
    'save this as Weekly EC2 Report': [
      calls('save_workflow', {
        name: 'Weekly EC2 Report',
        language: 'sql',
        code,
        tags: ['ec2', 'weekly'],
        description: 'EC2 cost',
      }),
      says('Saved.'),
    ],
  });
  await chat.ask('What is our EC2 cost?');
  await chat.send('save this as Weekly EC2 Report with tags ec2 and weekly');
  const card = chat.card('save_workflow');
  await expect(card).toContainText('Weekly EC2 Report');
  await expect(card.getByRole('button', { name: 'Approve' })).toBeEnabled();
  expect(await chat.app.call('list_workflows', { query: 'Weekly EC2' })).toEqual({ workflows: [] });

  await card.getByRole('button', { name: 'Approve' }).click();
  await chat.ended();
  const { workflows } = await chat.app.call('list_workflows', { tag: 'weekly' });
  expect(workflows).toMatchObject([
    { name: 'Weekly EC2 Report', tags: ['ec2', 'weekly'], language: 'sql', version: 1, builtin: false },
  ]);
  const saved = await chat.app.call('load_workflow', { name: 'weekly ec2 report', execute: true });
  expect(saved.code).toBe(code);
  expect(saved.run?.status).toBe('succeeded');
});

const LAST_30 = "line_item_usage_start_date >= date_add('day', -30, current_date) AND line_item_usage_start_date < current_date";

test('average daily EC2 cost of the last 30 days: the figure is that of the data, by another way', async ({ chat, model }) => {
  const sql = `SELECT round(avg(usd), 2) AS average_daily_usd, count(*) AS days FROM (
  SELECT CAST(line_item_usage_start_date AS date) AS day, sum(line_item_unblended_cost) AS usd
  FROM cur WHERE line_item_product_code = 'AmazonEC2' AND ${LAST_30} GROUP BY 1)`;
  model.script({
    'average daily EC2 cost': [
      calls('describe_table', { table: 'cur' }),
      runs('sql', sql, { title: 'Average daily EC2 cost' }),
      says(
        (read) => `The average is [${/"?(\d+\.\d\d)"?,30\]/u.exec(read)?.[1] ?? 'unknown'}](#/runs/${runIn(read)}) USD a day.`,
      ),
    ],
  });
  await chat.ask('What was the average daily EC2 cost of the last 30 days?');

  const run = await chat.onlyRun();
  expect(run.status).toBe('succeeded');
  const [row] = run.result as { average_daily_usd: string; days: number }[];
  expect(row?.days).toBe(30);
  // Another table of the sample, with the same money; added and divided here.
  const { rows } = await chat.app.call('query_data', {
    sql: `SELECT CAST(ChargePeriodStart AS date), sum(BilledCost) FROM focus WHERE ServiceName = 'Amazon Elastic Compute Cloud'
      AND ChargePeriodStart >= date_add('day', -30, current_date) AND ChargePeriodStart < current_date GROUP BY 1`,
  });
  expect(rows).toHaveLength(30);
  const average = Decimal.sum(...rows.map(([, usd]) => usd as string))
    .div(30)
    .toFixed(2);
  expect(new Decimal(String(row?.average_daily_usd)).toFixed(2)).toBe(average);
  await chat.expectFigure(average, run);
  await expect(chat.card('describe_table')).toContainText('Done');
});

test('export the last 7 days by service to CSV: the file is there and right', async ({ chat, model }) => {
  const sql = `SELECT line_item_product_code AS service, sum(line_item_unblended_cost) AS usd FROM cur
WHERE line_item_usage_start_date >= date_add('day', -7, current_date) AND line_item_usage_start_date < current_date
GROUP BY 1 ORDER BY 2 DESC, 1`;
  const code = `import csv
rows = await query("""${sql}""")
with open("data/last-7-days-by-service.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["service", "usd"])
    for row in rows:
        writer.writerow([row["service"], f"{row['usd']:.2f}"])
result = len(rows)`;
  model.script({
    'last 7 days': [
      runs('python', code),
      says(
        (read) =>
          `${/file: (\S+)/u.exec(read)?.[1] ?? 'no file'} has [${/result: (\d+)/u.exec(read)?.[1] ?? '?'} services](#/runs/${runIn(read)}).`,
      ),
    ],
  });
  await chat.ask('Export the last 7 days by service to CSV');

  const run = await chat.onlyRun();
  expect(run.files).toMatchObject([{ path: 'data/last-7-days-by-service.csv', media_type: 'text/csv' }]);
  const { rows } = await chat.app.call('query_data', { sql });
  expect(rows.length).toBeGreaterThan(20);
  const { content } = await chat.app.call('read_file', { path: 'data/last-7-days-by-service.csv' });
  const lines = content.trim().split(/\r?\n/u);
  expect(lines).toEqual([
    'service,usd',
    ...rows.map(
      ([service, usd]) => `${service as string},${new Decimal(usd as string).toDP(2, Decimal.ROUND_HALF_EVEN).toFixed(2)}`,
    ),
  ]);
  await expect(chat.answer).toContainText('data/last-7-days-by-service.csv');
  await chat.expectFigure(`${rows.length} services`, run);

  const download = chat.page.waitForEvent('download');
  await chat
    .card('execute_code')
    .getByRole('button', { name: /^Download data\/last-7-days-by-service\.csv/u })
    .click();
  expect((await download).suggestedFilename()).toBe('last-7-days-by-service.csv');
});
