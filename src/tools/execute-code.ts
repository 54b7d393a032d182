import { z } from 'zod';
import type { Run } from '../core/run.ts';
import { codeField, connectionField, languageField, paramsField, timeoutField } from './fields.ts';
import type { ToolInputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

export const executeCode = defineTool<ToolInputs['execute_code'], Run>({
  name: 'execute_code',
  description:
    'Runs Python, JavaScript or SQL in the sandbox over the workspace files and the selected connection, and answers the run: status, ' +
    'what was printed, result, tables, charts, files and errors. A program that fails, times out or is stopped is an answer, not an ' +
    'error of the call. In Python and JavaScript use query(sql), display, table, chart, markdown, progress and params; write files ' +
    'under data/.',
  effect: 'run',
  input: z.strictObject({
    language: languageField,
    code: codeField,
    params: paramsField.optional(),
    connection: connectionField.optional(),
    timeout_s: timeoutField.optional(),
    title: z.string().max(200).optional().describe('A short title for the run log; the first words of the code where left out.'),
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
