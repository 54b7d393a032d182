/** Scripts as they are written for a laptop, with the AWS SDK, `fs` and `path`. `fakeAws` has what they ask for. */
export const awsScripts = {
  /** Starts a query, polls, and writes all pages of its result to a CSV. */
  athena: `const fs = require('fs');
const path = require('path');
const {
  AthenaClient,
  StartQueryExecutionCommand,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
} = require('@aws-sdk/client-athena');

const client = new AthenaClient({ region: process.env.AWS_REGION });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function runQuery(sql) {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: 'primary',
      QueryExecutionContext: { Database: 'cur' },
    }),
  );
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution.Status;
    if (State === 'SUCCEEDED') return QueryExecution;
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(StateChangeReason);
    await sleep(5);
  }
}

async function main() {
  const execution = await runQuery('SELECT service, cost FROM cur');
  console.log('took', execution.Status.CompletionDateTime - execution.Status.SubmissionDateTime, 'ms');
  const lines = [];
  for await (const page of paginateGetQueryResults({ client, pageSize: 2 }, { QueryExecutionId: execution.QueryExecutionId })) {
    for (const row of page.ResultSet.Rows) lines.push(row.Data.map((cell) => cell.VarCharValue ?? '').join(','));
  }
  const file = path.join(__dirname, 'data', 'costs.csv');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, lines.join('\\n') + '\\n');
  console.log(\`wrote \${lines.length - 1} rows to \${path.basename(file)}\`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
`,

  /** Cost Explorer month by month, page by page, as a module. */
  costExplorer: `import { writeFileSync } from 'node:fs';
import { CostExplorerClient, GetCostAndUsageCommand, Granularity } from '@aws-sdk/client-cost-explorer';

const client = new CostExplorerClient({ region: 'us-east-1' });
const months = [['2026-09-01', '2026-10-01'], ['2026-10-01', '2026-11-01']];
const totals = {};

for (const [Start, End] of months) {
  let NextPageToken;
  do {
    const page = await client.send(new GetCostAndUsageCommand({
      TimePeriod: { Start, End },
      Granularity: Granularity.MONTHLY,
      Metrics: ['UnblendedCost'],
      GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
      NextPageToken,
    }));
    for (const { Groups } of page.ResultsByTime)
      for (const { Keys: [service], Metrics } of Groups)
        totals[\`\${Start.slice(0, 7)} \${service}\`] = Number(Metrics.UnblendedCost.Amount);
    NextPageToken = page.NextPageToken;
  } while (NextPageToken);
}
writeFileSync('data/months.json', JSON.stringify(totals));
export default totals;
`,

  /** Lists and reads objects, in each of the ways that a body can be read. */
  s3: `const fs = require('fs');
const { S3Client, GetObjectCommand, paginateListObjectsV2 } = require('@aws-sdk/client-s3');
const s3 = new S3Client({});
const get = async (Key) => (await s3.send(new GetObjectCommand({ Bucket: 'reports', Key }))).Body;

(async () => {
  const keys = [];
  for await (const { Contents } of paginateListObjectsV2({ client: s3 }, { Bucket: 'reports', Prefix: '2026/' }))
    keys.push(...Contents.map((each) => each.Key + ' ' + each.LastModified.toISOString().slice(0, 10)));
  const text = await (await get('2026/a.csv')).transformToString();
  const bytes = await (await get('2026/a.csv')).transformToByteArray();
  const chunks = [];
  for await (const chunk of await get('2026/a.csv')) chunks.push(chunk);
  const body = await get('2026/a.csv');
  await new Promise((resolve, reject) => {
    body.pipe(fs.createWriteStream('data/a.csv')).on('finish', resolve).on('error', reject);
  });
  const large = await get('2026/large.bin');
  const events = await new Promise((resolve) => {
    let length = 0, count = 0;
    large.on('data', (chunk) => { length += chunk.length; count++; });
    large.on('end', () => resolve([length, count]));
  });
  console.log(JSON.stringify({
    keys, text, bytes: bytes.length, chunks: Buffer.concat(chunks).toString('utf8'),
    piped: fs.readFileSync('data/a.csv', 'utf8'), events,
  }));
})();
`,

  /** Instances with their CPU, from two services at once. */
  idle: `import { EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';

const [ec2, cloudwatch, sts] = [new EC2Client(), new CloudWatchClient(), new STSClient()];
const { Account } = await sts.send(new GetCallerIdentityCommand({}));
const instances = [];
for await (const page of paginateDescribeInstances({ client: ec2 }, { Filters: [{ Name: 'instance-state-name', Values: ['running'] }] }))
  for (const reservation of page.Reservations ?? []) instances.push(...(reservation.Instances ?? []));
const idle = await Promise.all(instances.map(async ({ InstanceId, LaunchTime }) => {
  const { MetricDataResults: [cpu] } = await cloudwatch.send(new GetMetricDataCommand({
    StartTime: new Date('2026-11-01T00:00:00Z'),
    EndTime: new Date('2026-11-15T00:00:00Z'),
    MetricDataQueries: [{ Id: 'cpu', MetricStat: { Period: 86400, Stat: 'Average', Metric: {
      Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'InstanceId', Value: InstanceId }] } } }],
  }));
  return { InstanceId, since: LaunchTime.getUTCFullYear(), cpu: Math.max(...cpu.Values), days: cpu.Timestamps.map((at) => at.getUTCDate()) };
}));
export default { Account, idle: idle.filter(({ cpu }) => cpu < 5) };
`,
} as const;
