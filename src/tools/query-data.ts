import { z } from 'zod';
import type { QueryResult } from '../core/dataset.ts';
import { connectionField } from './fields.ts';
import type { ToolInputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

const DEFAULT_ROWS = 1000;
const MAX_ROWS = 100_000;
const MAX_BYTES = 64 * 1024 * 1024;

export const queryData = defineTool<ToolInputs['query_data'], QueryResult>({
  name: 'query_data',
  description:
    'Answers the rows of a SQL query (reading statements only) on a connection; of several statements, the rows of the last (Athena takes ' +
    'one at a time, and AWS charges for the bytes that it scans: name columns, filter on partitions). DECIMAL ' +
    'values are texts with all their digits. `truncated` says that there were more rows than max_rows; `notes`, where there are any, how ' +
    'the query was read. Nothing is kept in the run log. For the rows of one query; use execute_code where there are more steps, a chart, a ' +
    'file, or a figure that someone will want to check later. Call describe_table first where you have not seen the columns.',
  effect: 'read',
  input: z.strictObject({
    sql: z
      .string()
      .min(1)
      .max(262_144)
      .describe(
        'The query: SELECT, WITH, VALUES, SHOW, DESCRIBE or EXPLAIN. Its values stand in it: only execute_code fills placeholders such as :month.',
      ),
    connection: connectionField.optional(),
    max_rows: z
      .int()
      .min(1)
      .max(MAX_ROWS)
      .optional()
      .describe(`Rows to answer at most; ${DEFAULT_ROWS} where left out, ${MAX_ROWS} at most.`),
  }) as z.ZodType<ToolInputs['query_data']>,
  async execute(input, context, options) {
    const connection = context.connections.resolve(input.connection);
    const answer = await context.broker.query({
      connection,
      sql: input.sql,
      max_rows: input.max_rows ?? DEFAULT_ROWS,
      max_bytes: MAX_BYTES,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return {
      columns: answer.columns,
      rows: await answer.rows(),
      row_count: answer.row_count,
      truncated: answer.truncated,
      connection,
      statistics: {
        duration_ms: answer.duration_ms,
        ...(answer.bytes_scanned === undefined ? {} : { bytes_scanned: answer.bytes_scanned }),
      },
      ...(answer.notes === undefined ? {} : { notes: answer.notes }),
    };
  },
});
