import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import type { ToolInputs } from '../../src/tools/tool-types.ts';
import { AppPage } from './app-page.ts';
import { violations } from './axe.ts';
import { expect, test } from './fixtures.ts';

const code = `const account = '480217756318';
const rows = await query('SELECT 1 AS n');
fs.writeFileSync('data/out.csv', 'n');
const password = 'hunter2-staple';
rows.length`;

const shared: ToolInputs['save_workflow'] = {
  name: 'Costs by team',
  language: 'javascript',
  code,
  description: 'What each team cost.',
  tags: ['monthly'],
};

/** The app of somebody else: another profile of the browser. */
async function colleague(browser: Browser, url: string): Promise<AppPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return new AppPage(await context.newPage(), url);
}

async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await saving;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('a workflow is sent as a link without its secrets, closed and signed; a colleague opens it', async ({
  app,
  browser,
  context,
}) => {
  const { page } = app;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { id } = await app.call('save_workflow', { ...shared, tags: ['monthly'], changelog: 'Counts credits apart' });
  await app.go('Workflows');
  await page.getByRole('button', { name: `Actions for ${shared.name}` }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Share “${shared.name}”` })).toBeVisible();
  await expect(page.getByText('Counts credits apart')).toBeVisible();

  const places = page.getByRole('list', { name: 'Places' }).getByRole('listitem');
  await expect(places).toHaveText([/^code, line 1: an AWS account id/u, /^code, line 4: a password/u]);
  await expect(page.getByText('hunter2-staple')).toBeHidden();
  await expect(app.button('Make link')).toBeDisabled();
  await expect(app.button('Download workflow file')).toBeDisabled();
  await app.button('Replace them').click();
  await expect(page.getByText('2 places are replaced in what is sent')).toBeVisible();
  await page.getByRole('button', { name: /^Code \(5 lines\)/u }).click();
  await expect(page.getByRole('group', { name: 'Code that is sent' })).toContainText('REMOVED');
  expect((await app.call('load_workflow', { id })).code, 'the saved workflow stays as it is').toBe(code);

  for (const name of ['Query the data', 'Write files of the workspace'])
    await expect(page.getByRole('checkbox', { name })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Ask AWS' })).not.toBeChecked();
  await page.getByRole('checkbox', { name: 'Read files of the workspace' }).check();
  await page.getByRole('checkbox', { name: 'Close it with a passphrase' }).check();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('short');
  await expect(app.button('Make link')).toBeDisabled();
  await app.button('Make one up').click();
  const passphrase = await page.getByRole('textbox', { name: 'Passphrase', exact: true }).inputValue();
  await page.getByRole('checkbox', { name: 'Sign it' }).check();
  await page.getByRole('textbox', { name: 'Your name, as others see it' }).fill('Maria Diaz, FinOps');
  await app.button('Make link').click();
  const url = await page.getByRole('textbox', { name: 'The link' }).inputValue();
  expect(url.startsWith(`${app.url}#/open/`)).toBe(true);
  await expect(page.getByRole('status').filter({ hasText: `${url.length} characters` })).toBeVisible();
  await expect.soft(violations(page)).resolves.toEqual([]);
  await app.button('Copy link').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  const fingerprint = /[0-9a-f]{4}(?:-[0-9a-f]{4}){7}/u;
  const signed = fingerprint.exec((await page.getByText(/Signed as Maria Diaz/u).textContent()) ?? '')?.[0] ?? 'none';

  const other = await colleague(browser, url);
  await other.page.goto(url);
  await other.page.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await other.button('Show what it is').click();
  await expect(other.page.getByText('Counts credits apart')).toBeVisible();
  const shown = async () => ((await other.page.getByRole('main').textContent()) ?? '').replaceAll(/\s/gu, '');
  await expect.poll(shown, 'the fingerprint, however it is grouped').toContain(signed);
  await expect(other.page.getByText('REMOVED').first()).toBeVisible();
  for (const secret of ['480217756318', 'hunter2-staple']) await expect(other.page.getByText(secret)).toHaveCount(0);
  await other.page.context().close();

  // What is made is of what stands above it.
  await page.getByRole('checkbox', { name: 'Sign it' }).uncheck();
  await expect(page.getByRole('textbox', { name: 'The link' })).toBeHidden();
  await expect(page.getByText('Something has changed since')).toBeVisible();
});

test('a workflow too long for a link is saved as a file, and any as a script', async ({ app, browser }, info) => {
  const { page } = app;
  const numbers = Array.from({ length: 12_000 }, (_, at) => ((at * 48_271) % 2_147_483_647).toString(36)).join(' ');
  const long = `// ${numbers}\nfs.writeFileSync('data/a.txt', 'x');\nconst result = { answer: 42 };`;
  const { id } = await app.call('save_workflow', { name: 'A/B long', language: 'javascript', code: long });
  await page.goto(`${app.url}#/share?workflow=${id}`);
  await app.button('Make link').click();
  await expect(page.getByText(/The link would have [\d,]+ characters/u)).toBeVisible();
  const file = await saved(page, 'Save as a file instead');
  expect(file.name).toBe('A-B long.sandbank.json');
  const script = await saved(page, 'Download JavaScript file');
  expect(script.name).toBe('A-B long.js');
  expect(script.text.includes(long)).toBe(true);
  const { run: ran } = await app.call('load_workflow', { id, execute: true });
  const folder = info.outputPath();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'script.cjs'), script.text);
  const { stdout } = await promisify(execFile)(process.execPath, ['script.cjs'], { cwd: folder });
  expect(JSON.parse(stdout.slice(stdout.indexOf('result:') + 7)), 'the value that it has in the sandbox').toEqual(ran?.result);

  const other = await colleague(browser, app.url);
  await other.open('#/workflows');
  await other.page
    .getByLabel('Workflow file to open')
    .setInputFiles({ name: file.name, mimeType: 'application/json', buffer: Buffer.from(file.text) });
  await expect(other.page.getByText('A/B long').first()).toBeVisible();
  await other.page.context().close();
});

test('the workbench shares what is saved: unsaved code is to be saved first, a built-in workflow can be sent', async ({
  app,
}) => {
  const { page } = app;
  await app.writeCode('SELECT 1 AS one');
  await app.button('Share').click();
  await expect(app.notice('Save it first')).toBeVisible();
  await page.goto(`${app.url}#/workbench?workflow=builtin_export_to_csv`);
  await expect(page.getByRole('heading', { level: 1, name: 'Export to CSV' })).toBeVisible();
  await app.button('Share').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Share “Export to CSV”' })).toBeVisible();
  await expect(page.locator('.sb-page'), 'the button went away with its page').toBeFocused();
  await expect(page.getByRole('list', { name: 'Parameters' })).toContainText('granularity = "day"');
  await expect(page.getByText('None was found')).toBeVisible();
  await app.button('Make link').click();
  await expect(page.getByRole('textbox', { name: 'The link' })).toHaveValue(/#\/open\//u);
});

test('who signs is made, renamed and deleted in the settings', async ({ app }) => {
  const { page } = app;
  await page.goto(`${app.url}#/settings?section=signers`);
  const name = page.getByRole('textbox', { name: 'Your name, as others see it' });
  await app.button('Make identity').click();
  await expect(page.getByText(/is empty; write one/u).first()).toBeVisible();
  await name.fill('Maria');
  await page.keyboard.press('Enter');
  await app.button('Rename your identity').click();
  await name.fill('Maria Diaz');
  await app.button('Rename').click();
  await expect(page.getByText('Maria Diaz', { exact: true })).toBeVisible();
  const fingerprint = page.getByText(/^[0-9a-f]{4}(?:-[0-9a-f]{4}){7}$/u);
  await expect(fingerprint).toBeVisible();
  await app.reload();
  await expect(fingerprint).toBeVisible();
  await expect.soft(violations(page)).resolves.toEqual([]);
  await app.button('Delete your identity').click();
  await expect(page.getByRole('dialog')).toContainText('cannot be had back');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(fingerprint).toBeHidden();
  await expect(app.button('Make identity')).toBeVisible();
});
