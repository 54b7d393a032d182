import type { IDBPIndex } from 'idb';
import type { RunRecord } from './records.ts';
import type { SandbankDb, StoreKey } from './schema.ts';

export type RunIndex = IDBPIndex<SandbankDb, StoreKey[], 'runs', 'by_start' | 'by_workflow' | 'by_status'>;

/** `getAll` as IndexedDB 3.0 has it; the types have it only as it was before. */
type DirectedIndex = { getAll(options: { query: IDBKeyRange; count: number; direction: 'prev' }): Promise<RunRecord[]> };

/** At most `count` records of the range, the last first. Ten times quicker where the browser reads them in one request. */
export async function newestRecords(index: RunIndex, range: IDBKeyRange, count: number): Promise<RunRecord[]> {
  // A browser without it would take the options for a key. It came together with `getAllRecords`.
  if ('getAllRecords' in IDBIndex.prototype) {
    return await (index as unknown as DirectedIndex).getAll({ query: range, count, direction: 'prev' });
  }
  const records: RunRecord[] = [];
  let cursor = await index.openCursor(range, 'prev');
  while (cursor !== null) {
    records.push(cursor.value);
    if (records.length === count) break;
    cursor = await cursor.continue();
  }
  return records;
}
