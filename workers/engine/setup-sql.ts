import { FILES_DIRECTORY, SCHEMAS } from './protocol.ts';

const { functions } = SCHEMAS;
const NOW = 'make_timestamp(epoch_us(transaction_timestamp()))';

/** The formats (MySQL's letters, as Trino takes them) that `date_format` and `date_parse` know, in DuckDB's letters, which it wants constant. */
const FORMATS: Record<string, string> = {
  '%Y': '%Y',
  '%Y-%m': '%Y-%m',
  '%Y-%m-%d': '%Y-%m-%d',
  '%Y%m%d': '%Y%m%d',
  '%Y%m': '%Y%m',
  '%Y/%m/%d': '%Y/%m/%d',
  '%m/%d/%Y': '%m/%d/%Y',
  '%d/%m/%Y': '%d/%m/%Y',
  '%m': '%m',
  '%d': '%d',
  '%H': '%H',
  '%H:%i': '%H:%M',
  '%b %Y': '%b %Y',
  '%M %Y': '%B %Y',
  '%M': '%B',
  '%b': '%b',
  '%W': '%A',
  '%a': '%a',
  '%Y-%m-%d %H:%i': '%Y-%m-%d %H:%M',
  '%Y-%m-%d %H:%i:%s': '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%i:%s': '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%dT%H:%i:%sZ': '%Y-%m-%dT%H:%M:%SZ',
};

const byFormat = (name: string, call: (letters: string) => string) =>
  `CASE format ${Object.entries(FORMATS)
    .map(([trino, letters]) => `WHEN '${trino}' THEN ${call(`'${letters}'`)}`)
    .join(
      ' ',
    )} ELSE error('${name} does not know the format ' || format || '; use ${name === 'date_format' ? 'strftime' : 'strptime'} with its own letters') END`;

/**
 * What this build of DuckDB lacks without extensions, and analysts use: today's date and the clock, both in UTC and without a time
 * zone (arithmetic on TIMESTAMP WITH TIME ZONE needs the icu extension), and Trino's names for the commonest date functions.
 */
const MACROS: Record<string, string> = {
  'now()': NOW,
  'get_current_timestamp()': NOW,
  'current_localtimestamp()': NOW,
  'current_date()': `CAST(${NOW} AS DATE)`,
  'today()': `CAST(${NOW} AS DATE)`,
  'get_current_time()': `CAST(${NOW} AS TIME)`,
  'current_localtime()': `CAST(${NOW} AS TIME)`,
  'current_timezone()': "'UTC'",
  'date_format(value, format)': byFormat('date_format', (letters) => `strftime(CAST(value AS TIMESTAMP), ${letters})`),
  'date_parse(text, format)': byFormat('date_parse', (letters) => `strptime(text, ${letters})`),
  'from_iso8601_timestamp(text)': "CAST(replace(replace(text, 'T', ' '), 'Z', '') AS TIMESTAMP)",
  'from_iso8601_date(text)': 'CAST(text AS DATE)',
  'from_unixtime(seconds)': 'make_timestamp(CAST(round(seconds * 1000000) AS BIGINT))',
  'to_unixtime(value)': 'epoch(CAST(value AS TIMESTAMP))',
  'day_of_month(value)': "date_part('day', value)",
  'day_of_week(value)': "date_part('isodow', value)",
  'day_of_year(value)': "date_part('doy', value)",
  // Here DuckDB has the name but another meaning: a list for a map's value, and borders crossed for whole units.
  'element_at(container, place)': 'container[place]',
  'date_diff(unit, earlier, later)': 'date_sub(unit, earlier, later)',
  'approx_distinct(value)': 'approx_count_distinct(value)',
};

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
  ...Object.entries(MACROS).map(([head, body]) => `CREATE MACRO ${functions}.${head} AS ${body}`),
  `SET allowed_directories = ['${FILES_DIRECTORY}']`,
  'SET enable_external_access = false',
];

/** Settings that each connection has for itself. Unqualified names are its own tables, then our functions, then DuckDB's. */
export function sessionSql(schema: string): readonly string[] {
  return [
    // 7/2 is 3, as in Athena.
    'SET integer_division = true',
    'SET errors_as_json = true',
    `SET search_path = '${schema},${functions}'`,
  ];
}

/** After every connection has its search path. */
export const LOCK_SQL = 'SET lock_configuration = true';
