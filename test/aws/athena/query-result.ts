import type { ColumnInfo } from '@aws-sdk/client-athena';
import type { TrinoType } from '../../../src/dialect/types.ts';
import type { Answer } from '../engine/billing-engine.ts';
import type { ReadStatement } from './read-statement.ts';
import { typeOf, hiveType } from './type-text.ts';
import { plain, valueText } from './value-text.ts';

/** A result as Athena gives it out: texts, where undefined is NULL. `header`: the first row of the first page names the columns. */
export type QueryResult = { columns: ColumnInfo[]; rows: (string | undefined)[][]; header: boolean };

export const NO_RESULT: QueryResult = { columns: [], rows: [], header: false };

export function queryResult(statement: ReadStatement, answer: Answer): QueryResult {
  const { columns, rows } = answer;
  if (statement.type !== 'DML') return shownResult(statement, answer);
  const types = columns.map(({ type }) => typeOf(type));
  return {
    columns: columns.map(({ name }, at) => columnInfo(name, types[at] ?? { kind: 'varchar' })),
    rows: rows.map((row) => types.map((type, at) => valueText(row[at], type))),
    header: true,
  };
}

/** What SHOW, DESCRIBE and EXPLAIN say: lines of text, with no header before them. */
function shownResult({ subtype }: ReadStatement, { columns, rows }: Answer): QueryResult {
  const texts = rows.map((row) => row.map((cell) => plain(cell ?? '')));
  const shown = (names: string[], lines: string[]): QueryResult => ({
    columns: names.map((name) => columnInfo(name, { kind: 'varchar' }, 'string')),
    rows: lines.map((line) => [line]),
    header: false,
  });
  // The columns of a table come in one text, padded and parted by tabs.
  if (subtype === 'DESCRIBE' || subtype === 'DESC')
    return shown(
      ['col_name', 'data_type', 'comment'],
      texts.map(([name = '', type = '']) => [name, hiveType(typeOf(type)), ''].map((text) => text.padEnd(20)).join('\t')),
    );
  if (subtype === 'SHOW_COLUMNS')
    return shown(
      ['field'],
      texts.map(([name = '']) => name.padEnd(20)),
    );
  if (subtype === 'EXPLAIN')
    return shown(
      ['Query Plan'],
      texts.flatMap((row) => (row.at(-1) ?? '').split('\n')),
    );
  return shown(
    [columns[0]?.name ?? 'name'],
    texts.map(([name = '']) => name),
  );
}

const PRECISIONS: Partial<Record<TrinoType['kind'], number>> = {
  boolean: 0,
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
  real: 17,
  double: 17,
  date: 0,
  timestamp: 3,
  timestamp_tz: 3,
  varchar: 2_147_483_647,
  varbinary: 1_073_741_824,
};
const NAMES: Partial<Record<TrinoType['kind'], string>> = {
  real: 'float',
  timestamp_tz: 'timestamp with time zone',
  interval_day_second: 'interval day to second',
  interval_year_month: 'interval year to month',
};

function columnInfo(name: string, type: TrinoType, typeName = NAMES[type.kind] ?? type.kind): ColumnInfo {
  const length = type.kind === 'varchar' || type.kind === 'char' ? type.length : undefined;
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: typeName,
    Precision: type.kind === 'decimal' ? type.precision : typeName === 'string' ? 0 : (length ?? PRECISIONS[type.kind] ?? 0),
    Scale: type.kind === 'decimal' ? type.scale : 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: type.kind === 'varchar' || type.kind === 'char',
  };
}

/** The object that Athena writes for a result, with its name's ending. */
export function resultFile(result: QueryResult, type: ReadStatement['type']): { text: string; ending: string } {
  if (type !== 'DML') return { text: result.rows.map((row) => `${row.join('\t')}\n`).join(''), ending: 'txt' };
  const line = (cells: readonly (string | undefined)[]) => `${cells.map(quoted).join(',')}\n`;
  return { text: line(result.columns.map(({ Name }) => Name)) + result.rows.map(line).join(''), ending: 'csv' };
}

/** NULL is nothing at all; every value stands in quotes. */
function quoted(cell: string | undefined): string {
  return cell === undefined ? '' : `"${cell.replaceAll('"', '""')}"`;
}
