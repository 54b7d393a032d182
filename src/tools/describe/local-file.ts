import { z } from 'zod';
import type { LocalTable } from '../../core/dataset.ts';
import { mediaType } from '../../core/workspace.ts';
import type { FileProfile } from '../tool-types.ts';
import type { CallOptions, ToolContext } from '../tool.ts';
import { quoted } from './profile-columns.ts';

/** What a local table's reader found of its file, as far as it is told on. */
const foundSchema = z.object({ delimiter: z.string(), encoding: z.string() });

const SAMPLE_ROWS = 5;
const MAX_BYTES = 1024 * 1024;

/** A file that is opened as a table: what was found when it was read, and its first rows. */
export async function describeLocalFile(context: ToolContext, table: LocalTable, options: CallOptions): Promise<FileProfile> {
  const record = (await context.storage.tables.list()).find(({ id }) => id === table.id);
  const found = foundSchema.safeParse(record?.found).data;
  const { problem } = table;
  const { tables: offered } = await context.connections.get('local');
  // There with the types that queries see.
  const columns = offered.find(({ name }) => name === table.name)?.columns ?? table.columns;
  return {
    path: table.file_name,
    bytes: table.bytes,
    media_type: mediaType(table.file_name),
    modified_at: new Date(table.last_modified).toISOString(),
    format: found?.delimiter === '\t' ? 'tsv' : 'csv',
    ...found,
    row_count: table.rows,
    columns,
    ...(problem === undefined ? { sample_rows: await firstRows(context, table.name, options) } : {}),
    notes: [
      problem === undefined
        ? `It is opened as the table "${table.name}" (${table.kind}) of the connection "local": query it with SQL; describe_table says more.`
        : `It is opened as the table "${table.name}" of the connection "local", but cannot be read now: ${problem}.`,
      'It is not in the workspace: code in the sandbox cannot open it as a file.',
      ...table.notes,
    ],
  };
}

async function firstRows(context: ToolContext, table: string, { signal }: CallOptions) {
  const sql = `SELECT * FROM ${quoted(table)} LIMIT ${SAMPLE_ROWS}`;
  const query = { connection: 'local', sql, max_rows: SAMPLE_ROWS, max_bytes: MAX_BYTES };
  return await (await context.broker.query(signal === undefined ? query : { ...query, signal })).rows();
}
