import { z } from 'zod';
import { runStatusSchema } from '../core/run.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1000;

export const listRuns = defineTool<ToolInputs['list_runs'], ToolOutputs['list_runs']>({
  name: 'list_runs',
  description:
    'Lists runs, newest first, with status, title, workflow, params, files and times, but without code and output: get_run answers a whole one. ' +
    'Use it to find what was run before, such as the last figures of a workflow.',
  effect: 'read',
  input: z.strictObject({
    workflow_id: z.string().min(1).optional().describe('Only runs of the workflow with this id.'),
    status: runStatusSchema.optional().describe('Only runs with this status, such as "failed".'),
    limit: z.int().min(1).max(MAX_LIMIT).optional().describe(`How many at most; ${DEFAULT_LIMIT} where left out.`),
    before: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Only runs that started before this one (a run_id) or before this time ("2026-11-01T00:00:00Z"): for the next page, the last run_id.',
      ),
  }) as z.ZodType<ToolInputs['list_runs']>,
  execute: async ({ limit = DEFAULT_LIMIT, ...filter }, context) => ({
    runs: await context.storage.runs.list({ ...filter, limit }),
  }),
});
