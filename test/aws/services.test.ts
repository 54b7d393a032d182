import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDatabasesCommand,
  ListDataCatalogsCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
  paginateGetQueryResults,
  type QueryExecution,
  type Row,
  StartQueryExecutionCommand,
  type StartQueryExecutionInput,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandOutput,
  GetDimensionValuesCommand,
} from '@aws-sdk/client-cost-explorer';
import { DescribeInstancesCommand, DescribeRegionsCommand, DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetDatabasesCommand, GetPartitionsCommand, GetTableCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type ClientConfig, connect } from './client/connect.ts';
import { type AwsDouble, startAws } from './start.ts';

let double: AwsDouble;
let config: ClientConfig;
let athena: AthenaClient;

// The machine may be busy with the browser's tests.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  double = await startAws();
  config = await connect(double);
  athena = new AthenaClient(config);
  await double.world.engine.prepare();
}, 180_000);
beforeEach(() => double.reset());
afterAll(() => double.close());

type Started = Partial<StartQueryExecutionInput>;

async function start(sql: string, input: Started = {}): Promise<string> {
  const order = { QueryString: sql, WorkGroup: 'finops', QueryExecutionContext: { Database: 'billing' }, ...input };
  return (await athena.send(new StartQueryExecutionCommand(order))).QueryExecutionId ?? '';
}

async function stateOf(id: string): Promise<QueryExecution> {
  return (await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).QueryExecution ?? {};
}

/** The query when it is over, and all states that were seen on the way. */
async function ended(
  sql: string,
  input: Started = {},
): Promise<QueryExecution & { id: string; seen: string[]; scanned: number[] }> {
  const id = await start(sql, input);
  const seen = new Set<string>();
  const scanned: number[] = [];
  for (;;) {
    const execution = await stateOf(id);
    const state = execution.Status?.State ?? '';
    seen.add(state);
    scanned.push(execution.Statistics?.DataScannedInBytes ?? 0);
    if (!['QUEUED', 'RUNNING'].includes(state)) return { ...execution, id, seen: [...seen], scanned };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function results(id: string): Promise<{ rows: Row[]; pages: number; types: string[] }> {
  const rows: Row[] = [];
  let pages = 0;
  let types: string[] = [];
  for await (const { ResultSet } of paginateGetQueryResults({ client: athena }, { QueryExecutionId: id })) {
    pages++;
    rows.push(...(ResultSet?.Rows ?? []));
    types = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Type = '' }) => Type);
  }
  return { rows, pages, types };
}

const texts = (rows: Row[]) => rows.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));

test('a query is queued, runs, succeeds, and adds up to what the sample data add up to', async () => {
  double.control({ queries: [{ slow_ms: 150, queue_ms: 50 }] });
  const sql = 'SELECT count(*) AS lines, sum(line_item_unblended_cost) AS cost FROM "awsdatacatalog"."billing"."cur"';
  const query = await ended(sql);
  expect(query.seen).toEqual(['QUEUED', 'RUNNING', 'SUCCEEDED']);
  expect(query.scanned.toSorted((a, b) => a - b)).toEqual(query.scanned);
  expect(query).toMatchObject({
    StatementType: 'DML',
    SubstatementType: 'SELECT',
    WorkGroup: 'finops',
    EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
    ResultConfiguration: { OutputLocation: `s3://meridian-athena-results/finops/${query.id}.csv` },
  });
  const [own = []] = await double.world.engine.texts('SELECT count(*), sum(line_item_unblended_cost) FROM cur');
  const { rows, types } = await results(query.id);
  expect(types).toEqual(['bigint', 'decimal']);
  expect(texts(rows)).toEqual([['lines', 'cost'], own]);
  expect(Number(own[0])).toBeGreaterThan(100_000);
});

test('rows come in pages of a thousand, the first of which begins with the names', async () => {
  const { id } = await ended('SELECT n FROM unnest(sequence(1, 2500)) AS t(n)');
  const { rows, pages } = await results(id);
  expect([pages, rows.length]).toEqual([3, 2501]);
  expect(texts(rows).slice(0, 2)).toEqual([['n'], ['1']]);
  await expect(athena.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 1001 }))).rejects.toThrow(
    /MaxResults/u,
  );
});

test('values are written as Athena writes them, and the CSV tells NULL from nothing', async () => {
  const { id, ResultConfiguration } = await ended(
    `SELECT CAST(NULL AS varchar) AS n, '' AS e, 'a "b", c' AS q, 1.5e0 AS d, 1e0 AS w, 1e10 AS x, 12345678901234567890.12 AS m, true AS b,
      TIMESTAMP '2026-11-20 14:07:09.123' AS t, DATE '2026-11-20' AS day, ARRAY[1, 2] AS a, MAP(ARRAY['k'], ARRAY['v']) AS mp, X'6566' AS v`,
  );
  const expected = [
    undefined,
    '',
    'a "b", c',
    '1.5',
    '1.0',
    '1.0E10',
    '12345678901234567890.12',
    'true',
    '2026-11-20 14:07:09.123',
    '2026-11-20',
    '[1, 2]',
    '{k=v}',
    '65 66',
  ];
  const { rows, types } = await results(id);
  expect(texts(rows)[1]).toEqual(expected);
  expect(types).toEqual(
    'varchar varchar varchar double double double decimal boolean timestamp date array map varbinary'.split(' '),
  );
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.*)$/u.exec(ResultConfiguration?.OutputLocation ?? '') ?? [];
  const file = await new S3Client(config).send(new GetObjectCommand({ Bucket, Key }));
  const text = (await file.Body?.transformToString()) ?? '';
  expect(text.split('\n')[1]).toBe(
    `,"","a ""b"", c","1.5","1.0","1.0E10","12345678901234567890.12","true","2026-11-20 14:07:09.123","2026-11-20","[1, 2]","{k=v}","65 66"`,
  );
});

test('the same token starts one query, another text under it none', async () => {
  const ClientRequestToken = 'a'.repeat(40);
  const id = await start('SELECT 1', { ClientRequestToken });
  expect(await start('SELECT 1', { ClientRequestToken })).toBe(id);
  await expect(start('SELECT 2', { ClientRequestToken })).rejects.toThrow(/Idempotent/u);
});

test('a result is given again where that is asked for', async () => {
  const sql = 'SELECT count(*) FROM focus';
  const first = await ended(sql);
  expect(first.Statistics?.DataScannedInBytes).toBeGreaterThan(10_000_000);
  const again = await ended(sql, {
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 10 } },
  });
  expect(again.Statistics).toMatchObject({ DataScannedInBytes: 0, ResultReuseInformation: { ReusedPreviousResult: true } });
  expect(texts((await results(again.id)).rows)).toEqual(texts((await results(first.id)).rows));
});

test('a query that runs is stopped', async () => {
  double.control({ queries: [{ slow_ms: 60_000 }] });
  const id = await start('SELECT count(*) FROM cur');
  await expect(athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }))).rejects.toThrow(/has not yet finished/u);
  await athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  expect((await stateOf(id)).Status).toMatchObject({ State: 'CANCELLED' });
});

test.each([
  ['SELECT * FROM nope', /^TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.billing.nope' does not exist$/u, 2],
  ['SELECT nope FROM cur', /^COLUMN_NOT_FOUND: line 1:8/u, 2],
  ['SELECT count(*) FROM other.cur', /^SCHEMA_NOT_FOUND: .*'other'/u, 2],
  ["SELECT CAST('x' AS bigint)", /INVALID_CAST_ARGUMENT|Cannot cast/u, 2],
])('%s fails by itself', async (sql, reason, category) => {
  const { Status } = await ended(sql);
  expect(Status).toMatchObject({ State: 'FAILED', AthenaError: { ErrorCategory: category } });
  expect(Status?.StateChangeReason).toMatch(reason);
});

test.each([
  ['s3_access_denied', /Permission denied on S3 path/u],
  ['glue_access_denied', /not authorized to perform: glue:GetTable/u],
  ['hive_bad_data', /^HIVE_BAD_DATA/u],
  ['resources_exhausted', /exhausted resources/u],
] as const)('a query can be made to fail with %s', async (fail, reason) => {
  double.control({ queries: [{ fail, sql: 'from CUR' }] });
  expect((await ended('SELECT 1')).Status?.State).toBe('SUCCEEDED');
  expect((await ended('SELECT count(*) FROM cur')).Status?.StateChangeReason).toMatch(reason);
});

test('texts that are no single statement are not started', async () => {
  for (const sql of ['SELECT 1; SELECT 2', 'SELEC 1', '', 'SELECT FROM WHERE'])
    await expect(start(sql), sql).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('what would write is noted, and nothing of it is done', async () => {
  const texts = [
    'DROP TABLE cur',
    'CREATE TABLE x AS SELECT * FROM cur',
    'INSERT INTO cur SELECT * FROM cur',
    "UNLOAD (SELECT 1) TO 's3://x/y' WITH (format = 'CSV')",
  ];
  for (const sql of texts) expect((await ended(sql)).Status?.State).toBe('SUCCEEDED');
  expect(double.world.queries.writes.map(({ subtype }) => subtype)).toEqual([
    'DROP_TABLE',
    'CREATE_TABLE_AS_SELECT',
    'INSERT',
    'UNLOAD',
  ]);
  const { id } = await ended('DROP TABLE focus');
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
  expect(ResultSet).toMatchObject({ Rows: [], ResultSetMetadata: { ColumnInfo: [] } });
  expect((await ended('SELECT count(*) FROM focus')).Status?.State).toBe('SUCCEEDED');
});

test('workgroups keep to what they are set to', async () => {
  expect((await ended('SELECT count(*) FROM cur', { WorkGroup: 'small' })).Status).toMatchObject({
    State: 'CANCELLED',
    StateChangeReason: 'Bytes scanned limit was exceeded',
  });
  await expect(start('SELECT 1', { WorkGroup: 'primary' })).rejects.toThrow(/No output location provided/u);
  await expect(start('SELECT 1', { WorkGroup: 'nobodys' })).rejects.toThrow(/WorkGroup is not found/u);
  const ResultConfiguration = { OutputLocation: 's3://meridian-no-cors/mine/' };
  expect((await ended('SELECT 1', { ResultConfiguration })).ResultConfiguration?.OutputLocation).toContain('/finops/');
  const { WorkGroups } = await athena.send(new ListWorkGroupsCommand());
  expect(WorkGroups?.map(({ Name }) => Name)).toContain('old');
  const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: 'finops' }));
  expect(WorkGroup?.Configuration).toMatchObject({ EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 1e12 });
});

test('what SHOW and DESCRIBE say has no header', async () => {
  expect(texts((await results((await ended('SHOW TABLES')).id)).rows)).toEqual([['cur'], ['cur_legacy'], ['focus']]);
  expect(texts((await results((await ended('SHOW DATABASES')).id)).rows)).toEqual([['billing'], ['default']]);
  const described = texts((await results((await ended('DESCRIBE focus')).id)).rows);
  expect(described[1]?.[0]).toMatch(/^BilledCost +\tdecimal\(18,10\) +\t +$/u);
});

test('the information schema tells of the database', async () => {
  const sql = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = 'billing' ORDER BY 2";
  expect(texts((await results((await ended(sql)).id)).rows).slice(1)).toEqual([
    ['billing', 'cur'],
    ['billing', 'cur_legacy'],
    ['billing', 'focus'],
  ]);
});

test('a cell can be as large as it likes', async () => {
  double.control({ queries: [{ huge_cell_bytes: 5_000_000 }] });
  const { rows } = await results((await ended("SELECT 'x' AS x")).id);
  expect(texts(rows)[1]?.[0]).toHaveLength(5_000_000);
});

test('catalogs, databases and tables are told by Athena and by Glue', async () => {
  expect((await athena.send(new ListDataCatalogsCommand())).DataCatalogsSummary?.[0]?.CatalogName).toBe('AwsDataCatalog');
  const where = { CatalogName: 'AwsDataCatalog', DatabaseName: 'billing' };
  expect((await athena.send(new ListDatabasesCommand(where))).DatabaseList?.[0]?.Name).toBe('billing');
  const { TableMetadataList } = await athena.send(new ListTableMetadataCommand({ ...where, MaxResults: 2 }));
  expect(TableMetadataList?.map(({ Name }) => Name)).toEqual(['cur', 'cur_legacy']);
  const { TableMetadata } = await athena.send(new GetTableMetadataCommand({ ...where, TableName: 'cur' }));
  expect(TableMetadata?.PartitionKeys).toEqual([{ Name: 'billing_period', Type: 'string' }]);
  expect(TableMetadata?.Columns).toContainEqual({ Name: 'product', Type: 'map<string,string>' });
  const glue = new GlueClient(config);
  expect((await glue.send(new GetDatabasesCommand())).DatabaseList?.map(({ Name }) => Name)).toEqual(['billing', 'default']);
  expect((await glue.send(new GetTablesCommand({ DatabaseName: 'billing' }))).TableList).toHaveLength(3);
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName: 'billing', Name: 'focus' }));
  expect(Table?.StorageDescriptor?.Columns).toContainEqual({ Name: 'billedcost', Type: 'decimal(18,10)' });
  const { Partitions } = await glue.send(new GetPartitionsCommand({ DatabaseName: 'billing', TableName: 'cur' }));
  expect(Partitions?.[0]?.Values?.[0]).toMatch(/^\d{4}-\d\d$/u);
  await expect(glue.send(new GetTableCommand({ DatabaseName: 'billing', Name: 'none' }))).rejects.toThrow(/not found/u);
});

test('Cost Explorer adds up the same data by month and service, page by page', async () => {
  const ce = new CostExplorerClient(config);
  double.control({ ce_page: 20 });
  const rows = await double.world.engine.texts(
    `SELECT billing_period, sum(line_item_unblended_cost) FROM cur GROUP BY 1 ORDER BY 1`,
  );
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]];
  const period = { Start: `${first}-01`, End: `${last}-01` };
  const input = { TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] } as const;
  const pages: GetCostAndUsageCommandOutput[] = [];
  let NextPageToken: string | undefined;
  do {
    const order = { ...input, Metrics: ['UnblendedCost'], GroupBy: [{ Type: 'DIMENSION' as const, Key: 'SERVICE' }] };
    const answer: GetCostAndUsageCommandOutput = await ce.send(
      new GetCostAndUsageCommand({ ...order, ...(NextPageToken ? { NextPageToken } : {}) }),
    );
    pages.push(answer);
    ({ NextPageToken } = answer);
  } while (NextPageToken !== undefined);
  expect(pages.length).toBeGreaterThan(1);
  const groups = pages.flatMap(({ ResultsByTime = [] }) => ResultsByTime.flatMap(({ Groups = [] }) => Groups));
  const grouped = groups.reduce((sum, { Metrics }) => sum + Number(Metrics?.['UnblendedCost']?.Amount), 0);
  const expected = rows.slice(0, -1).reduce((sum, [, cost]) => sum + Number(cost), 0);
  expect(grouped).toBeCloseTo(expected, 4);
  const { ResultsByTime = [] } = await ce.send(
    new GetCostAndUsageCommand({ ...input, Metrics: ['UnblendedCost', 'AmortizedCost'] }),
  );
  expect(ResultsByTime).toHaveLength(rows.length - 1);
  expect(Number(ResultsByTime[0]?.Total?.['UnblendedCost']?.Amount)).toBeCloseTo(Number(rows[0]?.[1]), 4);
  const { DimensionValues } = await ce.send(new GetDimensionValuesCommand({ TimePeriod: period, Dimension: 'LINKED_ACCOUNT' }));
  expect(DimensionValues).toHaveLength(9);
});

test('instances and volumes are those of the bill, and their metrics tell the idle ones', async () => {
  const ec2 = new EC2Client(config);
  expect((await ec2.send(new DescribeRegionsCommand())).Regions?.map(({ RegionName }) => RegionName)).toContain('eu-west-1');
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] }),
  );
  const ids = Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = '' }) => InstanceId));
  expect(ids.length).toBeGreaterThan(10);
  const billed = await double.world.engine.ask(
    `SELECT count(DISTINCT line_item_resource_id) FROM cur WHERE line_item_resource_id IN (${ids.map((id) => `'${id}'`).join(', ')})`,
  );
  expect(billed.rows).toEqual([[ids.length]]);
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({ MaxResults: 5 }));
  expect([Volumes.length, Volumes[0]?.VolumeId?.startsWith('vol-')]).toEqual([5, true]);
  const cloudwatch = new CloudWatchClient(config);
  const range = { StartTime: new Date('2026-11-01T00:00:00Z'), EndTime: new Date('2026-11-02T00:00:00Z') };
  const stat = (id: string) => ({
    Metric: { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'InstanceId', Value: id }] },
    Period: 3600,
    Stat: 'Average',
  });
  const queries = ids.slice(0, 60).map((id, at) => ({ Id: `m${at}`, MetricStat: stat(id) }));
  const { MetricDataResults = [] } = await cloudwatch.send(new GetMetricDataCommand({ ...range, MetricDataQueries: queries }));
  const averages = MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0) / Values.length);
  expect(MetricDataResults[0]?.Timestamps?.[0]).toEqual(new Date('2026-11-01T23:00:00Z'));
  expect(averages.filter((average) => average < 3).length).toBeGreaterThan(0);
  expect(averages.filter((average) => average > 20).length).toBeGreaterThan(0);
  const { Metric } = stat(ids[0] ?? '');
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({ ...range, ...Metric, Period: 3600, Statistics: ['Average', 'Maximum'] }),
  );
  expect(Datapoints).toHaveLength(24);
  const { Metrics = [] } = await cloudwatch.send(new ListMetricsCommand({ Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' }));
  expect(Metrics.length).toBe(ids.length);
});

test('accounts, prices, functions and topics', async () => {
  const organizations = new OrganizationsClient(config);
  const { Accounts = [], NextToken } = await organizations.send(new ListAccountsCommand({ MaxResults: 5 }));
  expect([Accounts.length, Accounts[0]?.Name, Accounts[0]?.JoinedTimestamp]).toEqual([
    5,
    'meridian-billing',
    new Date('2024-03-01T00:00:00Z'),
  ]);
  expect((await organizations.send(new ListAccountsCommand({ NextToken }))).Accounts).toHaveLength(4);
  const filters = [{ Type: 'TERM_MATCH' as const, Field: 'regionCode', Value: 'us-east-1' }];
  const { PriceList = [] } = await new PricingClient(config).send(
    new GetProductsCommand({ ServiceCode: 'AmazonEC2', Filters: filters }),
  );
  expect(JSON.parse(String(PriceList[0]))).toMatchObject({ serviceCode: 'AmazonEC2' });
  const lambda = new LambdaClient(config);
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'savings-plans-reader', Payload: '{"a":1}' }));
  expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({ function: 'savings-plans-reader', payload: { a: 1 } });
  const arn = 'arn:aws:lambda:us-east-1:100020003000:function:rightsizing';
  expect((await lambda.send(new InvokeCommand({ FunctionName: arn }))).StatusCode).toBe(200);
  await expect(lambda.send(new InvokeCommand({ FunctionName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  const { MessageId } = await new SNSClient(config).send(
    new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:100020003000:finops-alerts', Message: 'hello' }),
  );
  expect(MessageId).toMatch(/-/u);
  expect(double.log.of('sns', 'Publish')[0]).toMatchObject({ input: { Message: 'hello' }, signed: true, status: 200 });
});
