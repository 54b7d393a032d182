import type { RunQuery } from '../../core/ports/stores.ts';
import { placeBefore, type RunPlace } from '../storage/run-rules.ts';
import type { RunRecord } from './records.ts';
import type { ReadTx } from './schema.ts';

/** Newest first, by the index that fits; a status beside a workflow is looked at record by record. */
export async function listRuns(tx: ReadTx, query: RunQuery): Promise<RunRecord[]> {
  const runs = tx.objectStore('runs');
  const before =
    query.before === undefined ? undefined : await placeBefore(query.before, async (id) => (await runs.get(id))?.started_at);
  const { workflow_id, status, limit } = query;
  const found: RunRecord[] = [];
  if (limit <= 0) return found;
  let cursor = await (workflow_id !== undefined
    ? runs.index('by_workflow').openCursor(rangeBefore([workflow_id], before), 'prev')
    : status !== undefined
      ? runs.index('by_status').openCursor(rangeBefore([status], before), 'prev')
      : runs.index('by_start').openCursor(rangeBefore([], before), 'prev'));
  while (cursor !== null) {
    if (status === undefined || cursor.value.status === status) found.push(cursor.value);
    if (found.length === limit) break;
    cursor = await cursor.continue();
  }
  return found;
}

/** The keys that begin with `start`, up to the place and without it. An array sorts after every string. */
function rangeBefore(start: string[], before: RunPlace | undefined): IDBKeyRange {
  if (before === undefined) return IDBKeyRange.bound(start, [...start, []]);
  const { started_at, run_id } = before;
  return IDBKeyRange.bound(start, [...start, started_at, ...(run_id === undefined ? [] : [run_id])], false, true);
}
