import { expect, test } from './fixtures.ts';

test('the log lists runs newest first, filters them by status and workflow, and loads more', async ({ app }) => {
  const { page } = app;
  const { id } = await app.call('save_workflow', { name: 'Counter', language: 'javascript', code: '1' });
  await app.call('load_workflow', { id, execute: true });
  await app.call('execute_code', { language: 'javascript', code: "throw new TypeError('broken')", title: 'Broken' });
  await app.go('Runs');
  const table = page.getByRole('table', { name: 'Runs' });
  const titles = table.getByRole('rowheader');
  await expect(titles).toHaveText([/^Broken.*TypeError: broken/su, /^Counter/u]);
  await expect(table.getByRole('row').nth(1)).toContainText(/Failed.*JavaScript.*sample.*UTC/su);

  await page
    .getByRole('button', { name: /^Status/u })
    .first()
    .click();
  await page.getByRole('option', { name: 'Succeeded' }).click();
  await expect(titles).toHaveText([/^Counter/u]);
  await page
    .getByRole('button', { name: /^Status/u })
    .first()
    .click();
  await page.getByRole('option', { name: 'Timed out' }).click();
  await app.button('Clear the filters').click();
  await page
    .getByRole('button', { name: /^Workflow/u })
    .first()
    .click();
  await page.getByRole('option', { name: 'Counter' }).click();
  await expect(titles).toHaveText([/^Counter/u]);
  await page
    .getByRole('button', { name: /^Workflow/u })
    .first()
    .click();
  await page.getByRole('option', { name: 'Any workflow' }).click();

  await page.evaluate(async () => {
    const again = () => window.sandbank.callTool('execute_code', { language: 'javascript', code: '1' });
    await Promise.all(Array.from({ length: 50 }, again));
  });
  await expect(titles).toHaveCount(50);
  await app.button('Load more').click();
  await expect(titles).toHaveCount(52);
  await expect(app.button('Load more')).toBeHidden();
});

test('a run shows everything that is kept of it, is run again, opened in the workbench and deleted', async ({ app }) => {
  const { page } = app;
  const code =
    "console.log('printed');\ntable([{ cost: '0.1000000000000000055' }]);\nfs.writeFileSync('data/out.txt', 'x');\nparams.n + 1";
  const run = await app.call('execute_code', { language: 'javascript', code, params: { n: 41 }, title: 'Answer' });
  await page.goto(`${app.url}#/runs/${run.run_id}`);
  await expect(page.getByRole('heading', { name: 'Answer', level: 1 })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Code of the run' })).toContainText("console.log('printed')");
  await expect(page.getByText('n: 41')).toBeVisible();
  await app.tab('Output').click();
  await expect(app.output.getByText('printed')).toBeVisible();
  await app.tab('Tables').click();
  await expect(app.output.getByText('0.1000000000000000055').first()).toBeVisible();
  await app.tab('Files').click();
  await expect(app.output.getByText('data/out.txt')).toBeVisible();
  await app.tab('Result').click();
  await expect(app.output.getByText('42')).toBeVisible();

  await app.button('Run again').click();
  await expect(page).not.toHaveURL(new RegExp(run.run_id, 'u'));
  await expect(page.getByRole('status').filter({ hasText: 'Succeeded' }).first()).toBeVisible();
  const { runs } = await app.call('list_runs', {});
  expect(runs).toHaveLength(2);
  expect(runs[0]).toMatchObject({ title: 'Answer', params: { n: 41 } });

  await app.button('Delete').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page).toHaveURL(/#\/runs$/u);
  expect((await app.call('list_runs', {})).runs.map(({ run_id }) => run_id)).toEqual([run.run_id]);

  await page.getByRole('link', { name: 'Answer' }).click();
  await page.getByRole('link', { name: 'Open in workbench' }).click();
  await expect(page).toHaveURL(/#\/workbench/u);
  await expect(page.getByText("console.log('printed')").first()).toBeVisible();
});

test('a run that goes on is stopped from its page, and says why it ended', async ({ app }) => {
  const going = app.call('execute_code', {
    language: 'javascript',
    code: "console.log('still going'); for (;;);",
    timeout_s: 100,
  });
  await app.go('Runs');
  await app.page.getByRole('link', { name: "console.log('still going'); for (;;);" }).click();
  await expect(app.output.getByText('still going')).toBeVisible();
  await app.button('Stop').click();
  expect(await going).toMatchObject({ status: 'cancelled' });
  await expect(app.page.getByRole('status').filter({ hasText: 'Stopped' }).first()).toBeVisible();
  await expect(app.output.getByText('still going')).toBeVisible();
});

test('a run whose tab was closed is there as interrupted, with what it printed', async ({ app, newTab }) => {
  const other = await newTab();
  await other.open();
  await other.page.evaluate(() => {
    void window.sandbank.callTool('execute_code', {
      language: 'javascript',
      code: "console.log('half'); for (;;);",
      timeout_s: 200,
    });
  });
  await app.go('Runs');
  const link = app.page.getByRole('link', { name: "console.log('half'); for (;;);" });
  await expect(link).toBeVisible();
  const { runs } = await app.call('list_runs', {});
  const id = runs[0]?.run_id ?? '';
  await expect.poll(async () => (await app.call('get_run', { run_id: id })).stdout).toBe('half\n');
  await other.page.close();
  await app.reload();
  await expect(app.page.getByText('Interrupted', { exact: true }).first()).toBeVisible();
  await link.click();
  await expect(app.output.getByText('half')).toBeVisible();
  await expect(app.output.getByText(/The tab was closed or reloaded/u)).toBeVisible();
});

test('a run that is not there says so', async ({ app }) => {
  await app.page.goto(`${app.url}#/runs/run_nothing`);
  await expect(app.page.getByRole('heading', { name: 'This run is not in the log', level: 1 })).toBeVisible();
  await expect(app.page.getByText('run_')).toHaveCount(0);
  await app.page.getByRole('link', { name: 'All runs' }).click();
  await expect(app.page.getByRole('heading', { name: /^Runs/u, level: 1 })).toBeVisible();
});
