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
