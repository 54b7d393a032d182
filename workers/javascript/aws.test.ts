import { describe, expect, test } from 'vitest';
import { awsScripts } from '../../test/contracts/javascript/aws-scripts.ts';
import { FakeAws, type HeardCall } from '../../test/contracts/javascript/fake-aws.ts';
import { runDirectly, type DirectOptions, type DirectRun } from '../../test/contracts/javascript/direct-run.ts';
import { HostRequestError, type AwsOutput } from '../kit/serve.ts';
import { clientPackages } from './packages.ts';

type Details = ConstructorParameters<typeof HostRequestError>[1];

async function run(code: string, options: DirectOptions = {}): Promise<DirectRun & { heard: HeardCall[] }> {
  const aws = new FakeAws();
  const done = await runDirectly(code, {
    env: { AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'eu-central-1' },
    aws: async (request) => {
      const answer = aws.answer(request);
      if (answer === undefined) throw new HostRequestError(`${request.operation} is not allowed`, { type: 'PolicyError' });
      return answer;
    },
    ...options,
  });
  return { ...done, heard: aws.heard };
}

const failing = (message: string, details: Details) => () => Promise.reject(new HostRequestError(message, details));
const failed: Details = { type: 'AwsError', code: 'InvalidRequestException', status: 400, request_id: 'r-1' };

describe('scripts of a laptop, unchanged', () => {
  test('Athena: start, poll, all pages to a CSV', async () => {
    const { end, stdout, stderr, changes, heard } = await run(awsScripts.athena);
    expect([end.error, stderr]).toEqual([null, '']);
    expect(stdout).toBe('took 1250 ms\nwrote 2 rows to costs.csv\n');
    expect(changes).toEqual({ 'data/costs.csv': 'service,cost\nAmazon EC2,12.50\nAmazon S3,\n' });
    expect(heard.map((call) => call.operation)).toEqual([
      'StartQueryExecution',
      ...Array.from({ length: 3 }, () => 'GetQueryExecution'),
      'GetQueryResults',
      'GetQueryResults',
    ]);
    expect(heard[0]).toEqual({
      service: 'athena',
      operation: 'StartQueryExecution',
      input: { QueryString: 'SELECT service, cost FROM cur', WorkGroup: 'primary', QueryExecutionContext: { Database: 'cur' } },
    });
  });

  test('Cost Explorer: month by month, page by page, as a module', async () => {
    const { end, value, heard } = await run(awsScripts.costExplorer);
    expect(end.error).toBeNull();
    expect(value).toEqual({
      '2026-09 Amazon EC2': 10.5,
      '2026-09 Größe': 0.25,
      '2026-10 Amazon EC2': 10.5,
      '2026-10 Größe': 0.25,
    });
    expect(heard).toHaveLength(4);
    expect(heard[0]).toMatchObject({ service: 'ce', region: 'us-east-1', input: { Granularity: 'MONTHLY' } });
  });

  test('S3: pages of keys, and a body read in every way', async () => {
    const { end, stdout, stderr } = await run(awsScripts.s3);
    expect([end.error, stderr]).toEqual([null, '']);
    expect(JSON.parse(stdout)).toEqual({
      keys: ['2026/a.csv 2026-11-02', '2026/large.bin 2026-11-02'],
      text: 'größe,cost\nxl,1\n',
      bytes: 18,
      chunks: 'größe,cost\nxl,1\n',
      piped: 'größe,cost\nxl,1\n',
      events: [150_000, 3],
    });
  });

  test('EC2, CloudWatch and STS at once', async () => {
    const { end, value } = await run(awsScripts.idle);
    expect(end.error).toBeNull();
    expect(value).toEqual({
      Account: '123456789012',
      idle: [{ InstanceId: 'i-idle', since: 2024, cpu: 1.5, days: [1] }],
    });
  });
});

describe('clients', () => {
  test.each(clientPackages.map(({ name }) => name))('%s: one can be made and calls', async (name) => {
    const { end, value } = await run(`const sdk = require('${name}')
const [clientName] = Object.keys(sdk).filter((each) => /^[A-Z]\\w*Client$/.test(each))
const commands = Object.keys(sdk).filter((each) => /^[A-Z]\\w*Command$/.test(each))
const client = new sdk[clientName]({ maxAttempts: 5, logger: undefined })
const Command = sdk[commands[0]]
const caught = await client.send(new Command({})).catch((error) => error)
const whole = new sdk[clientName.replace(/Client$/, '')]()
const method = commands[0].charAt(0).toLowerCase() + commands[0].slice(1).replace(/Command$/, '')
result = [client.constructor.name === clientName, commands.length > 5, caught.name, typeof whole[method], await client.config.region()]`);
    expect(end.error).toBeNull();
    expect(value).toEqual([true, expect.any(Boolean), 'PolicyError', 'function', 'eu-central-1']);
  });

  test.each(clientPackages.map(({ name }) => name))('%s: all that npm has, but for schemas', async (name) => {
    const { value } = await run(`result = Object.keys(require('${name}'))`);
    const names = Object.entries((await import(name)) as object).flatMap(([each, exported]) =>
      Array.isArray(exported) || each === 'default' || each === 'module.exports' ? [] : [each],
    );
    expect(new Set(value as string[])).toEqual(new Set(names));
  });

  test.each<[string, string, unknown]>([
    [
      'the client with methods',
      `const { Athena } = require('@aws-sdk/client-athena')
const athena = new Athena()
const { QueryExecutionId, $metadata } = await athena.startQueryExecution({ QueryString: 'SELECT 1' })
const called = await new Promise((done) => athena.startQueryExecution({ QueryString: 'SELECT 1' }, (error, data) => done([error, data.QueryExecutionId])))
result = [QueryExecutionId, $metadata, called]`,
      ['q-1', { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 }, [null, 'q-1']],
    ],
    [
      'bytes in and out',
      `const { LambdaClient, InvokeCommand } = require('@aws-sdk/client-lambda')
const { Payload } = await new LambdaClient().send(new InvokeCommand({ FunctionName: 'f', Payload: Buffer.from('{"a":1}') }))
result = [Payload instanceof Uint8Array, Payload.transformToString(), Buffer.from(Payload).toString(), new TextDecoder().decode(Payload), Payload.slice(0, 3).length]`,
      [true, 'got {"a":1}', 'got {"a":1}', 'got {"a":1}', 3],
    ],
    [
      'middleware of the code, and its logger',
      `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
const seen = []
const sts = new STSClient({ logger: { info: ({ commandName, output }) => seen.push([commandName, output.Account]), debug() {}, warn() {}, error() {} } })
sts.middlewareStack.add((next, context) => async (args) => { seen.push(context.clientName); return next(args) }, { step: 'initialize' })
await sts.send(new GetCallerIdentityCommand())
result = seen`,
      ['STSClient', ['GetCallerIdentityCommand', '123456789012']],
    ],
    [
      'an abort signal',
      `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
const stop = new AbortController()
stop.abort()
result = (await new STSClient().send(new GetCallerIdentityCommand(), { abortSignal: stop.signal }).catch((error) => error)).name`,
      'AbortError',
    ],
    [
      'credential providers and request handlers, which it never asks',
      `const { fromIni, fromNodeProviderChain } = require('@aws-sdk/credential-providers')
const { NodeHttpHandler } = require('@smithy/node-http-handler')
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
const sts = new STSClient({
  profile: 'finance', credentials: fromIni({ profile: 'finance' }), requestHandler: new NodeHttpHandler({ connectionTimeout: 100 }),
})
const { Account } = await sts.send(new GetCallerIdentityCommand())
result = [Account, (await fromNodeProviderChain()().catch((error) => error)).name]`,
      ['123456789012', 'CredentialsProviderError'],
    ],
    [
      'the largest of them, from deep inside of calls',
      `const deep = (depth) => (depth === 0 ? require('@aws-sdk/client-ec2') : [deep(depth - 1)][0])
result = deep(100).DescribeInstancesCommand.name`,
      'DescribeInstancesCommand',
    ],
    [
      'exceptions of two that have a common class',
      `const { S3ServiceException } = require('@aws-sdk/client-s3')
const { SNSServiceException } = require('@aws-sdk/client-sns')
result = Object.getPrototypeOf(S3ServiceException) === Object.getPrototypeOf(SNSServiceException)`,
      true,
    ],
    [
      'a body that was read already',
      `const { S3 } = require('@aws-sdk/client-s3')
const { Body } = await new S3().getObject({ Bucket: 'reports', Key: '2026/a.csv' })
await Body.transformToString()
result = (await Body.transformToByteArray().catch((error) => error)).message`,
      'The stream has already been transformed.',
    ],
    [
      'a body that pipeline leads into a file',
      `const { pipeline } = require('stream/promises')
const { Readable } = require('node:stream')
const { S3 } = require('@aws-sdk/client-s3')
const { Body } = await new S3().getObject({ Bucket: 'reports', Key: '2026/a.csv' })
await pipeline(Body, async function* (chunks) { for await (const chunk of chunks) yield chunk.toString().toUpperCase() }, fs.createWriteStream('data/b.csv'))
result = [Body instanceof Readable, fs.readFileSync('data/b.csv', 'utf8')]`,
      [true, 'GRÖSSE,COST\nXL,1\n'],
    ],
    [
      'variables of the environment',
      `result = [process.env.AWS_REGION, process.env.AWS_DEFAULT_REGION, process.env.AWS_ACCESS_KEY_ID]`,
      ['eu-central-1', 'eu-central-1', null],
    ],
    [
      'empty keys, as an environment without any gives them',
      `const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
const sts = new STSClient({ credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY } })
result = (await sts.send(new GetCallerIdentityCommand())).Account`,
      '123456789012',
    ],
  ])('%s', async (_, code, expected) => {
    const { end, value } = await run(code);
    expect(end.error).toBeNull();
    expect(value).toEqual(expected);
  });

  test('a waiter asks until it is so', async () => {
    let asked = 0;
    const aws = (): Promise<AwsOutput> => {
      asked += 1;
      return asked < 3
        ? Promise.reject(new HostRequestError('not yet', { ...failed, code: 'NotFound', status: 404 }))
        : Promise.resolve({ output_json: '{"ContentLength":3}', blobs: [] });
    };
    const { end, value } = await run(
      `const { S3Client, waitUntilObjectExists } = require('@aws-sdk/client-s3')
const quick = { client: new S3Client({}), minDelay: 0.001, maxDelay: 0.002, maxWaitTime: 5 }
const { state, reason } = await waitUntilObjectExists(quick, { Bucket: 'b', Key: 'k' })
result = [state, reason.ContentLength]`,
      { aws },
    );
    expect(end.error).toBeNull();
    expect(value).toEqual(['SUCCESS', 3]);
    expect(asked).toBe(3);
  });

  test('the region goes along only where it is another than the page has', async () => {
    const { heard } = await run(`const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')
const ask = (config) => new STSClient(config).send(new GetCallerIdentityCommand())
await ask()
await ask({ region: 'eu-central-1' })
await ask({ region: 'ap-south-1' })
await ask({ region: async () => 'ap-south-2' })
process.env.AWS_REGION = 'sa-east-1'
await ask({})`);
    expect(heard.map((call) => call.region)).toEqual([undefined, undefined, 'ap-south-1', 'ap-south-2', 'sa-east-1']);
  });

  test.each<[string, string]>([
    ["credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' }", '`credentials` holds access keys'],
    ["endpoint: 'https://evil.example'", '`endpoint` names an address of its own'],
    ["endpoint: () => ({ hostname: 'evil.example' })", '`endpoint` names an address of its own'],
    [
      "credentials: require('@aws-sdk/credential-providers').fromTemporaryCredentials({ params: { RoleArn: 'arn' } })",
      'fromTemporaryCredentials would make calls as another role',
    ],
  ])('%s is refused, and nothing is asked', async (config, message) => {
    const { end, heard } = await run(`const { S3Client, ListBucketsCommand } = require('@aws-sdk/client-s3')
await new S3Client({
  ${config},
}).send(new ListBucketsCommand({}))`);
    expect(end.error).toMatchObject({ type: 'PolicyError', line: expect.any(Number) as number });
    expect(end.error?.message).toContain(message);
    expect(heard).toEqual([]);
  });
});

describe('what fails', () => {
  test("is the SDK's own exception", async () => {
    const details_json = '{"AthenaErrorCode":"MALFORMED_QUERY","Message":"line 1:8"}';
    const { value } = await run(
      `const { AthenaClient, AthenaServiceException, InvalidRequestException, StartQueryExecutionCommand } = require('@aws-sdk/client-athena')
const error = await new AthenaClient().send(new StartQueryExecutionCommand({})).catch((caught) => caught)
result = [
  error instanceof InvalidRequestException, error instanceof AthenaServiceException, error instanceof Error, error.constructor.name,
  error.name, error.message, error.$fault, error.AthenaErrorCode, error.$metadata,
]`,
      { aws: failing('line 1:8: no such column', { ...failed, details_json }) },
    );
    const metadata = { httpStatusCode: 400, requestId: 'r-1', attempts: 1, totalRetryDelay: 0 };
    expect(value).toEqual([
      true,
      true,
      true,
      'InvalidRequestException',
      'InvalidRequestException',
      'line 1:8: no such column',
      'client',
      'MALFORMED_QUERY',
      metadata,
    ]);
  });

  test.each<[string, string, Details, unknown]>([
    ['s3', 'NoSuchKey', { ...failed, code: 'NoSuchKey', status: 404 }, ['NoSuchKey', 'NoSuchKey', 'client', 'NoSuchKey', true]],
    [
      's3',
      'what no class is for',
      { ...failed, code: 'SlowDown', status: 503 },
      ['SlowDown', 'S3ServiceException', 'server', 'SlowDown', true],
    ],
    [
      'sns',
      'a code with another name than its class',
      { ...failed, code: 'NotFound', status: 404 },
      ['NotFoundException', 'NotFoundException', 'client', 'NotFound', true],
    ],
    ['s3', 'what the policy refuses', { type: 'PolicyError' }, ['PolicyError', 'Error', null, null, false]],
    ['s3', 'what never reached AWS', { type: 'AwsError', code: 'NotSignedIn' }, ['NotSignedIn', 'Error', null, null, false]],
  ])('%s: %s', async (service, _, details, expected) => {
    const { value } = await run(
      `const sdk = require('@aws-sdk/client-${service}')
const name = '${service}'.toUpperCase()
const [command] = Object.keys(sdk).filter((each) => each.endsWith('Command') && !each.startsWith('$'))
const error = await new sdk[name + 'Client']().send(new sdk[command]({})).catch((caught) => caught)
result = [error.name, error.constructor.name, error.$fault, error.Code, error instanceof sdk[name + 'ServiceException']]`,
      { aws: failing('why', details) },
    );
    expect(value).toEqual(expected);
  });

  test.each([
    "const { AthenaClient, StartQueryExecutionCommand: Start } = require('@aws-sdk/client-athena')\n\nawait new AthenaClient().send(new Start({}))",
    "const { Athena } = require('@aws-sdk/client-athena')\n\nawait new Athena().startQueryExecution({})",
    "import { paginateGetQueryResults, AthenaClient } from '@aws-sdk/client-athena'\n\nfor await (const page of paginateGetQueryResults({ client: new AthenaClient() }, {})) console.log(page)",
  ])('and nobody catches says where it was asked: %j', async (code) => {
    const { end } = await run(code, { aws: failing('no', failed) });
    expect(end).toMatchObject({ status: 'failed', error: { type: 'InvalidRequestException', message: 'no', line: 3 } });
    expect(end.error?.traceback).not.toContain('sandbank:');
  });
});

describe('finding packages', () => {
  const sts =
    "const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts')\nmodule.exports = () => new STSClient().send(new GetCallerIdentityCommand())";
  test.each<[string, string, Record<string, string>]>([
    ['in a script of the workspace', "const who = require('./lib/who')\nresult = (await who()).Account", { 'lib/who.js': sts }],
    [
      'in a module of a module',
      "import { account } from './lib/account.mjs'\nexport default await account()",
      {
        'lib/account.mjs': "import who from '../who.js'\nexport const account = async () => (await who()).Account",
        'who.js': sts,
      },
    ],
    [
      'imported while it runs',
      "const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts')\nresult = (await new STSClient().send(new GetCallerIdentityCommand())).Account",
      {},
    ],
    [
      'whose name stands as text',
      "const name = '@aws-sdk/client-sts'\nconst { STS } = require(name)\nresult = (await new STS().getCallerIdentity({})).Account",
      {},
    ],
    [
      'by a default import',
      "import sdk from '@aws-sdk/client-sts'\nexport default (await new sdk.STS().getCallerIdentity({})).Account",
      {},
    ],
    [
      'in modules that import each other',
      "import './a.mjs'\nexport default '123456789012'",
      { 'a.mjs': "import './b.mjs'", 'b.mjs': "import './a.mjs'\nimport '@aws-sdk/client-sts'" },
    ],
  ])('%s', async (_, code, files) => {
    const { end, value } = await run(code, { files });
    expect(end.error).toBeNull();
    expect(value).toBe('123456789012');
  });

  test.each<[string, string]>([
    [
      "const service = 's3'\nrequire('@aws-sdk/client-' + service)",
      'loaded before the code begins, where the code names it as text',
    ],
    [
      "const service = 's3'\nawait import(`@aws-sdk/client-${service}`)",
      'loaded before the code begins, where the code names it as text',
    ],
    ["\nrequire('@aws-sdk/client-dynamodb')", "Cannot find module '@aws-sdk/client-dynamodb'"],
    ["\nrequire('@aws-sdk/lib-storage')", 'instead of uploading them'],
    ["\nrequire('@aws-sdk/s3-request-presigner')", 'no keys to sign addresses with'],
    ["\nrequire('aws-sdk')", 'version 3'],
  ])('%j', async (code, message) => {
    const { end } = await run(code);
    expect(end).toMatchObject({ status: 'failed', error: { line: 2 } });
    expect(end.error?.message).toContain(message);
  });
});
