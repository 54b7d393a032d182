import { expect, test } from './fixtures.ts';

test('two tabs see what the other saves', async ({ app, newTab }) => {
  const other = await newTab();
  await other.open();
  await other.go('Workflows');
  await expect(other.page.getByRole('link', { name: 'Monthly Cost Report' })).toBeVisible();
  await app.call('save_workflow', { name: 'From the first tab', language: 'sql', code: 'SELECT 1' });
  await expect(other.page.getByRole('link', { name: 'From the first tab' })).toBeVisible();
  await other.call('delete_workflow', { id: (await app.call('load_workflow', { name: 'From the first tab' })).id });
  expect(await app.failure('load_workflow', { name: 'From the first tab' })).toMatchObject({ name: 'NotFoundError' });
});

test('a save over a version that one has not seen asks first, and nothing is lost', async ({ app, newTab }) => {
  const { id } = await app.call('save_workflow', { name: 'Shared', language: 'javascript', code: "'one'" });
  await app.page.goto(`${app.url}#/workbench?workflow=${id}`);
  await expect(app.page.getByRole('heading', { name: 'Shared' })).toBeVisible();
  const other = await newTab();
  await other.open();
  await other.call('save_workflow', { name: 'Shared', language: 'javascript', code: "'two'" });

  await app.writeCode("'three'");
  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText(/version 2/iu).first()).toBeVisible();
  expect((await app.call('load_workflow', { id })).code).toBe("'two'");
  await dialog.getByRole('button', { name: /version 3/iu }).click();
  await expect(app.notice('“Shared” is saved as version 3')).toBeVisible();
  expect((await app.call('load_workflow', { id, version: 2 })).code).toBe("'two'");
  expect((await app.call('load_workflow', { id })).code).toBe("'three'");
});

test('a tab hears at once of a newer version of what it has open: to be loaded, or not', async ({ app, newTab }) => {
  const { id } = await app.call('save_workflow', { name: 'Shared', language: 'javascript', code: "'one'" });
  await app.page.goto(`${app.url}#/workbench?workflow=${id}`);
  await expect(app.page.getByRole('heading', { name: 'Shared' })).toBeVisible();
  const other = await newTab();
  await other.open('#/data');
  await other.call('save_workflow', { name: 'Shared', language: 'javascript', code: "'two'" });
  const second = app.notice('Version 2 of “Shared” was saved in another tab');
  await expect(second).toBeVisible();
  await app.button('Keep mine').click();
  await expect(second).toBeHidden();

  await app.writeCode("'mine'");
  await other.call('save_workflow', { name: 'Shared', language: 'javascript', code: "'three'" });
  const third = app.notice('Version 3 of “Shared” was saved in another tab');
  await expect(third).toBeVisible();
  await app.button('Load it').click();
  await expect(app.code).toHaveValue("'three'");
  await expect(third).toBeHidden();
  await app.button('Bring it back').click();
  await expect(app.code).toHaveValue("'mine'");

  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('button', { name: /version 4/iu }).click();
  await expect(app.notice('“Shared” is saved as version 4')).toBeVisible();
  await expect(app.notice(/was saved/u), 'its own save is no news').toHaveCount(0);
});

test('each tab keeps its own draft, and those of closed tabs are found again', async ({ app, newTab }) => {
  await app.writeCode("'first tab'");
  const other = await newTab();
  await other.open();
  await expect(other.code).not.toHaveValue("'first tab'");
  await other.writeCode("'second tab'");
  await app.page.reload();
  await expect(app.code).toHaveValue("'first tab'");
  await other.page.reload();
  await expect(other.code).toHaveValue("'second tab'");

  await other.page.close();
  await app.page.close();
  const third = await newTab();
  await third.open();
  await expect(third.code).toHaveValue("'second tab'");
  const fourth = await newTab();
  await fourth.open();
  await expect(fourth.code).toHaveValue("'first tab'");
  const fifth = await newTab();
  await fifth.open();
  await expect(fifth.code).not.toHaveValue(/tab'/u);
});

test('a tab killed in mid-run leaves the run as interrupted, with what was printed', async ({ app, newTab }) => {
  const run = app.page.evaluate(() => {
    void window.sandbank.callTool('execute_code', {
      language: 'python',
      code: 'import time\nopen("data/half.csv", "w").write("a")\nfor i in range(600):\n    print("line", i)\n    time.sleep(0.1)',
      timeout_s: 100,
    });
  });
  await run;
  const run_id = await app.poll(async () => {
    const { runs } = (await window.sandbank.callTool('list_runs', {})) as { runs: { run_id: string }[] };
    const id = runs[0]?.run_id;
    if (id === undefined) return undefined;
    const { stdout } = (await window.sandbank.callTool('get_run', { run_id: id })) as { stdout: string };
    return stdout.split('\n').length > 25 ? id : undefined;
  });

  const other = await newTab();
  await other.page.goto('about:blank');
  await app.page.close({ runBeforeUnload: false });
  await other.open();
  await expect.poll(async () => (await other.call('get_run', { run_id })).status).toBe('interrupted');
  const { stdout, files } = await other.call('get_run', { run_id });
  expect(files, 'files that it wrote are not kept, so none is listed').toEqual([]);
  expect(stdout.split('\n').length).toBeGreaterThan(10);
  await other.go('Runs');
  await expect(other.page.getByRole('status').filter({ hasText: 'Interrupted' })).toBeVisible();
});

test('without IndexedDB it says what is not kept, and still runs code', async ({ newTab, problems }) => {
  problems.expect(/indexeddb|storage/iu);
  const app = await newTab();
  await app.page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await app.open();
  await expect(app.notice('Nothing is kept after this tab closes')).toBeVisible();
  expect((await app.call('execute_code', { language: 'javascript', code: '1 + 1' })).result).toBe(2);
  const saved = await app.call('save_workflow', { name: 'Brief', language: 'sql', code: 'SELECT 1' });
  expect((await app.call('load_workflow', { id: saved.id })).code).toBe('SELECT 1');
});
