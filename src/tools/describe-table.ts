import { z } from 'zod';
import { NotFoundError } from '../core/app-error.ts';
import { ATHENA, type TableInfo } from '../core/dataset.ts';
import { describeOnAthena } from './describe/athena-table.ts';
import { columnMeaning } from './describe/column-meanings.ts';
import { addExamples, type Ask, isMap, profileColumns, quoted } from './describe/profile-columns.ts';
import { connectionField } from './fields.ts';
import { suggestion } from './near-names.ts';
import type { TableProfile, ToolInputs } from './tool-types.ts';
import { type CallOptions, defineTool, type ToolContext } from './tool.ts';

const DEFAULT_ROWS = 5;
const MAX_ROWS = 20;
/** Rows that are read for examples. */
const EXAMPLE_ROWS = 200;
/** Up to here different texts are counted in every row; of a larger table in a random sample of so many rows, or it would take too long. */
const COUNTED_ROWS = 30_000;
const DRAWN_ROWS = 20_000;
const MAX_BYTES = 8 * 1024 * 1024;

export const describeTable = defineTool<ToolInputs['describe_table'], TableProfile>({
  name: 'describe_table',
  description:
    'Says what a table holds: number of rows, and of each column its type, how many values are missing, the range of numbers, dates ' +
    'and times, how many different texts there are with the most frequent of them, the keys of maps such as resource_tags, and what ' +
    'columns of billing formats mean; and some rows. Use it once before you write queries on a table that you do not know, in place ' +
    'of SELECT * or DISTINCT queries. Not for sums: those are query_data or execute_code. On Athena it tells columns and types only, and ' +
    'reads nothing unless sample_rows asks for rows, which AWS charges for.',
  effect: 'read',
  input: z.strictObject({
    table: z.string().min(1).max(300).describe('The table or view, as list_connections names it: "cur", "costs_may".'),
    connection: connectionField.optional(),
    sample_rows: z
      .int()
      .min(0)
      .max(MAX_ROWS)
      .optional()
      .describe(`How many rows to answer: 0 to ${MAX_ROWS}; ${DEFAULT_ROWS} where left out, on Athena none.`),
  }) as z.ZodType<ToolInputs['describe_table']>,
  async execute({ table: name, connection: id, sample_rows: wanted }, context, options) {
    const connection = context.connections.resolve(id);
    const table = await findTable(context, connection, name);
    if (connection === ATHENA) return await describeOnAthena(table, wanted ?? 0, context, options);
    const sample_rows = wanted ?? DEFAULT_ROWS;
    const ask = asker(context, connection, options);
    const all = quoted(table.name);
    const [[count] = []] = await ask(`SELECT count(*) FROM ${all}`);
    const row_count = Number(count ?? 0);
    const drawn = row_count > COUNTED_ROWS;
    const percent = Math.max((100 * DRAWN_ROWS) / row_count, 0.001).toFixed(3);
    const some = drawn ? `(SELECT * FROM ${all} TABLESAMPLE BERNOULLI (${percent}))` : all;
    const columns = await profileColumns(ask, table.columns, { all, some, row_count });
    const rows = await ask(`SELECT * FROM ${all} LIMIT ${Math.max(EXAMPLE_ROWS, sample_rows)}`);
    addExamples(columns, rows);
    for (const column of columns) {
      const description = columnMeaning(table.kind, column.name);
      if (description !== undefined) column.description = description;
    }
    const notes = notesOf(table, drawn);
    return {
      connection,
      table: table.name,
      ...(table.kind === undefined ? {} : { kind: table.kind }),
      row_count,
      columns,
      sample: { columns: table.columns, rows: rows.slice(0, sample_rows) },
      ...(notes.length === 0 ? {} : { notes }),
    };
  },
});

function asker(context: ToolContext, connection: string, { signal }: CallOptions): Ask {
  return async (sql) => {
    const query = { connection, sql, max_rows: EXAMPLE_ROWS, max_bytes: MAX_BYTES };
    return await (await context.broker.query(signal === undefined ? query : { ...query, signal })).rows();
  };
}

function notesOf({ columns }: TableInfo, drawn: boolean): string[] {
  const maps = columns.filter(isMap).map(({ name }) => name);
  const [first] = maps;
  return [
    ...(drawn
      ? [
          `"distinct" and the examples are of a random sample of about ${DRAWN_ROWS.toLocaleString('en-US')} rows: rare values are missing. Counts and ranges are of all rows.`,
        ]
      : []),
    ...(first === undefined
      ? []
      : [`The examples of ${maps.join(', ')} are keys; ${first}['key'] gives a value, and NULL where a line has no such key.`]),
  ];
}

/** Names are compared without case and quotes, as SQL does. */
async function findTable(context: ToolContext, connection: string, name: string): Promise<TableInfo> {
  const key = (text: string): string =>
    text
      .trim()
      .replace(/^"(.*)"$/su, '$1')
      .toLowerCase();
  const { status, tables } = await context.connections.get(connection);
  const found = tables.find((each) => key(each.name) === key(name));
  if (found !== undefined) return found;
  const waiting = connection === 'local' ? (await context.tables.list()).find((each) => key(each.name) === key(name)) : undefined;
  if (waiting?.problem !== undefined)
    throw new NotFoundError(`The table "${waiting.name}" cannot be read now: ${waiting.problem}.`);
  if (connection === ATHENA && status !== 'ready' && tables.length === 0)
    throw new NotFoundError(`The tables of the connection "athena" are not known: ${status}`);
  const elsewhere = (await context.connections.list()).find(
    ({ id, tables: others }) => id !== connection && others.some((each) => key(each.name) === key(name)),
  );
  const hint =
    elsewhere === undefined
      ? suggestion(
          name,
          tables.map((each) => each.name),
          'tables',
        )
      : `The connection "${elsewhere.id}" has one: name it as connection.`;
  throw new NotFoundError(`There is no table "${name.slice(0, 100)}" on the connection "${connection}". ${hint}`);
}
