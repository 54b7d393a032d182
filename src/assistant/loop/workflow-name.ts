import { AppError } from '../../core/app-error.ts';
import type { Json } from '../../core/json.ts';
import type { LoadedWorkflow } from '../../tools/tool-types.ts';
import type { Toolbox } from '../../tools/toolbox.ts';

/** The name of the workflow that a call means by its id; undefined where it means none so, or there is none. */
export async function workflowName(toolbox: Toolbox, tool: string, input: Json): Promise<string | undefined> {
  if (tool !== 'load_workflow' && tool !== 'delete_workflow') return undefined;
  const id = typeof input === 'object' && input !== null && !Array.isArray(input) ? input['id'] : undefined;
  if (typeof id !== 'string' || id === '') return undefined;
  try {
    const { name } = (await toolbox.call('load_workflow', { id })) as LoadedWorkflow;
    return name;
  } catch (error) {
    // The call itself says what is wrong with its id; the person is asked with the id then.
    if (!(error instanceof AppError)) reportError(error);
    return undefined;
  }
}
