import type { IDBPIndex } from 'idb';
import type { RunQuery } from '../../core/ports/stores.ts';
import { placeBefore, type RunPlace } from '../storage/run-rules.ts';
import { newestRecords } from './newest-records.ts';
import type { RunRecord } from './records.ts';
import type { ReadTx, SandbankDb, StoreKey } from './schema.ts';

type RunIndex = IDBPIndex<SandbankDb, StoreKey[], 'runs', 'by_start' | 'by_workflow' | 'by_status'>;

/** Records read at a time where a status is looked for among the runs of a workflow. */
const PAGE = 200;

/** Newest first, by the index that fits; a status beside a workflow is looked at record by record. */
export async function listRuns(tx: ReadTx, query: RunQuery): Promise<RunRecord[]> {
  const { workflow_id, status, limit } = query;
  if (limit <= 0) return [];
  const runs = tx.objectStore('runs');
  const before =
    query.before === undefined ? undefined : await placeBefore(query.before, async (id) => (await runs.get(id))?.started_at);
  if (workflow_id === undefined) {
    const index: RunIndex = status === undefined ? runs.index('by_start') : runs.index('by_status');
    return await newestRecords(index, rangeBefore(status === undefined ? [] : [status], before), limit);
  }
  const index: RunIndex = runs.index('by_workflow');
  if (status === undefined) return await newestRecords(index, rangeBefore([workflow_id], before), limit);
  return await withStatus(index, { workflow_id, status, limit }, before);
}

async function withStatus(
  index: RunIndex,
  { workflow_id, status, limit }: Required<Pick<RunQuery, 'workflow_id' | 'status' | 'limit'>>,
  before: RunPlace | undefined,
): Promise<RunRecord[]> {
  const found: RunRecord[] = [];
  let place = before;
  for (;;) {
    const page = await newestRecords(index, rangeBefore([workflow_id], place), PAGE);
    found.push(...page.filter((record) => record.status === status));
    place = page.at(-1);
    if (found.length >= limit || page.length < PAGE) return found.slice(0, limit);
  }
}

/** The keys that begin with `start`, up to the place and without it. An array sorts after every string. */
function rangeBefore(start: string[], before: RunPlace | undefined): IDBKeyRange {
  if (before === undefined) return IDBKeyRange.bound(start, [...start, []]);
  const { started_at, run_id } = before;
  return IDBKeyRange.bound(start, [...start, started_at, ...(run_id === undefined ? [] : [run_id])], false, true);
}
