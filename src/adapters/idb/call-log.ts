import type { AwsCallEntry } from '../../core/aws/call-entry.ts';
import type { CallLog } from '../../core/ports/call-log.ts';
import { oldestToKeep } from '../storage/run-rules.ts';
import { newestRecords } from './newest-records.ts';
import { awsCallRecordSchema, type AwsCallRecord } from './records.ts';
import type { StoreParts } from './store-parts.ts';

/** Entries deleted in one transaction: pruning many must not hold up the call that is written meanwhile. */
const PRUNE_BATCH = 200;

export class IdbCallLog implements CallLog {
  #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  async add(entry: AwsCallEntry): Promise<void> {
    const { connection, changes } = this.#parts;
    await connection.write('A call to AWS was not written to the audit log', ['aws_calls'], async (tx) => {
      const request = tx.objectStore('aws_calls').put(entry);
      tx.commit();
      await request;
    });
    changes.changed('calls', [entry.id]);
  }

  async list({ limit, run_id, before }: Parameters<CallLog['list']>[0]): Promise<AwsCallEntry[]> {
    if (limit <= 0) return [];
    const { connection, damage } = this.#parts;
    const start = run_id === undefined ? [] : [run_id];
    const range =
      before === undefined
        ? IDBKeyRange.bound(start, [...start, []])
        : IDBKeyRange.bound(start, [...start, before.at, before.id], false, true);
    const records = await connection.read('The audit log could not be read', ['aws_calls'], (tx) => {
      const store = tx.objectStore('aws_calls');
      return newestRecords<AwsCallRecord>(run_id === undefined ? store.index('by_at') : store.index('by_run'), range, limit);
    });
    return damage.checkedAll(
      awsCallRecordSchema,
      records,
      (record) => `the call ${String((record as Partial<AwsCallRecord>).id)} of the audit log`,
    );
  }

  async prune(maxAgeDays: number): Promise<number> {
    const { connection, changes } = this.#parts;
    const doing = 'Old entries of the audit log were not all deleted';
    const old = IDBKeyRange.upperBound([oldestToKeep(maxAgeDays, Date.now())]);
    const ids = await connection.read(doing, ['aws_calls'], (tx) => tx.objectStore('aws_calls').index('by_at').getAllKeys(old));
    for (let from = 0; from < ids.length; from += PRUNE_BATCH) {
      const batch = ids.slice(from, from + PRUNE_BATCH);
      await connection.write(doing, ['aws_calls'], (tx) =>
        Promise.all(batch.map((id) => tx.objectStore('aws_calls').delete(id))),
      );
      changes.changed('calls', batch);
    }
    return ids.length;
  }
}
