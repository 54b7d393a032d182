/** What the person can grant to an embedding page; see docs/embedding.md. */
export type Capability = 'read' | 'read_data' | 'run' | 'write' | 'delete' | 'aws';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** Numbers that a double holds exactly are numbers; other bigints and every DECIMAL are texts with all their digits. */
export type Cell = Json;
export type Column = { name: string; type: string };

export type Language = 'python' | 'javascript' | 'sql';

export type RunStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'timed_out'
  | 'cancelled'
  | 'out_of_memory'
  | 'limit_exceeded'
  | 'interrupted';

export type Display = { title?: string } & (
  | { kind: 'table'; columns: Column[]; rows: Cell[][]; row_count: number; truncated: boolean }
  | { kind: 'chart'; spec: Json }
  | { kind: 'image'; media_type: string; data: string }
  | { kind: 'markdown'; text: string }
  | { kind: 'json'; value: Json }
);

export type RunFile = { path: string; bytes: number; media_type: string };

export type CallRecord = {
  service: string;
  operation: string;
  status: 'succeeded' | 'failed' | 'refused' | 'cancelled';
  duration_ms: number;
  bytes_scanned?: number;
};

/** Times are ISO 8601 in UTC. */
export type Run = {
  run_id: string;
  workflow_id?: string;
  workflow_version?: number;
  title?: string;
  /** Its code came from somebody else. */
  received?: true;
  language: Language;
  runtime: string;
  connection: string;
  code: string;
  params: { [key: string]: Json };
  status: RunStatus;
  stdout: string;
  stderr: string;
  output_truncated: boolean;
  result: Json;
  displays: Display[];
  files: RunFile[];
  error: { type: string; message: string; line?: number; position?: number; traceback?: string } | null;
  started_at: string;
  duration_ms: number;
  time_to_first_output_ms?: number;
  peak_memory_bytes?: number;
  calls: CallRecord[];
};

export type RunSummary = Omit<Run, 'stdout' | 'stderr' | 'result' | 'displays' | 'code'>;

/** What a run says as it goes. */
export type RunEvent = { run_id: string } & (
  | { type: 'status'; status: RunStatus }
  | { type: 'stdout'; text: string }
  | { type: 'stderr'; text: string }
  | { type: 'display'; display: Display }
  | { type: 'file'; file: RunFile }
  | { type: 'progress'; source: 'loading' | 'query' | 'code'; done: number; total: number; text?: string }
  | { type: 'call'; call: CallRecord }
);

export type WorkflowSummary = {
  id: string;
  name: string;
  language: Language;
  description: string;
  tags: string[];
  version: number;
  created_at: string;
  updated_at: string;
  last_run_at: string | null;
  builtin: boolean;
};

export type Connection = {
  id: string;
  kind: 'sample' | 'local' | 'athena';
  label: string;
  status: string;
  selected: boolean;
  tables: { name: string; kind?: string; rows?: number; columns: Column[] }[];
};

/** `inputSchema` is JSON Schema. */
export type ToolDescription = { name: string; description: string; inputSchema: Record<string, unknown> };

export type ToolInputs = {
  execute_code: {
    language: Language;
    code: string;
    params?: { [key: string]: Json };
    connection?: string;
    timeout_s?: number;
    title?: string;
  };
  save_workflow: {
    name: string;
    language: Language;
    code: string;
    description?: string;
    tags?: string[];
    changelog?: string;
  };
  list_workflows: { query?: string; tag?: string; language?: Language };
  load_workflow: {
    name?: string;
    id?: string;
    version?: number;
    execute?: boolean;
    params?: { [key: string]: Json };
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

export type ToolOutputs = {
  execute_code: Run;
  save_workflow: { id: string; name: string; version: number };
  list_workflows: { workflows: WorkflowSummary[] };
  load_workflow: WorkflowSummary & {
    code: string;
    params_schema?: Json;
    versions: { version: number; created_at: string; changelog?: string }[];
    run?: Run;
  };
  delete_workflow: { id: string };
  query_data: {
    columns: Column[];
    rows: Cell[][];
    row_count: number;
    truncated: boolean;
    connection: string;
    statistics: { duration_ms: number; bytes_scanned?: number };
    notes?: string[];
  };
  describe_table: {
    connection: string;
    table: string;
    kind?: string;
    row_count?: number;
    columns: {
      name: string;
      type: string;
      nulls?: number;
      min?: Cell;
      max?: Cell;
      distinct?: number;
      description?: string;
      examples?: Cell[];
    }[];
    sample: { columns: Column[]; rows: Cell[][] };
    notes?: string[];
  };
  list_connections: { connections: Connection[] };
  select_connection: Connection;
  list_files: { files: { path: string; bytes: number; media_type: string; modified_at: string; run_id?: string }[] };
  describe_file: {
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
  read_file: { path: string; content: string; bytes: number; truncated: boolean };
  write_file: { path: string; bytes: number };
  delete_file: { path: string };
  list_runs: { runs: RunSummary[] };
  get_run: Run;
  cancel_run: Run;
};

export type ToolName = keyof ToolInputs;

export type ConnectOptions = {
  /** Of the Sandbank in the frame: "https://sandbank.example.com". Messages of any other origin are not heard. */
  origin: string;
  /** What this page wants to be granted; only "read" where nothing is named. More can be asked for later. */
  capabilities?: readonly Capability[];
  /** Ends the waiting, and later the connection. */
  signal?: AbortSignal;
  /** Milliseconds after which a frame that never answered is given up; 20,000 where nothing is said. */
  timeoutMs?: number;
  /** Called when what is granted has changed since the connection was made, by the person's decision in either direction. */
  onGranted?: (granted: readonly Capability[], client: SandbankClient) => void;
};

export type CallOptions = {
  /** Stops the call: a run ends and is answered with the status "cancelled", anything else rejects with an `AbortError`. */
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
};

export type SandbankClient = {
  /** Of the Sandbank in the frame. */
  readonly version: string;
  readonly granted: readonly Capability[];
  listTools(): Promise<ToolDescription[]>;
  /**
   * Rejects only where there is no answer, with the errors of this module; a program that fails is an answer. A frame that is reloaded is
   * connected to again: calls that were under way then reject with `ConnectionError`.
   */
  callTool<Name extends ToolName>(name: Name, input: ToolInputs[Name], options?: CallOptions): Promise<ToolOutputs[Name]>;
  callTool(name: string, input: unknown, options?: CallOptions): Promise<unknown>;
  /**
   * Asks the person for more; resolves with what is granted when they have decided. They decide in a window that opens from a click in the
   * frame. Rejects with `PolicyError` where they refused, closed the window, or the browser did not open it.
   */
  requestCapabilities(capabilities: readonly Capability[], options?: { signal?: AbortSignal }): Promise<Capability[]>;
  /** Stops what is under way. */
  close(): void;
};
