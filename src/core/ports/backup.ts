import type { LanguageId } from '../run.ts';
import type { FileContent } from '../workspace.ts';
import type { Abort } from './abort.ts';
import type { Retention } from './stores.ts';

/** What can be left out of a back-up. Workflows, settings and the names of tables are always in it: they are small. */
export type BackupParts = { runs: boolean; files: boolean; conversations: boolean };

export type BackupKind = 'workflows' | 'runs' | 'files' | 'conversations';

/** `tables` are local tables that were made of workspace files. */
export type BackupCounts = Record<BackupKind, number> & { versions: number; file_bytes: number; tables: number };

/** Where an archive goes, piece by piece: a file of the person's, or memory. `abort` throws away what was written. */
export type BackupSink = {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
};

/** How far a kind is: records, of files bytes. */
export type BackupProgress = { kind: BackupKind; done: number; total: number };
export type BackupTask = { signal?: Abort; onProgress?: (progress: BackupProgress) => void };

/** `left_out` says in sentences what could not be read, or was not ready to be kept. */
export type MadeBackup = { made_at: string; bytes: number; counts: BackupCounts; left_out: string[] };

/**
 * How something in an archive stands to what is here. "new": there is nothing of it here; "same": it is here already; "ahead": it is what
 * is here, gone on since; "conflict": both have what the other has not.
 */
export type Standing = 'new' | 'same' | 'ahead' | 'conflict';

/** A workflow, file or conversation of an archive. `name` is whatever its maker wrote; `detail` says how it stands, in a sentence. */
export type PlannedItem = { id: string; name: string; standing: Standing; detail: string };

/** What a conflict is decided by, of a kind; "none" leaves out the kind whole. Whatever is decided, nothing that is here goes away. */
export type ConflictChoice = 'mine' | 'theirs' | 'both' | 'none';

export type RestoreChoices = {
  workflows: ConflictChoice;
  files: ConflictChoice;
  conversations: ConflictChoice;
  /** "all": the log is told to keep as many as there will be; "fitting": only those that it keeps as it is set. */
  runs: 'all' | 'fitting' | 'none';
  settings: 'mine' | 'theirs';
  /** Whether the names that the archive gives to signers are taken over: whoever made it says who they are. */
  signers: boolean;
};

/** `needed` is what the log must be set to for all of them to stay; absent where it is set to that. */
export type PlannedRuns = { add: number; same: number; fitting: number; needed?: Retention };

/** What opening an archive found. Nothing was written. */
export type BackupReport = {
  made_at: string;
  app_version: string;
  workflows: PlannedItem[];
  files: PlannedItem[];
  conversations: PlannedItem[];
  runs: PlannedRuns;
  tables: { add: string[]; same: number };
  /** Settings that would be otherwise here if they are taken, each in words. */
  settings: { name: string; mine: string; theirs: string }[];
  /** Keys of signers that have no name here, and the names that the archive gives them. */
  signers: { key_id: string; name: string }[];
  /** What will not be restored, and why, in sentences; the first of them. */
  unreadable: string[];
  unreadable_count: number;
  /** About what it takes to restore everything, and what the browser says it has; absent where it does not say. */
  needed_bytes: number;
  free_bytes?: number;
};

/** `stopped` says why it ended early; what was added until then is kept, and restoring again goes on from there. */
export type RestoredBackup = { added: BackupCounts; settings: boolean; stopped?: string };

export type ContainedVersion = { version: number; language: LanguageId; code: string; description: string; changelog?: string };

/** An archive that was looked through. It stays readable for as long as its file is. */
export interface OpenedBackup {
  readonly report: BackupReport;
  /** A workflow's versions, newest first, as text. Nothing of them runs. */
  versions(workflowId: string): ContainedVersion[];
  /**
   * Merges it with what is here, each item in a transaction of its own: it may be broken off, or the tab killed, and done again. Doing it
   * twice adds nothing. Throws `ShareError` where the archive is not what was looked through.
   */
  restore(choices: RestoreChoices, task?: BackupTask): Promise<RestoredBackup>;
}

/**
 * Everything as one archive, and back. Never in one: keys of models, the AWS set-up, models of the person's own, this browser's identity,
 * handles of files, the audit log of AWS.
 */
export interface Backup {
  counts(): Promise<BackupCounts>;
  /** Writes the archive; what is not over is written as interrupted. Throws `StorageError`, and the signal's reason when broken off. */
  make(parts: BackupParts, sink: BackupSink, task?: BackupTask): Promise<MadeBackup>;
  /** When the last one was made here; undefined where none was. */
  lastMade(): Promise<string | undefined>;
  /** Looks through all of an archive and writes nothing. Throws `ShareError` saying what is wrong with it. */
  open(file: FileContent, task?: BackupTask): Promise<OpenedBackup>;
}
