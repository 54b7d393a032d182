import type { AwsCallEntry } from '../aws/call-entry.ts';

/** The audit log of calls to AWS. Every method throws `StorageError` where the storage fails. */
export interface CallLog {
  /** One of the same id is written over: what a query scanned is known only when it has ended. */
  add(entry: AwsCallEntry): Promise<void>;
  /** Newest first; `before` is an entry's `at` and `id`, from which the next page goes on. */
  list(query: { limit: number; run_id?: string; before?: { at: string; id: string } }): Promise<AwsCallEntry[]>;
  /** Deletes entries that are older than so many days; answers how many. */
  prune(maxAgeDays: number): Promise<number>;
}
