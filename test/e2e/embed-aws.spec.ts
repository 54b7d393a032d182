import { mergeTests } from '@playwright/test';
import type { Run } from '../../src/core/run.ts';
import { test as awsTest } from './aws-fixtures.ts';
import { Bench, configure, expect, partingBrowser, test as embedTest } from './embed-fixtures.ts';

const test = mergeTests(awsTest, embedTest);
test.use(partingBrowser);

const CREATE = 'CREATE TABLE copy AS SELECT 1 AS one';

test('a granted page uses AWS by the sign-in of a window of its own; what writes is never allowed in a frame', async ({
  context,
  configured,
  double,
  aws,
  embedder,
}) => {
  await configure(context, { ...double.config, embed_origins: [embedder.cross] });
  const page = await context.newPage();
  await page.goto(`${embedder.cross}/bench.html`);
  await page.waitForFunction(() => typeof window.embedClient === 'object');
  const bench = new Bench(page, configured.url);
  await bench.show('?embed#/runs');
  await bench.connect(['read_data', 'run', 'aws']);
  await bench.grant('Read data', 'Run code and workflows');
  expect((await bench.failure('query_data', { sql: 'SELECT 1', connection: 'athena' })).message).toContain(
    'needs the capability "aws"',
  );
  expect(aws.log.calls).toEqual([]);

  const asked = page.evaluate(() => window.client.requestCapabilities(['aws']));
  await bench.grant('Use AWS in your name');
  expect(await asked).toEqual(['read_data', 'run', 'aws']);
  await bench.frame.getByRole('button', { name: 'Sign in to AWS' }).first().click();
  await expect(bench.frame.getByRole('link', { name: /^Signed in to AWS as/u })).toBeVisible();
  expect(await bench.call('query_data', { sql: 'SELECT 1 AS one', connection: 'athena' })).toMatchObject({ rows: [[1]] });
  const run = (await bench.call('execute_code', { language: 'sql', connection: 'athena', code: CREATE })) as Run;
  expect(run).toMatchObject({ status: 'failed' });
  expect(run.error?.message).toContain('Open Sandbank in a window of its own');

  await bench.frame.getByRole('link', { name: 'Settings' }).first().click();
  await bench.frame.getByRole('button', { name: /^Revoke what/u }).click();
  await expect(bench.frame.getByRole('button', { name: 'Sign in to AWS' }).first()).toBeVisible();
});
