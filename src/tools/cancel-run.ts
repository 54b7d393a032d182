import { z } from 'zod';
import type { Run } from '../core/run.ts';
import { noSuchRun, runIdField } from './get-run.ts';
import { defineTool } from './tool.ts';

export const cancelRun = defineTool<{ run_id: string }, Run>({
  name: 'cancel_run',
  description:
    'Ends a run that is running, and answers it; what it printed and wrote until then is kept. One that has ended is answered as it is. ' +
    'execute_code waits for its run, so this is for runs that somebody else started.',
  effect: 'run',
  input: z.strictObject({ run_id: runIdField }),
  async execute({ run_id }, context) {
    const run = await context.runs.cancel(run_id);
    if (run === undefined) throw await noSuchRun(context, run_id);
    return run;
  },
});
