import type { EmbedCapability } from '../core/embedding.ts';
import { ATHENA } from '../core/dataset.ts';
import type { ToolName } from '../tools/tool-types.ts';

/** What each tool needs at least. A tool that is missing here does not compile. */
const needs: Record<ToolName, readonly EmbedCapability[]> = {
  list_connections: ['read'],
  list_workflows: ['read'],
  load_workflow: ['read'],
  query_data: ['read_data'],
  describe_table: ['read_data'],
  list_files: ['read_data'],
  describe_file: ['read_data'],
  read_file: ['read_data'],
  list_runs: ['read_data'],
  get_run: ['read_data'],
  execute_code: ['run'],
  // It answers the whole record of any run, as get_run does.
  cancel_run: ['run', 'read_data'],
  save_workflow: ['write'],
  write_file: ['write'],
  select_connection: ['write'],
  delete_workflow: ['delete'],
  delete_file: ['delete'],
};

/** Those that ask the connection that they name, else the selected one. */
const ASKS_CONNECTION: readonly string[] = ['execute_code', 'load_workflow', 'query_data', 'describe_table'];

/**
 * What a call needs, of an input that no schema has seen yet: one that is wrong is refused by the tool, after this. Undefined for a tool
 * that there is not. `selected` gives the selected connection.
 */
export function callNeeds(name: string, input: unknown, selected: () => string): EmbedCapability[] | undefined {
  if (!Object.hasOwn(needs, name)) return undefined;
  const found = [...needs[name as ToolName]];
  const executes = name === 'load_workflow' && valueOf(input, 'execute') === true;
  if (executes) found.push('run');
  const asks = name === 'load_workflow' ? executes : ASKS_CONNECTION.includes(name);
  if (asks && (valueOf(input, 'connection') ?? selected()) === ATHENA) found.push('aws');
  if (name === 'select_connection' && valueOf(input, 'id') === ATHENA) found.push('aws');
  return found;
}

function valueOf(input: unknown, key: string): unknown {
  return typeof input === 'object' && input !== null && Object.hasOwn(input, key)
    ? (input as Record<string, unknown>)[key]
    : undefined;
}
