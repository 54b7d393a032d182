import { expect, test } from './fixtures.ts';

test('offers what code can call while one writes it', async ({ app }) => {
  await app.choose('Language', 'Python');
  await app.writeCode('x');
  await app.page.keyboard.press('Backspace');
  await app.page.keyboard.type('que');
  await app.page.keyboard.press('Control+Space');
  const offered = app.page.getByRole('listbox', { name: 'Suggest' }).getByRole('option', { name: /^query/u });
  await expect(offered).toBeVisible();
  await app.page.keyboard.press('Tab');
  await expect(app.code).toHaveValue(/await query\("""/u);
});

test('marks the line of an error until that line is changed', async ({ app }) => {
  const mark = app.page.locator('.sb-error-line');
  await app.choose('Language', 'SQL');
  await app.writeCode('SELECT 1\nFROM nowhere_at_all');
  await app.button('Run').click();
  await app.expectStatus(/failed/iu);
  await expect(mark).toBeVisible();
  await app.code.focus();
  await app.page.keyboard.press('ControlOrMeta+a');
  await app.page.keyboard.insertText('SELECT 1\nAS one');
  await expect(mark).toBeHidden();
});

test('keeps code that was set aside over a reload, until it is brought back', async ({ app }) => {
  await app.choose('Language', 'Python');
  await app.writeCode('print("not saved")');
  await app.button('New').click();
  await expect(app.code).toHaveValue('');
  await app.writeCode('print("another")');
  await expect(app.notice('set aside')).toBeVisible();
  await expect(async () => {
    await app.reload();
    await expect(app.code).toHaveValue('print("another")', { timeout: 2000 });
  }).toPass();
  await app.button('Bring it back').click();
  await expect(app.code).toHaveValue('print("not saved")');
});

test('says that an older version was opened on purpose, and not that another tab saved', async ({ app }) => {
  for (const code of ['SELECT 1', 'SELECT 2', 'SELECT 3'])
    await app.call('save_workflow', { name: 'Thrice', language: 'sql', code, description: '', tags: [] });
  const { id } = await app.call('load_workflow', { name: 'Thrice' });
  await app.page.goto(`${app.url}#/workbench?workflow=${id}&version=1`);
  await expect(app.code).toHaveValue('SELECT 1');
  await app.writeCode('SELECT 4');
  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByText('You opened version 1; the newest is 3')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save as version 4' }).click();
  await expect(app.notice('saved as version 4')).toBeVisible();
});

test('warns of the lines of a file that were left out', async ({ app }) => {
  await app.go('Data');
  await app.dropFiles({ 'odd.csv': 'day,cost\n2026-01-01,1.5\n2026-01-02,2,9,9\n2026-01-03,3\n' });
  await expect(app.notice(/odd\.csv is the table/u)).toBeVisible();
  await expect(app.notice(/Line 3/u)).toBeVisible();
  await expect(app.page.getByText('1 note', { exact: true })).toBeVisible();
});
