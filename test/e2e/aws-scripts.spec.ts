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
