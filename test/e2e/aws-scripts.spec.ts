import { expect, REFUSED, test } from './aws-fixtures.ts';

/** As it runs on a laptop. */
const BOTO_ATHENA = `
import csv
import time
import boto3

athena = boto3.client("athena", region_name="us-east-1")
sql = "SELECT line_item_product_code AS service, sum(line_item_unblended_cost) AS cost FROM cur GROUP BY 1 ORDER BY 2 DESC"
started = athena.start_query_execution(QueryString=sql, QueryExecutionContext={"Database": "billing"}, WorkGroup="finops")
query_id = started["QueryExecutionId"]
while True:
    execution = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
    state = execution["Status"]["State"]
    if state in ("SUCCEEDED", "FAILED", "CANCELLED"):
        break
    time.sleep(0.3)
assert state == "SUCCEEDED", execution["Status"]
rows = []
for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=query_id):
    rows += [[cell.get("VarCharValue") for cell in row["Data"]] for row in page["ResultSet"]["Rows"]]
with open("data/services.csv", "w", newline="") as file:
    csv.writer(file).writerows(rows)
print(len(rows) - 1, "services", execution["Status"]["SubmissionDateTime"].tzinfo is not None)
result = rows[1]
`;

const BOTO_COSTS = `
import boto3
from datetime import date, timedelta

ce = boto3.client("ce")
end = date.today().replace(day=1)
months = []
for _ in range(3):
    start = (end - timedelta(days=1)).replace(day=1)
    total, token = 0, None
    while True:
        more = {"NextPageToken": token} if token else {}
        page = ce.get_cost_and_usage(
            TimePeriod={"Start": str(start), "End": str(end)}, Granularity="MONTHLY", Metrics=["UnblendedCost"],
            GroupBy=[{"Type": "DIMENSION", "Key": "SERVICE"}], **more)
        for period in page["ResultsByTime"]:
            total += sum(float(group["Metrics"]["UnblendedCost"]["Amount"]) for group in period["Groups"])
        token = page.get("NextPageToken")
        if not token:
            break
    months.append((str(start), round(total, 2)))
    end = start
result = months
`;

const BOTO_S3 = `
import boto3
from botocore.exceptions import ClientError

s3 = boto3.client("s3")
listed = s3.list_objects_v2(Bucket="meridian-cur", Prefix="budgets/")
keys = [each["Key"] for each in listed["Contents"]]
text = s3.get_object(Bucket="meridian-cur", Key=keys[0])["Body"].read().decode()
try:
    s3.get_object(Bucket="meridian-cur", Key="budgets/nothing-here.csv")
    missing = None
except s3.exceptions.NoSuchKey as error:
    missing = error.response["Error"]["Code"]
result = {"keys": keys, "text": text[:20], "missing": missing}
`;

const JS_PAIR = `
const { AthenaClient, StartQueryExecutionCommand, GetQueryExecutionCommand, paginateGetQueryResults } = require('@aws-sdk/client-athena');
const fs = require('fs');
const path = require('path');

const client = new AthenaClient({ region: process.env.AWS_REGION });
const QueryString = 'SELECT line_item_product_code AS service, sum(line_item_unblended_cost) AS cost FROM cur GROUP BY 1 ORDER BY 2 DESC';
const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand({
  QueryString, QueryExecutionContext: { Database: 'billing' }, WorkGroup: 'finops',
}));
let state;
do {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  state = QueryExecution.Status.State;
} while (state === 'QUEUED' || state === 'RUNNING');
if (state !== 'SUCCEEDED') throw new Error(state);
const rows = [];
for await (const page of paginateGetQueryResults({ client }, { QueryExecutionId })) {
  for (const row of page.ResultSet.Rows) rows.push(row.Data.map(({ VarCharValue }) => VarCharValue));
}
fs.mkdirSync('data', { recursive: true });
fs.writeFileSync(path.join('data', 'services-js.csv'), rows.map((row) => row.join(',')).join('\\n'));
module.exports = rows[1];
`;

/** All that a client of boto3 is on a laptop, in one: resources, files, waiters, paginators with JMESPath, error codes, the result's file. */
const BOTO_MANY = `
import csv
import io
import time
import boto3
from botocore.exceptions import ClientError, WaiterError

session = boto3.Session(region_name="us-east-1")
s3 = session.resource("s3")
key = next(iter(s3.Bucket("meridian-cur").objects.filter(Prefix="budgets/"))).key
s3.Bucket("meridian-cur").download_file(key, "data/budget.csv")
with open("data/budget.csv") as file:
    header = next(csv.reader(file))

client = session.client("s3")
client.get_waiter("object_exists").wait(Bucket="meridian-cur", Key=key)
codes = []
try:
    client.get_waiter("object_exists").wait(Bucket="meridian-cur", Key="budgets/none", WaiterConfig={"Delay": 1, "MaxAttempts": 1})
except WaiterError as error:
    codes.append(error.last_response["Error"]["Code"])
try:
    client.head_object(Bucket="meridian-cur", Key="budgets/none")
except ClientError as error:
    codes.append(error.response["ResponseMetadata"]["HTTPStatusCode"])

ec2 = session.client("ec2")
pages = ec2.get_paginator("describe_instances").paginate(
    Filters=[{"Name": "instance-state-name", "Values": ["running"]}], PaginationConfig={"PageSize": 5, "MaxItems": 12})
ids = list(pages.search("Reservations[].Instances[].InstanceId"))
ec2.get_waiter("instance_running").wait(InstanceIds=ids[:1])

athena = session.client("athena")
query_id = athena.start_query_execution(
    QueryString="SELECT line_item_product_code AS service, sum(line_item_unblended_cost) AS cost FROM billing.cur GROUP BY 1",
    ResultConfiguration={"OutputLocation": "s3://meridian-athena-results/finops/laptop/"})["QueryExecutionId"]
while (execution := athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"])["Status"]["State"] in ("QUEUED", "RUNNING"):
    time.sleep(0.3)
bucket, result_key = execution["ResultConfiguration"]["OutputLocation"].removeprefix("s3://").split("/", 1)
body = client.get_object(Bucket=bucket, Key=result_key)["Body"].read().decode()
rows = list(csv.DictReader(io.StringIO(body)))
result = {"header": header, "codes": codes, "ids": len(ids), "columns": list(rows[0]), "workgroup": execution["WorkGroup"]}
`;

const JS_MANY = `
import { Athena, InvalidRequestException } from '@aws-sdk/client-athena';
import { GetObjectCommand, NoSuchKey, S3Client, paginateListObjectsV2, waitUntilObjectExists } from '@aws-sdk/client-s3';
import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const sts = new STSClient({ region: 'us-east-1', credentials: fromIni({ profile: 'finops' }) });
const { Account, $metadata } = await sts.send(new GetCallerIdentityCommand({}));

const s3 = new S3Client({ region: 'us-east-1' });
const keys = [];
for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: 'meridian-cur', Prefix: 'budgets/' }))
  keys.push(...page.Contents.map(({ Key }) => Key));
await waitUntilObjectExists({ client: s3, maxWaitTime: 20 }, { Bucket: 'meridian-cur', Key: keys[0] });
const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'meridian-cur', Key: keys[0] }));
mkdirSync('data', { recursive: true });
await pipeline(Body, createWriteStream('data/budget-js.csv'));

const failed = [];
await s3.send(new GetObjectCommand({ Bucket: 'meridian-cur', Key: 'budgets/none' })).catch((error) => failed.push(error instanceof NoSuchKey));
const athena = new Athena({ region: 'us-east-1' });
await athena.getQueryExecution({ QueryExecutionId: crypto.randomUUID() }).catch((error) => failed.push(error instanceof InvalidRequestException));

const instances = [];
for await (const page of paginateDescribeInstances({ client: new EC2Client({}), pageSize: 20 }, {}))
  instances.push(...page.Reservations.flatMap(({ Instances }) => Instances));
const Dimensions = [{ Name: 'InstanceId', Value: instances[0].InstanceId }];
const { MetricDataResults } = await new CloudWatchClient({}).send(new GetMetricDataCommand({
  StartTime: new Date(Date.now() - 86_400_000),
  EndTime: new Date(),
  MetricDataQueries: [{ Id: 'cpu', MetricStat: { Metric: { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions }, Period: 3600, Stat: 'Average' } }],
}));

const answers = await Promise.all(Array.from({ length: 10 }, async (_, at) => {
  const { QueryExecutionId } = await athena.startQueryExecution({ QueryString: 'SELECT ' + at + ' AS n', WorkGroup: 'finops' });
  for (;;) {
    const { QueryExecution } = await athena.getQueryExecution({ QueryExecutionId });
    if (QueryExecution.Status.State === 'SUCCEEDED') break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { ResultSet } = await athena.getQueryResults({ QueryExecutionId });
  return Number(ResultSet.Rows[1].Data[0].VarCharValue);
}));

export default {
  Account, failed, answers,
  requestId: typeof $metadata.requestId,
  size: statSync('data/budget-js.csv').size,
  isDate: instances[0].LaunchTime instanceof Date && MetricDataResults[0].Timestamps[0] instanceof Date,
};
`;

test.beforeEach(async ({ awsApp }) => {
  await awsApp.signIn();
});

test('a script for boto3 on Athena runs unchanged: paginator, polling, a CSV under data/', async ({ awsApp }) => {
  const run = await awsApp.run({ language: 'python', code: BOTO_ATHENA });
  expect(run.error).toBeNull();
  expect(run.stdout).toMatch(/^\d+ services True\n$/u);
  expect(run.files).toEqual([expect.objectContaining({ path: 'data/services.csv' })]);
  expect(run.calls.some((call) => call.service === 'athena' && call.operation === 'StartQueryExecution')).toBe(true);
});

test('a script for boto3 on Cost Explorer runs unchanged, month by month; one on S3, too', async ({ awsApp, problems }) => {
  problems.expect(REFUSED);
  const costs = await awsApp.run({ language: 'python', code: BOTO_COSTS });
  expect(costs.error).toBeNull();
  expect(costs.result).toHaveLength(3);
  const s3 = await awsApp.run({ language: 'python', code: BOTO_S3 });
  expect(s3.error).toBeNull();
  expect(s3.result).toMatchObject({ missing: 'NoSuchKey' });
});

test('a script for the AWS SDK for JavaScript runs unchanged, with fs and path', async ({ awsApp }) => {
  const run = await awsApp.run({ language: 'javascript', code: JS_PAIR });
  expect(run.error).toBeNull();
  expect(run.files).toEqual([expect.objectContaining({ path: 'data/services-js.csv' })]);
});

test('scripts of many parts run unchanged: resources, waiters, paginators, error codes and classes, streams to files, ten queries at once', async ({
  awsApp,
  problems,
}) => {
  problems.expect(REFUSED);
  const python = await awsApp.run({ language: 'python', code: BOTO_MANY });
  expect(python.error).toBeNull();
  expect(python.result).toEqual({
    header: ['team', 'month', 'budget_usd'],
    codes: ['404', 404],
    ids: 12,
    columns: ['service', 'cost'],
    workgroup: 'primary',
  });
  const javascript = await awsApp.run({ language: 'javascript', code: JS_MANY });
  expect(javascript.error).toBeNull();
  expect(javascript.result).toEqual({
    Account: awsApp.aws.config.aws.account_id,
    failed: [true, true],
    answers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    requestId: 'string',
    size: 67,
    isDate: true,
  });
  expect(javascript.files).toEqual([expect.objectContaining({ path: 'data/budget-js.csv' })]);
});
