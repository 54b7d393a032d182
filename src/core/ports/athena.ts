import type { TableInfo } from '../dataset.ts';
import type { Abort } from './abort.ts';
import type { AwsCaller } from './aws.ts';
import type { EngineAnswer } from './sql-engine.ts';

/** Where a query goes. `reuse_minutes`: how old a result of the same query may be to be taken again (0: never; 10,080 at most). */
export type AthenaTarget = { workgroup: string; catalog: string; database: string; reuse_minutes: number };

export type AthenaProgress = { state: string; bytes_scanned: number; query_execution_id: string };

export type AthenaQuery = {
  target: AthenaTarget;
  /** As it was written: one statement. */
  sql: string;
  max_rows: number;
  max_bytes: number;
  signal?: Abort;
  onProgress?: (progress: AthenaProgress) => void;
};

export type AthenaAnswer = EngineAnswer & { bytes_scanned: number; query_execution_id: string; reused: boolean };

/** `problem`: why it cannot be used here (another engine version, no place for results), and the fix. */
export type Workgroup = {
  name: string;
  engine_version: string;
  bytes_cutoff?: number;
  output_location?: string;
  problem?: string;
};

/** Athena, asked through whatever `AwsCaller` is given: the broker's, which decides and writes down each call. */
export interface AthenaEngine {
  /** Rejects with `QueryError`, `AwsError`, `PolicyError` or an `AbortError`; a query that was begun is stopped in AWS then. */
  query(query: AthenaQuery, aws: AwsCaller): Promise<AthenaAnswer>;
  /** Those of `names`, in their order. */
  workgroups(names: readonly string[], aws: AwsCaller): Promise<Workgroup[]>;
  catalogs(workgroup: string, aws: AwsCaller): Promise<string[]>;
  databases(workgroup: string, catalog: string, aws: AwsCaller): Promise<string[]>;
  /** Of the target's database, with columns. */
  tables(target: AthenaTarget, aws: AwsCaller): Promise<TableInfo[]>;
}
