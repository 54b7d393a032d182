import { expect, test } from './embed-fixtures.ts';

// Playwright's browser denies a frame of another site its storage and its locks, as a person's does where they block its cookies.
test('in a frame that the browser gives neither storage nor locks, the workbench opens and the chat answers', async ({
  bench,
}) => {
  const { page, frame } = await bench({ address: '?embed#/' });
  await expect(frame.getByText('Nothing is kept after this tab closes')).toBeVisible();
  const refused = await page
    .frames()
    .find((each) => each.url().includes('?embed'))
    ?.evaluate(() => navigator.locks.query().catch((error: Error) => error.name));
  expect(refused).toBe('SecurityError');
  await expect(frame.getByRole('textbox', { name: 'Code', exact: true })).toBeVisible();

  await frame.getByRole('button', { name: 'Chat', exact: true }).click();
  for (const [sum, product] of [
    ['6 * 7', '42'],
    ['7 * 8', '56'],
  ] as const) {
    await frame.getByRole('textbox', { name: 'Message', exact: true }).fill(`/sql SELECT ${sum} AS product`);
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(frame.getByRole('article', { name: 'Answer' }).last()).toContainText(product);
  }
  await expect(frame.getByText('Your last draft could not be read')).toHaveCount(0);
});
