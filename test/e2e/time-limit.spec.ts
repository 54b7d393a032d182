import { expect, test } from './fixtures.ts';

test('the time limit says what is wrong with it when it is left, and at Run', async ({ app }) => {
  const limit = app.page.getByRole('spinbutton', { name: 'Time limit' });
  await limit.fill('301');
  await limit.press('Tab');
  const said = 'Time limit is "301"; enter seconds from 1 to 300, such as 30 or 1.5.';
  await expect(limit).toHaveAttribute('aria-invalid', 'true');
  await expect(limit).toHaveAccessibleDescription(said);
  await limit.fill('1.5');
  await expect(limit).toHaveAttribute('aria-invalid', 'false');
  await app.choose('Language', 'JavaScript');
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
});
