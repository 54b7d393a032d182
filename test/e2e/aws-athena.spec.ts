import { expect, REFUSED, test } from './aws-fixtures.ts';

const TOTAL = 'SELECT sum(line_item_unblended_cost) AS cost, count(*) AS lines FROM cur';

test('the same SQL and the same workflow run on Athena as on the sample data, to the last digit', async ({ awsApp, aws }) => {
  const { app } = awsApp;
  await awsApp.signIn();
  const [here, there] = [
    await app.call('query_data', { sql: TOTAL, connection: 'sample' }),
    await app.call('query_data', { sql: TOTAL, connection: 'athena' }),
  ];
  expect(Number(there.rows[0]?.[0])).toBeCloseTo(Number(here.rows[0]?.[0]), 6);
  expect(there.rows[0]?.[1]).toBe(here.rows[0]?.[1]);
  expect(there.statistics.bytes_scanned).toBeGreaterThan(0);
  expect(aws.log.calls.find(({ operation }) => operation === 'StartQueryExecution')?.input).toMatchObject({ QueryString: TOTAL });

  const report = { name: 'Monthly Cost Report', execute: true, timeout_s: 300 };
  const local = await app.call('load_workflow', { ...report, connection: 'sample' });
  const remote = await app.call('load_workflow', { ...report, connection: 'athena' });
  expect(remote.run).toMatchObject({ status: 'succeeded', connection: 'athena' });
  expect(remote.run?.result).toEqual(local.run?.result);
  expect(remote.run?.calls.length).toBeGreaterThan(0);
});

test('tables are browsed, and a query tells its state, what it scans and what that costs', async ({ awsApp, aws }) => {
  const { app, page } = awsApp;
  await awsApp.signIn();
  await expect(page.getByRole('button', { name: 'Query this table: cur_legacy' }).last()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('combobox', { name: 'Workgroup' })).toHaveValue('finops');
  await expect(page.getByRole('combobox', { name: 'Database' })).toHaveValue('billing');
  await page.getByRole('button', { name: /^Select Athena/u }).click();
  await page.getByRole('button', { name: 'Query this table: cur', exact: true }).last().click();
  await expect(app.code).toBeVisible();
  aws.control({ queries: [{ slow_ms: 3000, bytes: 5e10 }] });
  await app.button('Run').click();
  await expect(app.output.getByText(/running.*scanned.*\$/iu).first()).toBeVisible();
  await app.expectStatus(/Succeeded/u);
  await app.tab('Calls').click();
  await expect(app.output.getByRole('table')).toContainText('46.6 GB');
});

test('stop ends the query in AWS, too', async ({ awsApp, aws }) => {
  const { app } = awsApp;
  await awsApp.signIn();
  aws.control({ queries: [{ slow_ms: 60_000 }] });
  const { output } = await app.callWithEvents('execute_code', { language: 'sql', code: TOTAL, connection: 'athena' }, 'progress');
  expect(output.status).toBe('cancelled');
  await expect.poll(() => awsApp.asked('athena')).toContain('StopQueryExecution');
});

test('a query that would write is asked for with its text; refused, nothing is begun', async ({ awsApp, aws }) => {
  const { app } = awsApp;
  await awsApp.signIn();
  const sql = 'CREATE TABLE billing.mine AS SELECT * FROM cur';
  const refused = awsApp.run({ language: 'sql', code: sql });
  await expect(awsApp.question).toContainText('CREATE TABLE billing.mine');
  await awsApp.question.getByRole('button', { name: 'Refuse' }).last().click();
  const run = await refused;
  expect(run).toMatchObject({ status: 'failed', error: { type: 'PolicyError' } });
  expect(awsApp.asked('athena')).not.toContain('StartQueryExecution');

  const allowed = awsApp.run({ language: 'sql', code: sql });
  await awsApp.question.getByRole('button', { name: 'Allow once' }).click();
  expect(await allowed).toMatchObject({ status: 'succeeded' });
  expect(aws.world.queries.writes).toHaveLength(1);
  await app.page.goto(`${app.url}#/runs/aws-calls`);
  const log = app.page.getByRole('table', { name: 'AWS calls' });
  await expect(log).toContainText('Refused by you');
  await expect(log).toContainText('Allowed by you');
});

test('what fails names the cause and the fix: a column that is not there, no permission', async ({ awsApp, aws, problems }) => {
  const { app } = awsApp;
  problems.expect(REFUSED);
  await awsApp.signIn();
  const column = await app.failure('query_data', { sql: 'SELECT line_item_unblended_cots FROM cur', connection: 'athena' });
  expect(column).toMatchObject({ name: 'QueryError', message: expect.stringMatching(/line_item_unblended_cots/u) });
  aws.control({ faults: [{ service: 'athena', operation: 'StartQueryExecution', kind: 'deny' }] });
  const denied = await app.failure('query_data', { sql: 'SELECT 1', connection: 'athena' });
  expect(denied.message).toContain('athena:StartQueryExecution');
});

test('a time limit ends the query in AWS; engine 2 and a bucket without CORS are told with the fix; so are tables that may not be seen', async ({
  awsApp,
  aws,
  problems,
}) => {
  problems.expect(REFUSED);
  problems.expect(/blocked by CORS policy|net::ERR_FAILED/u);
  const { app, page } = awsApp;
  await awsApp.signIn();
  aws.control({ queries: [{ slow_ms: 60_000 }] });
  expect(await awsApp.run({ language: 'sql', code: TOTAL, timeout_s: 3 })).toMatchObject({ status: 'timed_out' });
  await expect.poll(() => aws.world.queries.all()[0]?.state).toBe('CANCELLED');
  aws.control({ queries: [] });

  const workgroup = page.getByRole('combobox', { name: 'Workgroup' });
  await workgroup.selectOption('old');
  await expect(page.getByText(/"old" runs Athena engine version 2.*Analytics engine/u).first()).toBeVisible();
  await workgroup.selectOption('no-cors');
  await expect(page.getByText(/^Scanned today.*no cut-off of its own/u)).toBeVisible();
  const rows = "query('SELECT identity_line_item_id FROM cur LIMIT 9000')";
  const run = await awsApp.run({ language: 'python', code: `result = len(${rows})` });
  expect(run).toMatchObject({ error: null, result: 9000 });
  expect(run.stderr).toMatch(/came in 10 pages.*CORS.*paste \[\{"AllowedOrigins"/u);

  aws.control({
    faults: [
      { service: 'glue', kind: 'deny' },
      { service: 'athena', operation: 'ListTableMetadata', kind: 'deny' },
    ],
  });
  await page.getByRole('button', { name: 'Read the tables of Athena again' }).click();
  await expect(page.getByText(/The tables cannot be listed: .*glue:GetTables/u).first()).toBeVisible();
  expect(await app.call('query_data', { sql: 'SELECT 1 AS one', connection: 'athena' })).toMatchObject({ rows: [[1]] });
});

test('credentials that expire in the middle are renewed, and the query is begun once', async ({ awsApp, aws, problems }) => {
  const { app } = awsApp;
  problems.expect(REFUSED);
  await awsApp.signIn();
  aws.control({ queries: [{ slow_ms: 2000 }] });
  const running = app.call('query_data', { sql: TOTAL, connection: 'athena' });
  await expect.poll(() => awsApp.asked('athena')).toContain('StartQueryExecution');
  aws.expireCredentials();
  expect((await running).row_count).toBe(1);
  expect(awsApp.asked('athena').filter((operation) => operation === 'StartQueryExecution')).toHaveLength(1);
});
