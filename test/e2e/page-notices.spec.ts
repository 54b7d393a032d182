import { expect, test } from './fixtures.ts';

test('a notice of the Data page stays there, and what can be undone still can', async ({ app }) => {
  await app.call('write_file', { path: 'data/notes.txt', content: 'x' });
  await app.go('Data');
  await app.page.getByRole('button', { name: 'Actions for data/notes.txt' }).click();
  await app.page.getByRole('menuitem', { name: 'Delete' }).click();
  const told = app.notice(/notes\.txt is deleted/u);
  await expect(told).toBeVisible();
  await app.go('Workbench');
  await expect(told).toHaveCount(0);
  await app.go('Data');
  await expect(told).toBeVisible();
  await app.button('Undo').click();
  await expect(app.notice(/notes\.txt is back/u)).toBeVisible();
});
