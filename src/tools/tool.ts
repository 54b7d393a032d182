import type { z } from 'zod';
import type { Broker } from '../broker/broker.ts';
import type { LocalTables } from '../core/ports/sql-engine.ts';
import type { Storage } from '../core/ports/stores.ts';
import type { RunEvent } from '../core/run.ts';
import type { Settings } from '../core/settings.ts';
import type { BuiltinWorkflow } from '../core/workflow.ts';
import type { ConnectionRegistry } from './connections.ts';
import type { RunService } from './run-service.ts';

/** What tools stand on. Built once, in the composition root. */
export type ToolContext = {
  storage: Storage;
  broker: Broker;
  connections: ConnectionRegistry;
  /** What is known of the person's own tables and of CSV files. */
  tables: Pick<LocalTables, 'list' | 'describe'>;
  runs: RunService;
  builtins: readonly BuiltinWorkflow[];
  settings: () => Settings;
};

/** What a run did to a file that was there before it. `written_by` is the run that wrote the file, where one did. */
export type ExistingFileChange = { path: string; deleted: boolean; written_by?: string };

export type CallOptions = {
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
  /** Asked when a run has ended, before its changes to files that were there are kept; false: those stay as they were. */
  confirmChanges?: (changes: readonly ExistingFileChange[]) => Promise<boolean>;
  /** Asked once, before code of a run asks AWS for the first time; false: none of its calls to AWS is made. */
  confirmAws?: () => Promise<boolean>;
};

/**
 * What a call does to the world: "read" changes nothing; "run" executes code in the sandbox; "write" changes what the person keeps;
 * "delete" takes something away.
 */
export type ToolEffect = 'read' | 'run' | 'write' | 'delete';

export type Tool<Input = unknown, Output = unknown> = {
  name: string;
  /** For a person and for a model: what it does, when to use it, what it answers. */
  description: string;
  effect: ToolEffect;
  input: z.ZodType<Input>;
  execute(input: Input, context: ToolContext, options: CallOptions): Promise<Output>;
};

/** Keeps a tool's own input and output types where it is declared; the registry holds them as `Tool`. */
export function defineTool<Input, Output>(tool: Tool<Input, Output>): Tool<Input, Output> {
  return tool;
}

export type ToolDescription = { name: string; description: string; inputSchema: Record<string, unknown> };
