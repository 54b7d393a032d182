import { z } from 'zod';
import type { ToolInputs, ToolOutputs } from './tool-types.ts';
import { defineTool } from './tool.ts';

export const listConnections = defineTool<ToolInputs['list_connections'], ToolOutputs['list_connections']>({
  name: 'list_connections',
  description:
    'Lists the connections that can be queried, which one is selected, and the tables of each with columns and types. Begin here where you ' +
    'do not know the tables. "sample" holds generated billing data of a company that is invented, so never present its figures as the ' +
    'person’s own; "local" holds the files that the person opened as tables; "athena", where there is one, is the company’s own data in AWS, whose queries ' +
    'are charged by the bytes that they scan. What the columns hold is in describe_table.',
  effect: 'read',
  input: z.strictObject({}) as z.ZodType<ToolInputs['list_connections']>,
  execute: async (_input, context) => ({ connections: await context.connections.list() }),
});
