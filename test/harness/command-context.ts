import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import type { CommandContext } from '../../src/assistant/commands/command-plan.ts';
import type { Connection } from '../../src/core/dataset.ts';
import type { Run } from '../../src/core/run.ts';
import { builtinWorkflows } from '../../src/tools/builtins/registry.ts';
import { createToolbox } from '../../src/tools/toolbox.ts';
import type { ToolContext } from '../../src/tools/tool.ts';

const columns = [{ name: 'line_item_unblended_cost', type: 'decimal(18,2)' }];

const CONNECTIONS: Connection[] = [
  {
    id: 'sample',
    kind: 'sample',
    label: 'Sample data',
    status: 'ready',
    selected: true,
    tables: [{ name: 'cur', kind: 'CUR 2.0', rows: 12_345, columns }],
  },
  {
    id: 'local',
    kind: 'local',
    label: 'Local files',
    status: 'ready',
    selected: false,
    tables: [{ name: 'costs_may', kind: 'csv', rows: 3, columns }],
  },
];

/** What commands are planned with: the tools over a storage in memory, and two connections whose engine is never asked. Calls are noted. */
export function commandContext(without_model = true) {
  const storage = createMemoryStorage();
  const calls: { tool: string; input: unknown }[] = [];
  const context: Partial<ToolContext> = {
    storage,
    builtins: builtinWorkflows,
    connections: {
      list: () => Promise.resolve(CONNECTIONS),
      get: () => Promise.reject(new Error('A plan asks for the list')),
      resolve: (id) => id ?? 'sample',
      select: () => Promise.reject(new Error('A plan selects nothing')),
    },
    runs: {
      execute: () => Promise.reject(new Error('A plan runs nothing')),
      get: (id) => storage.runs.get(id),
      cancel: () => Promise.reject(new Error('A plan stops nothing')),
    },
  };
  const toolbox = createToolbox(context as ToolContext);
  const noting: CommandContext = {
    without_model,
    toolbox: {
      call: (tool, input, options) => {
        calls.push({ tool, input });
        return toolbox.call(tool, input, options);
      },
    },
  };
  const save = (name: string, params_schema?: ToolContext['builtins'][number]['params_schema']) =>
    storage.workflows.save({ name, language: 'python', code: '1', ...(params_schema === undefined ? {} : { params_schema }) });
  return { context: noting, storage, calls, save };
}

/** A run that has ended. */
export function endedRun(more: Partial<Run>): Run {
  return {
    run_id: 'run_1',
    language: 'sql',
    runtime: 'duckdb',
    connection: 'sample',
    code: 'SELECT 1',
    params: {},
    status: 'succeeded',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: '2026-11-21T10:00:00.000Z',
    duration_ms: 1234,
    calls: [],
    ...more,
  };
}
