import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AwsError } from '../../core/app-error.ts';
import { awsConfigSchema } from '../../core/aws/aws-config.ts';
import type { AwsCall } from '../../core/ports/aws.ts';
import { callError } from './call-error.ts';

const config = awsConfigSchema.parse({
  region: 'eu-west-1',
  identity_pool_id: 'eu-west-1:00000000-0000-4000-8000-000000000000',
  sign_in: { kind: 'oidc', issuer: 'https://login.example.com', client_id: 'abc' },
});

/** An error as the SDK throws it. */
const thrown = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode: 400, requestId: 'r-1' } }, more);
const told = async (error: Error, call: Partial<AwsCall> = {}): Promise<AwsError> => {
  const made = await callError(error, { service: 'glue', operation: 'GetTables', input: {}, ...call }, config);
  expect(made).toBeInstanceOf(AwsError);
  return made as AwsError;
};

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('location', { origin: 'https://finops.example.com' });
});
afterEach(() => vi.unstubAllGlobals());

const role = 'User: arn:aws:sts::123456789012:assumed-role/Analyst/CognitoIdentityCredentials';

test.each<[Error, Partial<AwsCall>, string]>([
  [
    thrown(
      'AccessDeniedException',
      `${role} is not authorized to perform: glue:GetTables on resource: arn:aws:glue:eu-west-1:123456789012:catalog because no identity-based policy allows the glue:GetTables action`,
    ),
    {},
    'it lacks "glue:GetTables" on arn:aws:glue:eu-west-1:123456789012:catalog. Ask',
  ],
  [
    thrown('AccessDeniedException', 'You are not authorized to perform: athena:GetWorkGroup on the resource. After your AWS'),
    { service: 'athena', operation: 'GetWorkGroup' },
    'it lacks "athena:GetWorkGroup". Ask',
  ],
  [
    thrown('UnauthorizedOperation', 'You are not authorized to perform this operation.'),
    { service: 'ec2', operation: 'DescribeInstances' },
    'it lacks "ec2:DescribeInstances". Ask',
  ],
  [
    thrown('AccessDenied', `${role} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k.csv" because no`),
    { service: 's3', operation: 'GetObject', input: { Bucket: 'b', Key: 'k.csv' } },
    'it lacks "s3:GetObject" on arn:aws:s3:::b/k.csv. Ask',
  ],
  [
    thrown('InvalidSignatureException', "Credential should be scoped to a valid region, not 'eu-west-1'."),
    {},
    'another region than eu-west-1, the one of the configuration',
  ],
  [
    thrown('403', 'UnknownError', { $metadata: { httpStatusCode: 403 } }),
    { service: 's3', operation: 'HeadObject', input: { Bucket: 'b', Key: 'k.csv' } },
    'it lacks "s3:GetObject" on arn:aws:s3:::b/k.csv. Ask',
  ],
  [
    thrown('AccessDenied', 'Access Denied'),
    { service: 's3', operation: 'ListObjectsV2', input: { Bucket: 'b' } },
    'it lacks "s3:ListBucket" on arn:aws:s3:::b. Ask',
  ],
  [
    thrown(
      'AccessDeniedException',
      `${role} is not authorized to perform: ce:GetTags with an explicit deny in a service control policy`,
    ),
    { service: 'ce', operation: 'GetTags' },
    'A policy of AWS denies "ce:GetTags" to the role',
  ],
])('names the permission that is missing: %s', async (error, call, text) => {
  const { code, message, details } = await told(error, call);
  expect(code).toBe(error.name);
  expect(message).toContain(text);
  expect(message).toContain(error.message === 'UnknownError' ? '403' : error.message);
  expect(details).toBeUndefined();
});

test('keeps status, request id and the members that are modelled, and nothing of the request', async () => {
  const error = await told(
    thrown('InvalidRequestException', 'Query has not yet finished', {
      AthenaErrorCode: 'INVALID_QUERY_EXECUTION_ID',
      $response: { headers: { authorization: 'Credential=AKIA' } },
    }),
  );
  expect(error).toMatchObject({
    code: 'InvalidRequestException',
    message: 'Query has not yet finished',
    status: 400,
    request_id: 'r-1',
    details: { AthenaErrorCode: 'INVALID_QUERY_EXECUTION_ID' },
  });
  expect(JSON.stringify(error) + String(error.stack)).not.toContain('AKIA');
  expect(error.cause).toBeUndefined();
});

test('names throttling, expired and unknown credentials, and a bucket of elsewhere', async () => {
  expect((await told(thrown('ThrottlingException', 'Rate exceeded'))).message).toMatch(/^AWS throttled glue:GetTables \(Rate/u);
  expect((await told(thrown('ExpiredTokenException', 'expired'))).message).toContain('Sign in again');
  expect((await told(thrown('UnrecognizedClientException', 'invalid'))).message).toContain('region eu-west-1 may not be enabled');
  const moved = await told(thrown('PermanentRedirect', 'must be addressed'), { service: 's3', input: { Bucket: 'b' } });
  expect(moved.message).toContain('The bucket "b" is in another region than eu-west-1');
});

test('tells a clock that is off from a signature that is wrong', async () => {
  const now = Date.now();
  const basic = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/gu, '');
  const late = thrown(
    'InvalidSignatureException',
    `Signature expired: ${basic(now)} is now earlier than ${basic(now + 300_000)} (${basic(now + 600_000)} - 5 min.)`,
  );
  expect(await told(late)).toMatchObject({ code: 'ClockSkew', message: expect.stringContaining('10 minutes behind') });
  const skewed = thrown('RequestTimeTooSkewed', 'too large', { ServerTime: new Date(now - 720_000) });
  expect(await told(skewed)).toMatchObject({ code: 'ClockSkew', message: expect.stringContaining('12 minutes ahead of') });
  const wrong = thrown('SignatureDoesNotMatch', 'does not match', {
    $response: { headers: { date: new Date(now).toUTCString() } },
  });
  expect(await told(wrong)).toMatchObject({ code: 'SignatureDoesNotMatch', message: 'does not match' });
});

test('says what to do where no answer came', async () => {
  const fetched = new TypeError('Failed to fetch');
  const athena = await told(fetched, { service: 'athena', operation: 'GetQueryExecution' });
  expect(athena).toMatchObject({ code: 'NetworkError' });
  expect(athena.message).toContain('athena:GetQueryExecution got no answer from https://athena.eu-west-1.amazonaws.com');
  const s3 = await told(fetched, { service: 's3', operation: 'GetObject', input: { Bucket: 'our-cur', Key: 'a' } });
  expect(s3.message).toContain('"AllowedOrigins":["https://finops.example.com"]');
  expect(s3.details).toMatchObject({ cors: [{ AllowedMethods: ['GET', 'HEAD'] }] });
  vi.stubGlobal('navigator', { onLine: false });
  expect((await told(fetched)).message).toContain('this computer is offline');
});

test('tells an answer that broke off and an input that is wrong from no answer', async () => {
  const cut = Object.assign(new TypeError('network error\n  Deserialization error: to see'), {
    $metadata: { httpStatusCode: 200 },
  });
  expect(await told(cut)).toMatchObject({
    code: 'NetworkError',
    message: 'The answer to glue:GetTables broke off on the way (network error). Try again.',
  });
  expect(await told(new TypeError('value.getTime is not a function'))).toMatchObject({ code: 'InvalidInput' });
});

test('says nothing again of the request that AWS has read', async () => {
  const echoes = {
    AWSAccessKeyId: 'ASIAEXAMPLE000000000',
    'Token-0': 'the-token',
    StringToSign: 'AWS4-HMAC-SHA256',
    StringToSignBytes: '41 57',
    SignatureProvided: '0123',
    CanonicalRequest: 'x-amz-security-token:the-token',
    CanonicalRequestBytes: '78 2d',
  };
  const s3 = { service: 's3', operation: 'GetObject', input: { Bucket: 'b', Key: 'k' } } as const;
  expect((await told(thrown('SignatureDoesNotMatch', 'does not match', { ...echoes, BucketName: 'b' }), s3)).details).toEqual({
    BucketName: 'b',
  });
  const canonical = "\n\nThe Canonical String for this request should have been\n'POST\nx-amz-security-token:the-token'";
  expect(await told(thrown('InvalidSignatureException', `does not match.${canonical}`))).toMatchObject({
    message: 'does not match.',
  });
});
