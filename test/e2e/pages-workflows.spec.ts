import { expect, test } from './fixtures.ts';

test('workflows are found by search, tag and language, and sorted', async ({ app }) => {
  await app.call('save_workflow', {
    name: 'Zebra spend',
    language: 'sql',
    code: 'SELECT 1',
    description: 'By stripes',
    tags: ['zoo'],
  });
  await app.call('save_workflow', { name: 'Ant spend', language: 'python', code: '1', tags: ['zoo', 'small'] });
  await app.go('Workflows');
  const table = app.page.getByRole('table', { name: 'Workflows' });
  const names = table.getByRole('rowheader');
  await expect(names).toHaveCount(14);
  await expect(table.getByRole('row', { name: /Monthly Cost Report/u })).toContainText('Built-in');

  await app.page.getByRole('searchbox', { name: 'Search workflows' }).fill('stripes');
  await expect(names).toHaveText([/Zebra spend/u]);
  await app.page.getByRole('button', { name: 'Clear the search' }).click();

  await app.page.getByRole('button', { name: /^Tag/u }).click();
  await app.page.getByRole('option', { name: 'zoo' }).click();
  await expect(names).toHaveCount(2);
  await table.getByRole('button', { name: /^Name/u }).click();
  await expect(names).toHaveText([/Ant spend/u, /Zebra spend/u]);

  await app.page
    .getByRole('button', { name: /^Language/u })
    .first()
    .click();
  await app.page.getByRole('option', { name: 'JavaScript' }).click();
  await expect(app.page.getByText('No workflow fits')).toBeVisible();
  await app.button('Clear the filters').click();
  await expect(names).toHaveCount(14);
});

test('another tab sees what this one saves and deletes; a deletion is undone', async ({ app, newTab }) => {
  await app.go('Workflows');
  const other = await newTab();
  await other.open('#/workflows');
  await app.call('save_workflow', { name: 'Shared', language: 'sql', code: 'SELECT 1' });
  const there = other.page.getByRole('link', { name: 'Shared', exact: true });
  await expect(there).toBeVisible();

  await app.button('Actions for Shared').click();
  await app.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(there).toBeHidden();
  await app.button('Undo').click();
  await expect(there).toBeVisible();
  await expect(app.page.getByRole('link', { name: 'Shared', exact: true })).toBeVisible();
});

test('a built-in cannot be deleted, and is copied to be edited', async ({ app }) => {
  await app.go('Workflows');
  await app.button('Actions for Export to CSV').click();
  await expect(app.page.getByRole('menuitem', { name: /^Delete/u })).toHaveAttribute('aria-disabled', 'true');
  await app.page.getByRole('menuitem', { name: 'Make a copy to edit' }).click();
  await expect(app.page).toHaveURL(/#\/workbench/u);
  const { workflows } = await app.call('list_workflows', { query: 'Export to CSV (copy)' });
  expect(workflows).toMatchObject([{ name: 'Export to CSV (copy)', builtin: false, version: 1 }]);
  // It asks for the same parameters.
  const original = await app.call('load_workflow', { name: 'Export to CSV' });
  const copy = await app.call('load_workflow', { name: 'Export to CSV (copy)' });
  expect(copy.params_schema).toEqual(original.params_schema);
  await app.call('save_workflow', { name: 'Export to CSV (copy)', language: 'javascript', code: 'params' });
  expect((await app.call('load_workflow', { name: 'Export to CSV (copy)' })).params_schema).toEqual(original.params_schema);
});

test('a workflow runs with the parameters of the dialog, tells how it goes and leads to its run', async ({ app }) => {
  await app.go('Workflows');
  await app.button('Run Monthly Cost Report').click();
  const dialog = app.page.getByRole('dialog', { name: /Run .*Monthly Cost Report/u });
  const top = dialog.getByRole('textbox', { name: /^Top/u });
  await top.fill('0');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText(/Top is "0"; enter a whole number, 1 or more/u)).toBeVisible();
  await top.fill('3');
  await top.press('Enter');
  await app.page.getByRole('link', { name: 'Open the run' }).click({ timeout: 90_000 });

  await expect(app.page.getByRole('heading', { name: 'Monthly Cost Report', level: 1 })).toBeVisible();
  await expect(app.page.getByRole('status').filter({ hasText: 'Succeeded' }).first()).toBeVisible();
  const { runs } = await app.call('list_runs', {});
  expect(runs).toMatchObject([{ status: 'succeeded', params: { top: 3, tag: 'user_team' }, workflow_version: 1 }]);
});

test('a query of one’s own asks for its parameters, and offers those of its last run', async ({ app }) => {
  const code = 'SELECT :month AS month, :top AS top';
  await app.call('save_workflow', { name: 'By month', language: 'sql', code });
  await app.go('Workflows');
  await app.button('Run By month').click();
  const dialog = app.page.getByRole('dialog', { name: /Run .*By month/u });
  const field = (name: string) => dialog.getByRole('textbox', { name, exact: true });
  await field('month').fill('2026-10');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText('top is empty; the workflow needs it')).toBeVisible();
  await field('top').fill('3');
  await field('top').press('Enter');
  await expect(app.notice('“By month” succeeded')).toBeVisible({ timeout: 90_000 });
  const { runs } = await app.call('list_runs', {});
  expect(runs).toMatchObject([{ status: 'succeeded', params: { month: '2026-10', top: 3 } }]);

  await app.button('Run By month').click();
  await expect(field('month')).toHaveValue('2026-10');
  await expect(field('top')).toHaveValue('3');
});

test('a script of one’s own that reads params asks for them, and one that reads none runs at once', async ({ app }) => {
  await app.call('save_workflow', { name: 'Year', language: 'javascript', code: 'params.month.slice(0, 4)' });
  await app.call('save_workflow', { name: 'Plain', language: 'javascript', code: '1 + 1' });
  await app.go('Workflows');
  await app.button('Run Plain').click();
  await expect(app.notice('“Plain” succeeded')).toBeVisible({ timeout: 90_000 });

  await app.button('Run Year').click();
  const dialog = app.page.getByRole('dialog', { name: /Run .*Year/u });
  const params = dialog.getByRole('textbox', { name: /^Parameters/u });
  await params.fill('2026-10');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(dialog.getByText(/Parameters are no JSON/u)).toBeVisible();
  await params.fill('{"month": "2026-10"}');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(app.notice('“Year” succeeded')).toBeVisible({ timeout: 90_000 });
  const [run] = (await app.call('list_runs', {})).runs;
  expect(await app.call('get_run', { run_id: run?.run_id ?? '' })).toMatchObject({ result: '2026' });

  await app.button('Run Year').click();
  await expect(params).toHaveValue('{ "month": "2026-10" }');
});

test('every version is listed with its note and opened in the workbench', async ({ app }) => {
  await app.call('save_workflow', { name: 'Grown', language: 'sql', code: 'SELECT 1', changelog: 'First' });
  const { id } = await app.call('save_workflow', {
    name: 'Grown',
    language: 'sql',
    code: 'SELECT 2',
    changelog: 'Twice as much',
  });
  await app.go('Workflows');
  await app.button('Actions for Grown').click();
  await app.page.getByRole('menuitem', { name: 'Versions' }).click();
  const versions = app.page.getByRole('table', { name: 'Versions of Grown' });
  await expect(versions.getByRole('row')).toHaveCount(3);
  await expect(versions.getByRole('row').nth(1)).toContainText(/2 \(newest\).*UTC.*Twice as much/u);
  await expect(versions.getByRole('link', { name: 'Open version 1 of Grown' })).toHaveAttribute(
    'href',
    `#/workbench?workflow=${id}&version=1`,
  );
  await versions.getByRole('link', { name: 'Open version 1 of Grown' }).click();
  await expect(app.page.getByText('SELECT 1').first()).toBeVisible();
});
