import type { LocalSourceKind } from '../dataset.ts';
import type { FileContent } from '../workspace.ts';

/**
 * What is kept of a local table, so that it is there again after a reload: where its bytes are, and how the file was when the table
 * was made. What was found in it is kept only to spare a second reading.
 */
export type LocalTableRecord = {
  id: string;
  /** The table's name in SQL, unique among local tables. */
  name: string;
  file_name: string;
  source: LocalSourceKind;
  bytes: number;
  /** Milliseconds since the epoch. */
  last_modified: number;
  /** ISO 8601 in UTC: when the file was first opened; the order of the list. */
  added_at: string;
  /** `source: "handle"`: the browser's FileSystemFileHandle, which a structured clone keeps. */
  handle?: unknown;
  /** `source: "copy"`: the file's bytes. */
  copy?: FileContent;
  /** `source: "workspace"`: the path of the workspace file. */
  path?: string;
  /** The person keeps it out of the views over billing data. */
  left_out?: true;
  /** What the reader found in the file (plain data), so that the same bytes need not be read through again; it checks this itself. */
  found?: unknown;
};

/** Every method throws `StorageError` where the storage fails. */
export interface LocalTableStore {
  /** By `added_at`, oldest first. */
  list(): Promise<LocalTableRecord[]>;
  /** Writes the record over one of the same id. */
  put(record: LocalTableRecord): Promise<void>;
  /** False if there was none. */
  remove(id: string): Promise<boolean>;
}
