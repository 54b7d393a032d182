import { expect, partingBrowser, test } from './embed-fixtures.ts';

test.use(partingBrowser);

test('on another site the frame has a storage of its own: what is granted there is kept there, and nowhere else', async ({
  bench,
  newTab,
}) => {
  const page = await bench();
  await page.connect(['read']);
  await page.grant();
  await expect(page.frame.getByText('Nothing is kept after this tab closes')).toHaveCount(0);
  await page.page.reload();
  await page.page.waitForFunction(() => typeof window.embedClient === 'object');
  await page.show('?embed#/settings');
  expect(await page.connect(['read'])).toBeUndefined();
  expect(await page.granted()).toEqual(['read']);
  await expect(page.frame.getByRole('button', { name: /^Revoke what/u })).toBeVisible();
  const app = await newTab();
  await app.open('#/settings');
  await expect(app.page.getByText('You have granted nothing to any site')).toBeVisible();
});
