import { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import type { checkParams } from './check-params.ts';
import type { LoadedWorkflow, ToolInputs } from './tool-types.ts';
import { connectionField, paramsField, timeoutField } from './fields.ts';
import { defineTool } from './tool.ts';
import { findWorkflow } from './workflow-catalog.ts';

export const loadWorkflow = defineTool<ToolInputs['load_workflow'], LoadedWorkflow>({
  name: 'load_workflow',
  description:
    'Answers a workflow with its code and the list of its versions; with execute it runs that version and answers the run too. Its ' +
    'params_schema says what params it takes; others are refused. Name either its name or its id. Read params_schema before execute, and ' +
    'take params only from what the person said; what is left out has its default.',
  effect: 'run',
  input: z
    .strictObject({
      name: z.string().min(1).optional().describe('The name, compared without case.'),
      id: z.string().min(1).optional().describe('The id, as list_workflows gives it.'),
      version: z.int().min(1).optional().describe('The version; the newest where none is named.'),
      execute: z.boolean().optional().describe('Whether to run it; false where left out.'),
      params: paramsField.optional(),
      connection: connectionField.optional(),
      timeout_s: timeoutField.optional(),
    })
    .refine((input) => (input.name === undefined) !== (input.id === undefined), {
      message: 'exactly one of name and id',
    }) as z.ZodType<ToolInputs['load_workflow']>,
  async execute(input, context, options) {
    const { summary, version, versions } = await findWorkflow(context, input);
    const loaded: LoadedWorkflow = {
      ...summary,
      language: version.language,
      description: version.description,
      tags: version.tags,
      version: version.version,
      code: version.code,
      versions,
      ...(version.params_schema === undefined ? {} : { params_schema: version.params_schema }),
    };
    if (input.execute !== true) return loaded;
    if (version.params_schema !== undefined) {
      const check = await loadCheck();
      check({ name: summary.name, schema: version.params_schema, closed: summary.builtin }, input.params ?? {});
    }
    const connection = context.connections.resolve(input.connection);
    const run = await context.runs.execute(
      {
        language: version.language,
        code: version.code,
        params: input.params ?? {},
        connection,
        timeout_s: input.timeout_s ?? context.settings().limits.timeout_s,
        title: summary.name,
        workflow: { id: summary.id, version: version.version },
      },
      options,
    );
    return { ...loaded, last_run_at: run.started_at, run };
  },
});

/** Apart from what every visit loads: reading JSON Schema takes much code, and not every visit runs a workflow. */
async function loadCheck(): Promise<typeof checkParams> {
  try {
    return (await import('./check-params.ts')).checkParams;
  } catch (cause) {
    throw new ToolInputError(
      'load_workflow: params cannot be checked, since that part of Sandbank did not load. Check the network, then try again.',
      { cause },
    );
  }
}
