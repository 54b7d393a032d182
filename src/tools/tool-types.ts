import type { Connection, QueryResult } from '../core/dataset.ts';
import type { JsonObject } from '../core/json.ts';
import type { LanguageId, Run, RunStatus, RunSummary } from '../core/run.ts';
import type { VersionSummary, WorkflowSummary } from '../core/workflow.ts';
import type { WorkspaceFile } from '../core/workspace.ts';
import type { Cell, Column, Json } from '../core/json.ts';
import type { ColumnProfile } from './describe/profile-columns.ts';

/** What each tool takes. The schemas beside the tools are checked against these by the compiler. */
export type ToolInputs = {
  execute_code: {
    language: LanguageId;
    code: string;
    params?: JsonObject;
    connection?: string;
    timeout_s?: number;
    title?: string;
  };
  save_workflow: {
    name: string;
    language: LanguageId;
    code: string;
    description?: string;
    tags?: string[];
    changelog?: string;
  };
  list_workflows: { query?: string; tag?: string; language?: LanguageId };
  load_workflow: {
    name?: string;
    id?: string;
    version?: number;
    execute?: boolean;
    params?: JsonObject;
    connection?: string;
    timeout_s?: number;
  };
  delete_workflow: { id: string };
  query_data: { sql: string; connection?: string; max_rows?: number };
  describe_table: { table: string; connection?: string; sample_rows?: number };
  list_connections: Record<string, never>;
  select_connection: { id: string };
  list_files: { prefix?: string };
  describe_file: { path: string };
  read_file: { path: string; offset?: number; length?: number; encoding?: 'utf8' | 'base64' };
  write_file: { path: string; content: string; encoding?: 'utf8' | 'base64' };
  delete_file: { path: string };
  list_runs: { workflow_id?: string; status?: RunStatus; limit?: number; before?: string };
  get_run: { run_id: string };
  cancel_run: { run_id: string };
};

export type LoadedWorkflow = WorkflowSummary & {
  code: string;
  params_schema?: Json;
  versions: VersionSummary[];
  run?: Run;
};

/** What a table holds. `sample` are its first rows; `row_count` is left out where counting would cost (Athena). */
export type TableProfile = {
  connection: string;
  table: string;
  kind?: string;
  row_count?: number;
  columns: ColumnProfile[];
  sample: { columns: Column[]; rows: Cell[][] };
  notes?: string[];
};

/** What a file is. `row_count` counts records, of a text its lines; `sample_rows` are as long as `columns`; `head` is the text's beginning. */
export type FileProfile = {
  path: string;
  bytes: number;
  media_type: string;
  modified_at: string;
  format: 'csv' | 'tsv' | 'json' | 'text' | 'binary';
  encoding?: string;
  delimiter?: string;
  row_count?: number;
  columns?: Column[];
  sample_rows?: Cell[][];
  head?: string;
  notes?: string[];
};

/** What each tool answers. */
export type ToolOutputs = {
  execute_code: Run;
  save_workflow: { id: string; name: string; version: number };
  list_workflows: { workflows: WorkflowSummary[] };
  load_workflow: LoadedWorkflow;
  delete_workflow: { id: string };
  query_data: QueryResult;
  describe_table: TableProfile;
  list_connections: { connections: Connection[] };
  select_connection: Connection;
  list_files: { files: WorkspaceFile[] };
  describe_file: FileProfile;
  read_file: { path: string; content: string; bytes: number; truncated: boolean };
  write_file: { path: string; bytes: number };
  delete_file: { path: string };
  list_runs: { runs: RunSummary[] };
  get_run: Run;
  cancel_run: Run;
};

export type ToolName = keyof ToolInputs;
