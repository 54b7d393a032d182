import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { makeNextVersion } from './next-version.ts';
import { configureDist } from '../../scripts/configure-dist.ts';
import type { AppPage } from './app-page.ts';
import { Sender } from '../harness/make-share.ts';
import { ReceivedPage } from './received-page.ts';
import { expect, lookForUpdate, makeAvailableOffline, test, waitUntilKept } from './offline-fixtures.ts';

const READY = 'A new version of Sandbank is ready';

/** Names of the scripts that a page has loaded. */
async function loaded(app: AppPage): Promise<string[]> {
  return await app.page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => (name.endsWith('.js') ? [name.split('/').at(-1) ?? ''] : [])),
  );
}

/** What a version had not loaded before the host took the next one is gone: the editor's parts, in the idle time after a start. */
const GONE = /404|Failed to fetch dynamically imported module/u;

const isNew = (name: string): boolean => name.includes('-NNN');

test('a newer version waits for the person, keeps what is being written, and leaves other tabs alone', async ({
  newTab,
  site,
  problems,
}) => {
  problems.expect(GONE);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  const other = await newTab();
  await other.open();
  await other.writeCode("'other tab'");
  await app.writeCode("'not saved'");
  const message = app.page.getByRole('textbox', { name: 'Message' });
  await app.button('Chat').click();
  await message.fill('not sent');

  makeNextVersion(site.root, 'v2');
  await lookForUpdate(app);
  await expect(app.notice(READY)).toBeVisible();
  await expect(other.notice(READY)).toBeVisible();
  await app.reload();
  await expect(app.page, 'nothing changes before the person agrees').toHaveTitle('Sandbank');
  expect((await loaded(app)).filter(isNew)).toEqual([]);
  await expect(app.code).toHaveValue("'not saved'");

  await app.writeCode("'still not saved'");
  await app.button('Update').click();
  await expect(app.page).toHaveTitle('v2');
  await app.ready();
  await expect(app.code).toHaveValue("'still not saved'");
  await expect(message).toHaveValue('not sent');
  expect(
    (await loaded(app)).filter((name) => !isNew(name)),
    'nothing of the old version',
  ).toEqual([]);
  await expect(app.notice(READY)).toBeHidden();

  await expect(other.notice('Sandbank was updated in another tab')).toBeVisible();
  await expect(other.page, 'it is not loaded anew under the hands').toHaveTitle('Sandbank');
  await expect(other.code).toHaveValue("'other tab'");
  await other.go('Runs');
  await other.page.getByRole('link', { name: 'Data', exact: true }).first().click();
  await expect(other.page.getByRole('heading', { level: 1, name: 'Data' }), 'a page that it had not opened yet').toBeVisible();
  expect((await loaded(other)).filter(isNew), 'nothing of the new version').toEqual([]);
  await other.button('Reload').click();
  await expect(other.page).toHaveTitle('v2');
  await other.ready();
  await other.go('Workbench');
  await expect(other.code).toHaveValue("'other tab'");

  await app.reload();
  const versions = (): Promise<string[]> =>
    app.page.evaluate(async () => (await caches.keys()).filter((name) => name.includes(' version ')));
  await expect.poll(versions, 'what no page needs any more is cleared away').toHaveLength(1);
});

test('the version before’s worker, in charge until all tabs are closed, keeps what the new one loads', async ({
  newTab,
  site,
  problems,
}) => {
  problems.expect(GONE);
  problems.expect(/ERR_/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  makeNextVersion(site.root, 'v2');
  await lookForUpdate(app);
  await app.button('Update').click();
  await expect(app.page).toHaveTitle('v2');
  await app.ready();
  await app.button('Chat').click();
  await expect(app.page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  const part = (await loaded(app)).find((name) => name.startsWith('chat-pane-NNN')) ?? '';
  const address = `${site.url}assets/${part}`;
  const kept = (): Promise<boolean> =>
    app.page.evaluate(async (at) => {
      const { waiting } = await navigator.serviceWorker.ready;
      return waiting !== null && (await caches.match(at)) !== undefined;
    }, address);
  await expect.poll(kept).toBe(true);
  await site.stop();
  await app.reload();
  await expect(app.page).toHaveTitle('v2');
  expect(await app.page.evaluate(async (at) => (await fetch(at)).status, address)).toBe(200);
});

test('what was received is shown anew by the next version, with nothing answered and nothing done', async ({
  newTab,
  site,
  problems,
}) => {
  problems.expect(GONE);
  const app = await newTab();
  await app.open(await new Sender().link({ capabilities: ['query', 'aws'] }));
  const received = new ReceivedPage(app);
  await expect(received.heading).toBeVisible();
  await waitUntilKept(app);
  await received.choice('Run once with my data…').click();
  await received.dialog.getByRole('checkbox', { name: /^Ask AWS/u }).check();
  await app.page.keyboard.press('Escape');
  makeNextVersion(site.root, 'v2');
  await lookForUpdate(app);
  await app.button('Update').click();
  await expect(app.page).toHaveTitle('v2');
  await app.ready();
  await expect(received.heading).toBeVisible();
  await expect(received.dialog).toBeHidden();
  await received.choice('Run once with my data…').click();
  await expect(received.dialog.getByRole('checkbox', { name: /^Ask AWS/u })).not.toBeChecked();
  await received.expectNothingDone();
});

test('all tabs closed and opened again are no consent', async ({ newTab, site, problems }) => {
  problems.expect(GONE);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  makeNextVersion(site.root, 'v2');
  await lookForUpdate(app);
  await expect(app.notice(READY)).toBeVisible();
  await app.button('Chat').click();
  const gone = app.page.getByText('This part of Sandbank is not on this computer');
  await expect(gone, 'what was never loaded is gone from the host').toBeVisible();
  await app.page.goto('about:blank');
  const later = await newTab();
  await app.page.close();
  await expect(async () => {
    await later.open();
    await later.poll(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.waiting === null;
    });
  }, 'the browser has put the new worker in charge').toPass();
  await expect(later.page).toHaveTitle('Sandbank');
  await expect(later.notice(READY)).toBeVisible();
  await later.button('Update').click();
  await expect(later.page).toHaveTitle('v2');
});

test('what has been made available offline stays so with the next version', async ({ newTab, site, problems }) => {
  problems.expect(/ERR_/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  await makeAvailableOffline(app);
  makeNextVersion(site.root, 'v2');
  site.requests.length = 0;
  await lookForUpdate(app);
  await expect(app.notice(READY)).toBeVisible({ timeout: 60_000 });
  expect(
    site.requests.filter(({ path: at }) => at.endsWith('.wasm')),
    'what has not changed is not fetched again',
  ).toEqual([]);
  await site.stop();
  await app.button('Update').click();
  await expect(app.page).toHaveTitle('v2');
  await app.ready();
  expect((await app.call('execute_code', { language: 'javascript', code: '1 + 1' })).result).toBe(2);
});

const script = (root: string): string =>
  `${root}/assets/${readdirSync(`${root}/assets`).find((name) => name.startsWith('data-page-') && name.endsWith('.js')) ?? ''}`;

for (const [how, breakIt] of Object.entries({
  'lacks a file': (root: string) => rmSync(script(root)),
  'has half of a file': (root: string) => truncateSync(script(root), 1000),
  'has other bytes in a file': (root: string) => writeFileSync(script(root), `${readFileSync(script(root), 'utf8')} `),
})) {
  test(`a newer version that ${how} is not used, and the one before works`, async ({ newTab, site, problems }) => {
    problems.expect(GONE);
    problems.expect(/integrity|ERR_/u);
    const app = await newTab();
    await app.open('#/settings');
    await waitUntilKept(app);
    makeNextVersion(site.root, 'v2');
    breakIt(site.root);
    await app.button('Look for a new version').click();
    await expect(app.page.getByText('The newest version could not be fetched')).toBeVisible();
    await site.stop();
    await app.reload();
    await expect(app.page).toHaveTitle('Sandbank');
    await app.go('Data');
    await expect(app.notice(READY)).toHaveCount(0);
  });
}

test('looking for a new version without a network says what to do, beneath the heading', async ({ newTab, site, problems }) => {
  problems.expect(/ERR_|Failed to/u);
  const app = await newTab();
  await app.page.setViewportSize({ width: 800, height: 900 });
  await app.open('#/settings');
  await waitUntilKept(app);
  await site.stop();
  const heading = app.page.getByRole('heading', { level: 2, name: 'Offline', exact: true });
  const before = await heading.boundingBox();
  await app.button('Look for a new version').click();
  const said = app.page.getByRole('status').filter({ hasText: 'The host could not be reached.' });
  await expect(said).toContainText('Check the connection, then try again.');
  await expect(said).not.toContainText('ServiceWorker');
  expect((await heading.boundingBox())?.width).toBe(before?.width);
  await expect(said).toBeInViewport({ ratio: 1 });

  await site.start();
  await app.button('Look for a new version').click();
  await expect(app.page.getByText('This is the newest version')).toBeVisible();
  await expect(said).toHaveCount(0);
});

test('a disk that is full in the middle of it leaves the version before, and is told', async ({
  newTab,
  site,
  context,
  problems,
}) => {
  problems.expect(GONE);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  makeNextVersion(site.root, 'v2');
  const devTools = await context.newCDPSession(app.page);
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.origin, quotaSize: 1 });
  await lookForUpdate(app);
  await expect(app.notice('There is no room for a new version of Sandbank')).toBeVisible();
  await app.reload();
  await expect(app.page).toHaveTitle('Sandbank');
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: site.origin });
  await lookForUpdate(app);
  await expect(app.notice(READY), 'with room again, it is had').toBeVisible();
});

test('a run that goes on is asked about before it is ended', async ({ newTab, site, problems }) => {
  problems.expect(GONE);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  await app.choose('Language', 'JavaScript');
  await app.writeCode('for (;;) {}');
  await app.button('Run').click();
  await app.expectStatus(/Running/u);
  makeNextVersion(site.root, 'v2');
  await lookForUpdate(app);
  await app.button('Update').click();
  await expect(app.notice('1 run still going on')).toBeVisible();
  await expect(app.page).toHaveTitle('Sandbank');
  await app.button('Update all the same').click();
  await expect(app.page).toHaveTitle('v2');
});

test('a configured site is a newer version, with the policy that goes with it', async ({ newTab, site }) => {
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  // By then the page has its worker keep what it loaded before there was one: a worker that is busy holds nothing up.
  await expect(app.page.locator('[data-rich="true"]')).toBeVisible();
  const config = site.file('given.json');
  writeFileSync(
    config,
    JSON.stringify({
      models: [{ id: 'ours', kind: 'openai-compatible', base_url: 'https://models.example.com/v1', model: 'm' }],
    }),
  );
  configureDist(config, site.root);
  rmSync(config);
  await lookForUpdate(app);
  await app.button('Update').click();
  await app.page.waitForURL(site.url);
  const policy = app.page.locator('meta[http-equiv="Content-Security-Policy"]').first();
  await expect(policy).toHaveAttribute('content', /https:\/\/models\.example\.com/u);
});
