import type { Abort } from './abort.ts';
import type { Column } from '../json.ts';
import type { BillingView, LocalTable, TableInfo } from '../dataset.ts';
import type { CsvDescription } from '../csv-description.ts';
import type { FileContent } from '../workspace.ts';

/** Bytes or rows done of a total (0 where unknown), and what is being done: "Loading the SQL engine", "Making the sample data". */
export type LoadProgress = { done: number; total: number; text: string };

export type OnLoadProgress = (progress: LoadProgress) => void;

export type EngineQuery = {
  connection: 'sample' | 'local';
  /** One or more reading statements; the last one's rows are the answer. Parameters are filled in already. */
  sql: string;
  /** Rows beyond these are not fetched, and the answer says `truncated`. */
  max_rows: number;
  /** Bytes of JSON beyond which the answer is cut likewise. */
  max_bytes: number;
  signal?: Abort;
};

/**
 * Rows as UTF-8 JSON, so that they pass through the page without being parsed: each chunk is a JSON array of at most 2,000 rows,
 * each row an array of cells in the order of `columns`.
 */
export type EngineAnswer = {
  columns: Column[];
  chunks: Uint8Array<ArrayBuffer>[];
  row_count: number;
  truncated: boolean;
  duration_ms: number;
  /** Where the engine charges for them. */
  bytes_scanned?: number;
  /** What the person must know of how the query was read ("The database billing is not here: …"). */
  notes?: string[];
};

/** A file that the person picked or dropped. `handle` is the browser's FileSystemFileHandle where it gave one. */
export type PickedFile = { name: string; content: FileContent; last_modified: number; handle?: unknown };

export interface SqlEngine {
  readonly state: 'not loaded' | 'loading' | 'ready' | 'failed';
  /** Loads and starts the engine once; later calls join the first. After a failure the next call tries again. */
  load(onProgress?: OnLoadProgress): Promise<void>;
  /** Loads what the connection needs (the engine, the sample data, the local tables), so that a query's time can be counted without it. */
  prepare(connection: 'sample' | 'local', onProgress?: OnLoadProgress): Promise<void>;
  /** Throws `QueryError`, `PolicyError` for a statement that is not a reading one, or an `AbortError` when `signal` fired. */
  query(query: EngineQuery): Promise<EngineAnswer>;
  /** Tables of a connection; those of `sample` are known without loading anything (then without `rows`). */
  tables(connection: 'sample' | 'local'): Promise<TableInfo[]>;
}

/** The tables of the connection `local`. What can be read from a file in place is; the rest is kept as a copy. */
export interface LocalTables {
  list(): Promise<LocalTable[]>;
  /** Reads again which tables there are, after another part of the app has written the store. */
  reload(): void;
  /** The views over the tables of billing data: `cur`, `cur_legacy`, `focus`, as far as there is anything to make them of. */
  views(): Promise<BillingView[]>;
  /** The table that is there and ready, and was made of a file of the same name and bytes. */
  sameAs(file: PickedFile): Promise<LocalTable | undefined>;
  /**
   * Makes a table of the file; of the same file again, the same table anew, unless it is to be `another`. One that cannot be read throws
   * `ToolInputError` naming the file and what is wrong with it.
   */
  add(file: PickedFile, onProgress?: OnLoadProgress, how?: { another: boolean }): Promise<LocalTable>;
  addFromWorkspace(path: string, onProgress?: OnLoadProgress): Promise<LocalTable>;
  /** Keeps a billing file out of the views, or takes it in again. */
  leaveOut(id: string, leftOut: boolean): Promise<LocalTable>;
  rename(id: string, name: string): Promise<LocalTable>;
  remove(id: string): Promise<void>;
  /** Undoes `remove` for as long as the page is open. */
  unremove(id: string): Promise<void>;
  /** How a CSV would be read as a table; none is made. Throws `ToolInputError` saying why it is none. */
  describe(file: { name: string; content: FileContent }): Promise<CsvDescription>;
  /** Must be called from a click: asks the browser to let the file be read again, then makes the table anew. */
  reopen(id: string, onProgress?: OnLoadProgress): Promise<LocalTable>;
}
