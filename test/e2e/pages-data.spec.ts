import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const COSTS = 'service,cost\nAmazonEC2,0.10\nAmazonEC2,0.20\nAmazonS3,1234567890.12\n';

const added = (name: string, text: string | Buffer) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const addFiles = (page: Page, ...files: ReturnType<typeof added>[]) =>
  page.getByLabel('Files to open as tables').first().setInputFiles(files);

test('added files become tables with kind, columns and exact cents, are renamed, removed and restored', async ({ app }) => {
  const { page } = app;
  await app.go('Data');
  await addFiles(page, added('costs.csv', COSTS), added('zipped.csv.gz', gzipSync(COSTS)));
  await expect(app.notice('zipped.csv.gz is the table')).toBeVisible();

  await page.getByRole('button', { name: /^costs\b/u }).click();
  const columns = page.getByRole('table', { name: 'Columns of costs' });
  await expect(columns.getByRole('row', { name: /cost DECIMAL/u })).toBeVisible();
  await page.getByRole('tab', { name: 'First rows' }).click();
  await expect(page.getByRole('grid', { name: 'First rows of costs' }).getByText('1234567890.12')).toBeVisible();

  await app.button('Actions for costs').click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Table name' }).fill('spend');
  await page.getByRole('textbox', { name: 'Table name' }).press('Enter');
  await expect(app.button('Actions for spend')).toBeVisible();
  const { rows } = await app.call('query_data', { sql: 'SELECT sum(cost) FROM spend', connection: 'local' });
  expect(rows).toEqual([['1234567890.42']]);

  await app.button('Actions for spend').click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(app.button('Actions for spend')).toBeHidden();
  await app.button('Undo').click();
  await expect(app.button('Actions for spend')).toBeVisible();

  await app.reload();
  await expect(app.button('Actions for spend')).toBeVisible();
  await expect(app.button('Actions for zipped')).toBeVisible();
});

test('a file that is none says what is wrong with it', async ({ app }) => {
  await app.go('Data');
  await addFiles(app.page, added('empty.csv', ''), added('broken.csv.gz', 'no gzip'));
  await expect(app.notice('empty.csv could not be read')).toBeVisible();
  await expect(app.notice('broken.csv.gz could not be read')).toBeVisible();
  expect((await app.call('list_connections', {})).connections.find(({ id }) => id === 'local')?.tables).toEqual([]);
});

test('files are dropped anywhere on the page', async ({ app }) => {
  await app.go('Data');
  await expect(app.page.getByRole('heading', { name: 'Data', level: 1 })).toBeVisible();
  const transfer = await app.page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return data;
  }, COSTS);
  const heading = app.page.getByRole('heading', { name: 'Workspace files' });
  await heading.dispatchEvent('dragenter', { dataTransfer: transfer });
  await expect(app.page.getByText('Drop to open as tables')).toBeVisible();
  await heading.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(app.page.getByText('Drop to open as tables')).toBeHidden();
  await expect(app.button('Actions for dropped')).toBeVisible();
});

test('the selected connection is chosen here, and a table leads to the workbench with a query over it', async ({ app }) => {
  await app.call('write_file', { path: 'data/mine.csv', content: COSTS });
  await app.go('Data');
  await app.button('Actions for data/mine.csv').click();
  await app.page.getByRole('menuitem', { name: 'Open as table' }).click();
  await app.button('Select Local files').click();
  await expect(app.button('Select Sample data')).toBeVisible();
  await app.button('Query this table: mine').click();
  await expect(app.page.getByText('FROM mine').first()).toBeVisible();
  await expect(app.page.getByRole('combobox', { name: 'Connection' })).toContainText('Local files');
  const { connections } = await app.call('list_connections', {});
  expect(connections.filter(({ selected }) => selected).map(({ id }) => id)).toEqual(['local']);
});

test('workspace files are shown with what hides in their names, previewed, downloaded, deleted and restored', async ({ app }) => {
  const { page } = app;
  await app.call('write_file', { path: 'data/notes.txt', content: 'first line\nturned \u202e round' });
  await app.go('Data');
  await app.button('data/notes.txt').click();
  await expect(page.getByRole('region', { name: 'Content of data/notes.txt' })).toHaveText('first line\nturned ‹U+202E› round');
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('notes.txt');
  await page.keyboard.press('Escape');

  await page.getByLabel('Files to put into the workspace').setInputFiles([added('notes.txt', 'another')]);
  await expect(app.button('data/notes-2.txt')).toBeVisible();
  expect((await app.call('read_file', { path: 'data/notes-2.txt' })).content).toBe('another');

  await app.button('Actions for data/notes.txt').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(app.button('data/notes.txt')).toBeHidden();
  await app.button('Undo').click();
  await expect(app.button('data/notes.txt')).toBeVisible();
  expect((await app.call('read_file', { path: 'data/notes.txt' })).content).toContain('first line');
});
