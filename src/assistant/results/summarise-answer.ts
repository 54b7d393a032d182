import type { QueryResult } from '../../core/dataset.ts';
import type { Run } from '../../core/run.ts';
import type { LoadedWorkflow, ToolOutputs } from '../../tools/tool-types.ts';
import { cutText } from './cut-text.ts';
import { previewRows, writtenName } from './preview-rows.ts';
import { summariseRun } from './summarise-run.ts';

/** What a model is given of a tool's answer, not yet marked as data, and the run that the call made. */
export function summariseAnswer(tool: string, answer: unknown): { text: string; run_id?: string } {
  switch (tool) {
    case 'execute_code': {
      const run = answer as Run;
      return { text: summariseRun(run), run_id: run.run_id };
    }
    case 'get_run':
    case 'cancel_run':
      return { text: summariseRun(answer as Run) };
    case 'load_workflow':
      return summariseWorkflow(answer as LoadedWorkflow);
    case 'query_data': {
      const { columns, rows, row_count, truncated, connection, notes = [] } = answer as QueryResult;
      const more = truncated ? 'truncated: there are more rows than max_rows' : '';
      const said = notes.map((note) => `note: ${note}`);
      return {
        text: [`connection: ${connection}`, previewRows(columns, rows, row_count), more, ...said]
          .filter((line) => line !== '')
          .join('\n'),
      };
    }
    case 'list_connections':
      return { text: summariseConnections(answer as ToolOutputs['list_connections']) };
    default:
      return { text: JSON.stringify(answer ?? null) };
  }
}

function summariseWorkflow({ run, code, versions, ...workflow }: LoadedWorkflow): { text: string; run_id?: string } {
  const facts = JSON.stringify({ ...workflow, versions: versions.length });
  if (run === undefined) return { text: `${facts}\ncode:\n${code}` };
  return { text: `${facts}\ncode:\n${cutText(code, 2000)}\n${summariseRun(run)}`, run_id: run.run_id };
}

/** Tables with their columns; beyond some columns their names alone would fill the answer: `describe_table` tells the rest. */
const MAX_COLUMNS = 60;

function summariseConnections({ connections }: ToolOutputs['list_connections']): string {
  return connections
    .flatMap(({ id, kind, label, status, selected, tables }) => [
      `connection ${id} (${kind}, ${label}): ${status}${selected ? ', selected' : ''}`,
      ...tables.map((table) => {
        const rows = table.rows === undefined ? '' : `, ${table.rows} rows`;
        const more = table.columns.length > MAX_COLUMNS ? `, … ${table.columns.length - MAX_COLUMNS} more columns` : '';
        const columns = table.columns.slice(0, MAX_COLUMNS).map(({ name, type }) => `${writtenName(name)} ${type}`);
        return `  table ${table.name}${table.kind === undefined ? '' : ` (${table.kind}${rows})`}: ${columns.join(', ')}${more}`;
      }),
    ])
    .join('\n');
}
