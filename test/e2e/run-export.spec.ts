import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

async function exported(page: Page, kind: string): Promise<{ name: string; text: string; file: string }> {
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  const download = await saving;
  const file = await download.path();
  return { name: download.suggestedFilename(), text: await readFile(file, 'utf8'), file };
}

const code = `console.log('printed');
table([{ service: 'EC2', cost: '0.1000000000000000055' }], { title: 'Costs' });
chart({ mark: 'bar', data: { values: [{ a: 'x', b: 2 }] }, encoding: { x: { field: 'a' }, y: { field: 'b', type: 'quantitative' } } }, { title: 'Bars' });
markdown('# Done');
params.n + 1`;

test('a run is kept as a report that opens by itself, and as a notebook', async ({ app, browser }) => {
  const { page } = app;
  const { id } = await app.call('save_workflow', { name: 'Answer', language: 'javascript', code });
  const { run } = await app.call('load_workflow', { id, execute: true, params: { n: 41 } });
  await page.goto(`${app.url}#/runs/${run?.run_id ?? ''}`);
  await app.button('Export').click();
  const report = await exported(page, 'HTML report');
  expect(report.name).toMatch(/^Answer \d{4}-\d\d-\d\d\.html$/u);
  await expect(app.notice(/The report is made \([\d.]+ KB\)/u)).toBeVisible();

  const other = await (await browser.newContext()).newPage();
  await other.setContent(report.text);
  await expect(other.getByRole('heading', { name: 'Answer', level: 1 })).toBeVisible();
  await expect(other.getByRole('cell', { name: '0.1000000000000000055' })).toBeVisible();
  await expect(other.getByRole('img', { name: 'Bars' })).toBeVisible();
  await expect(other.getByText('Answer, version 1')).toBeVisible();
  for (const text of ['printed', '42', '"n": 41', 'Done']) await expect(other.getByText(text).first()).toBeVisible();
  expect(await other.evaluate(() => document.scripts.length)).toBe(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await other.emulateMedia({ colorScheme });
    await expect.soft(violations(other), colorScheme).resolves.toEqual([]);
  }
  await other.context().close();

  await app.button('Export').click();
  const notebook = await exported(page, 'Jupyter notebook');
  expect(notebook.name).toMatch(/\.ipynb$/u);
  const read = JSON.parse(notebook.text) as {
    nbformat: number;
    cells: { source: string; outputs?: { output_type: string }[] }[];
  };
  expect(read.nbformat).toBe(4);
  expect(read.cells.at(-1)?.source).toBe(code);
  expect(read.cells.at(-1)?.outputs?.map(({ output_type }) => output_type)).toEqual(
    'display_data display_data display_data stream execute_result'.split(' '),
  );
});

test('what the workbench ran last is exported from its output', async ({ app }) => {
  const { page } = app;
  await app.choose('Language', 'Python');
  await app.writeCode("print('hello')\n6 * 7");
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
  await app.button('Export the run').click();
  const report = await exported(page, 'HTML report');
  expect(report.text).toContain('hello');
  expect(report.name).toMatch(/^print\('hello'\) .*\.html$/u);
});

test('what the workbench ran of a saved workflow is exported under its name', async ({ app }) => {
  const { page } = app;
  const { id } = await app.call('save_workflow', { name: 'Answer', language: 'javascript', code: '42' });
  await page.goto(`${app.url}#/workbench?workflow=${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Answer' })).toBeVisible();
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
  await app.button('Export the run').click();
  const report = await exported(page, 'HTML report');
  expect(report.text).toContain('Answer, version 1');
});
