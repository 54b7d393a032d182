import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { awsDouble } from '../../../test/harness/aws-double.ts';
import { signedIn } from '../../../test/harness/sign-in.ts';
import { AwsError } from '../../core/app-error.ts';
import type { AwsService } from '../../core/aws/aws-service.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import type { CognitoSession } from '../cognito/aws-session.ts';
import { createAwsCaller } from './aws-caller.ts';

let session: CognitoSession;
let aws: AwsCaller;

beforeAll(async () => {
  await awsDouble.reset();
  session = await signedIn();
  aws = createAwsCaller({ session });
});
beforeEach(() => awsDouble.reset());
afterAll(() => session.signOut());

const call = (service: AwsService, operation: string, input: AwsObject = {}) => aws.call({ service, operation, input });
const refusal = async (work: Promise<unknown>): Promise<AwsError> => {
  const error: unknown = await work.then(
    () => 'done',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AwsError);
  return error as AwsError;
};
const query: AwsObject = { QueryString: 'SELECT 1', WorkGroup: 'finops', QueryExecutionContext: { Database: 'billing' } };

it('answers with plain values', async () => {
  const groups = await call('athena', 'ListWorkGroups');
  expect(Object.keys(groups)).toEqual(['WorkGroups', '$metadata']);
  expect(groups['$metadata']).toEqual({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/u) as string });
  const object = await call('s3', 'GetObject', { Bucket: 'meridian-cur', Key: 'budgets/2026.csv' });
  expect(object['Body']).toBeInstanceOf(Uint8Array);
  expect(new TextDecoder().decode(object['Body'] as Uint8Array)).toContain('checkout,2026-11,42000');
  expect(object['LastModified']).toBeInstanceOf(Date);
  const large = await call('s3', 'GetObject', { Bucket: 'meridian-cur', Key: 'large/numbers.bin', Range: 'bytes=0-9' });
  expect(large).toMatchObject({ ContentLength: 10, Body: new Uint8Array([0, 31, 62, 93, 124, 155, 186, 217, 248, 23]) });
  const listed = await call('s3', 'ListObjectsV2', { Bucket: 'meridian-cur', Prefix: 'logs/', MaxKeys: 2 });
  expect(listed).toMatchObject({ KeyCount: 2, IsTruncated: true });
  structuredClone([groups, object, listed]);
});

it.each<[AwsService, string, AwsObject]>([
  ['glue', 'GetTables', { DatabaseName: 'billing' }],
  ['ce', 'GetDimensionValues', { TimePeriod: { Start: '2026-10-01', End: '2026-11-01' }, Dimension: 'SERVICE' }],
  ['cloudwatch', 'ListMetrics', { Namespace: 'AWS/EC2' }],
  ['ec2', 'DescribeRegions', {}],
  ['organizations', 'ListAccounts', {}],
  ['pricing', 'DescribeServices', {}],
  ['sts', 'GetCallerIdentity', {}],
  ['lambda', 'Invoke', { FunctionName: 'rightsizing', Payload: new TextEncoder().encode('{}') }],
  ['sns', 'Publish', { TopicArn: 'arn:aws:sns:us-east-1:100020003000:finops-alerts', Message: 'hello' }],
])('%s loads when it is called, and its call is signed', async (service, operation, input) => {
  await call(service, operation, input);
  const [logged] = await awsDouble.calls(service, operation);
  expect(logged).toMatchObject({ signed: true, status: 200 });
});

it('has no way to ask what is not in the list', async () => {
  for (const [service, operation] of [
    ['s3', 'PutObject'],
    ['athena', 'DeleteWorkGroup'],
    ['glue', 'GetConnection'],
    ['sts', 'AssumeRole'],
    ['sts', 'constructor'],
    ['sts', '__proto__'],
  ] as const)
    expect(await refusal(call(service, operation))).toMatchObject({ code: 'UnknownOperation' });
});

it('renews credentials that run out on the way, and does not start a query twice', async () => {
  await call('sts', 'GetCallerIdentity');
  const { accessKeyId: before } = await session.credentials();
  await awsDouble.expireCredentials();
  await awsDouble.reset();
  const answers = await Promise.all([
    call('athena', 'StartQueryExecution', query),
    call('athena', 'ListWorkGroups'),
    call('ec2', 'DescribeRegions'),
  ]);
  expect(answers[0]).toMatchObject({ QueryExecutionId: expect.any(String) });
  const started = await awsDouble.calls('athena', 'StartQueryExecution');
  expect(started.map(({ status }) => status)).toEqual([400, 200]);
  expect(started[0]?.input['ClientRequestToken']).toMatch(/^[\w-]{32,}$/u);
  expect(started[1]?.input['ClientRequestToken']).toBe(started[0]?.input['ClientRequestToken']);
  expect(started[1]?.access_key_id).not.toBe(before);
  expect(await awsDouble.calls('cognito-identity', 'GetCredentialsForIdentity')).toHaveLength(1);
  const listed = await call('athena', 'ListQueryExecutions', { WorkGroup: 'finops' });
  expect(listed['QueryExecutionIds']).toEqual([answers[0]['QueryExecutionId']]);
});

it('gives up where new credentials are expired too', async () => {
  await awsDouble.control({ faults: [{ kind: 'expired_token', service: 'athena' }] });
  expect(await refusal(call('athena', 'StartQueryExecution', query))).toMatchObject({
    code: expect.stringMatching(/^ExpiredToken/u),
    message: expect.stringContaining('Sign in again'),
  });
  expect(await awsDouble.calls('athena', 'StartQueryExecution')).toHaveLength(2);
});

it('keeps the token that the caller gives', async () => {
  const ClientRequestToken = 'a'.repeat(40);
  await call('athena', 'StartQueryExecution', { ...query, ClientRequestToken });
  expect((await awsDouble.calls('athena', 'StartQueryExecution'))[0]?.input).toMatchObject({ ClientRequestToken });
});

it('tries again when it is throttled, three times in all, with the same token', async () => {
  await awsDouble.control({ faults: [{ kind: 'throttle', service: 'athena', times: 2 }] });
  await call('athena', 'StartQueryExecution', query);
  const tokens = (await awsDouble.calls('athena', 'StartQueryExecution')).map(({ input }) => input['ClientRequestToken']);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
  await awsDouble.control({ faults: [{ kind: 'throttle', service: 'athena' }] });
  expect((await refusal(call('athena', 'ListWorkGroups'))).message).toMatch(/^AWS throttled athena:ListWorkGroups/u);
});

it('invokes a function once, also where the answer is lost', async () => {
  await awsDouble.control({ faults: [{ kind: 'no_cors', service: 'lambda' }] });
  await refusal(call('lambda', 'Invoke', { FunctionName: 'rightsizing' }));
  expect(await awsDouble.calls('lambda', 'Invoke')).toHaveLength(1);
});

it('names the permission that is missing', async () => {
  const resource = 'arn:aws:glue:us-east-1:100020003000:catalog';
  await awsDouble.control({ faults: [{ kind: 'deny', service: 'glue', operation: 'GetTables', resource }] });
  const error = await refusal(call('glue', 'GetTables', { DatabaseName: 'billing' }));
  expect(error.code).toBe('AccessDeniedException');
  expect(error.message).toContain(`it lacks "glue:GetTables" on ${resource}`);
  expect(error.status).toBe(400);
  expect(error.request_id).toMatch(/\S/u);
  const s3 = await refusal(call('s3', 'HeadObject', { Bucket: 'meridian-private', Key: 'secret.txt' }));
  expect(s3.message).toContain('it lacks "s3:GetObject" on arn:aws:s3:::meridian-private/secret.txt');
});

it('shows what to paste where a bucket lets no page read it', async () => {
  const error = await refusal(call('s3', 'GetObject', { Bucket: 'meridian-no-cors', Key: 'budgets/2026.csv' }));
  expect(error.code).toBe('NetworkError');
  expect(error.message).toContain('the bucket meridian-no-cors lets no page read it');
  expect(error.message).toContain(`"AllowedOrigins":["${location.origin}"]`);
  expect(error.details).toMatchObject({ cors: [{ AllowedMethods: ['GET', 'HEAD'] }] });
});

it('names the cause where another answer cannot be read, or breaks off', async () => {
  await awsDouble.control({ faults: [{ kind: 'no_cors', service: 'athena' }] });
  expect(await refusal(call('athena', 'ListWorkGroups'))).toMatchObject({
    code: 'NetworkError',
    message: expect.stringContaining(`athena:ListWorkGroups got no answer from ${awsDouble.url}`),
  });
  await awsDouble.control({ faults: [{ kind: 'cut', service: 's3' }] });
  expect(await refusal(call('s3', 'GetObject', { Bucket: 'meridian-cur', Key: 'large/numbers.bin' }))).toMatchObject({
    code: 'NetworkError',
  });
  await awsDouble.control({ faults: [{ kind: 'cut', service: 'athena' }] });
  expect(await refusal(call('athena', 'ListWorkGroups'))).toMatchObject({
    code: 'NetworkError',
    message: expect.stringMatching(/broke off|got no answer/u),
  });
});

it('starts one query where the answer to its start breaks off', async () => {
  await awsDouble.control({ faults: [{ kind: 'cut', service: 'athena', operation: 'StartQueryExecution', times: 1 }] });
  const before = (await call('athena', 'ListQueryExecutions', { WorkGroup: 'finops' }))['QueryExecutionIds'] as string[];
  const { QueryExecutionId } = await call('athena', 'StartQueryExecution', query);
  const after = (await call('athena', 'ListQueryExecutions', { WorkGroup: 'finops' }))['QueryExecutionIds'] as string[];
  expect(after.filter((id) => !before.includes(id))).toEqual([QueryExecutionId]);
});

it('stops when it is told to', async () => {
  await awsDouble.control({ faults: [{ kind: 'slow', service: 'athena', ms: 5000 }] });
  const controller = new AbortController();
  const started = performance.now();
  const work = aws.call({ service: 'athena', operation: 'ListWorkGroups', input: {} }, { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  await expect(
    aws.call({ service: 'athena', operation: 'ListWorkGroups', input: {} }, { signal: controller.signal }),
  ).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - started).toBeLessThan(2000);
});

it('goes on with a clock that drifts while somebody is signed in', async () => {
  await awsDouble.control({ clock_offset_ms: 6 * 60_000 });
  expect(await call('sts', 'GetCallerIdentity')).toMatchObject({ Account: '100020003000' });
});

it.each<[AwsService, string, AwsObject]>([
  ['s3', 'GetObject', { Bucket: 'meridian-cur', Key: 'budgets/2026.csv' }],
  ['athena', 'ListWorkGroups', {}],
  ['sts', 'GetCallerIdentity', {}],
])('%s may say credentials again in its errors; they are not in ours', async (service, operation, input) => {
  const before = await session.credentials();
  const errors: AwsError[] = [];
  for (const kind of ['bad_signature', 'unknown_key', 'expired_token'] as const) {
    await awsDouble.control({ faults: [{ kind, service }] });
    errors.push(await refusal(call(service, operation, input)));
  }
  const { accessKeyId, secretAccessKey, sessionToken } = await session.credentials();
  await awsDouble.control({
    faults: [{ kind: 'error', service, code: 'Odd', message: `of ${accessKeyId} ${sessionToken} ${secretAccessKey}` }],
  });
  const odd = await refusal(call(service, operation, input));
  expect(odd.message).toBe('of (a credential) (a credential) (a credential)');
  const said = [...errors, odd].map(({ message, details }) => message + JSON.stringify(details)).join();
  for (const secret of [accessKeyId, secretAccessKey, sessionToken, before.accessKeyId, before.sessionToken])
    expect(said).not.toContain(secret);
});
