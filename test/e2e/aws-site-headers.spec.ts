import type { BrowserContext } from '@playwright/test';
import { makeStack, requiredIn } from '../aws-template/evaluate.ts';
import { billingData, sandbankTemplate } from '../aws-template/sandbank-template.ts';
import { textOf, type TemplateObject } from '../aws-template/template-file.ts';
import { expect, test } from './fixtures.ts';

/** What the distribution of `docs/aws/sandbank.yaml` adds to every answer, but for HSTS, which has no place on localhost. */
function siteHeaders(): Record<string, string> {
  const policy = requiredIn(makeStack(sandbankTemplate(), billingData), 'SiteHeaders')['ResponseHeadersPolicyConfig'];
  const headers = (policy as { SecurityHeadersConfig: Record<string, TemplateObject> }).SecurityHeadersConfig;
  return {
    'content-security-policy': textOf(headers['ContentSecurityPolicy']?.['ContentSecurityPolicy']),
    'referrer-policy': textOf(headers['ReferrerPolicy']?.['ReferrerPolicy']),
    'x-content-type-options': 'nosniff',
  };
}

/** To the page, scripts and styles: what is fetched as bytes heeds none of them, and is large to pass on. */
async function addHeaders(context: BrowserContext, origin: string): Promise<void> {
  await context.route(new RegExp(`^${origin}/.*(/|\\.html|\\.js|\\.css)$`, 'u'), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), ...siteHeaders() } });
  });
}

test('the app works under the headers that the stack gives it', async ({ context, site, newTab }) => {
  await addHeaders(context, site.origin);
  const app = await newTab();
  const [answer] = await Promise.all([app.page.waitForResponse(site.url), app.open()]);
  expect(answer.headers()).toMatchObject(siteHeaders());

  for (const language of ['python', 'javascript'] as const) {
    const run = await app.call('execute_code', { language, code: '6 * 7' });
    expect(run).toMatchObject({ status: 'succeeded', result: 42 });
  }
  expect(await app.call('query_data', { sql: 'SELECT 6 * 7 AS answer' })).toMatchObject({ rows: [[42]] });
  await app.code.focus();
  await expect(app.page.locator('[data-rich="true"]')).toBeVisible();
});

test('under them, no other page can show the app in a frame', async ({ context, site, canary, problems }) => {
  problems.expect(/127\.0\.0\.1|frame-ancestors|Framing/u);
  await addHeaders(context, site.origin);
  const page = await context.newPage();
  await page.goto(`${canary.origin}/page`);
  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, site.url);
  const inner = page.frames().at(-1);
  await expect.poll(() => inner?.url()).toMatch(/^chrome-error:/u);
});
