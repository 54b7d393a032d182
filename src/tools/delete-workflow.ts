import { z } from 'zod';
import { NotFoundError, ToolInputError } from '../core/app-error.ts';
import { suggestion } from './near-names.ts';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

export const deleteWorkflow = defineTool<ToolInputs['delete_workflow'], ToolOutputs['delete_workflow']>({
  name: 'delete_workflow',
  description:
    'Deletes a saved workflow with all its versions; its runs stay. Use it only when the person asks for it by name. It can be undone in the ' +
    'page for as long as the page is open. A built-in workflow cannot be deleted. Answers the id.',
  effect: 'delete',
  input: z.strictObject({ id: z.string().min(1).describe('The id (not the name), as list_workflows gives it.') }),
  async execute({ id }, context) {
    const builtin = context.builtins.find((each) => each.id === id);
    if (builtin !== undefined)
      throw new ToolInputError(`delete_workflow: id: "${builtin.name}" is built in and cannot be deleted.`);
    if (await context.storage.workflows.delete(id)) return { id };
    const known = (await context.storage.workflows.list()).map((workflow) => workflow.id);
    throw new NotFoundError(
      `There is no workflow with the id "${id.slice(0, 100)}". ${suggestion(id, known, 'saved workflows')}`,
    );
  },
});
