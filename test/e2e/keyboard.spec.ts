import type { Locator } from '@playwright/test';
import type { AppPage } from './app-page.ts';
import { BackupPage } from './backup-page.ts';
import { expect, test } from './fixtures.ts';
import { openModelSettings } from './model-settings.ts';

test('the first stop of the keyboard leads past the navigation to the page', async ({ app }) => {
  await app.page.goto('about:blank');
  await app.open('#/runs');
  await expect(app.page.getByRole('heading', { level: 1, name: /^Runs/u })).toBeVisible();
  await app.page.keyboard.press('Tab');
  const skip = app.page.getByRole('link', { name: 'Skip to the page' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await app.page.keyboard.press('Enter');
  await expect(app.page).toHaveURL(/#\/runs$/u);
  await app.page.keyboard.press('Tab');
  await expect(app.page.getByRole('link', { name: 'AWS calls' })).toBeFocused();
});

test('the dialog for saving begins with the name', async ({ app }) => {
  await app.button('Save').click();
  await expect(app.page.getByRole('dialog', { name: 'Save workflow' }).getByLabel('Name', { exact: true })).toBeFocused();
});

test('a chat that opens by itself after a reload leaves the focus where one writes', async ({ app }) => {
  const message = app.page.getByRole('textbox', { name: 'Message', exact: true });
  await app.button('Chat').click();
  await expect(message).toBeFocused();
  // Where the chat stands is kept half a second later.
  await app.page.waitForTimeout(1000);
  // Its code comes when somebody writes already.
  const mayLoad = Promise.withResolvers<void>();
  await app.page.route(/\/chat-pane-[^/]*\.js$/u, async (route) => {
    await mayLoad.promise;
    await route.continue();
  });
  await app.page.reload();
  await app.writeCode('1');
  await app.page.keyboard.type(' + 2');
  mayLoad.resolve();
  await expect(message).toBeVisible();
  await app.page.waitForTimeout(300);
  await app.page.keyboard.type(' + 3');
  await expect(app.code).toBeFocused();
  await expect(message).toHaveValue('');

  await app.button('Chat').click();
  await expect(message).toBeHidden();
  await app.button('Chat').click();
  await expect(message).toBeFocused();
});

test('a name that is offered in place of a built-in one is taken into its field, and nothing is saved yet', async ({ app }) => {
  await app.writeCode('1');
  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog', { name: 'Save workflow' });
  const name = dialog.getByLabel('Name', { exact: true });
  await name.fill('Monthly Cost Report');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('button', { name: 'Use “Copy of Monthly Cost Report”' }).click();
  await expect(name).toHaveValue('Copy of Monthly Cost Report');
  // What was asked before would come back where the button also sent the form.
  await app.page.waitForTimeout(300);
  await expect(dialog.getByText('is built in')).toBeHidden();
  await expect(name).toBeVisible();
});

test('the runs fit a narrow window, and say what they were', async ({ app }) => {
  await app.call('execute_code', { language: 'sql', code: '-- Cost of the month\nSELECT 1' });
  await app.page.setViewportSize({ width: 800, height: 900 });
  await app.go('Runs');
  const row = app.page.getByRole('table', { name: 'Runs' }).getByRole('row').filter({ hasText: 'Cost of the month' });
  await expect(row).toContainText(/Succeeded.*UTC/su);
  const cells = row.getByRole('rowheader');
  const box = await cells.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(800);
});

/** Presses a button as the keyboard does. */
async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

/** Opens a menu and takes one of its items, by keys alone. */
async function take(app: AppPage, menu: string, item: string): Promise<void> {
  await press(app.button(menu));
  const wanted = app.page.getByRole('menuitem', { name: item, exact: true });
  await expect(wanted).toBeVisible();
  await expect(async () => {
    if (!(await wanted.evaluate((each) => each.contains(document.activeElement)))) await app.page.keyboard.press('ArrowDown');
    expect(await wanted.evaluate((each) => each.contains(document.activeElement))).toBe(true);
  }).toPass({ intervals: [50] });
  await app.page.keyboard.press('Enter');
}

test('a workflow that is deleted leaves the focus to its neighbour, and takes it when it is back', async ({ app }) => {
  for (const name of ['One', 'Two', 'Three'])
    await app.call('save_workflow', { name, language: 'sql', code: 'SELECT 1', tags: ['mine'] });
  await app.go('Workflows');
  await app.page.getByRole('searchbox', { name: 'Search workflows' }).fill('mine');
  const rows = app.page.getByRole('table', { name: 'Workflows' }).getByRole('rowheader');
  await expect(rows).toHaveText([/^Three/u, /^Two/u, /^One/u]);
  await take(app, 'Actions for Two', 'Delete');
  await expect(rows).toHaveCount(2);
  await expect(app.button('Actions for One')).toBeFocused();
  await press(app.button('Undo'));
  await expect(rows).toHaveCount(3);
  await expect(app.button('Actions for Two')).toBeFocused();
  await take(app, 'Actions for One', 'Delete');
  await expect(app.button('Actions for Two')).toBeFocused();
  await take(app, 'Actions for Two', 'Delete');
  await expect(app.button('Actions for Three')).toBeFocused();
  await take(app, 'Actions for Three', 'Delete');
  await expect(app.page.getByRole('heading', { level: 1, name: /^Workflows/u })).toBeFocused();

  const dismiss = app.page.getByRole('button', { name: /^Dismiss: /u });
  for (let left = await dismiss.count(); left > 0; left -= 1) {
    await press(dismiss.first());
    await expect(dismiss).toHaveCount(left - 1);
  }
  await expect(app.page.getByRole('heading', { level: 1, name: /^Workflows/u })).toBeFocused();
});

test('files and tables of one’s own leave the focus to their neighbours, and take it when they are back', async ({ app }) => {
  for (const name of ['a', 'b']) await app.call('write_file', { path: `data/${name}.csv`, content: 'x,y\n1,2\n' });
  await app.go('Data');
  for (const name of ['a', 'b']) {
    await take(app, `Actions for data/${name}.csv`, 'Open as table');
    await expect(app.button(`Actions for ${name}`)).toBeVisible();
  }
  await take(app, 'Actions for data/a.csv', 'Delete');
  await expect(app.button('Actions for data/b.csv')).toBeFocused();
  await press(app.button('Undo'));
  await expect(app.button('Actions for data/a.csv')).toBeFocused();

  await take(app, 'Actions for a', 'Rename');
  const name = app.page.getByRole('textbox', { name: 'Table name' });
  await expect(name).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect(app.button('Actions for a')).toBeFocused();
  await take(app, 'Actions for b', 'Remove');
  await expect(app.button('Actions for a')).toBeFocused();
  await press(app.button('Undo'));
  await expect(app.button('Actions for b')).toBeFocused();
  await take(app, 'Actions for a', 'Remove');
  await expect(app.button('Actions for b')).toBeFocused();
  await take(app, 'Actions for b', 'Remove');
  await expect(app.page.getByText('Local files', { exact: true })).toBeFocused();

  await press(app.button('Select Local files'));
  await expect(app.page.getByText('Selected for queries').locator('xpath=ancestor-or-self::*[@tabindex]').last()).toBeFocused();
});

test('a run that is run again or deleted leads to the head of what is shown then', async ({ app }) => {
  const { run_id } = await app.call('execute_code', { language: 'javascript', code: '1', title: 'Old' });
  await app.page.goto(`${app.url}#/runs/${run_id}`);
  await press(app.button('Run again'));
  await expect(app.page).not.toHaveURL(new RegExp(run_id, 'u'));
  const page = app.page.locator('.sb-page');
  await expect(page).toBeFocused();
  await press(app.button('Delete'));
  await press(app.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }));
  await expect(app.page.getByRole('heading', { level: 1, name: /^Runs/u })).toBeVisible();
  await expect(page).toBeFocused();
});

test('a model’s key is entered, kept and removed without losing the place', async ({ app }) => {
  const { page } = app;
  const settings = await openModelSettings(app);
  await settings.fillIn({ label: 'OpenAI', model: 'gpt-one' }, '');
  await press(settings.dialog.getByRole('button', { name: 'Add', exact: true }));
  const key = page.getByLabel('API key');
  await expect(key).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(app.button('Add model').first()).toBeFocused();

  const row = settings.row('gpt-one');
  const button = (name: string) => row.getByRole('button', { name, exact: true });
  await press(button('Enter key'));
  await expect(key).toBeFocused();
  await press(button('Cancel'));
  await expect(button('Enter key')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type('sk-abcdefghijklmnopqrstuvwxyz');
  await page.keyboard.press('Enter');
  await expect(button('Replace key')).toBeFocused();
  await press(button('Remember on this device'));
  await expect(row.getByRole('radio', { name: /Until this tab is closed/u })).toBeFocused();
  await press(button('Cancel'));
  await expect(button('Remember on this device')).toBeFocused();
  await page.keyboard.press('Enter');
  await row.getByRole('radio', { name: /encrypted by a passphrase/u }).check();
  await row.getByLabel('Passphrase', { exact: true }).fill('a few words that nobody guesses');
  await press(button('Remember'));
  await expect(button('Replace key')).toBeFocused();
  await press(button('Remove key'));
  await expect(button('Enter key')).toBeFocused();

  await settings.add({ label: 'OpenAI', model: 'gpt-two', key: 'sk-abcdefghijklmnopqrstuvwxyz' }, '');
  await press(button('Remove gpt-one'));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }));
  await expect(app.button('Edit gpt-two')).toBeFocused();
});

test('who signs is made, renamed and deleted without losing the place', async ({ app }) => {
  const { page } = app;
  await app.go('Settings');
  const name = page.getByLabel('Your name, as others see it');
  await name.fill('Maria');
  await name.press('Enter');
  const rename = app.button('Rename your identity');
  await expect(rename).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await press(app.button('Cancel'));
  await expect(rename).toBeFocused();
  await press(app.button('Delete your identity'));
  await press(page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }));
  await expect(name).toBeFocused();
});

test('a button that has saved keeps the focus', async ({ app }) => {
  await app.go('Settings');
  await app.page.getByLabel('Runs to keep').fill('321');
  await press(app.button('Save retention'));
  await expect(app.notice('The retention is saved')).toBeVisible();
  await expect(app.button('Save retention')).toBeFocused();
});

test('a back-up is made, opened and restored without losing the place', async ({ app }, info) => {
  const { page } = app;
  const backup = new BackupPage(app);
  await backup.open();
  await app.button('Make a back-up').focus();
  const archive = await backup.make(info);
  await expect(app.button('Make a back-up')).toBeFocused();
  await app.button('Open a back-up').focus();
  await backup.look(archive);
  await expect(app.button('Open a back-up')).toBeFocused();
  await press(app.button('Restore'));
  await press(app.button('Restore now'));
  await expect(page.getByText('The back-up is restored')).toBeVisible();
  await expect(page.getByText('The back-up is restored').locator('xpath=ancestor::*[@tabindex][1]')).toBeFocused();
  await press(app.button('Close it'));
  await expect(app.button('Open a back-up')).toBeFocused();
});
