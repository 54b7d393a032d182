import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type {
  AwsCallRecord,
  ConversationContentsRecord,
  ConversationRecord,
  FileContentRecord,
  FileRecord,
  LastRunRecord,
  RunContentsRecord,
  RunRecord,
  SettingRecord,
  TableRecord,
  TabRecord,
  VersionRecord,
  WorkflowRecord,
} from './records.ts';
import type { IdentityRecord, ImportRecord, OwnOriginRecord, SignerRecord } from './sharing-records.ts';

/**
 * The stores of the newest version, as the migrations make them. An index over a property that a record lacks leaves the record out:
 * `by_name_key` holds living workflows only, `by_deleted_in` deleted ones only, `by_run` calls of runs only.
 */
export interface SandbankDb extends DBSchema {
  workflows: { key: string; value: WorkflowRecord; indexes: { by_name_key: string; by_deleted_in: string } };
  workflow_versions: { key: [string, number]; value: VersionRecord };
  last_runs: { key: string; value: LastRunRecord };
  runs: {
    key: string;
    value: RunRecord;
    indexes: { by_start: [string, string]; by_workflow: [string, string, string]; by_status: [string, string, string] };
  };
  run_contents: { key: string; value: RunContentsRecord };
  files: { key: string; value: FileRecord; indexes: { by_deleted_in: string } };
  file_contents: { key: string; value: FileContentRecord };
  settings: { key: string; value: SettingRecord };
  local_tables: { key: string; value: TableRecord };
  conversations: { key: string; value: ConversationRecord; indexes: { by_deleted_in: string } };
  conversation_contents: { key: string; value: ConversationContentsRecord };
  aws_calls: {
    key: string;
    value: AwsCallRecord;
    indexes: { by_at: [string, string]; by_run: [string, string, string] };
  };
  signing_identity: { key: string; value: IdentityRecord };
  known_signers: { key: string; value: SignerRecord };
  own_origins: { key: string; value: OwnOriginRecord; indexes: { by_origin: string } };
  imports: { key: string; value: ImportRecord; indexes: { by_origin: string } };
  tabs: { key: string; value: TabRecord };
}

export type Database = IDBPDatabase<SandbankDb>;
export type StoreKey = StoreNames<SandbankDb>;
export type ReadTx = IDBPTransaction<SandbankDb, StoreKey[]>;
export type WriteTx = IDBPTransaction<SandbankDb, StoreKey[], 'readwrite'>;
