/** The ways in which a query can be made to fail; what AWS says of each is in failures.ts. */
export const FAILURE_NAMES = [
  'table_not_found',
  'column_not_found',
  'syntax_error',
  's3_access_denied',
  'result_location_denied',
  'glue_access_denied',
  'hive_bad_data',
  'type_mismatch',
  'resources_exhausted',
  'timeout',
  'kms_denied',
  'internal_error',
] as const;

export type FailureName = (typeof FAILURE_NAMES)[number];
