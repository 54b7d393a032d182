import { StorageError } from '../../core/app-error.ts';
import type { RunStore } from '../../core/ports/stores.ts';
import type { Run, RunSummary } from '../../core/run.ts';
import type { ChangeBus } from '../storage/change-bus.ts';
import { oldestToKeep, placeBefore, summarizeRun } from '../storage/run-rules.ts';
import { compare } from '../storage/workflow-rules.ts';
import { copyJson } from './copy-json.ts';

/** Nothing here outlives the tab, so that no run of another tab can be found as `running`. */
export function createMemoryRuns(changes: ChangeBus): RunStore {
  const runs = new Map<string, Run>();

  const put = async (run: Run): Promise<void> => {
    runs.set(run.run_id, copyJson(`The run ${run.run_id}`, run));
    changes.changed('runs', [run.run_id]);
  };
  const remove = (ids: string[]): void => {
    for (const id of ids) runs.delete(id);
    changes.changed('runs', ids);
  };
  const newestFirst = (): Run[] => [...runs.values()].toSorted(byStart).toReversed();

  return {
    begin: put,
    async checkpoint(run) {
      const stored = runs.get(run.run_id);
      if (stored === undefined || stored.status === 'running') await put(run);
    },
    finish: put,
    async get(id) {
      const run = runs.get(id);
      return run && copyJson(`The run ${run.run_id}`, run);
    },
    async list({ workflow_id, status, limit, before }): Promise<RunSummary[]> {
      const place = before === undefined ? undefined : await placeBefore(before, (id) => runs.get(id)?.started_at);
      return newestFirst()
        .filter((run) => workflow_id === undefined || run.workflow_id === workflow_id)
        .filter((run) => status === undefined || run.status === status)
        .filter((run) => place === undefined || byStart(run, { run_id: '', ...place }) < 0)
        .slice(0, Math.max(0, limit))
        .map((run) => copyJson(`The run ${run.run_id}`, summarizeRun(run)));
    },
    markInterrupted: async () => 0,
    async prune({ max_runs, max_age_days }) {
      const oldest = oldestToKeep(max_age_days, Date.now());
      const ended = newestFirst().filter((run) => run.status !== 'running');
      const ids = ended.filter((run, index) => index >= max_runs || run.started_at < oldest).map((run) => run.run_id);
      remove(ids);
      return ids.length;
    },
    async delete(id) {
      const run = runs.get(id);
      if (run === undefined) return false;
      if (run.status === 'running') throw new StorageError(`The run ${id} was not deleted: it is running. Stop it first.`);
      remove([id]);
      return true;
    },
    count: async () => runs.size,
    known: async (ids) => ids.filter((id) => runs.has(id)),
    async restore(restored) {
      const added = restored.filter(({ run_id }) => !runs.has(run_id));
      for (const run of added) runs.set(run.run_id, copyJson(`The run ${run.run_id}`, run));
      changes.changed(
        'runs',
        added.map(({ run_id }) => run_id),
      );
      return added.length;
    },
  };
}

type Started = { started_at: string; run_id: string };

const byStart = (a: Started, b: Started): number => compare(a.started_at, b.started_at) || compare(a.run_id, b.run_id);
