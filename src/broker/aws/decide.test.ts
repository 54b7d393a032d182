import { describe, expect, it } from 'vitest';
import { ACCOUNT, awsSite, FOREIGN, sitePolicy } from '../../../test/harness/aws-site.ts';
import { awsOperations } from '../../core/aws/aws-operations.ts';
import type { AwsService } from '../../core/aws/aws-service.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import { fromAwsWire } from '../../protocol/aws-wire.ts';
import { awsPolicy, awsPolicySchema } from './aws-policy.ts';
import { decide, type Decision } from './decide.ts';
import type { PolicyContext } from './policy-context.ts';

const context: PolicyContext = {
  config: awsSite,
  site: sitePolicy,
  account_id: ACCOUNT,
  result_locations: ['s3://acme-results/athena/', 's3://acme-root-results', 's3://acme-audit/out'],
};

const QUERY_ID = '8f2f9a5e-1111-4222-8333-944444444444';
const KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const SESSION_KEY = ['ASIA', 'IOSFODNN7EXAMPLE'].join('');

const decided = (
  service: string,
  operation: string,
  input: AwsObject,
  region?: string,
  over: Partial<PolicyContext> = {},
): Decision =>
  decide(awsPolicy, { ...context, ...over }, { service, operation, input, ...(region === undefined ? {} : { region }) });

const query = (sql: string, more: AwsObject = {}): [string, string, AwsObject] => [
  'athena',
  'StartQueryExecution',
  { QueryString: sql, WorkGroup: 'finops', ...more },
];
const metric = (more: AwsObject): [string, string, AwsObject] => ['cloudwatch', 'GetMetricData', { MetricDataQueries: [more] }];
const object = (Bucket: string, Key: string, more: AwsObject = {}): [string, string, AwsObject] => [
  's3',
  'GetObject',
  { Bucket, Key, ...more },
];
const list = (Bucket: string, Prefix?: string): [string, string, AwsObject] => [
  's3',
  'ListObjectsV2',
  Prefix === undefined ? { Bucket } : { Bucket, Prefix },
];

type Row = [service: string, operation: string, input: AwsObject, region?: string];

const allowed: Row[] = [
  ['sts', 'GetCallerIdentity', {}],
  ['sts', 'GetCallerIdentity', {}, 'us-east-1'],
  query('SELECT 1'),
  [...query('SELECT 1'), 'us-east-1'],
  query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://acme-results/athena/' } }),
  query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://acme-results/athena' } }),
  query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://acme-results/athena/mine/today' } }),
  query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://acme-audit/out/' } }),
  query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://acme-root-results/' } }),
  query('SELECT 1', { ResultConfiguration: { ExpectedBucketOwner: ACCOUNT } }),
  query('SELECT 1', { QueryExecutionContext: { Catalog: 'anything', Database: 'anything' } }),
  query('SELECT 1', { QueryExecutionContext: { Catalog: 'lambda:support-cases' } }),
  query('SELECT * FROM t WHERE a = ? AND b = ?', { ExecutionParameters: ["'it''s; --'", '12', "DATE '2026-10-01'", '-1.5'] }),
  query(`SELECT * FROM cur WHERE line_item_resource_id = 'arn:aws:ec2:eu-west-1:${FOREIGN}:instance/i-1'`),
  query(`SELECT 's3://anywhere/at/all', 'https://example.com'`),
  query('SELECT 1', { ClientRequestToken: 'b8b2a9c0-0000-4000-8000-000000000000', WorkGroup: 'audit' }),
  query('SELECT 1', { ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 } } }),
  ['athena', 'GetQueryExecution', { QueryExecutionId: QUERY_ID }],
  ['athena', 'GetQueryResults', { QueryExecutionId: QUERY_ID, MaxResults: 1000 }],
  ['athena', 'StopQueryExecution', { QueryExecutionId: QUERY_ID }],
  ['athena', 'GetWorkGroup', { WorkGroup: 'finops' }],
  ['athena', 'ListWorkGroups', {}],
  ['athena', 'ListDatabases', { CatalogName: 'AwsDataCatalog' }],
  ['athena', 'ListTableMetadata', { CatalogName: 'AwsDataCatalog', DatabaseName: 'cur', Expression: 'cur.*' }],
  ['glue', 'GetTables', { DatabaseName: 'cur' }],
  ['glue', 'GetTables', { DatabaseName: 'cur', CatalogId: ACCOUNT, Expression: 'arn:.*' }],
  ['glue', 'GetPartitions', { DatabaseName: 'cur', TableName: 't', Expression: "year='2026'" }],
  ['glue', 'GetDatabases', { CatalogId: `${ACCOUNT}:s3tablescatalog/cur` }],
  object('acme-cur', 'cur/2026/10/part-0.parquet'),
  object('acme-cur', 'cur//double'),
  object('acme-cur', 'focus/v1.2/part'),
  object('acme-cur', 'cur/a%20b/ü+ .csv', { ExpectedBucketOwner: ACCOUNT, Range: 'bytes=0-99', ChecksumMode: 'ENABLED' }),
  [...object('acme-cur', 'cur/a'), 'aws-global'],
  object('acme-open', 'anything'),
  object('acme-results', `athena/${QUERY_ID}.csv`),
  object('acme-audit', `out/${QUERY_ID}.csv`),
  object('acme-root-results', `${QUERY_ID}.csv`),
  ['s3', 'HeadObject', { Bucket: 'acme-cur', Key: 'cur/a' }],
  ['s3', 'HeadBucket', { Bucket: 'acme-cur' }],
  list('acme-cur', 'cur/'),
  list('acme-cur', 'cur/2026'),
  list('acme-open'),
  list('acme-results', 'athena/'),
  ['ce', 'GetCostAndUsage', { TimePeriod: { Start: '2026-10-01', End: '2026-11-01' }, Metrics: ['UnblendedCost'] }, 'us-east-1'],
  ['ce', 'GetCostAndUsage', { Filter: { Dimensions: { Key: 'RESOURCE_ID', Values: [`arn:aws:s3:eu-west-1:${FOREIGN}:x`] } } }],
  ['ce', 'GetCostAndUsage', { BillingViewArn: `arn:aws:billing::${ACCOUNT}:billingview/primary` }],
  ['ce', 'GetAnomalies', { MonitorArn: `arn:aws:ce::${ACCOUNT}:anomalymonitor/a`, DateInterval: { StartDate: '2026-10-01' } }],
  ['organizations', 'ListAccounts', {}, 'us-east-1'],
  ['ec2', 'DescribeInstances', { Filters: [{ Name: 'tag:constructor', Values: ['https://wiki/x'] }] }],
  ['ec2', 'DescribeSnapshots', { OwnerIds: ['self'] }],
  ['cloudwatch', 'ListMetrics', { Namespace: 'AWS/EC2', OwningAccount: ACCOUNT }],
  ['cloudwatch', 'GetMetricStatistics', { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', StartTime: new Date(0) }],
  metric({
    Id: 'm',
    MetricStat: { Metric: { Namespace: 'AWS/EC2', Dimensions: [{ Name: 'Url', Value: 'https://acme' }] }, Period: 60 },
  }),
  metric({ Id: 'e', Expression: 'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)' }),
];

/** What the site names may be called, once the person has seen it. */
const asked: Row[] = [
  [
    'sns',
    'Publish',
    { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:findings`, MessageAttributes: { host: { DataType: 'String' } } },
  ],
  ['lambda', 'Invoke', { FunctionName: 'support-cases', Payload: new TextEncoder().encode('{"arn":"arn:aws:x:y:z"}') }],
  ['lambda', 'Invoke', { FunctionName: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:support-cases` }],
  ['lambda', 'Invoke', { FunctionName: `${ACCOUNT}:function:optimizer`, Qualifier: 'live' }],
  ['sns', 'Publish', { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:findings`, Message: `See https://acme and arn:aws:s3:::x` }],
];

const refused: [Row, RegExp][] = [
  // Names.
  [['sqs', 'SendMessage', {}], /service "sqs" is not let through/u],
  [['STS', 'GetCallerIdentity', {}], /Did you mean sts/u],
  [['__proto__', 'toString', {}], /not let through/u],
  [['constructor', 'call', {}], /not let through/u],
  [['athena', '__proto__', {}], /athena:__proto__ is not let through/u],
  [['athena', 'constructor', {}], /athena:constructor is not let through/u],
  [['athena', 'startQueryExecution', {}], /Did you mean StartQueryExecution/u],
  [['athena', 'StartQueryExecution ', {}], /Did you mean StartQueryExecution/u],
  [['athena', 'StartQueryExecuti\u043en', {}], /Did you mean StartQueryExecution/u],
  [['athena', '\uff33tartQueryExecution', {}], /Did you mean StartQueryExecution/u],
  [['athena', 'StartQueryExecution\u0000', {}], /not let through/u],
  [['athena', 'start_query_execution', {}], /Did you mean StartQueryExecution/u],
  [['s3', 'GetObjects', {}], /Did you mean GetObject/u],
  // What writes, hands out credentials or reaches further.
  [['s3', 'PutObject', { Bucket: 'acme-open', Key: 'x' }], /s3:PutObject is not let through/u],
  [['s3', 'DeleteObject', { Bucket: 'acme-open', Key: 'x' }], /not let through/u],
  [['s3', 'CopyObject', { Bucket: 'acme-open', Key: 'x' }], /not let through/u],
  [['s3', 'ListBuckets', {}], /not let through/u],
  [['s3', 'SelectObjectContent', {}], /not let through/u],
  [['athena', 'CreateNamedQuery', {}], /not let through/u],
  [['athena', 'CreatePreparedStatement', {}], /not let through/u],
  [['athena', 'UpdateWorkGroup', {}], /not let through/u],
  [['athena', 'StartSession', {}], /not let through/u],
  [['athena', 'StartCalculationExecution', {}], /not let through/u],
  [['athena', 'GetSessionEndpoint', {}], /not let through/u],
  [['glue', 'CreateTable', {}], /not let through/u],
  [['glue', 'GetConnection', {}], /not let through/u],
  [['sts', 'AssumeRole', {}], /not let through/u],
  [['sts', 'GetSessionToken', {}], /not let through/u],
  [['ec2', 'RunInstances', {}], /not let through/u],
  [['ec2', 'DescribeInstanceAttribute', {}], /not let through/u],
  [['ec2', 'GetPasswordData', {}], /not let through/u],
  [['organizations', 'LeaveOrganization', {}], /not let through/u],
  [['lambda', 'GetFunction', {}], /not let through/u],
  [['sns', 'Subscribe', {}], /not let through/u],
  // What the site takes away.
  [['ec2', 'DescribeImages', {}], /policy\.deny: "ec2:DescribeImages"/u],
  [['pricing', 'GetProducts', { ServiceCode: 'AmazonEC2' }], /policy\.deny: "pricing:\*"/u],
  // Regions.
  [['ec2', 'DescribeInstances', {}, 'eu-west-1'], /region "eu-west-1" is not the site's; calls go to us-east-1/u],
  [['ce', 'GetTags', {}, 'eu-central-1'], /not the site's/u],
  [['athena', 'ListWorkGroups', {}, 'US-EAST-1'], /not the site's/u],
  [['athena', 'ListWorkGroups', {}, 'us-east-1.evil.example'], /not the site's/u],
  // Workgroups.
  [query('SELECT 1', { WorkGroup: 'other' }), /workgroup "other"/u],
  [query('SELECT 1', { WorkGroup: 'FinOps' }), /workgroup "FinOps"/u],
  [query('SELECT 1', { WorkGroup: ['finops'] }), /WorkGroup wants text/u],
  [query('SELECT 1', { WorkGroup: '' }), /workgroup ""/u],
  [query('SELECT 1', { workGroup: 'other' }), /"workGroup" is not let through/u],
  [query('SELECT 1', { EngineConfiguration: { MaxConcurrentDpus: 1000 } }), /"EngineConfiguration" is not let through/u],
  [['athena', 'StartQueryExecution', { WorkGroup: 'finops' }], /QueryString must be given/u],
  [['athena', 'StartQueryExecution', { WorkGroup: 'finops', QueryString: null }], /QueryString must be given/u],
  [['athena', 'StartQueryExecution', { WorkGroup: 'finops', QueryString: { toString: 'SELECT 1' } }], /QueryString wants text/u],
  [query('SELECT 1', { WorkGroup: 'primary' }), /workgroup "primary" is not let through.*"finops" and "audit"/u],
  [['athena', 'ListQueryExecutions', { WorkGroup: 'primary' }], /workgroup "primary"/u],
  [['athena', 'GetWorkGroup', {}], /WorkGroup must be given/u],
  [['athena', 'GetWorkGroup', { WorkGroup: 'primary' }], /workgroup "primary"/u],
  [['athena', 'ListDatabases', { CatalogName: 'AwsDataCatalog', WorkGroup: 'other' }], /workgroup "other"/u],
  [['athena', 'ListDatabases', { CatalogName: 'AwsDataCatalog', workgroup: 'other' }], /"workgroup" is written WorkGroup/u],
  [['athena', 'GetQueryResults', {}], /QueryExecutionId must be given/u],
  // Where results go.
  [query('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://evil/' } }), /none of the site's \("s3:\/\/acme-results/u],
  ...[
    's3://acme-results/athena/../x/',
    's3://acme-results/athena/%2e%2e/x/',
    's3://acme-results/athena-secret/',
    's3://acme-results/',
    's3://acme-results',
    's3://acme-results.evil/athena/',
    's3a://acme-results/athena/',
    'S3://acme-results/athena/',
    'https://acme-results/athena/',
    's3://acme-root-results/other/',
    's3://acme-open/',
    '',
  ].map((OutputLocation): [Row, RegExp] => [
    query('SELECT 1', { ResultConfiguration: { OutputLocation } }),
    /none of the site's/u,
  ]),
  [query('SELECT 1', { ResultConfiguration: { outputLocation: 's3://evil/' } }), /is written OutputLocation/u],
  [query('SELECT 1', { ResultConfiguration: { ExpectedBucketOwner: FOREIGN } }), /not the account/u],
  [
    query('SELECT 1', { ResultConfiguration: { EncryptionConfiguration: { KmsKey: `arn:aws:kms:us-east-1:${FOREIGN}:key/a` } } }),
    /of the account 999999999999/u,
  ],
  // Catalogs that are functions or of other accounts.
  [query('SELECT 1', { QueryExecutionContext: { Catalog: 'lambda:evil' } }), /function "evil" is none/u],
  [
    query('SELECT 1', { QueryExecutionContext: { Catalog: `glue:arn:aws:glue:us-east-1:${FOREIGN}:catalog` } }),
    /of the account/u,
  ],
  [['athena', 'ListDatabases', { CatalogName: 'LAMBDA:evil' }], /function "evil"/u],
  [query('SELECT * FROM "lambda:evil".a.b'), /function "evil"/u],
  [query('SELECT * FROM " Lambda:evil".a.b'), /function "evil"/u],
  [query('SHOW TABLES IN `lambda:evil`.a'), /function "evil"/u],
  [query(`SELECT * FROM "glue:arn:aws:glue:us-east-1:${FOREIGN}:catalog".a.b`), /of the account/u],
  [query(`SELECT * FROM "glue:arn:aws:glue:eu-west-1:${ACCOUNT}:catalog".a.b`), /of the region eu-west-1/u],
  [['glue', 'GetTables', { DatabaseName: 'cur', CatalogId: FOREIGN }], /CatalogId "999999999999"/u],
  [['glue', 'GetTables', { DatabaseName: 'cur', CatalogId: `${FOREIGN}:x` }], /CatalogId/u],
  [['glue', 'GetTables', { DatabaseName: 'cur', catalogId: FOREIGN }], /"catalogId" is written CatalogId/u],
  // Values of placeholders.
  [query('SELECT ?', { ExecutionParameters: ["'a'; DROP TABLE t"] }), /ExecutionParameters\[0\]/u],
  [query('SELECT ?', { ExecutionParameters: ['(SELECT 1)'] }), /ExecutionParameters\[0\]/u],
  [query('SELECT ?', { ExecutionParameters: ["'a"] }), /ExecutionParameters\[0\]/u],
  [query('SELECT ?', { ExecutionParameters: ['1 -- x'] }), /ExecutionParameters\[0\]/u],
  [query('SELECT ?', { ExecutionParameters: [1] }), /wants text/u],
  [query('SELECT ?', { ExecutionParameters: 'x' }), /at most 100 texts/u],
  // Objects.
  [object('evil', 'x'), /bucket "evil" is none/u],
  [object('acme-cur-evil', 'cur/x'), /bucket "acme-cur-evil"/u],
  [object('ACME-CUR', 'cur/x'), /plain name of a bucket/u],
  [object(`arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/ap`, 'cur/x'), /no ARN, access point or address/u],
  [object('https://evil.example', 'cur/x'), /plain name/u],
  [object('acme-cur.s3.evil.example/x', 'cur/x'), /plain name/u],
  [object('acme-cur/../evil', 'cur/x'), /plain name/u],
  [object('', 'cur/x'), /plain name/u],
  [['s3', 'GetObject', { Key: 'cur/x' }], /Bucket must be given/u],
  [['s3', 'GetObject', { Bucket: 'acme-cur' }], /Key must be given/u],
  [object('acme-cur', ''), /Key is empty/u],
  [object('acme-cur', 'secret'), /outside of what the site lets read in acme-cur; what may be read there begins with "cur\/"/u],
  [object('acme-cur', 'cur'), /outside/u],
  [object('acme-cur', '/cur/x'), /outside/u],
  [object('acme-cur', 'CUR/x'), /outside/u],
  [object('acme-cur', 'cur/../secret'), /"\.\."/u],
  [object('acme-cur', 'cur/./x'), /"\."/u],
  [object('acme-cur', 'cur/%2e%2e/secret'), /"\.\."/u],
  [object('acme-cur', 'cur/%252e%252e%252fsecret'), /"\.\."/u],
  [object('acme-cur', 'cur/..%2fsecret'), /"\.\."/u],
  [object('acme-cur', 'cur/..\\secret'), /backslash/u],
  [object('acme-cur', 'cur/\u0000'), /control character/u],
  [object('acme-open', '..'), /"\.\."/u],
  [object('acme-cur', 'cur/x', { ExpectedBucketOwner: FOREIGN }), /not the account/u],
  [object('acme-cur', 'cur/x', { SSECustomerKey: 'k' }), /"SSECustomerKey" is not let through/u],
  [object('acme-cur', 'cur/x', { key: 'secret' }), /"key" is not let through/u],
  [object('acme-results', `other/${QUERY_ID}.csv`), /outside/u],
  [object('acme-results', 'athena-secret/x'), /outside/u],
  [object('acme-audit', 'outside/x'), /outside/u],
  [object('acme-root-results', 'secret.txt'), /outside/u],
  [list('acme-cur'), /Prefix ""/u],
  [list('acme-cur', ''), /Prefix ""/u],
  [list('acme-cur', 'c'), /Prefix "c"/u],
  [list('acme-root-results'), /outside/u],
  [list('acme-audit', 'out'), /outside/u],
  [list('acme-cur', 'cur/../'), /"\.\."/u],
  [['s3', 'ListObjectsV2', { Bucket: 'acme-cur', prefix: 'cur/' }], /"prefix" is not let through/u],
  // ARNs, keys and addresses, however deep.
  [['ce', 'GetCostAndUsage', { BillingViewArn: `arn:aws:billing::${FOREIGN}:billingview/x` }], /of the account 999999999999/u],
  [['ce', 'GetAnomalies', { MonitorArn: `arn:aws:ce:eu-west-1:${ACCOUNT}:x` }], /of the region eu-west-1/u],
  [['ce', 'GetAnomalies', { MonitorArn: `ARN:aws:ce::${FOREIGN}:x` }], /of the account/u],
  [['ce', 'GetTags', { A: { B: [{ C: `see arn:aws:s3:::evil/x` }] } }], /a bucket that the site does not name/u],
  [['ce', 'GetTags', { A: { [`arn:aws:iam::${FOREIGN}:role/x`]: 1 } }], /of the account/u],
  [['ce', 'GetTags', { A: 'arn:evil:x:y:z' }], /none of AWS/u],
  [['ce', 'GetTags', { A: [`arn:aws:iam::${ACCOUNT}:role/a,arn:aws:iam::${FOREIGN}:role/b`] }], /999999999999/u],
  [['ec2', 'DescribeInstances', { A: 'https://evil.example' }], /a call may name no host/u],
  [['ec2', 'DescribeInstances', { A: 's3.amazonaws.com' }], /a call may name no host/u],
  [['ec2', 'DescribeInstances', { Filters: [{ Name: 'x', Values: [KEY] }] }], /access key/u],
  [['ec2', 'DescribeInstances', { A: { B: SESSION_KEY } }], /access key/u],
  [['ce', 'GetTags', { A: `?X-Amz-Signature=abc` }], /presigned/u],
  [['lambda', 'Invoke', { FunctionName: 'support-cases', Payload: new TextEncoder().encode(`{"k":"${KEY}"}`) }], /access key/u],
  [['ec2', 'DescribeInstances', { SourceUrl: 'x' }], /may name no host, credential or key/u],
  [['ec2', 'DescribeInstances', { A: [{ SessionToken: 'x' }] }], /may name no host, credential or key/u],
  [['ec2', 'DescribeInstances', { Endpoint: 'x' }], /may name no host/u],
  [['ec2', 'DescribeInstances', fromAwsWire('{"__proto__":{"x":1}}') as AwsObject], /"__proto__" is no member/u],
  [['ec2', 'DescribeInstances', fromAwsWire('{"A":[{"$object":[["__proto__",1]]}]}') as AwsObject], /"__proto__" is no member/u],
  [['sts', 'GetCallerIdentity', { Anything: 1 }], /takes none here/u],
  [
    ['sns', 'Publish', { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:findings`, MessageAttributes: { constructor: {} } }],
    /"constructor" is no member/u,
  ],
  // Metrics.
  [metric({ Id: 'e', Expression: 'LAMBDA("evil", m1)' }), /calls a Lambda function/u],
  [metric({ Id: 'e', Expression: 'lambda  ("evil")' }), /calls a Lambda function/u],
  [metric({ Id: 'e', Expression: 'm1', AccountId: FOREIGN }), /not the account/u],
  [metric({ Id: 'e', expression: 'LAMBDA("evil")' }), /is written Expression/u],
  [['cloudwatch', 'ListMetrics', { OwningAccount: FOREIGN }], /not the account/u],
  // Functions and topics.
  [['lambda', 'Invoke', { FunctionName: 'evil' }], /policy\.lambda_functions/u],
  [['lambda', 'Invoke', {}], /FunctionName must be given/u],
  [['lambda', 'Invoke', { FunctionName: `arn:aws:lambda:us-east-1:${FOREIGN}:function:support-cases` }], /function/u],
  [['lambda', 'Invoke', { FunctionName: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:support-cases` }], /function/u],
  [['lambda', 'Invoke', { FunctionName: `${FOREIGN}:support-cases` }], /function/u],
  [['lambda', 'Invoke', { FunctionName: 'optimizer' }], /function "optimizer"/u],
  [['lambda', 'Invoke', { FunctionName: 'optimizer:live', Qualifier: 'dev' }], /function/u],
  [['lambda', 'Invoke', { FunctionName: 'https://evil/support-cases' }], /no name or ARN/u],
  [['sns', 'Publish', { TopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:other`, Message: 'x' }], /policy\.sns_topics/u],
  [['sns', 'Publish', { TopicArn: `arn:aws:sns:us-east-1:${FOREIGN}:findings`, Message: 'x' }], /policy\.sns_topics/u],
  [['sns', 'Publish', { PhoneNumber: '+15550100', Message: 'x' }], /"PhoneNumber" is not let through/u],
  [['sns', 'Publish', { TargetArn: `arn:aws:sns:us-east-1:${ACCOUNT}:findings`, Message: 'x' }], /"TargetArn"/u],
];

const nameOf = ([service, operation, input, region]: Row): string =>
  `${service}:${operation} ${JSON.stringify(input).slice(0, 150)} ${region ?? ''}`;

describe('what may be done', () => {
  it.each(allowed.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
    expect(decided(...row)).toMatchObject({ decision: 'allow', call: { service: row[0], operation: row[1], input: row[2] } });
  });
});

describe('what is asked for', () => {
  it.each(asked.map((row) => [nameOf(row), row] as const))('%s', (_, row) => {
    expect(decided(...row)).toMatchObject({ decision: 'ask', kind: expect.stringMatching(/^(?:lambda:Invoke|sns:Publish) /u) });
  });

  it('says what would be sent, and where', () => {
    const Payload = new TextEncoder().encode(`{"a":"${'x'.repeat(20_000)}"}`);
    expect(decided('lambda', 'Invoke', { FunctionName: 'support-cases', Payload })).toMatchObject({
      kind: 'lambda:Invoke support-cases',
      request: {
        lines: [expect.stringContaining('support-cases'), 'It sends what is below, and 8 characters more.'],
        code: { language: 'json', text: expect.stringMatching(/^\{"a":"x+$/u) },
      },
    });
  });
});

describe('what is refused', () => {
  it.each(refused.map(([row, reason]) => [nameOf(row), row, reason] as const))('%s', (_, row, reason) => {
    expect(decided(...row)).toEqual({ decision: 'refuse', reason: expect.stringMatching(reason) });
  });

  it.each([
    ['a member of the account', ['cloudwatch', 'ListMetrics', { OwningAccount: ACCOUNT }]],
    ['an ARN', ['ce', 'GetAnomalies', { MonitorArn: `arn:aws:ce::${ACCOUNT}:x` }]],
  ] satisfies [string, Row][])('%s, while it is not known which account it is', (_, [service, operation, input]) => {
    const { account_id: _account, ...unknown } = context;
    expect(decide(awsPolicy, unknown, { service, operation, input })).toMatchObject({ decision: 'refuse' });
  });
});

describe('statements that do more than read', () => {
  const writes = [
    'INSERT INTO t VALUES (1)',
    'CREATE TABLE t AS SELECT 1',
    'DROP TABLE t',
    "UNLOAD (SELECT 1) TO 's3://acme-open/out/'",
    "SELECT * FROM TABLE(system.query(query => 'DELETE FROM t'))",
    "USING EXTERNAL FUNCTION f(a VARCHAR) RETURNS VARCHAR LAMBDA 'support-cases' SELECT f('x')",
  ];

  it.each(writes)('asks for %s', (sql) => {
    expect(decided(...query(sql))).toMatchObject({
      decision: 'ask',
      kind: 'athena write',
      request: { code: { language: 'sql', text: sql } },
    });
  });

  it.each(writes)('refuses %s where the site wants that', (sql) => {
    const site = { ...sitePolicy, athena_writes: 'refuse' as const };
    const decision = decided(...query(sql), undefined, { site });
    expect(decision).toEqual({ decision: 'refuse', reason: expect.stringContaining('policy.athena_writes') });
  });

  it('says what would be done, where and to what', () => {
    expect(decided(...query("UNLOAD (SELECT 1) TO 's3://acme-open/out/'"))).toMatchObject({
      request: {
        lines: [
          'It does more than read: UNLOAD.',
          'It names the place s3://acme-open/out/.',
          'It runs in the workgroup finops. What it changes stays changed.',
        ],
      },
    });
    expect(decided(...query('insert into "sales".t select 1'))).toMatchObject({
      request: { lines: ['It does more than read: INSERT "sales".t.', expect.any(String)] },
    });
  });

  it.each([
    ["UNLOAD (SELECT 1) TO 's3://evil/out/'", /outside of the buckets/u],
    ["UNLOAD (SELECT 1) TO 's3://acme-cur/secret/'", /outside of the buckets/u],
    ["CREATE TABLE t WITH (external_location = 'S3A://evil/x/') AS SELECT 1", /outside of the buckets/u],
    ["CREATE EXTERNAL TABLE t (a int) LOCATION 's3://evil/'", /outside of the buckets/u],
    ["USING EXTERNAL FUNCTION f(a INT) RETURNS INT LAMBDA 'evil' SELECT f(1)", /function "evil" is none/u],
    ['SELECT 1; DROP TABLE t', /one statement at a time/u],
    ['/* /* */ DROP TABLE t -- */ SELECT 1', /comment inside a comment/u],
    ["SELECT 'abc", /never ends/u],
    ['', /no statement/u],
  ])('never asks for %s', (sql, reason) => {
    expect(decided(...query(sql))).toEqual({ decision: 'refuse', reason: expect.stringMatching(reason) });
  });
});

describe('a workgroup that a script leaves out', () => {
  const start = ['athena', 'StartQueryExecution', { QueryString: 'SELECT 1' }] as const;
  const note = expect.stringMatching(/names no WorkGroup.*none called "primary".*"audit"$/u);

  it('is the chosen one, else the first of the site', () => {
    expect(decided(...start, undefined, { workgroup: 'audit' })).toMatchObject({
      decision: 'allow',
      call: { input: { QueryString: 'SELECT 1', WorkGroup: 'audit' } },
      notes: [note],
    });
    expect(decided(...start)).toMatchObject({ call: { input: { WorkGroup: 'finops' } } });
    expect(decided('athena', 'ListQueryExecutions', {})).toMatchObject({ call: { input: { WorkGroup: 'finops' } } });
    expect(decided(...query('SELECT 1'))).toMatchObject({ call: { input: { WorkGroup: 'finops' } }, notes: [] });
  });

  it('is what the person is shown for a statement that writes', () => {
    expect(decided('athena', 'StartQueryExecution', { QueryString: 'DROP TABLE t' })).toMatchObject({
      decision: 'ask',
      call: { input: { WorkGroup: 'finops' } },
      request: { lines: expect.arrayContaining([expect.stringContaining('in the workgroup finops')]) },
    });
  });

  it("is AWS's own where the site has that, and held to the site where it has no other", () => {
    const athena = (workgroups: string[]) => ({ config: { ...awsSite, athena: { workgroups } } });
    expect(decided(...start, undefined, athena(['finops', 'primary']))).toMatchObject({
      call: { input: { QueryString: 'SELECT 1' } },
      notes: [],
    });
    expect(decided(...start, undefined, athena([]))).toMatchObject({ reason: expect.stringContaining('The site names none') });
    expect(decided(...start, undefined, { workgroup: 'elsewhere' })).toMatchObject({
      reason: expect.stringContaining('workgroup "elsewhere" is not let through'),
    });
  });
});

describe('a text made to take long', () => {
  const long = 8_000_000;
  it.each<[string, string, string, AwsObject]>([
    ['ARNs in ARNs', 'ce', 'GetTags', { A: 'arn:'.repeat(long / 4) }],
    ['ARNs in many texts', 'ce', 'GetTags', { A: Array.from({ length: 2000 }, () => 'arn:'.repeat(1000)) }],
    ['an address without end', 'ce', 'GetTags', { A: 'a'.repeat(250_000) }],
    [
      'keys that are none',
      'lambda',
      'Invoke',
      { FunctionName: 'evil', Payload: new TextEncoder().encode('AKIA'.repeat(long / 4)) },
    ],
    ['a key', ...object('acme-cur', `x${'%25'.repeat(long / 3)}`)],
    ['a statement', ...query('SELECT '.repeat(long / 7))],
    ['EXPLAIN of EXPLAIN', ...query('EXPLAIN '.repeat(32_000))],
    ['WITH of WITH', ...query(`${'WITH a AS (SELECT 1) '.repeat(12_000)}DROP TABLE t`)],
    ['parentheses', ...query('('.repeat(262_000))],
    ['blanks', ...query(`${' '.repeat(130_000)}/*${' '.repeat(130_000)}*/`)],
    ['comments', ...query('/**/'.repeat(65_000))],
    ['backticks', ...query('SHOW `a`'.repeat(32_000))],
    ['values', ...query('SELECT ?', { ExecutionParameters: ["''".repeat(long / 2)] })],
    ['a function', 'lambda', 'Invoke', { FunctionName: `aa${'-a'.repeat(long / 2)}` }],
    ['an operation', 'athena', 'a'.repeat(long), {}],
  ])('is dealt with at once: %s', (_, service, operation, input) => {
    const started = performance.now();
    decided(service, operation, input);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe('the policy', () => {
  it.each(Object.keys(awsOperations) as AwsService[])(
    'has a rule for every operation of %s that the page can ask, and no other',
    (service) => {
      expect(Object.keys(awsPolicy[service].operations).toSorted()).toEqual([...awsOperations[service]].toSorted());
    },
  );

  it('refuses a rule of an unknown name', () => {
    const operations = { X: { effect: 'read', members: [{ at: 'A', rule: 'nothing' }] } };
    expect(awsPolicySchema.safeParse({ ...awsPolicy, sts: { operations } }).success).toBe(false);
    expect(awsPolicySchema.safeParse(awsPolicy).success).toBe(true);
  });
});
