import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { awsDouble } from '../../../test/harness/aws-double.ts';
import { signedIn } from '../../../test/harness/sign-in.ts';
import type { Cell } from '../../core/json.ts';
import type { AthenaAnswer, AthenaQuery } from '../../core/ports/athena.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import { createAwsCaller } from '../aws/aws-caller.ts';
import type { CognitoSession } from '../cognito/aws-session.ts';
import { createAthenaEngine } from './create-athena-engine.ts';

let session: CognitoSession;
let aws: AwsCaller;
const problems: unknown[] = [];

beforeAll(async () => {
  await awsDouble.reset();
  session = await signedIn();
  aws = createAwsCaller({ session });
});
beforeEach(() => awsDouble.reset());
afterAll(() => session.signOut());

const LINES = `SELECT line_item_usage_start_date, line_item_product_code, line_item_resource_id, line_item_unblended_cost
  FROM cur ORDER BY 1, 2, 3, 4 LIMIT 6500`;

function query(sql: string, workgroup = 'finops', more: Partial<AthenaQuery> = {}): Promise<AthenaAnswer> {
  const engine = createAthenaEngine({ outputLocation: () => undefined, onProblem: (problem) => problems.push(problem) });
  const target = { workgroup, catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 };
  return engine.query({ target, sql, max_rows: 100_000, max_bytes: 100_000_000, ...more }, aws);
}

const rowsOf = ({ chunks }: AthenaAnswer): Cell[][] =>
  chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);

it('reads a large result out of its bucket, and by pages where the bucket answers no browser, with what to paste', async () => {
  const byFile = await query(LINES);
  expect(byFile.row_count).toBe(6500);
  expect(byFile.notes).toBeUndefined();
  expect(await awsDouble.calls('s3', 'GetObject')).toHaveLength(1);
  expect(await awsDouble.calls('athena', 'GetQueryResults')).toHaveLength(1);
  const byPages = await query(LINES, 'no-cors');
  expect(await awsDouble.calls('athena', 'GetQueryResults')).toHaveLength(8);
  expect(rowsOf(byPages)).toEqual(rowsOf(byFile));
  expect(byPages.notes?.join(' ')).toMatch(/came in 7 pages.*CORS.*"AllowedOrigins"/u);
});

it('goes on through credentials that expire in mid-query, and starts it once', async () => {
  await awsDouble.control({ queries: [{ sql: 'renewed', slow_ms: 1500 }] });
  let expired = false;
  const answer = await query("SELECT 'renewed' AS word", 'finops', {
    onProgress: () => {
      if (!expired) void awsDouble.expireCredentials();
      expired = true;
    },
  });
  expect(rowsOf(answer)).toEqual([['renewed']]);
  expect(await awsDouble.calls('athena', 'StartQueryExecution')).toHaveLength(1);
});

it('stops the query in AWS when it is stopped here', async () => {
  await awsDouble.control({ queries: [{ sql: 'stopped', slow_ms: 60_000 }] });
  const abort = new AbortController();
  const running = query("SELECT 'stopped'", 'finops', { signal: abort.signal, onProgress: () => abort.abort() });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => awsDouble.calls('athena', 'StopQueryExecution')).toHaveLength(1);
  expect(problems).toEqual([]);
});
