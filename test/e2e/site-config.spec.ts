import type { BrowserContext } from '@playwright/test';
import { expect, test } from './fixtures.ts';

async function hosted(context: BrowserContext, body: string, status = 200): Promise<void> {
  await context.route('**/sandbank.config.json', (route) => route.fulfill({ status, contentType: 'application/json', body }));
}

test('a wrong configuration of the site is told with its place and its fix, and the page goes on', async ({
  context,
  newTab,
  problems,
}) => {
  problems.expect(/sandbank\.config\.json/u);
  await hosted(context, '{ "models": [{ "id": "ours", "kind": "gemni", "model": "x" }] }');
  const app = await newTab();
  await app.open();
  await expect(app.notice(/models\[0\]\.kind: got "gemni", wants one of "gemini"/u)).toBeVisible();
  const run = await app.call('execute_code', { language: 'javascript', code: '6 * 7' });
  expect(run).toMatchObject({ status: 'succeeded', result: 42 });
});

test('a site without a configuration is one like any other', async ({ context, newTab, problems }) => {
  problems.expect(/404/u);
  await hosted(context, 'not found', 404);
  const app = await newTab();
  await app.open();
  await expect(app.button('Run')).toBeEnabled();
  await expect(app.notice(/sandbank\.config/u)).toHaveCount(0);
});
