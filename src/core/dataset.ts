import type { BillingShape } from './billing/billing-profile.ts';
import type { Cell, Column } from './json.ts';

/** A table that a connection offers. `kind` says what was recognized in it ("CUR 2.0", "legacy CUR", "FOCUS 1.2", "csv"). */
export type TableInfo = { name: string; kind?: string; rows?: number; columns: Column[] };

/** The id of the connection to Athena, which there is where the site or the person has set AWS up. */
export const ATHENA = 'athena';

export type ConnectionKind = 'sample' | 'local' | 'athena';

/** `status`: "ready", "not loaded" (loads when first used), "loading", "empty", or what is wrong and how to mend it. */
export type Connection = {
  id: string;
  kind: ConnectionKind;
  label: string;
  status: string;
  selected: boolean;
  tables: TableInfo[];
};

/** `row_count` counts the rows answered; `truncated` says that the query had more. `notes`, only where there are any: how it was read. */
export type QueryResult = {
  columns: Column[];
  rows: Cell[][];
  row_count: number;
  truncated: boolean;
  connection: string;
  statistics: { duration_ms: number; bytes_scanned?: number };
  notes?: string[];
};

/** Where a local table's bytes are. A handle is read in place and asks for permission again after a reload. */
export type LocalSourceKind = 'handle' | 'copy' | 'workspace';

export type LocalTableStatus = 'ready' | 'needs_permission' | 'missing' | 'changed' | 'failed';

/** A file opened as a table of the connection `local`. */
export type LocalTable = {
  id: string;
  name: string;
  file_name: string;
  source: LocalSourceKind;
  bytes: number;
  /** Milliseconds since the epoch, as the file system gave it when the table was made. */
  last_modified: number;
  kind: string;
  rows: number;
  columns: Column[];
  status: LocalTableStatus;
  /** What is wrong and how to mend it, where `status` is not "ready". */
  problem?: string;
  /** Why it is of its kind and how its empty cells are read, in sentences. Empty for a plain CSV. */
  evidence: string[];
  /** The person keeps this billing file out of the views `cur`, `cur_legacy` and `focus`. */
  left_out: boolean;
  /** What the reader had to decide or leave out ("12 lines have a broken quote …"), for the person to see. */
  notes: string[];
};

/**
 * What must be known of a view before its sums are trusted; `may_leave_out` are files of which leaving one out mends it, by names that
 * tell them apart.
 */
export type BillingNote = { level: 'warning' | 'info'; text: string; may_leave_out: { id: string; label: string }[] };

/** A view over local billing files: all of one format as one table, and those of others that can be made into it. */
export type BillingView = {
  name: BillingShape;
  /** The format that it has ("CUR 2.0"). */
  kind: string;
  rows: number;
  columns: Column[];
  /** The local tables that it is made of. */
  sources: { id: string; table: string; file_name: string; kind: string; rows: number }[];
  /** Columns of the format that are NULL in every line, as no file gives them. */
  missing: string[];
  notes: BillingNote[];
};
