import { z } from 'zod';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';
import { noSuchFile, pathField } from './workspace-fields.ts';

export const deleteFile = defineTool<ToolInputs['delete_file'], ToolOutputs['delete_file']>({
  name: 'delete_file',
  description:
    'Deletes a file of the workspace. Use it only when the person asks for it. It can be undone in the page for as long as the page is open. ' +
    'Answers the path.',
  effect: 'delete',
  input: z.strictObject({ path: pathField }) as z.ZodType<ToolInputs['delete_file']>,
  async execute({ path }, context) {
    if (await context.storage.files.delete(path)) return { path };
    throw await noSuchFile(context, path);
  },
});
