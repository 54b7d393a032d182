import type { Retention } from '../../core/ports/stores.ts';
import { oldestToKeep } from '../storage/run-rules.ts';
import type { ReadTx, WriteTx } from './schema.ts';

/** The ended runs beyond the retention, oldest first. Reads keys only, never a record. */
export async function runsToPrune(tx: ReadTx, { max_runs, max_age_days }: Retention, now: number): Promise<string[]> {
  const runs = tx.objectStore('runs');
  const [all, old, running] = await Promise.all([
    runs.index('by_start').getAllKeys(),
    runs.index('by_start').getAllKeys(IDBKeyRange.upperBound([oldestToKeep(max_age_days, now)])),
    runs.index('by_status').getAllKeys(IDBKeyRange.bound(['running'], ['running', []])),
  ]);
  const live = new Set(running);
  const isEnded = (id: string): boolean => !live.has(id);
  const ended = all.filter(isEnded);
  const tooMany = ended.length - max_runs;
  const tooOld = old.filter(isEnded).length;
  return ended.slice(0, Math.max(0, tooMany, tooOld));
}

export async function deleteRuns(tx: WriteTx, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.flatMap((id) => [tx.objectStore('runs').delete(id), tx.objectStore('run_contents').delete(id)]));
}
