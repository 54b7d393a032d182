import { expect, REFUSED, test } from './aws-fixtures.ts';
import { everythingKept } from './kept.ts';

test('somebody signs in, is seen on every page with account, role and time, and signs out', async ({ awsApp, aws }) => {
  const { page, app } = awsApp;
  await expect(page.getByRole('heading', { name: /^Athena/u })).toBeVisible();
  expect(aws.log.calls, 'nothing is asked of AWS before').toEqual([]);
  await awsApp.signIn();
  const { account_id = '' } = aws.config.aws;
  for (const name of ['Workbench', 'Workflows', 'Data', 'Runs', 'Settings'] as const) {
    await app.go(name);
    await expect(awsApp.account).toHaveAccessibleName(new RegExp(`account ${account_id}, role \\S+, until 20\\d\\d-.* UTC`, 'u'));
  }
  await app.button('Sign out').click();
  await expect(awsApp.account).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Sign in to AWS' }).first()).toBeVisible();
  const refused = await app.failure('query_data', { sql: 'SELECT 1', connection: 'athena' });
  expect(refused.message).toMatch(/sign in/iu);
});

test('a window that the browser blocks is told, and the tab signs in in its place and comes back where it was', async ({
  awsApp,
}) => {
  const { page, app } = awsApp;
  await page.evaluate(() => {
    window.open = () => null;
  });
  await app.go('Workflows');
  await page.getByRole('button', { name: 'Sign in to AWS' }).first().click();
  await expect(app.notice('The browser blocked the window')).toBeVisible();
  await app.button('Sign in in this tab').click();
  await expect(awsApp.account).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1, name: /^Workflows/u })).toBeVisible();
  expect(page.url()).not.toMatch(/code=|state=/u);
});

test('who cancels is signed out, with the reason', async ({ awsApp, aws, context }) => {
  aws.control({ sign_in: 'denied' });
  await awsApp.page.getByRole('button', { name: 'Sign in to AWS' }).first().click();
  await expect(awsApp.app.notice('You are not signed in to AWS')).toBeVisible();
  await expect(awsApp.account).toHaveCount(0);
  expect(context.pages()).toHaveLength(1);
});

test('a sign-in that ends by itself is told with its reason; what stands in the editor stays, and signing in again goes on', async ({
  awsApp,
  aws,
  problems,
}) => {
  problems.expect(REFUSED);
  // A query may have been begun just before.
  problems.expect(/could not be stopped in Athena/u);
  const { app } = awsApp;
  aws.control({ token_seconds: 20, credential_seconds: 20 });
  await app.go('Workbench');
  await awsApp.signIn();
  await app.writeCode('SELECT 42 AS unsaved');
  aws.revokeSignIns();
  await expect(async () => {
    const refused = await app.failure('query_data', { sql: 'SELECT 1', connection: 'athena' });
    expect(refused.message).toMatch(/sign-in has ended|Nobody is signed in/u);
  }).toPass({ timeout: 90_000 });
  await expect(app.notice(/^The sign-in has ended/u)).toBeVisible();
  await expect(awsApp.account).toHaveCount(0);
  await expect(app.code).toHaveValue('SELECT 42 AS unsaved');
  aws.control({ token_seconds: 3600, credential_seconds: 3600 });
  await awsApp.signIn();
  await expect(app.notice(/^The sign-in has ended/u)).toHaveCount(0);
});

test('a clock that is ten minutes off is told when somebody signs in, with both times', async ({ awsApp, aws }) => {
  aws.control({ clock_offset_ms: 600_000 });
  await awsApp.page.getByRole('button', { name: 'Sign in to AWS' }).first().click();
  await expect(awsApp.app.notice(/clock is 10 minutes behind AWS.s .*here .*, there .*Set the clock/u)).toBeVisible();
  await expect(awsApp.account).toHaveCount(0);
});

test.describe('a configuration that is wrong', () => {
  const wrong: [string, (aws: Record<string, unknown>) => object, RegExp][] = [
    ['an unknown key', (aws) => ({ ...aws, regoin: 'x' }), /aws: "regoin" is no key of it; take it out/u],
    ['an issuer without TLS', (aws) => ({ ...aws, sign_in: OIDC }), /aws\.sign_in\.issuer: got "http:\/\/login\.example\.com"/u],
    ['no region', (aws) => ({ ...aws, region: 'us-esat-1' }), /aws\.region: .*did you mean us-east-1\?/u],
  ];
  const OIDC = { kind: 'oidc', issuer: 'http://login.example.com', client_id: 'app' };
  for (const [what, change, told] of wrong)
    test(`is told with key, value and fix, and the page goes on: ${what}`, async ({ awsApp, aws, problems }) => {
      problems.expect(/sandbank\.config\.json/u);
      const { page, app } = awsApp;
      const body = JSON.stringify({ ...aws.config, aws: change(aws.config.aws) });
      await page.route('**/sandbank.config.json', (route) => route.fulfill({ contentType: 'application/json', body }));
      await app.reload();
      await expect(app.notice(told)).toBeVisible();
      await expect(page.getByRole('heading', { name: /^Sample data/u })).toBeVisible();
    });
});

test('a reload forgets who was signed in; nothing of it was kept', async ({ awsApp, configured }) => {
  await awsApp.signIn();
  const kept = await everythingKept(awsApp.page);
  expect(kept).not.toMatch(/ASIA|AKIA|eyJ[\w-]{10,}\./u);
  await awsApp.page.goto(configured.url);
  await awsApp.app.ready();
  await expect(awsApp.page.getByRole('button', { name: 'Sign in to AWS' }).first()).toBeVisible();
});

test('AWS is set up by hand in the settings where the site has not: wrong ids are refused by name, JSON is taken', async ({
  app,
  aws,
  problems,
}) => {
  problems.expect(new RegExp(`^request: \\w+ ${aws.url}/`, 'u'));
  await app.go('Settings');
  await app.button('Set up AWS').click();
  const { page } = app;
  await page.getByRole('textbox', { name: 'Region' }).fill('us-east-1');
  await page.getByRole('textbox', { name: 'Identity pool' }).fill('not-a-pool');
  await app.button('Save').last().click();
  await expect(page.getByRole('dialog').getByText(/identity_pool_id: got "not-a-pool"/u)).toBeVisible();
  await page.getByRole('tab', { name: 'JSON' }).click();
  await page.getByRole('textbox', { name: 'Configuration' }).fill(JSON.stringify({ aws: aws.config.aws }));
  await app.button('Save').last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText('you, on this device')).toBeVisible();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('link', { name: /^Signed in to AWS as/u })).toBeVisible();
});
