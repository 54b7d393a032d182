import { FILES_DIRECTORY, SCHEMAS } from './protocol.ts';

/** Settings and schemas of a new instance, in order; the last one locks the settings for good. */
export const SETUP_SQL: readonly string[] = [
  // A missing extension must be an error and nothing else: loading one that is not there corrupts the instance.
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  "SET custom_extension_repository = '/none'",
  "SET extension_directory = '/none'",
  // Pointers beyond 2 GB are negative to the bindings of this version.
  "SET memory_limit = '1600MB'",
  "SET temp_directory = ''",
  ...Object.values(SCHEMAS).map((schema) => `CREATE SCHEMA "${schema}"`),
  `SET allowed_directories = ['${FILES_DIRECTORY}']`,
  'SET enable_external_access = false',
];

/** Settings that each connection has for itself. Unqualified names are its own tables, then what DuckDB has. */
export function sessionSql(schema: string): readonly string[] {
  return [
    // A double divided by zero is infinite, as in Athena.
    'SET ieee_floating_point_ops = true',
    'SET errors_as_json = true',
    `SET search_path = '${schema}'`,
  ];
}

/** The page's own SQL counts in whole numbers: 7/2 is 3. Translated SQL says of every division which one it is. */
export const OWNER_SQL = 'SET integer_division = true';

/** After every connection has its search path. */
export const LOCK_SQL = 'SET lock_configuration = true';
