import { AthenaClient, ListWorkGroupsCommand } from '@aws-sdk/client-athena';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ClientConfig, connect } from './client/connect.ts';
import { type AwsDouble, startAws } from './start.ts';

let double: AwsDouble;
let config: ClientConfig;

beforeAll(async () => {
  double = await startAws({ prepare: false });
  config = await connect(double);
});
beforeEach(() => double.reset());
afterAll(() => double.close());

/** "Code (status)" of what a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'answered',
    (error: Error & { $metadata?: { httpStatusCode?: number } }) => `${error.name} (${error.$metadata?.httpStatusCode ?? '-'})`,
  );
}

const calls = (given: ClientConfig) => ({
  athena: () => new AthenaClient(given).send(new ListWorkGroupsCommand()),
  s3: () => new S3Client(given).send(new GetObjectCommand({ Bucket: 'meridian-cur', Key: 'budgets/2026.csv' })),
  sts: () => new STSClient(given).send(new GetCallerIdentityCommand()),
  ec2: () => new EC2Client(given).send(new DescribeRegionsCommand()),
});

async function refusals(given: ClientConfig): Promise<Record<string, string>> {
  const asked = Object.entries(calls(given)).map(async ([name, call]) => [name, await refusal(call())] as const);
  return Object.fromEntries(await Promise.all(asked));
}

test('a true signature is answered', async () => {
  expect(await refusals(config)).toEqual({ athena: 'answered', s3: 'answered', sts: 'answered', ec2: 'answered' });
  expect(double.log.calls.every(({ signed }) => signed)).toBe(true);
});

test('a wrong secret is refused', async () => {
  const credentials = { ...config.credentials, secretAccessKey: 'wrong' };
  expect(await refusals({ ...config, credentials })).toEqual({
    athena: 'InvalidSignatureException (400)',
    s3: 'SignatureDoesNotMatch (403)',
    sts: 'SignatureDoesNotMatch (403)',
    ec2: 'SignatureDoesNotMatch (403)',
  });
  expect(double.log.calls.some(({ signed }) => signed)).toBe(false);
});

test('a foreign key, a missing token and a foreign token are refused', async () => {
  const { accessKeyId, secretAccessKey } = config.credentials;
  const unknown = {
    athena: 'UnrecognizedClientException (400)',
    s3: 'InvalidAccessKeyId (403)',
    sts: 'InvalidClientTokenId (403)',
    ec2: 'AuthFailure (401)',
  };
  expect(await refusals({ ...config, credentials: { ...config.credentials, accessKeyId: 'AKIAFOREIGN' } })).toEqual(unknown);
  expect(await refusals({ ...config, credentials: { accessKeyId, secretAccessKey } })).toEqual(unknown);
  expect(await refusals({ ...config, credentials: { accessKeyId, secretAccessKey, sessionToken: 'x' } })).toEqual(unknown);
});

test('an unsigned call is refused', async () => {
  const headers = { 'x-amz-target': 'AmazonAthena.ListWorkGroups', 'content-type': 'application/x-amz-json-1.1' };
  const response = await fetch(double.url, { method: 'POST', headers, body: '{}' });
  expect([response.status, await response.json()]).toMatchObject([400, { __type: 'MissingAuthenticationTokenException' }]);
  expect((await fetch(`${double.url}/meridian-cur/budgets/2026.csv`)).status).toBe(403);
});

test('another body or query than the signed one is refused', async () => {
  const client = new AthenaClient(config);
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { body: '[]' });
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  expect(await refusal(client.send(new ListWorkGroupsCommand()))).toBe('InvalidSignatureException (400)');
});

test('another region is refused where the service is in one', async () => {
  const elsewhere = await refusals({ ...config, region: 'eu-west-1' });
  expect(elsewhere).toMatchObject({ athena: 'InvalidSignatureException (400)', ec2: 'answered' });
});

test('credentials that are expired are refused', async () => {
  double.expireCredentials();
  const expired = await refusals(config);
  config = await connect(double);
  expect(expired).toEqual({
    athena: 'ExpiredTokenException (400)',
    s3: 'ExpiredToken (400)',
    sts: 'ExpiredToken (403)',
    ec2: 'RequestExpired (400)',
  });
});

test('a clock that is ten minutes off is refused, and the SDK finds the right time by itself', async () => {
  double.control({ clock_offset_ms: 600_000 });
  const once = { ...config, maxAttempts: 1 };
  expect(await refusals(once)).toMatchObject({ athena: 'InvalidSignatureException (400)', sts: 'SignatureDoesNotMatch (403)' });
  expect(await refusals(config)).toMatchObject({ athena: 'answered' });
});

test('what is set to go wrong does, as often as it is set', async () => {
  double.control({ faults: [{ service: 'athena', kind: 'throttle', times: 2 }] });
  await new AthenaClient(config).send(new ListWorkGroupsCommand());
  expect(double.log.of('athena').map(({ error }) => error)).toEqual(['ThrottlingException', 'ThrottlingException', undefined]);
  double.control({ faults: [{ service: 'glue', operation: 'GetTables', kind: 'deny' }] });
  await expect(new GlueClient(config).send(new GetTablesCommand({ DatabaseName: 'billing' }))).rejects.toThrow(
    'User: arn:aws:sts::100020003000:assumed-role/SandbankAnalyst/CognitoIdentityCredentials is not authorized to perform: glue:GetTables on resource: arn:aws:glue:us-east-1:100020003000:catalog because no identity-based policy allows the glue:GetTables action',
  );
  double.control({ faults: [{ service: 's3', kind: 'cut' }] });
  await expect(
    calls({ ...config, maxAttempts: 1 })
      .s3()
      .then(({ Body }) => Body?.transformToString()),
  ).rejects.toThrow();
});

test('browsers are answered as AWS answers them, a bucket by its own rules', async () => {
  const asked = {
    origin: 'https://finops.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-amz-target',
  };
  const preflight = await fetch(double.url, { method: 'OPTIONS', headers: asked });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  const get = { ...asked, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization,x-amz-date' };
  const bucket = (name: string) => fetch(`${double.url}/${name}/budgets/2026.csv`, { method: 'OPTIONS', headers: get });
  expect((await bucket('meridian-cur')).headers.get('access-control-allow-headers')).toBe('authorization,x-amz-date');
  const refused = await bucket('meridian-no-cors');
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  double.control({ faults: [{ service: 'athena', kind: 'no_cors' }] });
  const headers = { origin: 'https://finops.example', 'x-amz-target': 'AmazonAthena.ListWorkGroups' };
  const answer = await fetch(double.url, { method: 'POST', headers, body: '{}' });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

test('it is set and read from outside of its process too', async () => {
  const set = (body: unknown) => fetch(`${double.url}/__control`, { method: 'POST', body: JSON.stringify(body) });
  expect((await set({ faults: [{ service: 'athena', kind: 'deny' }] })).status).toBe(200);
  expect(await refusal(calls(config).athena())).toBe('AccessDeniedException (400)');
  expect((await set({ fault: [] })).status).toBe(400);
  const log = (await (await fetch(`${double.url}/__log`)).json()) as { calls: { error?: string }[] };
  expect(log.calls.map(({ error }) => error)).toEqual(['AccessDeniedException']);
  await fetch(`${double.url}/__expire`, { method: 'POST' });
  expect(await refusal(calls(config).sts())).toBe('ExpiredToken (403)');
  config = await connect(double);
});
