import { identifier, text } from '../sql-text.ts';
import { AMOUNT_MAP_TYPE, amountMap, jsonMap, MAP_TYPE } from './json-map-sql.ts';
import { type CsvColumn, type CsvLayout, FILES_DIRECTORY, SCHEMAS } from '../../../../workers/engine/protocol.ts';

/** Up to this size a table is read into memory once; a larger one is read from its file by each query. */
export const IN_MEMORY_BYTES = 256 * 1024 * 1024;

/** DuckDB wants some text that stands for no value; this one stands in no file. */
const NOTHING = '\u001fnothing\u001f';

const stored = (table: string) => `${SCHEMAS.localData}.${identifier(table)}`;
const view = (name: string) => `${SCHEMAS.local}.${identifier(name)}`;

/**
 * The file, every value as text: nothing is guessed by DuckDB. Its strict mode would take the first line break of the text for that of all,
 * the one inside quotes too; the lines have been checked as the file was opened.
 */
function readCsv(file: string, layout: CsvLayout): string {
  const columns = layout.columns.map((_, at) => `'c${at}': 'VARCHAR'`).join(', ');
  const blank = layout.blank_text ? [NOTHING] : [''];
  const nulls = `[${[...blank, ...(layout.null_text || layout.quoted_nulls ? ['NULL'] : [])].map(text).join(', ')}]`;
  return (
    `read_csv(${text(FILES_DIRECTORY + file)}, header = false, auto_detect = false, delim = ${text(layout.delimiter)}, quote = '"', escape = '"', ` +
    `columns = {${columns}}, nullstr = ${nulls}, allow_quoted_nulls = ${layout.quoted_nulls}, null_padding = true, strict_mode = false, parallel = false, max_line_size = 4194304)`
  );
}

function typed(column: CsvColumn, source: string): string {
  if (column.type === 'VARCHAR') return source;
  const value = `nullif(${source}, '')`;
  if (column.type === MAP_TYPE) return jsonMap(value);
  if (column.type === AMOUNT_MAP_TYPE) return amountMap(jsonMap(value));
  const cast = column.strays ? 'TRY_CAST' : 'CAST';
  if (column.comma || column.groups) return `${cast}(${plainNumber(value, column)} AS ${column.type})`;
  // A cast to TIMESTAMP would drop the offset; by way of TIMESTAMPTZ it is taken into account.
  return column.offsets ? `CAST(CAST(${value} AS TIMESTAMPTZ) AS TIMESTAMP)` : `${cast}(${value} AS ${column.type})`;
}

/** A number's text with a decimal point and nothing between its thousands. */
function plainNumber(value: string, { comma, groups }: CsvColumn): string {
  const whole = groups === undefined ? value : `replace(${value}, '${groups}', '')`;
  return comma ? `replace(${whole}, ',', '.')` : whole;
}

const filled = (layout: CsvLayout) =>
  layout.columns.flatMap((column, at) => (column.empty ? [] : [{ column, source: `c${at}` }]));

/** Reads the file into a table that holds what has values. */
export function importSql(table: string, file: string, layout: CsvLayout): string[] {
  const columns = filled(layout);
  if (columns.length === 0 || layout.rows === 0) return [];
  const list = columns.map(({ column, source }) => `${typed(column, source)} AS ${source}`).join(', ');
  return [`CREATE OR REPLACE TABLE ${stored(table)} AS SELECT ${list} FROM ${readCsv(file, layout)}`];
}

/** The table as queries see it: over what was read in, or over the file itself. */
export function viewSql(name: string, table: string, file: string | undefined, layout: CsvLayout): string {
  const isEmpty = filled(layout).length === 0 || layout.rows === 0;
  const list = layout.columns.map((column, at) => {
    const value = column.empty || isEmpty ? blankOf(column, layout) : file === undefined ? `c${at}` : typed(column, `c${at}`);
    return `${value} AS ${identifier(column.name)}`;
  });
  const from = isEmpty
    ? `FROM range(${layout.rows})`
    : file === undefined
      ? `FROM ${stored(table)}`
      : `FROM ${readCsv(file, layout)}`;
  return `CREATE OR REPLACE VIEW ${view(name)} AS SELECT ${list.join(', ')} ${from}`;
}

/** What stands in every line of a column without values. */
function blankOf({ type }: CsvColumn, layout: CsvLayout): string {
  return layout.blank_text && type === 'VARCHAR' ? "''" : `CAST(NULL AS ${type})`;
}

export function dropSql(name: string, table: string): string[] {
  return [`DROP VIEW IF EXISTS ${view(name)}`, `DROP TABLE IF EXISTS ${stored(table)}`];
}

/** How many rows came of it: must be what the reading found. */
export function countSql(name: string): string {
  return `SELECT count(*) FROM ${view(name)}`;
}
