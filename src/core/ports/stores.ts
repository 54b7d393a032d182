import type { z } from 'zod';
import type { Json } from '../json.ts';
import type { LanguageId, Run, RunStatus, RunSummary } from '../run.ts';
import type { FileChange, FileContent, WorkspaceFile } from '../workspace.ts';
import type { VersionSummary, WorkflowSummary, WorkflowVersion } from '../workflow.ts';
import type { CallLog } from './call-log.ts';
import type { ConversationStore } from './conversation-store.ts';
import type { LocalTableStore } from './local-table-store.ts';
import type { SharingStore } from './sharing-store.ts';

/** "status": nothing stored has changed, but `Storage.status()` has something new to tell (another tab has a newer version). */
export type StoreName = 'workflows' | 'runs' | 'files' | 'settings' | 'tables' | 'conversations' | 'calls' | 'sharing' | 'status';

/** What changed in a store: by this tab ("here") or by another tab of the same origin ("elsewhere"). */
export type Change = { store: StoreName; ids: string[]; origin: 'here' | 'elsewhere' };

export interface ChangeFeed {
  /** Calls `listener` after each committed change; the answer ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void;
}

/** What is left out stays as it was in the version before; for a new workflow it is empty. */
export type SaveWorkflow = {
  name: string;
  language: LanguageId;
  code: string;
  description?: string;
  tags?: string[];
  params_schema?: Json;
  changelog?: string;
};

/** Every method throws `StorageError` where the storage fails; none is lost silently. */
export interface WorkflowStore {
  /** Newest change first. A damaged record is reported and left out. */
  list(): Promise<WorkflowSummary[]>;
  get(id: string): Promise<WorkflowSummary | undefined>;
  /** By `nameKey`; deleted ones are not found. */
  findByName(name: string): Promise<WorkflowSummary | undefined>;
  /** The newest version where none is named. */
  version(id: string, version?: number): Promise<WorkflowVersion | undefined>;
  /** Newest first. */
  versions(id: string): Promise<VersionSummary[]>;
  /**
   * In one transaction: a name that exists (by `nameKey`) gets its next version and keeps its spelling, else a new workflow with
   * version 1. Two tabs that save at once get consecutive versions.
   */
  save(input: SaveWorkflow): Promise<{ id: string; name: string; version: number }>;
  /** Marks it deleted; what was deleted is purged when the app next starts. False if there was none. */
  delete(id: string): Promise<boolean>;
  /** Undoes `delete` for as long as the page is open. Where its name was taken meanwhile, it returns as "name (restored)". */
  undelete(id: string): Promise<WorkflowSummary | undefined>;
  /** Notes the start of a run; also for built-in ids. */
  ranAt(id: string, at: string): Promise<void>;
  /** When a workflow last ran, also for built-in ids. */
  lastRunAt(id: string): Promise<string | null>;
  /**
   * Adds versions out of a back-up, in one transaction, and nothing where it throws: `StorageError` where the workflow is not as it was
   * `seen` any more. A new one takes its name, or "name (restored)" where that is taken.
   */
  restore(input: RestoreWorkflow): Promise<{ id: string; name: string; version: number }>;
}

/**
 * `versions` are of this id, numbered upwards from beyond `seen`: the newest version that there was, 0 where there was no such workflow
 * (a deleted one counts as none). `name` and `created_at` are of a new one; one that is there keeps its own.
 */
export type RestoreWorkflow = { id: string; name: string; created_at: string; versions: WorkflowVersion[]; seen: number };

export type RunQuery = {
  workflow_id?: string;
  status?: RunStatus;
  limit: number;
  /** A `run_id`, or an ISO time: only runs that started before it. */
  before?: string;
};

/**
 * The writes of one run are done in the order in which they were called, also where the caller doesn't wait, and each writes the run
 * as it was when it was called. Each writes the whole run: one that failed is made good by the next.
 */
export interface RunStore {
  /** Writes a run as `running`, owned by this tab; one that ends within a moment need never be seen as that. */
  begin(run: Run): Promise<void>;
  /** Overwrites a running run with what is known so far; does nothing to one that has ended. */
  checkpoint(run: Run): Promise<void>;
  /** Writes the run as ended; resolves when it is committed. Throws `StorageError` where the run as ended is not kept. */
  finish(run: Run): Promise<void>;
  get(id: string): Promise<Run | undefined>;
  /** Newest first; of equal start, the later `run_id` first. Throws `NotFoundError` where `before` is neither a run nor a time. */
  list(query: RunQuery): Promise<RunSummary[]>;
  /** Runs that stand as `running` but whose tab is gone become `interrupted`; answers how many. */
  markInterrupted(): Promise<number>;
  /** Deletes the oldest ended runs beyond the retention; never a workflow, version or file. Answers how many. */
  prune(retention: Retention): Promise<number>;
  /** False if there was none. Throws `StorageError` for one that is running: it must be stopped first. */
  delete(id: string): Promise<boolean>;
  /** How many there are. */
  count(): Promise<number>;
  /** Those of the ids that there are runs of. */
  known(ids: readonly string[]): Promise<string[]>;
  /** Adds ended runs in one transaction. One whose id is there stays as it is. Answers how many were added. */
  restore(runs: readonly Run[]): Promise<number>;
}

export type Retention = { max_runs: number; max_age_days: number };

export type StoredFile = { file: WorkspaceFile; content: FileContent };

/** Paths come in as `workspacePath` gives them; nothing here checks them again. */
export interface FileStore {
  /** By path, in the order of UTF-16 code units. */
  list(prefix?: string): Promise<WorkspaceFile[]>;
  read(path: string): Promise<StoredFile | undefined>;
  /** Every file of the workspace, by reference, by path: what a run sees. */
  snapshot(): Promise<StoredFile[]>;
  write(path: string, content: Uint8Array | FileContent, runId?: string): Promise<WorkspaceFile>;
  /** False if there was none. */
  delete(path: string): Promise<boolean>;
  /**
   * Undoes a deletion, a run's too, for as long as the page that deleted it is open. False where there is nothing to bring back: the
   * path was written again, or was never deleted.
   */
  undelete(path: string): Promise<boolean>;
  /** Merges what a run did, in one transaction; answers the files written. */
  commit(changes: FileChange[], runId: string): Promise<WorkspaceFile[]>;
  /**
   * Writes files with all that is known of them, in one transaction, and nothing where it throws: `StorageError` where a path is not as
   * it was seen any more.
   */
  restore(files: readonly RestoreFile[]): Promise<void>;
}

/** `seen` is `modified_at` of what there was at the path, null where there was nothing. */
export type RestoreFile = StoredFile & { seen: string | null };

/** Small values by key: settings, drafts, the selected connection. */
export interface SettingsStore {
  /** Undefined where nothing is stored; a stored value that no longer fits the schema is reported to the console and left out. */
  get<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined>;
  set(key: string, value: Json): Promise<void>;
}

export type StorageStatus = {
  /** "indexeddb", or "memory" where the browser gives none: nothing outlives the tab. */
  backend: 'indexeddb' | 'memory';
  persisted: boolean;
  usage_bytes: number;
  quota_bytes: number;
  /** What the person should know: why there is no storage, another tab that blocks an upgrade, a full disk. */
  problem?: string;
};

/** All stores of one database. */
export interface Storage {
  readonly workflows: WorkflowStore;
  readonly runs: RunStore;
  readonly files: FileStore;
  readonly settings: SettingsStore;
  readonly tables: LocalTableStore;
  readonly conversations: ConversationStore;
  readonly calls: CallLog;
  /** Loaded when it is first asked for: few visits share anything. */
  readonly sharing: () => Promise<SharingStore>;
  readonly changes: ChangeFeed;
  status(): Promise<StorageStatus>;
  /** Asks the browser not to evict this origin's data; answers whether it agreed. */
  persist(): Promise<boolean>;
  close(): void;
}
