import { expect, test } from './chat-fixtures.ts';

test('beside a narrow page the chat covers it and gives it back; where there is room the page stays usable', async ({ chat }) => {
  const { page, app } = chat;
  const pane = page.locator('#chat');
  const widthOf = async (): Promise<number> => (await pane.boundingBox())?.width ?? 0;

  await page.setViewportSize({ width: 800, height: 900 });
  await expect.poll(widthOf).toBe(800);
  // Nothing of the page stands over it.
  await expect(app.button('Send')).toBeInViewport();
  await chat.switches.getByRole('checkbox', { name: 'Code execution' }).click({ trial: true });
  await chat.message.press('Escape');
  await expect(chat.message).toBeHidden();
  await app.go('Runs');
  await app.button('Chat').click();
  await expect(chat.message).toBeVisible();
  await app.button('Close chat').click();
  await expect(chat.message).toBeHidden();

  for (const width of [900, 1050]) {
    await page.setViewportSize({ width, height: 900 });
    if (await chat.message.isHidden()) await app.button('Chat').click();
    await expect(chat.message).toBeVisible();
    await expect.poll(widthOf).toBeLessThanOrEqual(width * 0.5);
    await expect.poll(async () => (await page.locator('.sb-page').boundingBox())?.width ?? 0).toBeGreaterThanOrEqual(380);
  }
});
