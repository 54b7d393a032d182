import { z } from 'zod';
import { NotFoundError } from '../core/app-error.ts';
import type { Run } from '../core/run.ts';
import { suggestion } from './near-names.ts';
import type { ToolContext } from './tool.ts';
import { defineTool } from './tool.ts';

export const runIdField = z.string().min(1).describe('The run_id, as execute_code, load_workflow or list_runs gives it.');

export async function noSuchRun(context: ToolContext, id: string): Promise<NotFoundError> {
  const known = (await context.storage.runs.list({ limit: 100 })).map((run) => run.run_id);
  return new NotFoundError(
    `There is no run "${id.slice(0, 100)}"; old runs are deleted by the retention setting. ${suggestion(id, known, 'runs')}`,
  );
}

export const getRun = defineTool<{ run_id: string }, Run>({
  name: 'get_run',
  description:
    'Answers a whole run: code, params, what it printed, result, tables, charts, files, calls and error; one that still runs as it is now. Use ' +
    'it for what was cut from an earlier answer, or for a run of list_runs.',
  effect: 'read',
  input: z.strictObject({ run_id: runIdField }),
  async execute({ run_id }, context) {
    const run = await context.runs.get(run_id);
    if (run === undefined) throw await noSuchRun(context, run_id);
    return run;
  },
});
