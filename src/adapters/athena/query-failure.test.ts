import { describe, expect, it } from 'vitest';
import { queryFailure, type FailureContext } from './query-failure.ts';

const context: FailureContext = {
  target: { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 },
  tables: [
    { name: 'cur_2', columns: [{ name: 'line_item_unblended_cost', type: 'double' }] },
    { name: 'focus', columns: [{ name: 'billedcost', type: 'double' }] },
  ],
  bytes_cutoff: 1_073_741_824,
};

const say = (reason: string, more: { type?: number; state?: string } = {}) =>
  queryFailure({ state: 'FAILED', reason, ...more }, context);

const ARN = 'arn:aws:sts::111122223333:assumed-role/analyst/ada';

describe('a query that failed', () => {
  it.each([
    ["TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.billing.cur2' does not exist", 'Did you mean cur_2?', 'cur2'],
    [
      'SYNTAX_ERROR: line 1:15: Table awsdatacatalog.billing.nothing does not exist',
      'The database "billing" has cur_2, focus.',
      'nothing',
    ],
    ["SCHEMA_NOT_FOUND: line 1:15: Schema 'biling' does not exist", 'goes to the database "billing"', undefined],
    [
      "COLUMN_NOT_FOUND: line 1:8: Column 'line_item_unblended_costs' cannot be resolved or requester is not authorized to access requested resources",
      'Did you mean line_item_unblended_cost?',
      'line_item_unblended_costs',
    ],
    ["SYNTAX_ERROR: line 1:8: Column 'qqq' cannot be resolved", 'describe_table lists the columns', 'qqq'],
    ["FUNCTION_NOT_FOUND: line 1:8: Function 'summ' not registered", 'Look at its spelling', 'summ'],
    ['SYNTAX_ERROR: line 1:8: Function summ not registered', 'Look at its spelling', 'summ'],
    ["line 1:1: mismatched input 'SELEC'. Expecting: 'ALTER', 'ANALYZE', 'CALL'", "'single quotes'", undefined],
    [
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'x' must be an aggregate expression or appear in GROUP BY clause",
      'Add it to GROUP BY',
      undefined,
    ],
    ['TYPE_MISMATCH: line 1:34: Cannot apply operator: varchar > integer', 'Bring both sides to one type', undefined],
    [
      `Insufficient permissions to execute the query. User: ${ARN} is not authorized to perform: glue:GetTable on resource: arn:aws:glue:us-east-1:111122223333:catalog because no identity-based policy allows the glue:GetTable action (Service: AWSGlue; Status Code: 400; Error Code: AccessDeniedException; Request ID: 1; Proxy: null)`,
      'must allow glue:GetTable on arn:aws:glue:us-east-1:111122223333:catalog',
      undefined,
    ],
    ['Insufficient permissions to execute the query.', 'glue:GetDatabase, glue:GetTable', undefined],
    ['Insufficient Lake Formation permission(s): Required Select on cur_2', 'Lake Formation must grant', undefined],
    [
      'Permission denied on S3 path: s3://company-cur/cur/data/part-0.parquet',
      's3:GetObject on the data (arn:aws:s3:::company-cur/*) and s3:ListBucket',
      undefined,
    ],
    [
      'com.amazonaws.services.s3.model.AmazonS3Exception: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: A1; S3 Extended Request ID: b=)',
      's3:GetObject',
      undefined,
    ],
    [
      'Access denied when writing output to url: s3://results/finops/q.csv . Please ensure you are allowed to access the S3 bucket. If you are encrypting query results with KMS key, please ensure you are allowed to access your KMS key',
      's3:PutObject and s3:GetObject on the place of results (arn:aws:s3:::results/*)',
      undefined,
    ],
    [
      `Access denied when writing output to url: s3://results/q.csv . User: ${ARN} is not authorized to perform: kms:GenerateDataKey on this resource`,
      'must allow kms:GenerateDataKey on the key',
      undefined,
    ],
    [
      'The bucket is in this region: eu-central-1. Please use this region to retry the request (Service: Amazon S3; Status Code: 301; Error Code: PermanentRedirect; Request ID: A1)',
      'another region than Athena: eu-central-1',
      undefined,
    ],
    [
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
      'aws.athena.output_location',
      undefined,
    ],
    ['Unable to verify/create output bucket company-results', '(company-results) is there', undefined],
    ['WorkGroup is not found: finops', 'Choose another workgroup', undefined],
    [
      "HIVE_BAD_DATA: Malformed Parquet file. Field usage's type BINARY in parquet file s3://b/k is incompatible with type double defined in table schema",
      'another type than the table',
      undefined,
    ],
    ['HIVE_CURSOR_ERROR: Row is not a valid JSON Object', 'another type than the table', undefined],
    [
      'HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas.',
      'A partition declares another type',
      undefined,
    ],
    [
      'HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://b/k (offset=0, length=1): The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey)',
      'a new run mends',
      undefined,
    ],
    ['Query exhausted resources at this scale factor', 'needs more memory than Athena gives', undefined],
    [
      'EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit of 12GB',
      'needs more memory than Athena gives',
      undefined,
    ],
    ['Query timeout', 'took longer than', undefined],
    ['Rate exceeded', 'at once', undefined],
    ['Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown)', 'at once', undefined],
    ['DIVISION_BY_ZERO: Division by zero', 'nullif(x, 0)', undefined],
    ["INVALID_CAST_ARGUMENT: Cannot cast 'ae' to BIGINT", 'try_cast', undefined],
    ['GENERIC_INTERNAL_ERROR: Internal error', 'fault of Athena', undefined],
  ])('%s', (reason, fix, construct) => {
    const error = say(reason);
    expect(error.message).toContain(fix);
    expect(error.construct).toBe(construct);
  });

  it('tells the place, and nothing of support or clean-up', () => {
    const error = say(
      "TYPE_MISMATCH: line 12:34: Cannot apply operator: varchar = integer. You may need to manually clean the data at location 's3://x' before retrying. Athena will not delete data in your account.",
    );
    expect(error).toMatchObject({ line: 12, position: 34 });
    expect(error.message).toMatch(/^TYPE_MISMATCH: line 12:34: Cannot apply operator: varchar = integer\. Bring/u);
    const note =
      'This query ran against the "billing" database, unless qualified by the query. Please post the error message on our forum  or contact customer support  with Query Id: 1';
    expect(say(`Query timeout. ${note}`).message).toMatch(/^Query timeout\. The query took/u);
  });

  it('names the limit of a workgroup that cancelled it', () => {
    const { message } = say('Bytes scanned limit was exceeded', { state: 'CANCELLED' });
    expect(message).toContain('The workgroup "finops" ends a query that scans more than 1 GB');
  });

  it('goes by the number where the words are unknown', () => {
    expect(say('Something new', { type: 1403 }).message).toContain('at once');
    expect(say('Something new', { type: 4 }).message).toContain('more memory');
    expect(say('Something new').message).toBe('Something new');
    expect(say('', { state: 'CANCELLED' }).message).toContain('was cancelled in AWS. Someone stopped it');
  });

  it('is cut where it is endless', () => {
    expect(say('x'.repeat(1_000_000)).message.length).toBeLessThan(2100);
  });
});
