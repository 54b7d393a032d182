import { AppError } from '../../core/app-error.ts';
import type { Json } from '../../core/json.ts';
import type { LoadedWorkflow, ToolName } from '../../tools/tool-types.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import { asksAws, callEffect } from './tool-policy.ts';

/** Whether a call runs a saved workflow whose code asks AWS. One that cannot be loaded is refused by the call itself. */
export async function workflowAsksAws(toolbox: Toolbox, tool: ToolName, input: Json): Promise<boolean> {
  if (tool !== 'load_workflow' || callEffect(tool, input) !== 'run') return false;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const { name, id, version } = input;
  const wanted = Object.fromEntries(Object.entries({ name, id, version }).filter(([, value]) => value !== undefined));
  try {
    return asksAws(((await toolbox.call('load_workflow', wanted)) as LoadedWorkflow).code);
  } catch (error) {
    if (!(error instanceof AppError)) reportError(error);
    return false;
  }
}
