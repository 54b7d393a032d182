import { writeFile } from 'node:fs/promises';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { archiveOf, backupOver, ended } from '../contracts/backup-samples.ts';
import { AppPage } from './app-page.ts';
import { violations } from './axe.ts';
import { BackupPage } from './backup-page.ts';
import { ChatPane } from './chat-pane.ts';
import { expect, test } from './fixtures.ts';

test('what is kept goes into one file, and comes back in another browser', async ({ app, browser, site, problems }, info) => {
  const { id } = await app.call('save_workflow', {
    name: 'Team costs',
    language: 'javascript',
    code: "fs.writeFileSync('data/out.csv', 'a,b\\n1,2\\n'); 41",
    changelog: 'First',
  });
  await app.call('save_workflow', { name: 'Team costs', language: 'javascript', code: '42', tags: ['team'] });
  const { run } = await app.call('load_workflow', { id, version: 1, execute: true });
  const chat = new ChatPane(app);
  await chat.open();
  await chat.ask('/sql SELECT 6 * 7 AS answer');
  await app.button('Chat').click();
  await app.go('Settings');
  await app.page.getByRole('radio', { name: 'Compact' }).check();
  await expect(app.page.getByText('None was made in this browser yet.')).toBeVisible();
  await app.page.getByRole('link', { name: 'Make or open a back-up' }).click();
  const here = new BackupPage(app);
  const archive = await here.make(info);
  await app.go('Settings');
  await expect(app.page.getByText(/^The last one was made 20\d\d-/u)).toBeVisible();

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const other = new AppPage(await context.newPage(), site.url);
  await other.open();
  const there = new BackupPage(other);
  await there.open();
  await there.look(archive);
  await there.unfold('Workflows');
  await expect(there.row('Workflows', 'Team costs')).toContainText('New');
  await other.page.getByRole('button', { name: 'Show the code of the workflow Team costs' }).click();
  await expect(other.page.getByRole('group', { name: 'Version 2' })).toHaveText(/42/u);
  await other.page.getByRole('combobox', { name: 'Version' }).selectOption({ label: '1 (JavaScript)' });
  await expect(other.page.getByRole('group', { name: 'Version 1' })).toContainText('writeFileSync');
  await other.button('Close').click();
  await there.unfold('Settings');
  await expect(there.row('Settings', 'Density')).toContainText('compact');
  await other.page.getByRole('radio', { name: 'Take those of the back-up' }).check();
  expect((await other.call('list_runs', {})).runs, 'looking writes nothing').toEqual([]);
  expect((await other.call('list_files', {})).files).toEqual([]);
  await there.restore();

  await expect(other.page.locator('body')).toHaveClass(/awsui-compact-mode/u);
  const saved = await other.call('load_workflow', { id });
  expect(saved).toMatchObject({ name: 'Team costs', code: '42', tags: ['team'], version: 2 });
  expect(saved.versions.map(({ version, changelog }) => [version, changelog])).toEqual([
    [2, undefined],
    [1, 'First'],
  ]);
  expect(await other.call('get_run', { run_id: run?.run_id ?? '' })).toEqual({ ...run, received: true });
  expect((await other.call('read_file', { path: 'data/out.csv' })).content).toBe('a,b\n1,2\n');
  await other.page.goto(`${site.url}#/runs`);
  await other.reload();
  const kept = new ChatPane(other);
  await kept.open();
  await other.button('History').click();
  await other.page.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click();
  await expect(kept.answer).toContainText('42');

  await there.open();
  await there.look(archive);
  await expect(other.page.getByText('1 here already.')).toHaveCount(3);
  await there.restore();
  await expect(other.page.getByText('Added: 0 workflows (0 versions), 0 runs, 0 files (0 bytes), 0 conversations')).toBeVisible();
  expect(problems.unexpected()).toEqual([]);
  await context.close();
});

test('where both sides went on, both are kept', async ({ app }, info) => {
  const { id } = await app.call('save_workflow', { name: 'Costs', language: 'sql', code: 'SELECT 1' });
  await app.call('write_file', { path: 'data/notes.md', content: 'theirs' });
  const page = new BackupPage(app);
  await page.open();
  await app.call('save_workflow', { name: 'Costs', language: 'sql', code: 'SELECT 2 AS theirs' });
  const archive = await page.make(info);
  await app.call('delete_workflow', { id });
  const mine = await app.call('save_workflow', { name: 'costs', language: 'sql', code: 'SELECT 3 AS mine' });
  await app.call('write_file', { path: 'data/notes.md', content: 'mine, longer' });

  await page.look(archive);
  await expect(page.row('Workflows', 'Another workflow here is called “costs”'.replaceAll(/[“”]/gu, '"'))).toContainText(
    'Differs',
  );
  await expect(page.row('Files', 'data/notes.md')).toContainText('Differs');
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    expect(await violations(app.page), colorScheme).toEqual([]);
  }
  await app.page.getByRole('combobox', { name: 'Files that differ' }).selectOption({ label: 'Keep both' });
  await page.restore();
  expect((await app.call('load_workflow', { id: mine.id })).code).toBe('SELECT 3 AS mine');
  expect(await app.call('load_workflow', { id })).toMatchObject({ name: 'Costs (restored)', version: 2 });
  expect((await app.call('read_file', { path: 'data/notes.md' })).content).toBe('mine, longer');
  expect((await app.call('read_file', { path: 'data/notes (restored).md' })).content).toBe('theirs');

  await app.button('Close it').click();
  await page.look(archive);
  await expect(app.page.getByText('1 here already.')).toHaveCount(2);
});

test('a tab that is killed in the middle of a restore leaves what came until then; the next one brings the rest', async ({
  app,
  newTab,
}, info) => {
  const COUNT = 1200;
  const storage = createMemoryStorage();
  const started = (at: number): string => new Date(Date.now() - at * 1000).toISOString();
  const runs = Array.from({ length: COUNT }, (_, at) =>
    ended({ run_id: `run_${at}`, stdout: 'x'.repeat(500), started_at: started(at) }),
  );
  await storage.runs.restore(runs);
  const archive = info.outputPath('runs.zip');
  await writeFile(archive, new Uint8Array(await (await archiveOf(backupOver(storage).backup)).arrayBuffer()));

  const other = await newTab();
  await other.open('#/data');
  const count = async (): Promise<number> => (await other.call('list_runs', { limit: 1000 })).runs.length;
  const page = new BackupPage(app);
  await page.open();
  await page.look(archive);
  await app.button('Restore').click();
  await app.button('Restore now').click();
  await expect.poll(count, { intervals: [20] }).toBeGreaterThan(0);
  await app.page.close({ runBeforeUnload: false });
  const left = await count();
  expect(left).toBeGreaterThan(0);

  const next = new BackupPage(other);
  await next.open();
  await next.look(archive);
  await next.restore();
  expect(await count()).toBe(1000);
  await next.look(archive);
  await expect(other.page.getByText(`0 new, 1,200 here already.`)).toBeVisible();
});

test('where a page may write to files, it is written to the one that was chosen', async ({ app }) => {
  await app.call('save_workflow', { name: 'Costs', language: 'sql', code: 'SELECT 1' });
  const page = new BackupPage(app);
  await page.open();
  // The browser's dialog cannot be answered here; the handle that it would give is a real one.
  await app.page.evaluate(() => {
    const chosen = async (): Promise<FileSystemFileHandle> =>
      (await navigator.storage.getDirectory()).getFileHandle('chosen.zip', { create: true });
    Object.assign(window, { showSaveFilePicker: chosen });
  });
  await app.button('Make a back-up').click();
  await expect(app.page.getByText(/^The back-up is made: /u)).toBeVisible();
  const bytes = await app.page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('chosen.zip');
    return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
  });
  const file = { name: 'chosen.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) };
  await app.page.getByLabel('Back-up to open').setInputFiles(file);
  await page.unfold('Workflows');
  await expect(page.row('Workflows', 'Costs')).toContainText('Here already');
});

test('a file that is no back-up is told by what it is', async ({ app }, info) => {
  const page = new BackupPage(app);
  await page.open();
  const html = await page.refusal(info, 'page.zip', '<!doctype html><title>Sign in</title><script>alert(1)</script>');
  await expect(html).toContainText('The file is a web page, whatever its name says.');
  await expect(await page.refusal(info, 'text.zip', 'hello')).toContainText('The file is no ZIP archive.');
  await expect(await page.refusal(info, 'cut.zip', 'PK\u0003\u0004')).toContainText('The archive is cut off or damaged.');
});
