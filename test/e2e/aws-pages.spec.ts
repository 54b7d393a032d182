import { readFile } from 'node:fs/promises';
import { expect, REFUSED, test } from './aws-fixtures.ts';
import type { AwsPage } from './aws-page.ts';
import { violations } from './axe.ts';

const CTAS = 'CREATE TABLE billing.mine AS SELECT * FROM cur';

async function openCalls({ app, page }: AwsPage): Promise<void> {
  await app.go('Runs');
  await page.getByRole('link', { name: 'AWS calls' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^AWS calls/u })).toBeVisible();
}

test('the log of calls is empty at first, is narrowed to what code asked, leads to its run and is saved as CSV', async ({
  awsApp,
}) => {
  const { app, page } = awsApp;
  await openCalls(awsApp);
  await expect(page.getByText('No call to AWS yet')).toBeVisible();
  await expect(app.button('Save all as CSV')).toBeDisabled();
  await awsApp.signIn();
  const sts = 'import boto3\nresult = boto3.client("sts").get_caller_identity()["Account"]';
  const { run_id, result } = await awsApp.run({ language: 'python', code: sts });
  expect(result).toBe(awsApp.aws.config.aws.account_id);
  await app.call('list_connections', {});

  const log = page.getByRole('table', { name: 'AWS calls' });
  await expect(log).toContainText('sts:GetCallerIdentity');
  await expect(log).toContainText('This page');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Of runs and queries');
  await expect(log).not.toContainText('This page');
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Refused, failed or stopped');
  await expect(page.getByText('No call fits')).toBeVisible();
  await app.button('Show all calls').click();

  const download = page.waitForEvent('download');
  await app.button('Save all as CSV').click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.split(/\r?\n/u)[0]).toMatch(/^at,id,kind,run_id,/u);
  expect(csv).toMatch(new RegExp(`,run,${run_id},.*,sts,GetCallerIdentity,`, 'u'));
  expect(csv).not.toMatch(/ASIA|AKIA/u);

  await log.getByRole('link', { name: 'Run', exact: true }).first().click();
  await expect(page).toHaveURL(new RegExp(`#/runs/${run_id}$`, 'u'));
});

test('questions are answered by keyboard alone, one after another: Escape refuses, Enter on a button allows', async ({
  awsApp,
  aws,
}) => {
  const { page } = awsApp;
  await awsApp.signIn();
  const [first, second] = [
    awsApp.run({ language: 'sql', code: CTAS, title: 'The first' }),
    awsApp.run({ language: 'sql', code: CTAS.replace('mine', 'yours'), title: 'The second' }),
  ];
  await expect(awsApp.question).toContainText('more question waits behind this one');
  await expect(awsApp.question.getByRole('button', { name: 'Allow once' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(awsApp.question).toContainText('Asked by the run “The second”');
  await expect(awsApp.question).not.toContainText('waits behind');
  const allow = awsApp.question.getByRole('button', { name: 'Allow once' });
  await expect(allow).toBeEnabled();
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(allow).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(awsApp.question).toHaveCount(0);
  expect(await first).toMatchObject({ status: 'failed', error: { type: 'PolicyError' } });
  expect(await second).toMatchObject({ status: 'succeeded' });
  expect(aws.world.queries.writes).toHaveLength(1);
});

test('what is chosen of Athena is kept over a reload', async ({ awsApp }) => {
  const { app, page } = awsApp;
  await awsApp.signIn();
  const workgroup = page.getByRole('combobox', { name: 'Workgroup' });
  await workgroup.selectOption('small');
  await expect(page.getByRole('heading', { name: /^Athena \(small\)/u })).toBeVisible();
  await page.getByRole('combobox', { name: 'Take results again' }).selectOption('Of the last day');
  await expect(page.getByText(/cut off at 10 MB a query/u)).toBeVisible();
  await app.reload();
  await awsApp.signIn();
  await expect(workgroup).toHaveValue('small');
  await expect(page.getByRole('combobox', { name: 'Take results again' })).toHaveValue('1440');
});

test('trouble of a workgroup and of a role is told once, and queries of another go on', async ({ awsApp, aws, problems }) => {
  const { page } = awsApp;
  problems.expect(REFUSED);
  await awsApp.signIn();
  await page.getByRole('combobox', { name: 'Workgroup' }).selectOption('old');
  await expect(page.getByText(/runs Athena engine version 2/u)).toHaveCount(1);
  await expect(page.getByText('Something is wrong, see below')).toBeVisible();
  await page.getByRole('combobox', { name: 'Workgroup' }).selectOption('finops');
  await expect(page.getByText('Something is wrong, see below')).toHaveCount(0);
  aws.control({
    faults: [
      { service: 'glue', kind: 'deny' },
      { service: 'athena', operation: 'ListTableMetadata', kind: 'deny' },
    ],
  });
  await page.getByRole('button', { name: 'Read the tables of Athena again' }).click();
  await expect(page.getByText(/The tables cannot be listed:.*glue:GetTables alone\.$/u)).toHaveCount(1);
  expect((await awsApp.run({ language: 'sql', code: 'SELECT 1 AS a' })).status).toBe('succeeded');
  aws.control({ faults: [] });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Query this table: focus' }).last()).toBeVisible();
});

test('a run that failed because nobody is signed in offers to, and says what comes then', async ({ awsApp }) => {
  const { app } = awsApp;
  await app.call('select_connection', { id: 'athena' });
  await app.go('Workbench');
  await app.page.getByRole('combobox', { name: 'Language' }).selectOption('SQL');
  await app.code.fill('SELECT 1 AS a');
  await app.button('Run').click();
  await app.expectStatus(/Failed: QueryError: Nobody is signed in/u);
  await app.output.getByRole('button', { name: 'Sign in to AWS' }).click();
  await expect(awsApp.account).toBeVisible();
  await expect(app.output.getByText('run it again')).toBeVisible();
  await app.button('Run').click();
  await app.expectStatus(/Succeeded/u);
});

test('who is signed in fits at the head of a narrow page, with the account and the role', async ({ awsApp }) => {
  const { page, app } = awsApp;
  await page.setViewportSize({ width: 800, height: 900 });
  await awsApp.signIn();
  for (const name of ['Workbench', 'Data', 'Runs'] as const) {
    await app.go(name);
    await expect(awsApp.account.getByText(awsApp.aws.config.aws.account_id ?? '').last()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`no serious or critical violation, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('on the pages of AWS and in its questions', async ({ awsApp }) => {
      const { app, page } = awsApp;
      const check = (state: string) => expect.soft(violations(page), state).resolves.toEqual([]);
      await check('Athena, signed out');
      await awsApp.signIn();
      await expect(page.getByRole('button', { name: 'Query this table: cur_legacy' }).last()).toBeVisible();
      await check('Athena, signed in');
      const run = awsApp.run({ language: 'sql', code: CTAS });
      await expect(awsApp.question.getByRole('button', { name: 'Allow once' })).toBeEnabled();
      await check('a question');
      await page.keyboard.press('Escape');
      await run;
      await openCalls(awsApp);
      await expect(page.getByRole('table', { name: 'AWS calls' })).toContainText('Refused by you');
      await check('calls');
      await app.go('Settings');
      await check('settings');
    });
  });
}
