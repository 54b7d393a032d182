import type { Locator } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { legacyCostReport, TOTAL } from './cost-report-file.ts';
import { expect, test } from './fixtures.ts';

// As a visitor has it: with the service worker.
test.use({ serviceWorkers: 'allow' });

const REPORT = 'Try the Monthly Cost Report on the sample';

test('a first visit: one click runs the Monthly Cost Report, with tables, a chart and a CSV', async ({ app }) => {
  await app.button(REPORT).click();
  await app.expectStatus(/Succeeded/u);
  await app.tab('Tables').click();
  const grid = app.output.getByRole('grid').first();
  await expect(grid.getByRole('columnheader').first()).toContainText('service');
  expect(await grid.getByRole('row').count()).toBeGreaterThan(5);
  await app.tab('Charts').click();
  await expect(app.output.getByRole('img').first()).toBeVisible();
  await app.tab('Calls').click();
  await expect(app.output).toContainText('duckdb');
  await app.tab('Files').click();
  const download = app.page.waitForEvent('download');
  await app.output.getByRole('button', { name: /^Download data\/monthly-cost-report/u }).click();
  expect((await download).suggestedFilename()).toMatch(/monthly-cost-report-\d{4}-\d\d\.csv$/u);

  await app.go('Runs');
  await expect(app.page.getByRole('table', { name: 'Runs' })).toContainText('Monthly Cost Report');
});

test('an own cost report is dropped, queried to the last digit, and there again after a reload', async ({ app }) => {
  await app.go('Data');
  await app.dropFiles({ 'october report.csv': legacyCostReport() });
  const section = app.page.getByRole('button', { name: /^Query this table: / });
  await expect(app.page.getByText('5 rows').first()).toBeVisible();
  await expect(app.page.getByText('legacy CUR').first()).toBeVisible();

  const { connections } = await app.call('list_connections', {});
  const table = connections.find((connection) => connection.id === 'local')?.tables[0];
  expect(table).toMatchObject({ kind: 'legacy CUR', rows: 5 });
  expect(table?.columns.map((column) => column.name)).toEqual(
    expect.arrayContaining(['line_item_unblended_cost', 'line_item_product_code', 'resource_tags_user_env']),
  );

  await section.last().click();
  await app.writeCode(`SELECT SUM(line_item_unblended_cost) AS total FROM ${table?.name}`);
  await expect(app.page.getByRole('combobox', { name: 'Connection' })).toHaveValue('local');
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
  await expect(app.output).toContainText(TOTAL);

  await app.reload();
  const again = await app.call('query_data', {
    sql: `SELECT SUM(line_item_unblended_cost) AS total FROM ${table?.name}`,
    connection: 'local',
  });
  expect(again.rows).toEqual([[TOTAL]]);
});

test('a gzipped report dropped on the editor becomes a table too', async ({ app }) => {
  const input = app.page.locator('input[type="file"]').first();
  await input.setInputFiles({ name: 'report.csv.gz', mimeType: 'application/gzip', buffer: gzipSync(legacyCostReport()) });
  await expect(app.notice(/is a table of 5 rows/u)).toBeVisible({ timeout: 60_000 });
});

test('code is changed, stopped half-way with its output kept, saved, and everything is found again', async ({ app, newTab }) => {
  await app.choose('Language', 'Python');
  await app.writeCode('import time\nprint("half of it")\nwhile True:\n    time.sleep(0.05)\n');
  await app.button('Run').click();
  await expect(app.output).toContainText('half of it', { timeout: 60_000 });
  await app.button('Stop').click();
  await app.expectStatus(/Stopped/u);
  await expect(app.output).toContainText('half of it');

  await app.writeCode('result = 6 * 7\nprint("done", result)\n');
  await app.page.keyboard.press('ControlOrMeta+Enter');
  await app.expectStatus(/Succeeded/u);
  await expect(app.output).toContainText('done 42');

  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My answer');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.notice('“My answer” is saved as version 1')).toBeVisible();
  await app.page.close();

  const later = await newTab();
  await later.open();
  await expect(later.page.getByRole('heading', { name: 'My answer' })).toBeVisible();
  await expect(later.code).toBeVisible();
  await later.go('Workflows');
  await later.page.getByRole('button', { name: 'Run My answer' }).click();
  await later.go('Runs');
  const runs = later.page.getByRole('table', { name: 'Runs' });
  await expect(runs.getByRole('status').filter({ hasText: 'Succeeded' })).toHaveCount(2, { timeout: 60_000 });
  await expect(runs.getByRole('status').filter({ hasText: 'Stopped' })).toHaveCount(1);
  await runs.getByRole('row').filter({ hasText: 'Stopped' }).getByRole('link').click();
  await expect(later.page.getByRole('region', { name: 'Output' })).toContainText('half of it');
});

test('a built-in workflow is read-only: changing it makes a copy', async ({ app }) => {
  await app.go('Workflows');
  await app.page.getByRole('link', { name: 'Export to CSV', exact: true }).click();
  await expect(app.page.getByRole('heading', { name: 'Export to CSV' })).toBeVisible();
  await app.writeCode('const result = 1;\n');
  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Copy of Export to CSV');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.notice('“Copy of Export to CSV” is saved as version 1')).toBeVisible();
  expect((await app.call('load_workflow', { name: 'Export to CSV' })).version).toBe(1);
});

test('a failed run names its error and leads to the line', async ({ app }) => {
  await app.choose('Language', 'JavaScript');
  await app.writeCode("const a = 1;\n\nthrow new TypeError('no such cost');\n");
  await app.button('Run').click();
  await app.expectStatus(/Failed: TypeError: no such cost/u);
  await expect(app.output).toContainText('3');
});

test('parts of the workbench that do not come leave the code and the output, and say what to do', async ({ app, problems }) => {
  const { page } = app;
  problems.expect(/Failed to load resource|dynamically imported module|preload CSS/u);
  await page.route(/assets\/(?:export-last-run|findings-panel|save-dialog)-[^/]+$/u, (route) => route.abort());
  await app.choose('Language', 'JavaScript');
  await app.writeCode("console.log('kept'); 42");
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
  await expect(page.getByText('Export is not on this computer')).toBeVisible();
  await expect(app.output).toContainText('kept');
  await app.button('What it touches').click();
  const panel = page.getByRole('region', { name: 'What it touches' });
  await expect(panel.getByText('This part of Sandbank is not on this computer')).toBeVisible();
  const [beside, editor] = [await panel.boundingBox(), await page.locator('.sb-bench-editor').boundingBox()];
  expect(editor?.width, 'the editor keeps its place').toBeGreaterThan(beside?.width ?? Infinity);
  await app.button('Save').click();
  await expect(app.notice('What saves is not on this computer')).toBeVisible();
  await expect(app.code).toHaveValue("console.log('kept'); 42");
  await expect(app.output).toContainText('kept');
});

test('what did not come of a part, code or style sheet, comes without a reload when the host is back', async ({
  app,
  problems,
}) => {
  const { page } = app;
  problems.expect(/Failed to load resource|dynamically imported module|preload CSS/u);
  await app.choose('Language', 'JavaScript');
  await app.writeCode("console.log('kept'); 42");
  const missing = page.getByText('This part of Sandbank is not on this computer');
  // One interception for all: the browser would let a request pass soon after another one was set up.
  let away: RegExp | undefined;
  let asked = 0;
  await page.route(/\/assets\//u, async (route) => {
    if (away?.test(route.request().url()) !== true) return await route.continue();
    asked += 1;
    await route.abort();
  });
  for (const [part, file] of [
    ['Chat', /assets\/chat-pane-[^/]+\.css$/u],
    ['What it touches', /assets\/findings-panel-[^/]+\.js$/u],
  ] as const) {
    away = file;
    await app.button(part).click();
    await expect(missing, part).toBeVisible();
    const before = asked;
    await app.button('Try again').click();
    await expect.poll(() => asked, `${part} is asked for again while the host is away`).toBeGreaterThan(before);
    await expect(missing, part).toBeVisible();
    away = undefined;
    await app.button('Try again').click();
    await expect(missing, part).toHaveCount(0);
  }
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  const sheets = await page.evaluate(() => [...document.styleSheets].map(({ href, cssRules }) => `${href} ${cssRules.length}`));
  expect(sheets.filter((sheet) => /chat-pane-[^/]+\.css [1-9]/u.test(sheet))).toHaveLength(1);
  await expect(page.getByRole('region', { name: 'What it touches' }).getByRole('heading').first()).toBeVisible();
  away = /assets\/save-dialog-[^/]+$/u;
  await app.button('Save').click();
  await expect(app.notice('What saves is not on this computer')).toBeVisible();
  away = undefined;
  await app.button('Save').click();
  await expect(page.getByRole('dialog', { name: 'Save workflow' })).toBeVisible();
  await expect(app.code).toHaveValue("console.log('kept'); 42");
});

test('what is offered where the chat did not come lies beneath no other button in a narrow window', async ({ app, problems }) => {
  const { page } = app;
  problems.expect(/Failed to load resource|preload CSS/u);
  await page.setViewportSize({ width: 800, height: 900 });
  await page.route(/assets\/chat-pane-[^/]+\.css$/u, (route) => route.abort());
  await app.button('Chat').click();
  await expect(app.button('Try again')).toBeVisible();
  for (const name of ['Try again', 'Reload', 'Close chat']) await expect.poll(() => covered(app.button(name)), name).toBe(false);
});

/** Whether something lies over a part of the button. */
async function covered(button: Locator): Promise<boolean> {
  return await button.evaluate((own) => {
    const { left, right, top, height } = own.getBoundingClientRect();
    const places = Array.from({ length: 9 }, (_, nth) => left + ((right - left) * (nth + 1)) / 10);
    return places.some((x) => !own.contains(document.elementFromPoint(x, top + height / 2)));
  });
}
