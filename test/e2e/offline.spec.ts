import { writeFileSync } from 'node:fs';
import { legacyCostReport, TOTAL } from './cost-report-file.ts';
import { Sender } from '../harness/make-share.ts';
import { expect, makeAvailableOffline, test, waitUntilKept } from './offline-fixtures.ts';
import { ReceivedPage } from './received-page.ts';

test('made available offline, a browser that starts without a network does all of the work', async ({ startBrowser, site }) => {
  const first = await startBrowser();
  await first.app.open();
  await first.app.go('Data');
  await first.app.dropFiles({ 'october report.csv': legacyCostReport() });
  await expect(first.app.page.getByText('5 rows').first()).toBeVisible();
  await first.app.call('save_workflow', { name: 'Mine', language: 'python', code: '6 * 7' });
  await waitUntilKept(first.app);
  await makeAvailableOffline(first.app);
  await first.context.close();
  await site.stop();
  await expect(fetch(site.url), 'the host is gone').rejects.toThrow();

  const { app, context, problems } = await startBrowser();
  await context.setOffline(true);
  await app.open();
  await app.button('Try the Monthly Cost Report on the sample').click();
  await app.expectStatus(/Succeeded/u);
  await app.tab('Charts').click();
  await expect(app.output.getByRole('img').first()).toBeVisible();
  await app.writeCode('console.log(40 + 5)');
  await app.button('Run').click();
  await expect(app.output).toContainText('45');
  expect((await app.call('load_workflow', { name: 'Mine', execute: true })).run?.result).toBe(42);
  expect((await app.call('execute_code', { language: 'javascript', code: '[1, 2].map((each) => each * 2)' })).result).toEqual([
    2, 4,
  ]);
  const sdk = "typeof require('@aws-sdk/client-s3').S3Client";
  expect((await app.call('execute_code', { language: 'javascript', code: sdk })).result, 'a package').toBe('function');
  const { rows } = await app.call('query_data', {
    sql: 'SELECT SUM(line_item_unblended_cost) FROM october_report',
    connection: 'local',
  });
  expect(rows).toEqual([[TOTAL]]);
  await app.button('Chat').click();
  await app.page.getByRole('textbox', { name: 'Message' }).fill('/help');
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByText('/tables').first()).toBeVisible();
  for (const page of ['Workflows', 'Runs', 'Settings'] as const) await app.go(page);
  await expect(app.page.getByText(/There is none now/u)).toBeVisible();

  // What was sent is read on a train, too.
  const received = new ReceivedPage(app);
  await received.open(await new Sender().link({ code: "rows = query('SELECT 6 * 7 AS n FROM cur LIMIT 1')\nrows[0]['n']" }));
  await expect(app.page.getByText(/^cur\s*reads/u).first()).toBeVisible();
  await received.choice('Run once with the sample data…').click();
  await received.dialog.getByRole('button', { name: /^Run/u }).click();
  await expect(app.page.getByRole('region', { name: 'Output of the trial' })).toContainText('42');
  await app.page.goto(`${app.url}#/backup`);
  await expect(app.page.getByRole('heading', { level: 1, name: 'Back-up' })).toBeVisible();
  expect(problems.unexpected()).toEqual([]);
});

test('after a visit it opens without the host; what was never used says what it needs', async ({ newTab, site, problems }) => {
  problems.expect(/ERR_CONNECTION_REFUSED|ERR_FAILED|network error|Failed to fetch/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  await site.stop();
  await app.reload();
  for (const page of ['Workflows', 'Data', 'Runs', 'Settings'] as const) await app.go(page);
  const run = await app.call('execute_code', { language: 'python', code: '1' });
  expect(run.error?.message).toMatch(/Python could not be loaded.*Check the connection/u);
  await site.start();
  expect((await app.call('execute_code', { language: 'python', code: '1' })).status).toBe('succeeded');
});

test('what was used once goes on without the host, and code can be saved; a part that never came leaves the rest', async ({
  newTab,
  site,
  problems,
}) => {
  problems.expect(/ERR_CONNECTION_REFUSED|ERR_FAILED|network error|Failed to fetch|preload CSS|not be loaded|did not arrive/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  await app.call('execute_code', { language: 'javascript', code: '1' });
  await site.stop();
  await app.reload();
  await app.choose('Language', 'JavaScript');
  await app.code.fill("console.log('on a train'); 1 + 1");
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
  await expect(app.output).toContainText('on a train');
  await app.button('Save').click();
  const dialog = app.page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Train');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(app.page.getByRole('heading', { level: 1, name: 'Train' })).toBeVisible();
  await app.button('What it touches').click();
  await expect(app.page.getByRole('region', { name: 'What it touches' })).toBeVisible();
  await app.button('Chat').click();
  await expect(app.page.getByText('This part of Sandbank is not on this computer')).toBeVisible();
  await expect(app.code).toHaveValue("console.log('on a train'); 1 + 1");
  await expect(app.output).toContainText('on a train');
});

test('an address with a query is the app, and another file is that file', async ({ newTab, site, problems }) => {
  problems.expect(/404|ERR_FAILED|ERR_CONNECTION_REFUSED/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  await site.stop();
  await app.open('?from=mail#/runs');
  await expect(app.page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
  await app.open('index.html');
  await expect(app.button('Run')).toBeVisible();
  const licenses = `${site.url}licenses.txt`;
  await expect((await newTab()).page.goto(licenses), 'it is not kept before all of it is').rejects.toThrow(/ERR_/u);
  await site.start();
  const { page } = await newTab();
  await page.goto(licenses);
  await expect(page.getByText(/built on the work of others/u)).toBeVisible();
});

test('the configuration is as the host has it now, and without it as it last had it', async ({ newTab, site, problems }) => {
  problems.expect(/ERR_CONNECTION_REFUSED|ERR_FAILED/u);
  const app = await newTab();
  await app.open();
  await waitUntilKept(app);
  const model = { id: 'ours', kind: 'openai-compatible', base_url: 'http://localhost:9/v1', model: 'of-the-house' };
  writeFileSync(site.file('sandbank.config.json'), JSON.stringify({ models: [model] }));
  await app.reload();
  await app.go('Settings');
  await expect(app.page.getByText('of-the-house').first()).toBeVisible();
  await site.stop();
  await app.reload();
  await expect(app.page.getByText('of-the-house').first()).toBeVisible();
});

test('what is fetched can be cancelled, and goes on where it stopped', async ({ newTab, context }) => {
  const app = await newTab();
  await app.open('#/settings');
  await waitUntilKept(app);
  await context.newCDPSession(app.page).then((devTools) =>
    devTools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: 4_000_000,
      uploadThroughput: 4_000_000,
    }),
  );
  const before = await app.page.getByRole('button', { name: /^Make available offline/u }).textContent();
  await app.page.getByRole('button', { name: /^Make available offline/u }).click();
  await expect(app.page.getByText(/^[3-9][\d.]* MB of/u)).toBeVisible();
  await app.button('Cancel').click();
  const left = app.page.getByRole('button', { name: /^Make available offline/u });
  await expect(left).toBeVisible();
  await expect(left).not.toHaveText(before ?? '');
});
