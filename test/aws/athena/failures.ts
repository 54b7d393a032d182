import { CALLER_ARN, ACCOUNT_ID, REGION } from '../world/account.ts';
import type { FailureName } from './failure-names.ts';

/** How Athena tells of a failed query. Category 1 is the system's fault, 2 the user's, 3 neither's. */
export type Failure = { reason: string; category: 1 | 2 | 3; type: number; retryable: boolean };

const NOTE = (id: string) =>
  `. If a data manifest file was generated at 's3://meridian-athena-results/finops/${id}-manifest.csv', you may need to manually clean the data from locations specified in the manifest. Athena will not delete data in your account.`;

/** `id` is the query's; `text` what the query says of itself where it is a failure of its own. */
export function failure(name: FailureName, id: string): Failure {
  switch (name) {
    case 'table_not_found':
      return user("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.billing.cost' does not exist", 1301);
    case 'column_not_found':
      return user(
        "COLUMN_NOT_FOUND: line 1:8: Column 'cost' cannot be resolved or requester is not authorized to access requested resources",
        1006,
      );
    case 'syntax_error':
      return user("SYNTAX_ERROR: line 1:8: Function 'summ' not registered", 1006);
    case 's3_access_denied':
      return user(
        `Permission denied on S3 path: s3://meridian-cur/cur/meridian-cur/data/BILLING_PERIOD=2026-11/part-0.snappy.parquet`,
        1100,
      );
    case 'result_location_denied':
      return user(
        `Access denied when writing output to url: s3://meridian-athena-results/finops/${id}.csv . Please ensure you are allowed to access the S3 bucket. If you are encrypting query results with KMS key, please ensure you are allowed to access your KMS key`,
        1100,
      );
    case 'glue_access_denied':
      return user(
        `Insufficient permissions to execute the query. User: ${CALLER_ARN} is not authorized to perform: glue:GetTable on resource: arn:aws:glue:${REGION}:${ACCOUNT_ID}:catalog because no identity-based policy allows the glue:GetTable action (Service: AWSGlue; Status Code: 400; Error Code: AccessDeniedException; Request ID: 2f2d9c1e-0000-4000-8000-5a5c1d1e0001; Proxy: null)`,
        1100,
      );
    case 'hive_bad_data':
      return user(
        `HIVE_BAD_DATA: Malformed Parquet file. Field line_item_usage_amount's type BINARY in parquet file s3://meridian-cur/cur/meridian-cur/data/BILLING_PERIOD=2026-11/part-0.snappy.parquet is incompatible with type double defined in table schema${NOTE(id)}`,
        1002,
      );
    case 'type_mismatch':
      return user('TYPE_MISMATCH: line 1:34: Cannot apply operator: varchar > integer', 1006);
    case 'resources_exhausted':
      return { ...user('Query exhausted resources at this scale factor', 0), category: 1 };
    case 'timeout':
      return { ...user('Query timeout', 205), category: 1 };
    case 'kms_denied':
      return user(
        `Access denied when writing output to url: s3://meridian-athena-results/finops/${id}.csv . User: ${CALLER_ARN} is not authorized to perform: kms:GenerateDataKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
        1100,
      );
    case 'internal_error':
      return { reason: 'GENERIC_INTERNAL_ERROR: Internal error', category: 1, type: 100, retryable: true };
  }
}

/** What a query that cannot be read or done says itself. */
export function ownFailure(message: string): Failure {
  if (message.startsWith('TABLE_NOT_FOUND') || message.startsWith('SCHEMA_NOT_FOUND')) return user(message, 1301);
  if (message.startsWith('INVALID_CAST_ARGUMENT') || message.startsWith('DIVISION_BY_ZERO')) return user(message, 1001);
  return user(message, 1006);
}

function user(reason: string, type: number): Failure {
  return { reason, category: 2, type, retryable: false };
}
