import { expect, test } from './fixtures.ts';

test('a limit out of range is refused with its range; one within holds for the next run and over a reload', async ({ app }) => {
  const { page } = app;
  await app.go('Settings');
  const limit = page.getByRole('spinbutton', { name: 'Time limit' });
  await limit.fill('301');
  await expect(page.getByText('Time limit is 301; enter a number from 1 to 300 seconds').first()).toBeVisible();
  await expect(app.button('Save limits')).toBeDisabled();
  await limit.fill('1');
  await app.button('Save limits').click();
  await expect(app.notice('The limits are saved')).toBeVisible();
  const run = await app.call('execute_code', { language: 'javascript', code: 'for (;;);' });
  expect(run.status).toBe('timed_out');

  await app.reload();
  await expect(limit).toHaveValue('1');
  await app.button('Reset to defaults').click();
  await expect(limit).toHaveValue('30');
});

test('theme and density are applied at once, and in the other tab', async ({ app, newTab }) => {
  await app.go('Settings');
  const other = await newTab();
  await other.open();
  await app.page.getByRole('radio', { name: 'Dark' }).check();
  await expect(app.page.locator('body')).toHaveClass(/awsui-dark-mode/u);
  await expect(other.page.locator('body')).toHaveClass(/awsui-dark-mode/u);
  await app.page.getByRole('radio', { name: 'Compact' }).check();
  await expect(app.page.locator('body')).toHaveClass(/awsui-compact-mode/u);
  await app.page.getByRole('radio', { name: 'Light' }).check();
  await expect(other.page.locator('body')).not.toHaveClass(/awsui-dark-mode/u);
});

test('old runs are deleted after a question that says how many; workflows and files stay', async ({ app }) => {
  const { page } = app;
  await app.call('save_workflow', { name: 'Kept', language: 'sql', code: 'SELECT 1' });
  for (const code of ["fs.writeFileSync('data/kept.txt', 'x')", '2', '3'])
    await app.call('execute_code', { language: 'javascript', code });
  await app.go('Settings');
  await page.getByRole('spinbutton', { name: 'Runs to keep' }).fill('0');
  await expect(page.getByText('It is 0; enter a whole number from 1 to 100,000').first()).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Runs to keep' }).fill('1');
  await app.button('Save retention').click();
  await expect(page.getByText('2 of 3 kept runs would go.')).toBeVisible();
  await app.button('Delete old runs now').click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 old runs?' });
  await dialog.getByRole('button', { name: 'Keep them' }).click();
  expect((await app.call('list_runs', {})).runs).toHaveLength(3);
  await app.button('Delete old runs now').click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(app.notice('2 old runs deleted')).toBeVisible();
  expect((await app.call('list_runs', {})).runs).toHaveLength(1);
  expect((await app.call('list_workflows', { query: 'Kept' })).workflows).toHaveLength(1);
  expect((await app.call('list_files', {})).files).toMatchObject([{ path: 'data/kept.txt' }]);
});

test('what is stored, the tools with their schemas, and the licences are shown', async ({ app }) => {
  const { page } = app;
  await app.go('Settings');
  await expect(page.getByText(/that the browser allows/u)).toBeVisible();
  await page.getByRole('button', { name: 'query_data' }).click();
  await expect(page.getByRole('group', { name: 'Input schema of query_data' })).toContainText('max_rows');
  const licences = await page.getByRole('link', { name: /Licences of what is shipped/u }).getAttribute('href');
  const shipped = await page.request.get(new URL(licences ?? '', app.url).href);
  expect(await shipped.text()).toContain('Apache License');
});
