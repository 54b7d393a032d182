import { z } from 'zod';
import type { Connection } from '../core/dataset.ts';
import type { ToolInputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

export const selectConnection = defineTool<ToolInputs['select_connection'], Connection>({
  name: 'select_connection',
  description:
    'Makes a connection the one that queries go to where none is named, for the person too, and answers it with its tables. To ask another ' +
    'connection once, name it as connection in that call instead.',
  effect: 'write',
  input: z.strictObject({
    id: z.string().min(1).describe('The id, as list_connections gives it: "sample", "local" or "athena".'),
  }),
  execute: ({ id }, context) => context.connections.select(id),
});
