import type { RunEvent } from '../../src/core/run.ts';
import { AppPage } from './app-page.ts';
import { violations } from './axe.ts';
import { configure, expect, test } from './embed-fixtures.ts';

test('the documented example lists workflows, runs one and shows its table, as soon as the person has allowed it', async ({
  embedder,
  context,
  site,
}) => {
  const page = await context.newPage();
  await page.goto(`${embedder.cross}/embed.html?app=${encodeURIComponent(site.url)}`);
  const status = page.getByRole('status');
  await expect(status).toHaveText(/Press “Review” in the frame/u);
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.frameLocator('iframe').getByRole('button', { name: 'Review', exact: true }).click(),
  ]);
  await expect(opened.getByText(embedder.cross, { exact: true })).toBeVisible();
  await expect(opened.getByRole('checkbox', { name: 'See what there is' })).toBeChecked();
  await expect(opened.getByRole('checkbox', { name: 'Run code and workflows' })).not.toBeChecked();
  await expect(opened.getByRole('checkbox')).toHaveCount(2);
  expect(await violations(opened)).toEqual([]);
  await opened.getByRole('checkbox', { name: 'Run code and workflows' }).check();
  await opened.getByRole('button', { name: 'Allow', exact: true }).click();
  await expect(status).toHaveText(/Connected to Sandbank/u);
  await page.getByRole('combobox', { name: 'Workflow' }).selectOption('Monthly Cost Report');
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect(status).toHaveText('The run has succeeded', { timeout: 90_000 });
  await expect(page.getByRole('table').getByRole('row').nth(3)).toBeVisible();
});

test('a call does what is granted and no more; errors, events and a stop cross as in the console', async ({ bench }) => {
  const page = await bench();
  expect(await page.connect(['read', 'read_data', 'run', 'delete'])).toBeUndefined();
  expect(await page.granted()).toEqual([]);
  expect((await page.failure('list_workflows', {})).message).toContain(
    'list_workflows needs the capability "read", which is not granted to http://127.0.0.1',
  );
  await page.grant('Read data', 'Run code and workflows');
  expect(await page.granted()).toEqual(['read', 'read_data', 'run']);
  expect(await page.page.evaluate(async () => (await window.client.listTools()).map(({ name }) => name))).toContain(
    'execute_code',
  );
  expect((await page.failure('write_file', { path: 'data/a.txt', content: 'a' })).message).toContain(
    'requestCapabilities(["write"])',
  );
  expect((await page.failure('delete_file', { path: 'data/a.txt' })).message).toContain('“Review”');
  expect(await page.failure('get_run', { run: 1 })).toMatchObject({ name: 'ToolInputError' });
  expect((await page.failure('get_runs', {})).message).toContain('There is no tool "get_runs"');
  expect(await page.failure('query_data', { sql: 'SELECT\n  nothing FROM cur' })).toMatchObject({ name: 'QueryError', line: 2 });

  const { events, run } = await page.page.evaluate(async () => {
    const events: RunEvent[] = [];
    const controller = new AbortController();
    const run = await window.client.callTool(
      'execute_code',
      { language: 'javascript', code: "console.log('begun'); for (;;);" },
      {
        signal: controller.signal,
        onEvent(event) {
          events.push(event);
          if (event.type === 'stdout') controller.abort();
        },
      },
    );
    return { events, run };
  });
  expect(events.map(({ type }) => type)).toContain('stdout');
  expect(run).toMatchObject({ status: 'cancelled', stdout: 'begun\n' });
  await page.page.evaluate(() => window.client.close());
  expect(await page.failure('list_workflows', {})).toMatchObject({ name: 'ConnectionError' });
});

test('what is revoked ends at once; a reloaded frame is connected to again', async ({ bench }) => {
  const page = await bench();
  await page.connect(['read', 'run']);
  await page.grant('Run code and workflows');
  const endless = page.failure('execute_code', { language: 'javascript', code: "console.log('begun'); for (;;);" });
  await page.frame.getByRole('link', { name: 'Settings' }).first().click();
  await page.frame.getByRole('button', { name: /^Revoke what http:\/\/127\.0\.0\.1/u }).click();
  expect((await endless).message).toContain('was revoked while the call was under way');
  expect(await page.granted()).toEqual([]);
  await expect(page.frame.getByText('You have granted nothing to any site')).toBeVisible();

  const before = page.failure('list_workflows', {});
  expect(await before).toMatchObject({ name: 'PolicyError' });
  await page.show('?embed=again#/runs');
  await expect(page.frame.getByRole('heading', { level: 1, name: /^Runs/u })).toBeVisible();
  // What is asked while it goes away is not answered: it may be asked again.
  const tools = () =>
    page.page.evaluate(() =>
      window.client.listTools().then(
        ({ length }) => length,
        () => 0,
      ),
    );
  await expect.poll(tools).toBeGreaterThan(10);
});

test('a grant on the app’s own site is seen and revoked in a tab of its own too', async ({ bench, embedder, newTab }) => {
  const page = await bench({ origin: embedder.same });
  await page.connect(['read']);
  await page.grant();
  expect(await page.call('list_workflows', {})).toHaveProperty('workflows');
  const app = await newTab();
  await app.open('#/settings?section=embedding');
  await app.page.getByRole('button', { name: `Revoke what ${embedder.same} may do` }).click();
  await expect.poll(() => page.granted()).toEqual([]);
  expect(await page.failure('list_workflows', {})).toMatchObject({ name: 'PolicyError' });
});

test('refused, closed or not there: each says what to do', async ({ bench, embedder }) => {
  const page = await bench();
  await page.connect(['read']);
  const refused = page.page.evaluate(() =>
    window.client.requestCapabilities(['write']).catch((error: Error) => `${error.name}: ${error.message}`),
  );
  const opened = await page.review();
  await expect(opened.getByRole('checkbox', { name: 'Save and change' })).not.toBeChecked();
  await opened.getByRole('button', { name: 'Refuse' }).click();
  expect(await refused).toBe(`PolicyError: The person refused it to ${embedder.cross}.`);
  await expect(page.frame.getByText('asks for more')).toHaveCount(0);
  const closed = page.page.evaluate(() =>
    window.client.requestCapabilities(['read']).catch((error: Error) => `${error.name}: ${error.message}`),
  );
  await (await page.review()).close();
  expect(await closed).toContain('was closed before they decided');

  const frame = page.page.frames().find((each) => each.url().startsWith(page.app));
  await frame?.evaluate(() => {
    window.open = () => null;
  });
  const blocked = page.page.evaluate(() =>
    window.client.requestCapabilities(['read']).catch((error: Error) => `${error.name}: ${error.message}`),
  );
  await page.frame.getByRole('button', { name: 'Review', exact: true }).click();
  expect(await blocked).toContain('The browser did not open the window');
  await expect(page.frame.getByText('Allow windows (pop-ups)')).toBeVisible();

  await page.show('#/runs');
  await expect(page.frame.getByText('Sandbank does not work inside another page')).toBeVisible();
  expect((await page.connect(['read'], { timeoutMs: 1000 }))?.message).toMatch(
    /did not answer within 1 s\. Likely: its address has no "\?embed"/u,
  );
  expect((await page.connect(['read'], { origin: 'http://127.0.0.1:1/x' }))?.message).toContain('wants an origin');
});

test('in the frame nothing is asked of the person: no sign-in, no workflow that was sent; alone, ?embed is nothing', async ({
  bench,
  context,
  embedder,
  site,
}) => {
  await configure(context, {
    embed_origins: [embedder.cross],
    aws: {
      region: 'eu-west-1',
      identity_pool_id: 'eu-west-1:00000000-0000-4000-8000-000000000000',
      sign_in: { kind: 'oidc', issuer: 'http://localhost:1', client_id: 'abc' },
    },
  });
  const page = await bench();
  await page.frame.getByRole('button', { name: 'Sign in to AWS' }).click();
  await expect(page.frame.getByText(/Nobody signs in to AWS here/u)).toBeVisible();
  await page.show('?embed#/open/abc');
  await expect(page.frame.getByText('A workflow that was sent is not opened inside another page')).toBeVisible();
  await expect(page.frame.getByText(`${site.url}#/open/abc`)).toBeVisible();
  const app = new AppPage(await context.newPage(), site.url);
  await app.open('?embed');
  await expect(app.button('Run')).toBeEnabled();
  const run = await app.call('execute_code', { language: 'javascript', code: '6 * 7' });
  expect(run.result).toBe(42);
});
