import { z } from 'zod';
import { awsServices, type AwsService } from '../../core/aws/aws-service.ts';

/**
 * What a member of an input (or of an answer) is held to:
 * "statement": a SQL text, read by `athena-statement.ts` · "sql values": literals for its placeholders · "workgroup": one of the site's ·
 * "catalog": any but a Lambda function that the site doesn't name · "output location": the site's, its workgroups', or one inside of
 * those · "account": the one that is signed in to · "glue catalog": of that account · "query": one of a workgroup of the site · "own query": one that this run began ·
 * "bucket", "key", "prefix": of what the site lets read in S3, or of results of queries · "function", "topic": named by the site ·
 * "expression": metric math that calls no function · "value": data that something is compared with, or that is sent: not read as a name
 * of anything, so that ARNs and addresses may stand in it.
 */
export const memberRules = [
  'statement',
  'sql values',
  'workgroup',
  'catalog',
  'output location',
  'account',
  'glue catalog',
  'query',
  'own query',
  'bucket',
  'key',
  'prefix',
  'function',
  'topic',
  'expression',
  'value',
] as const;
export type MemberRule = (typeof memberRules)[number];

const memberRule = z.strictObject({
  /** Members joined by dots, `[]` behind a list: "MetricDataQueries[].Expression". */
  at: z.string().regex(/^[A-Z][A-Za-z0-9]*(\[\])?(\.[A-Z][A-Za-z0-9]*(\[\])?)*$/u),
  rule: z.enum(memberRules),
  /** What AWS takes where it is left out, to be held to the rule as if it stood there; null: it must stand there. */
  absent: z.string().nullable().exactOptional(),
  /** Left out, the workgroup that is chosen in the page is put there, where the site does not let that of AWS be used. */
  fill: z.literal('workgroup').exactOptional(),
});

const operationPolicy = z.strictObject({
  /** "query" may scan data that is paid for, or write: its statement decides. */
  effect: z.enum(['read', 'query', 'stop', 'invoke', 'publish']),
  members: z.array(memberRule).default([]),
  /** All members that an input may have, where others would be more than the rules can hold. */
  only: z.array(z.string()).exactOptional(),
  /** Members of the answer that must keep to a rule as well, where the input is only an id. */
  answer: z.array(memberRule).default([]),
});
export type OperationPolicy = z.infer<typeof operationPolicy>;

export const awsPolicySchema = z.record(
  z.enum(awsServices),
  z.strictObject({
    /** Regions beside the site's own that a call may name: where a service of the whole account lives. */
    regions: z.array(z.string()).default([]),
    operations: z.record(z.string().regex(/^[A-Z][A-Za-z0-9]+$/u), operationPolicy),
  }),
);
export type AwsPolicy = z.infer<typeof awsPolicySchema>;

type OperationInput = z.input<typeof operationPolicy>;
type Members = OperationInput['members'];

const read = (...members: NonNullable<Members>): OperationInput => ({ effect: 'read', members });
const reads = (names: string, ...members: NonNullable<Members>): Record<string, OperationInput> =>
  Object.fromEntries(names.split(' ').map((name) => [name, read(...members)]));

const workgroup = { at: 'WorkGroup', rule: 'workgroup', absent: 'primary', fill: 'workgroup' } as const;
const workgroupGiven = { at: 'WorkGroup', rule: 'workgroup', absent: null } as const;
const workgroupIfNamed = { at: 'WorkGroup', rule: 'workgroup' } as const;
const catalogName = { at: 'CatalogName', rule: 'catalog' } as const;
const glueCatalog = { at: 'CatalogId', rule: 'glue catalog' } as const;
const filter = { at: 'Filter', rule: 'value' } as const;
const bucket = { at: 'Bucket', rule: 'bucket', absent: null } as const;
const bucketOwner = { at: 'ExpectedBucketOwner', rule: 'account' } as const;

const ofBucket: OperationInput = { effect: 'read', members: [bucket, bucketOwner], only: ['Bucket', 'ExpectedBucketOwner'] };

const ofObject: OperationInput = {
  effect: 'read',
  members: [bucket, { at: 'Key', rule: 'key', absent: null }, bucketOwner],
  only: (
    'Bucket Key VersionId Range PartNumber IfMatch IfNoneMatch IfModifiedSince IfUnmodifiedSince RequestPayer ChecksumMode ' +
    'ExpectedBucketOwner ResponseCacheControl ResponseContentDisposition ResponseContentEncoding ResponseContentLanguage ' +
    'ResponseContentType ResponseExpires'
  ).split(' '),
};

const ofList: OperationInput = {
  effect: 'read',
  members: [bucket, { at: 'Prefix', rule: 'prefix', absent: '' }, bucketOwner],
  only: (
    'Bucket Prefix Delimiter EncodingType MaxKeys Marker StartAfter ContinuationToken FetchOwner RequestPayer ' +
    'ExpectedBucketOwner OptionalObjectAttributes'
  ).split(' '),
};

const dimensions = { at: 'Dimensions', rule: 'value' } as const;

const policy: Record<AwsService, { regions?: string[]; operations: Record<string, OperationInput> }> = {
  athena: {
    operations: {
      StartQueryExecution: {
        effect: 'query',
        members: [
          { at: 'QueryString', rule: 'statement', absent: null },
          { at: 'ExecutionParameters', rule: 'sql values' },
          workgroup,
          { at: 'QueryExecutionContext.Catalog', rule: 'catalog' },
          { at: 'ResultConfiguration.OutputLocation', rule: 'output location' },
          { at: 'ResultConfiguration.ExpectedBucketOwner', rule: 'account' },
        ],
        only: [
          'QueryString',
          'ClientRequestToken',
          'QueryExecutionContext',
          'ResultConfiguration',
          'WorkGroup',
          'ExecutionParameters',
          'ResultReuseConfiguration',
        ],
      },
      StopQueryExecution: {
        effect: 'stop',
        members: [{ at: 'QueryExecutionId', rule: 'own query', absent: null }],
        only: ['QueryExecutionId'],
      },
      GetQueryExecution: { ...read(), answer: [{ at: 'QueryExecution.WorkGroup', rule: 'workgroup', absent: 'primary' }] },
      BatchGetQueryExecution: {
        ...read(),
        answer: [{ at: 'QueryExecutions[].WorkGroup', rule: 'workgroup', absent: 'primary' }],
      },
      ...reads('GetQueryResults GetQueryRuntimeStatistics', { at: 'QueryExecutionId', rule: 'query', absent: null }),
      GetNamedQuery: { ...read(), answer: [{ at: 'NamedQuery.WorkGroup', rule: 'workgroup', absent: 'primary' }] },
      BatchGetNamedQuery: { ...read(), answer: [{ at: 'NamedQueries[].WorkGroup', rule: 'workgroup', absent: 'primary' }] },
      ...reads('GetWorkGroup GetPreparedStatement BatchGetPreparedStatement ListPreparedStatements', workgroupGiven),
      ...reads('ListQueryExecutions ListNamedQueries', workgroup),
      ...reads('ListWorkGroups ListEngineVersions'),
      ListDataCatalogs: read(workgroupIfNamed),
      GetDataCatalog: read({ at: 'Name', rule: 'catalog' }, workgroupIfNamed),
      ...reads('GetDatabase ListDatabases GetTableMetadata', catalogName, workgroupIfNamed),
      ListTableMetadata: read(catalogName, workgroupIfNamed, { at: 'Expression', rule: 'value' }),
    },
  },
  glue: {
    operations: {
      ...reads('GetDatabase GetDatabases GetTable GetTableVersion GetTableVersions GetPartitionIndexes', glueCatalog),
      ...reads('GetColumnStatisticsForTable', glueCatalog),
      ...reads('GetTables GetPartitions', glueCatalog, { at: 'Expression', rule: 'value' }),
      ...reads('GetPartition GetColumnStatisticsForPartition', glueCatalog, { at: 'PartitionValues', rule: 'value' }),
      BatchGetPartition: read(glueCatalog, { at: 'PartitionsToGet', rule: 'value' }),
      SearchTables: read(glueCatalog, { at: 'SearchText', rule: 'value' }, { at: 'Filters', rule: 'value' }),
    },
  },
  s3: {
    regions: ['aws-global'],
    operations: {
      GetBucketLocation: ofBucket,
      HeadBucket: ofBucket,
      GetObject: ofObject,
      HeadObject: ofObject,
      ListObjects: ofList,
      ListObjectsV2: ofList,
    },
  },
  ce: {
    regions: ['us-east-1', 'aws-global'],
    operations: reads(
      'DescribeCostCategoryDefinition GetAnomalies GetAnomalyMonitors GetAnomalySubscriptions GetCostAndUsage ' +
        'GetCostAndUsageComparisons GetCostAndUsageWithResources GetCostCategories GetCostComparisonDrivers GetCostForecast ' +
        'GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation GetReservationUtilization ' +
        'GetRightsizingRecommendation GetSavingsPlansCoverage GetSavingsPlansPurchaseRecommendation GetSavingsPlansUtilization ' +
        'GetSavingsPlansUtilizationDetails GetTags GetUsageForecast ListCostAllocationTags ListCostCategoryDefinitions',
      filter,
      { at: 'SearchString', rule: 'value' },
      { at: 'TagKeys', rule: 'value' },
    ),
  },
  cloudwatch: {
    operations: {
      GetMetricData: read(
        { at: 'MetricDataQueries[].Expression', rule: 'expression' },
        { at: 'MetricDataQueries[].AccountId', rule: 'account' },
        { at: 'MetricDataQueries[].Label', rule: 'value' },
        { at: 'MetricDataQueries[].MetricStat.Metric.Dimensions', rule: 'value' },
      ),
      GetMetricStatistics: read(dimensions),
      ListMetrics: read(dimensions, { at: 'OwningAccount', rule: 'account' }),
    },
  },
  ec2: {
    operations: reads(
      'DescribeAddresses DescribeAvailabilityZones DescribeCapacityReservations DescribeFastSnapshotRestores ' +
        'DescribeHostReservations DescribeHosts DescribeImages DescribeInstances DescribeInstanceStatus ' +
        'DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeInternetGateways DescribeNatGateways ' +
        'DescribeNetworkInterfaces DescribeRegions DescribeReservedInstances DescribeReservedInstancesModifications ' +
        'DescribeReservedInstancesOfferings DescribeSecurityGroups DescribeSnapshots DescribeSnapshotTierStatus ' +
        'DescribeSpotPriceHistory DescribeSubnets DescribeTags DescribeTransitGatewayAttachments DescribeTransitGateways ' +
        'DescribeVolumes DescribeVolumesModifications DescribeVolumeStatus DescribeVpcEndpoints DescribeVpcs',
      { at: 'Filters', rule: 'value' },
    ),
  },
  organizations: {
    regions: ['us-east-1', 'aws-global'],
    operations: reads(
      'DescribeAccount DescribeOrganization DescribeOrganizationalUnit ListAccounts ListAccountsForParent ListChildren ' +
        'ListDelegatedAdministrators ListOrganizationalUnitsForParent ListParents ListRoots ListTagsForResource',
    ),
  },
  pricing: {
    regions: ['us-east-1'],
    operations: reads('DescribeServices GetAttributeValues GetProducts', { at: 'Filters', rule: 'value' }),
  },
  sts: { regions: ['us-east-1', 'aws-global'], operations: { GetCallerIdentity: { ...read(), only: [] } } },
  lambda: {
    operations: {
      Invoke: {
        effect: 'invoke',
        members: [
          { at: 'FunctionName', rule: 'function', absent: null },
          { at: 'Payload', rule: 'value' },
        ],
        only: ['FunctionName', 'InvocationType', 'LogType', 'Payload', 'Qualifier'],
      },
    },
  },
  sns: {
    operations: {
      Publish: {
        effect: 'publish',
        members: [
          { at: 'TopicArn', rule: 'topic', absent: null },
          { at: 'Message', rule: 'value' },
          { at: 'Subject', rule: 'value' },
          { at: 'MessageAttributes', rule: 'value' },
        ],
        only: [
          'TopicArn',
          'Message',
          'Subject',
          'MessageStructure',
          'MessageAttributes',
          'MessageDeduplicationId',
          'MessageGroupId',
        ],
      },
    },
  },
};

/** What code and the page may ask of AWS. What is not in it is refused; the site's `policy.deny` takes away from it. */
export const awsPolicy: AwsPolicy = awsPolicySchema.parse(policy);
