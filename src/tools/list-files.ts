import { z } from 'zod';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

export const listFiles = defineTool<ToolInputs['list_files'], ToolOutputs['list_files']>({
  name: 'list_files',
  description:
    'Lists the files of the workspace by path, with size in bytes, media type, when they changed and the run that wrote them. Files that the ' +
    'person opened as tables from their own disk are not here but in list_connections. What a file holds is in describe_file.',
  effect: 'read',
  input: z.strictObject({
    prefix: z
      .string()
      .max(1024)
      .optional()
      .describe('Only paths that begin with this, such as "data/"; all files where left out.'),
  }) as z.ZodType<ToolInputs['list_files']>,
  execute: async ({ prefix }, context) => ({
    files: await context.storage.files.list(prefix?.replace(/^\/workspace(?=\/|$)/u, '').replace(/^\.?\/+/u, '')),
  }),
});
