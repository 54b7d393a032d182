import { describe, expect, test } from 'vitest';
import type { AwsObject } from '../../src/core/aws/aws-value.ts';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import { answeringAws, CallFault, type AskedCall } from '../../test/harness/aws-answers.ts';
import { pythonWithoutJspi } from '../../test/harness/python-without-jspi-runtime.ts';
import { runIn, type Recorded, type RunOptions } from '../../test/harness/sandbox-runs.ts';
import { pythonRuntime } from './runtime.ts';

const sandbox = createSandbox({ runtimes: [pythonRuntime] });
const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' };

type Answer = (call: AskedCall) => AwsObject;
const NOTHING: Answer = () => ({});

async function run(code: string, answer: Answer = NOTHING, options?: RunOptions): Promise<Recorded & { asked: AskedCall[] }> {
  const { onRequest, asked } = answeringAws(answer);
  return { ...(await runIn(sandbox, code, { language: 'python', env, onRequest, ...options })), asked };
}

async function succeed(code: string, answer?: Answer, options?: RunOptions): Promise<Recorded & { asked: AskedCall[] }> {
  const recorded = await run(code, answer, options);
  expect(recorded.outcome).toMatchObject({ status: 'succeeded', error: null });
  return recorded;
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A build on a system without Debian's packages has no boto3. */
const here = pythonRuntime.packages?.some(({ name }) => name === 'boto3') === true;

describe.runIf(here)('scripts of a laptop', () => {
  test('Athena: start, poll until it is done, and read all pages of the result', async () => {
    const script = `import time
import boto3

athena = boto3.client("athena")

def run_query(sql):
    execution_id = athena.start_query_execution(
        QueryString=sql,
        QueryExecutionContext={"Database": "cur"},
        WorkGroup="primary",
        ResultConfiguration={"OutputLocation": "s3://results/finops/"},
    )["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=execution_id)["QueryExecution"]
        state = execution["Status"]["State"]
        if state in ("SUCCEEDED", "FAILED", "CANCELLED"):
            break
        time.sleep(0.05)
    if state != "SUCCEEDED":
        raise RuntimeError(execution["Status"]["StateChangeReason"])
    rows = []
    for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=execution_id, PaginationConfig={"PageSize": 2}):
        for row in page["ResultSet"]["Rows"]:
            rows.append([cell.get("VarCharValue") for cell in row["Data"]])
    return rows[0], rows[1:]

header, rows = run_query("SELECT service, cost FROM costs")
{"header": header, "rows": rows}
`;
    let polls = 0;
    const row = (...cells: (string | null)[]) => ({ Data: cells.map((cell) => (cell === null ? {} : { VarCharValue: cell })) });
    const { outcome, asked } = await succeed(script, ({ operation, input }) => {
      if (operation === 'StartQueryExecution') return { QueryExecutionId: 'q-1' };
      if (operation === 'GetQueryExecution') {
        const State = (polls += 1) < 3 ? 'RUNNING' : 'SUCCEEDED';
        return { QueryExecution: { QueryExecutionId: 'q-1', Status: { State } } };
      }
      return input['NextToken'] === undefined
        ? { ResultSet: { Rows: [row('service', 'cost'), row('AmazonEC2', '12.50')] }, NextToken: 'second' }
        : { ResultSet: { Rows: [row('AmazonS3', null)] } };
    });
    expect(outcome.result).toEqual({
      header: ['service', 'cost'],
      rows: [
        ['AmazonEC2', '12.50'],
        ['AmazonS3', null],
      ],
    });
    expect(asked.map(({ operation }) => operation)).toEqual([
      'StartQueryExecution',
      'GetQueryExecution',
      'GetQueryExecution',
      'GetQueryExecution',
      'GetQueryResults',
      'GetQueryResults',
    ]);
    expect(asked[0]).toEqual({
      service: 'athena',
      operation: 'StartQueryExecution',
      region: 'eu-west-1',
      input: {
        QueryString: 'SELECT service, cost FROM costs',
        ClientRequestToken: expect.stringMatching(/^[\da-f-]{36}$/u) as string,
        QueryExecutionContext: { Database: 'cur' },
        WorkGroup: 'primary',
        ResultConfiguration: { OutputLocation: 's3://results/finops/' },
      },
    });
    expect(asked.at(-1)?.input).toEqual({ QueryExecutionId: 'q-1', MaxResults: 2, NextToken: 'second' });
  });

  test('Cost Explorer month by month, by NextPageToken', async () => {
    const script = `import boto3
from collections import defaultdict
from datetime import date
from dateutil.relativedelta import relativedelta

ce = boto3.client("ce", region_name="us-east-1")
costs = defaultdict(float)
start = date(2026, 9, 1)
for _ in range(2):
    end = start + relativedelta(months=1)
    kwargs = {}
    while True:
        answer = ce.get_cost_and_usage(
            TimePeriod={"Start": start.isoformat(), "End": end.isoformat()},
            Granularity="MONTHLY",
            Metrics=["UnblendedCost"],
            GroupBy=[{"Type": "DIMENSION", "Key": "SERVICE"}],
            **kwargs,
        )
        for month in answer["ResultsByTime"]:
            for group in month["Groups"]:
                costs[month["TimePeriod"]["Start"][:7], group["Keys"][0]] += float(group["Metrics"]["UnblendedCost"]["Amount"])
        if not answer.get("NextPageToken"):
            break
        kwargs["NextPageToken"] = answer["NextPageToken"]
    start = end
sorted((month, service, cost) for (month, service), cost in costs.items())
`;
    const { outcome, asked } = await succeed(script, ({ input }) => {
      const { Start } = input['TimePeriod'] as { Start: string };
      const service = input['NextPageToken'] === undefined ? 'AmazonEC2' : 'AmazonS3';
      const group = { Keys: [service], Metrics: { UnblendedCost: { Amount: '1.5', Unit: 'USD' } } };
      const answer: AwsObject = { ResultsByTime: [{ TimePeriod: { Start }, Groups: [group], Estimated: false }] };
      return service === 'AmazonEC2' ? { ...answer, NextPageToken: 'more' } : answer;
    });
    expect(outcome.result).toEqual([
      ['2026-09', 'AmazonEC2', 1.5],
      ['2026-09', 'AmazonS3', 1.5],
      ['2026-10', 'AmazonEC2', 1.5],
      ['2026-10', 'AmazonS3', 1.5],
    ]);
    expect(asked.map(({ region }) => region)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('S3: bodies that stream, downloads without threads, and lists by resources', async () => {
    const script = `import io
import boto3

s3 = boto3.client("s3")
whole = s3.get_object(Bucket="reports", Key="a.csv")["Body"].read().decode()
lines = [line.decode() for line in s3.get_object(Bucket="reports", Key="a.csv")["Body"].iter_lines()]
body = s3.get_object(Bucket="reports", Key="a.csv")["Body"]
parts = [body.read(4), body.read(3)]
s3.download_file("reports", "a.csv", "data/a.csv")
buffer = io.BytesIO()
s3.download_fileobj("reports", "a.csv", buffer)
bucket = boto3.resource("s3").Bucket("reports")
objects = [(item.key, item.size, item.last_modified.isoformat()) for item in bucket.objects.filter(Prefix="2026/")]
through_resource = boto3.resource("s3").Object("reports", "a.csv").get()["Body"].read().decode()
{
    "whole": whole,
    "lines": lines,
    "parts": [part.decode() for part in parts],
    "file": open("data/a.csv").read(),
    "buffer": buffer.getvalue().decode(),
    "objects": objects,
    "through_resource": through_resource,
}
`;
    const content = 'name,cost\nEC2,12.50\n';
    const { outcome } = await succeed(script, ({ operation }) => {
      if (operation === 'GetObject') return { Body: utf8(content), ContentLength: content.length, Metadata: {} };
      if (operation === 'HeadObject') return { ContentLength: content.length };
      const item = { Key: '2026/a b.csv', Size: 7, LastModified: new Date('2026-11-30T01:02:03.000Z') };
      return { IsTruncated: false, Contents: [item], Name: 'reports' };
    });
    expect(outcome.result).toEqual({
      whole: content,
      lines: ['name,cost', 'EC2,12.50'],
      parts: ['name', ',co'],
      file: content,
      buffer: content,
      objects: [['2026/a b.csv', 7, '2026-11-30T01:02:03+00:00']],
      through_resource: content,
    });
  });

  test('EC2: resources with attributes, filters, waiters and datetimes', async () => {
    const script = `import boto3
from datetime import datetime, timezone

ec2 = boto3.resource("ec2")
instances = [
    (each.id, each.instance_type, each.state["Name"], each.launch_time == datetime(2026, 11, 1, tzinfo=timezone.utc), str(each.launch_time.tzinfo), each.tags)
    for each in ec2.instances.filter(Filters=[{"Name": "instance-state-name", "Values": ["running"]}])
]
ec2.Instance("i-1").wait_until_running()
ec2.meta.client.get_waiter("instance_running").wait(InstanceIds=["i-1"], WaiterConfig={"Delay": 0, "MaxAttempts": 5})
instances
`;
    let calls = 0;
    const { outcome, asked } = await succeed(script, () => {
      calls += 1;
      const State = { Code: 16, Name: calls === 3 ? 'pending' : 'running' };
      const LaunchTime = new Date('2026-11-01T00:00:00.000Z');
      const Tags = [{ Key: 'Team', Value: 'data' }];
      return { Reservations: [{ Instances: [{ InstanceId: 'i-1', InstanceType: 'm5.large', State, LaunchTime, Tags }] }] };
    });
    expect(outcome.result).toEqual([['i-1', 'm5.large', 'running', true, 'tzutc()', [{ Key: 'Team', Value: 'data' }]]]);
    expect(asked[0]?.input).toEqual({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] });
    expect(asked).toHaveLength(4);
  });

  test('dates of an input in every form that botocore takes', async () => {
    const { asked } = await succeed(
      `import boto3
from datetime import datetime, timedelta, timezone
cloudwatch = boto3.client("cloudwatch")
for start in (datetime(2026, 11, 1, 2, tzinfo=timezone(timedelta(hours=2))), "2026-11-01T00:00:00Z", 1793491200):
    cloudwatch.get_metric_statistics(
        Namespace="AWS/EC2", MetricName="CPUUtilization", StartTime=start, EndTime=datetime(2026, 11, 2, tzinfo=timezone.utc), Period=3600, Statistics=["Average"]
    )`,
      () => ({ Label: 'CPUUtilization', Datapoints: [{ Timestamp: new Date(0), Average: 1, Unit: 'Percent' }] }),
    );
    const start = new Date('2026-11-01T00:00:00.000Z');
    expect(asked.map(({ input }) => input['StartTime'])).toEqual([start, start, start]);
  });

  test('a Lambda takes bytes and answers a stream', async () => {
    const { outcome, asked } = await succeed(
      `import boto3, json
answer = boto3.client("lambda").invoke(FunctionName="rightsizing", Payload=json.dumps({"$days": 7}).encode())
(answer["StatusCode"], json.load(answer["Payload"]))`,
      () => ({ StatusCode: 200, Payload: utf8('{"ok": true}') }),
    );
    expect(outcome.result).toEqual([200, { ok: true }]);
    expect(new TextDecoder().decode(asked[0]?.input['Payload'] as Uint8Array)).toBe('{"$days": 7}');
  });

  test('modules of the workspace import boto3 too, and it is said that it loads', async () => {
    const files = [
      { path: 'billing.py', content: new Blob(['import boto3\nwho = boto3.client("sts").get_caller_identity()["Account"]\n']) },
    ];
    const { onRequest } = answeringAws(() => ({ Account: '123456789012' }));
    const fresh = createSandbox({ runtimes: [pythonRuntime] });
    const code = 'from billing import who\nwho';
    const { outcome, events } = await runIn(fresh, code, { language: 'python', env, onRequest, files });
    expect(outcome.result).toBe('123456789012');
    expect(events).toContainEqual({
      type: 'loading',
      progress: expect.objectContaining({ text: 'Loading boto3' }) as object,
    });
  });

  test('a module of the workspace goes before one of boto3', async () => {
    const files = [{ path: 'six.py', content: new Blob(['mine = True\n']) }];
    expect((await succeed('import six\nsix.mine', NOTHING, { files })).outcome.result).toBe(true);
  });

  test('a stubbed client is answered by its stub', async () => {
    const { outcome, asked } = await succeed(
      `import boto3
from botocore.stub import Stubber
sts = boto3.client("sts")
with Stubber(sts) as stubber:
    stubber.add_response("get_caller_identity", {"Account": "1"}, {})
    account = sts.get_caller_identity()["Account"]
account`,
    );
    expect(outcome.result).toBe('1');
    expect(asked).toEqual([]);
  });
});

describe.runIf(here)('errors', () => {
  const failing =
    (fault: Partial<CallFault['fault']>): Answer =>
    () => {
      throw new CallFault({ type: 'AwsError', message: 'it failed', ...fault });
    };

  test('ClientError and modelled exceptions carry what AWS said', async () => {
    const { outcome } = await succeed(
      `import boto3
from botocore.exceptions import ClientError
athena = boto3.client("athena")
try:
    athena.get_query_execution(QueryExecutionId="nothing")
except athena.exceptions.InvalidRequestException as error:
    caught = error
(isinstance(caught, ClientError), caught.operation_name, str(caught), caught.response)`,
      failing({
        code: 'InvalidRequestException',
        message: 'QueryExecution nothing was not found',
        status: 400,
        request_id: 'r-1',
        details_json: '{"AthenaErrorCode":"INVALID_QUERY_EXECUTION_ID"}',
      }),
    );
    const message = 'QueryExecution nothing was not found';
    expect(outcome.result).toEqual([
      true,
      'GetQueryExecution',
      `An error occurred (InvalidRequestException) when calling the GetQueryExecution operation: ${message}`,
      {
        Error: { Message: message, Code: 'InvalidRequestException' },
        ResponseMetadata: { RequestId: 'r-1', HTTPStatusCode: 400, HTTPHeaders: {}, RetryAttempts: 0 },
        AthenaErrorCode: 'INVALID_QUERY_EXECUTION_ID',
      },
    ]);
  });

  test.each([
    ['boto3.client("s3").get_object(Bucket="b", Key="k")', { code: 'NoSuchKey', status: 404 }, 'NoSuchKey NoSuchKey 404'],
    ['boto3.client("s3").head_object(Bucket="b", Key="k")', { code: 'NotFound', status: 404 }, 'ClientError 404 404'],
    [
      'boto3.client("sns").publish(TopicArn="arn", Message="m")',
      { code: 'NotFoundException', status: 404 },
      'NotFoundException NotFound 404',
    ],
    [
      'boto3.client("ec2").describe_instances()',
      { code: 'UnauthorizedOperation', status: 403 },
      'ClientError UnauthorizedOperation 403',
    ],
    ['boto3.client("ec2").describe_instances()', { type: 'PolicyError' }, 'ClientError PolicyError 403'],
    ['boto3.client("ec2").run_instances(MinCount=1)', {}, 'ClientError PolicyError 403'],
    ['boto3.resource("ec2").Instance("i-1").terminate()', {}, 'ClientError PolicyError 403'],
    ['boto3.client("s3").put_object(Bucket="b", Key="k", Body=b"")', {}, 'ClientError PolicyError 403'],
  ])('%s as %o', async (call, fault, expected) => {
    const { outcome } = await succeed(
      `import boto3
from botocore.exceptions import ClientError
try:
    ${call}
    said = "nothing"
except ClientError as error:
    said = f'{type(error).__name__} {error.response["Error"]["Code"]} {error.response["ResponseMetadata"]["HTTPStatusCode"]}'
said`,
      failing(fault),
    );
    expect(outcome.result).toBe(expected);
  });

  test.each([
    [
      'boto3.client("athena").get_query_execution()',
      'ParamValidationError',
      'Missing required parameter in input: "QueryExecutionId"',
    ],
    ['boto3.client("s3").get_object(Bucket="b", Key=1)', 'ParamValidationError', 'Invalid type for parameter Key'],
    ['boto3.client("dynamodb")', 'UnknownServiceError', 'Valid service names are: athena, ce, cloudwatch, ec2'],
    ['boto3.client("athena").no_such_thing()', 'AttributeError', "no attribute 'no_such_thing'"],
    [
      'boto3.client("s3", aws_access_key_id="AKIA1", aws_secret_access_key="x")',
      'RefusedInSandboxError',
      'neither used nor sent',
    ],
    ['boto3.client("s3", aws_session_token="x")', 'RefusedInSandboxError', 'Leave them out'],
    ['boto3.Session("AKIA1", "x").client("s3")', 'RefusedInSandboxError', 'neither used nor sent'],
    ['boto3.resource("s3", endpoint_url="https://evil.example")', 'RefusedInSandboxError', 'Code cannot choose AWS'],
    ['boto3.Session(profile_name="prod")', 'RefusedInSandboxError', 'There are no profiles here'],
    ['__import__("botocore.session").session.Session(profile="prod")', 'RefusedInSandboxError', 'There are no profiles here'],
    [
      'boto3.client("s3").generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"})',
      'AwsCallError',
      'presigned URL',
    ],
    ['boto3.client("s3").upload_file("billing.csv", "b", "k")', 'S3UploadFailedError', 'PutObject'],
  ])('%s', async (call, type, message) => {
    const files = [{ path: 'billing.csv', content: new Blob(['a\n']) }];
    const { outcome, asked } = await run(`import boto3\n${call}`, NOTHING, { files });
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { type, line: 2, message: expect.stringContaining(message) as string },
    });
    expect(asked).toEqual([]);
  });

  test.each(['AWS_ACCESS_KEY_ID', 'AWS_PROFILE'])('%s in the environment', async (name) => {
    const { outcome } = await run(`import boto3, os\nos.environ["${name}"] = "AKIA1"\nboto3.client("s3")`);
    expect(outcome.error).toMatchObject({ type: 'RefusedInSandboxError', message: expect.stringContaining(name) as string });
  });

  test.each([
    ['NotSignedIn', 'NotSignedInError'],
    ['NetworkError', 'AwsUnreachableError'],
    ['ClockSkew', 'AwsCallError'],
  ])('a call that reached no service says why: %s', async (code, type) => {
    const { outcome } = await run(
      'import boto3\nboto3.client("sts").get_caller_identity()',
      failing({ code, message: 'Sign in to AWS first.' }),
    );
    expect(outcome.error).toMatchObject({ type, message: 'Sign in to AWS first.', line: 2 });
    expect(outcome.error?.traceback).not.toContain('<sandbank>');
  });

  test('the region that code names is told to the page', async () => {
    const { asked } = await succeed('import boto3\nboto3.client("ec2", region_name="us-west-2").describe_regions()');
    expect(asked[0]?.region).toBe('us-west-2');
  });

  test('without a region in the environment, it is asked for as on a laptop, with what is missing here', async () => {
    const { outcome } = await run('import boto3\nboto3.client("athena")', NOTHING, { env: {} });
    expect(outcome.error).toMatchObject({
      type: 'NoRegionError',
      message: expect.stringMatching(/^You must specify a region\. AWS is not set up here.*Settings\.$/u) as string,
    });
  });
});

describe.runIf(here)('what the interpreter holds', () => {
  test('no credential but a placeholder', async () => {
    const { outcome, asked } = await succeed(
      `import boto3, gc, os
client = boto3.client("s3")
client.list_buckets()
session = boto3.Session()
keys = session.get_credentials().get_frozen_credentials()
from botocore.credentials import Credentials
held = {(each.access_key, each.secret_key, each.token) for each in gc.get_objects() if isinstance(each, Credentials)}
{
    "keys": list(keys),
    "held": sorted(held, key=str),
    "environment": sorted(name for name in os.environ if name.startswith("AWS_")),
    "profiles": session.available_profiles,
}`,
      () => ({ Buckets: [] }),
    );
    const placeholder = ['not-a-credential', 'not-a-credential', null];
    expect(outcome.result).toEqual({
      keys: placeholder,
      held: [placeholder],
      environment: ['AWS_DEFAULT_REGION', 'AWS_REGION'],
      profiles: [],
    });
    expect(JSON.stringify(asked)).not.toContain('credential');
  });
});

test('a browser that cannot suspend says so at the import', async () => {
  const { outcome } = await runIn(createSandbox({ runtimes: [pythonWithoutJspi] }), 'import boto3', { language: 'python' });
  expect(outcome.error).toMatchObject({
    type: 'ModuleNotFoundError',
    line: 1,
    message: expect.stringContaining('which this browser cannot do here') as string,
  });
});

test('a build without boto3 says so at the import', async () => {
  const without = createSandbox({ runtimes: [{ ...pythonRuntime, packages: [] }] });
  const { outcome } = await runIn(without, 'import boto3', { language: 'python' });
  expect(outcome.error).toMatchObject({
    type: 'ModuleNotFoundError',
    message: expect.stringContaining('could not be loaded') as string,
  });
});

test.runIf(here)('code that awaits something calls boto3 too', async () => {
  const { outcome } = await succeed(
    'import asyncio, boto3\nawait asyncio.sleep(0)\nboto3.client("sts").get_caller_identity()["Account"]',
    () => ({ Account: '1' }),
  );
  expect(outcome.result).toBe('1');
});
