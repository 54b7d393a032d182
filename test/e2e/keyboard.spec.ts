import { expect, test } from './fixtures.ts';

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
