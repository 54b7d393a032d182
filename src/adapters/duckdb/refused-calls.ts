import { PolicyError } from '../../core/app-error.ts';
import type { Statement } from '../../core/sql/split-statements.ts';
import type { Token } from '../../core/sql/lexer.ts';
import { textPosition } from '../../core/sql/text-position.ts';

/** Table functions that make rows out of their arguments alone. */
export const ALLOWED_TABLE_FUNCTIONS: readonly string[] = [
  'generate_series',
  'histogram',
  'histogram_values',
  'range',
  'repeat',
  'repeat_row',
  'unnest',
];

/** Every other table function of DuckDB 1.4 (files, settings, logs, raw pointers, SQL in a string), and functions that reach settings. */
const REFUSED = new Set([
  'arrow_scan_dumb',
  'checkpoint',
  'current_setting',
  'disable_logging',
  'enable_logging',
  'force_checkpoint',
  'from_substrait',
  'from_substrait_json',
  'getenv',
  'glob',
  'json_execute_serialized_sql',
  'query',
  'query_table',
  'sniff_csv',
  'summary',
  'test_all_types',
  'test_vector_types',
  'truncate_duckdb_logs',
  'which_secret',
  'write_log',
]);

const REFUSED_FAMILY = /^(?:duckdb_|pragma_|read_|parquet_|iceberg_|delta_|sqlite_|postgres_|mysql_|load_)|_scan$/u;

export function isRefusedFunction(name: string): boolean {
  return REFUSED.has(name) || REFUSED_FAMILY.test(name);
}

/**
 * Refuses what a reading statement could still reach past its own tables: files, settings, the engine's internals, and, from the
 * connection `sample`, the person's local tables. DuckDB's own locks stand behind this one.
 */
export function refuseForeignReach(sql: string, statements: readonly Statement[], connection: 'sample' | 'local'): void {
  for (const { tokens } of statements) {
    tokens.forEach((token, at) => {
      const problem = problemOf(token, tokens[at + 1], connection);
      if (problem !== undefined) throw new PolicyError(`${problem} (line ${textPosition(sql, token.start).line})`);
    });
  }
}

function problemOf(token: Token, next: Token | undefined, connection: string): string | undefined {
  if (token.kind !== 'word' && token.kind !== 'quoted') return undefined;
  const name = identifier(token);
  if (next?.text === '(' && isRefusedFunction(name))
    return `The function ${name} is not allowed: a query reads only the tables of its connection. Open a file on the Data page to query it`;
  if (name.startsWith('sandbank_')) return `${name} belongs to the engine itself; query the tables that SHOW TABLES lists`;
  if (connection === 'sample' && name === 'local' && next?.text === '.')
    return 'The connection sample does not reach local tables; run the query on the connection local';
  return undefined;
}

function identifier(token: Token): string {
  const text = token.kind === 'quoted' ? token.text.slice(1, -1).replaceAll('""', '"') : token.text;
  return text.toLowerCase();
}
