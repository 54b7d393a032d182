import { z } from 'zod';
import type { Run } from '../core/run.ts';
import { codeField, connectionField, languageField, paramsField, timeoutField } from './fields.ts';
import type { ToolInputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

export const executeCode = defineTool<ToolInputs['execute_code'], Run>({
  name: 'execute_code',
  description:
    'Runs Python, JavaScript or SQL in the sandbox and answers the run: status, what was printed, result, tables, charts, files, error. ' +
    'Use it for whatever needs more than one query, for charts, and for files; for rows of one query query_data is quicker. In Python and ' +
    'JavaScript query(sql) answers rows of the connection (await it in JavaScript), and display, table(rows), chart(vegaLiteSpec), markdown(text) show ' +
    'something; the value is the variable result, else the last expression. Read workspace files by their path and write files under ' +
    'data/. There is no network. A program that fails or times out is an answer with status and error, not an error of the call: read ' +
    'the error, mend the code, run it again. Sum money in SQL or as Decimal, not in floats; never add up two currencies.',
  effect: 'run',
  input: z.strictObject({
    language: languageField,
    code: codeField,
    params: paramsField.optional(),
    connection: connectionField.optional(),
    timeout_s: timeoutField.optional(),
    title: z
      .string()
      .max(200)
      .optional()
      .describe('A few words for the run log, such as "EC2 by team, October"; the first words of the code where left out.'),
  }) as z.ZodType<ToolInputs['execute_code']>,
  execute: (input, context, options) =>
    context.runs.execute(
      {
        language: input.language,
        code: input.code,
        params: input.params ?? {},
        connection: context.connections.resolve(input.connection),
        timeout_s: input.timeout_s ?? context.settings().limits.timeout_s,
        ...(input.title === undefined ? {} : { title: input.title }),
      },
      options,
    ),
});
