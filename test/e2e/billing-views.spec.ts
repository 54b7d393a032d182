import { Decimal } from 'decimal.js';
import { type BillLine, billOf, csvOf } from '../harness/billing-files.ts';
import type { AppPage } from './app-page.ts';
import { expect, test } from './fixtures.ts';

async function open(app: AppPage, files: Record<string, string>): Promise<void> {
  const given = Object.entries(files).map(([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) }));
  await app.page.getByLabel('Files to open as tables').first().setInputFiles(given);
  for (const { name } of given) await expect(app.page.getByText(`${name} is the table`).first()).toBeVisible();
}

test('billing files are views, with what they are made of, what they cannot give, and what to know first', async ({ app }) => {
  await app.go('Data');
  await open(app, {
    'may.csv': csvOf('legacy', billOf('2026-05-01')),
    'june.csv': csvOf('cur2', billOf('2026-06-01')),
    'june again.csv': csvOf('cur2', billOf('2026-06-01')),
  });
  const { page } = app;
  const section = page.getByRole('button', { name: /^cur\b(?!_)/u }).last();
  await expect(page.getByText('A view over 3 files (CUR 2.0, legacy CUR) · 33 rows, 131 columns')).toBeVisible();
  await section.click();
  const view = page.getByRole('group', { name: /^cur CUR 2\.0 1 warning/u });
  await expect(view.getByText('may.csv (legacy CUR, 11 rows, table may)')).toBeVisible();
  await view.getByRole('button', { name: /^Cannot give \d+ columns of CUR 2\.0/u }).click();
  await expect(view.getByText('split_line_item_split_cost').first()).toBeVisible();

  const warning = page.getByText('june again.csv and june.csv both hold 2026-06 of payer 111122223333');
  await expect(warning).toBeVisible();
  await app.button('Leave out june again.csv').click();
  await expect(warning).toBeHidden();
  await expect(page.getByText('A view over 2 files (CUR 2.0, legacy CUR) · 22 rows, 131 columns')).toBeVisible();
  await expect(page.getByText('Left out of the views', { exact: true })).toBeVisible();
  const count = async () => (await app.call('query_data', { sql: 'SELECT count(*) FROM cur', connection: 'local' })).rows;
  expect(await count()).toEqual([[22]]);
  await app.button('Actions for june_again').click();
  await page.getByRole('menuitem', { name: 'Take into the views' }).click();
  await expect(warning).toBeVisible();
  expect(await count()).toEqual([[33]]);

  await page.getByRole('button', { name: /^may\b/u }).click();
  const table = page.getByRole('group', { name: /^may\b/u });
  await table.getByRole('button', { name: /^Why it is taken for legacy CUR/u }).click();
  await expect(table.getByText('only a legacy CUR has them')).toBeVisible();
});

test('a file that is open already is not added again unasked, and two of one name are told apart', async ({ app }) => {
  await app.go('Data');
  const bill = csvOf('cur2', billOf('2026-06-01'));
  await open(app, { 'june.csv': bill });
  const { page } = app;
  const again = [{ name: 'june.csv', mimeType: 'text/csv', buffer: Buffer.from(bill) }];
  await page.getByLabel('Files to open as tables').first().setInputFiles(again);
  await expect(app.notice('june.csv is open already: it is the table june')).toBeVisible();
  const count = async () => (await app.call('query_data', { sql: 'SELECT count(*) FROM cur', connection: 'local' })).rows;
  expect(await count()).toEqual([[11]]);
  await app.button('Open it as a second table').click();
  await expect(app.notice('june.csv is the table june_2')).toBeVisible();
  await expect(app.button('Leave out june.csv (table june)')).toBeVisible();
  await app.button('Leave out june.csv (table june_2)').click();
  await expect(app.button('Leave out june.csv (table june)')).toBeHidden();
  expect(await count()).toEqual([[11]]);
});

/** Three months of two services, a line a day each; EC2 costs 300 more on one Wednesday. */
function months(): BillLine[][] {
  return ['04', '05', '06'].map((month) =>
    Array.from({ length: month === '05' ? 31 : 30 }, (_, at) => {
      const day = `2026-${month}-${String(at + 1).padStart(2, '0')}`;
      const line = { type: 'Usage', month: `2026-${month}-01`, day, amount: '24' };
      return [
        { ...line, service: 'AmazonEC2', cost: day === '2026-06-17' ? '400.25' : '100.25', tags: { user_team: 'search' } },
        { ...line, service: 'AmazonS3', cost: '7.0000000001' },
      ];
    }).flat(),
  );
}

test('the built-in workflows run on billing files of one’s own, of either format', async ({ app }) => {
  test.setTimeout(300_000);
  await app.go('Data');
  const [april = [], may = [], june = []] = months();
  await open(app, {
    'april.csv': csvOf('legacy', april),
    'may.csv': csvOf('cur2', may),
    'june.csv': csvOf('legacy', june),
  });
  const run = async (name: string, params: Record<string, string | number | string[]>) => {
    const { run: done } = await app.call('load_workflow', { name, execute: true, connection: 'local', params, timeout_s: 120 });
    expect(done?.error, name).toBeNull();
    expect(done?.status, name).toBe('succeeded');
    return done;
  };
  const exported = await run('Export to CSV', {
    from: '2026-04-01',
    to: '2026-06-30',
    granularity: 'total',
    group_by: ['service'],
  });
  const file = await app.call('read_file', { path: exported?.files[0]?.path ?? '' });
  expect(file.content).toContain(new Decimal('7.0000000001').times(91).toFixed());

  const report = await run('Monthly Cost Report', { month: '2026-06' });
  const text = report?.displays.map((display) => (display.kind === 'markdown' ? display.text : '')).join('\n');
  expect(text).toContain('3,517.50');

  const anomalies = await run('Cost Anomaly Detector', { days: 30, weeks: 8 });
  expect(JSON.stringify(anomalies?.result)).toContain('2026-06-17');
});
