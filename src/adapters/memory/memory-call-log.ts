import type { AwsCallEntry } from '../../core/aws/call-entry.ts';
import type { CallLog } from '../../core/ports/call-log.ts';
import type { ChangeBus } from '../storage/change-bus.ts';
import { oldestToKeep } from '../storage/run-rules.ts';
import { compare } from '../storage/workflow-rules.ts';

export function createMemoryCalls(changes: ChangeBus): CallLog {
  const entries = new Map<string, AwsCallEntry>();
  return {
    async add(entry) {
      entries.set(entry.id, { ...entry });
      changes.changed('calls', [entry.id]);
    },
    list: async ({ limit, run_id, before }) =>
      [...entries.values()]
        .toSorted((a, b) => byTime(b, a))
        .filter((entry) => run_id === undefined || entry.run_id === run_id)
        .filter((entry) => before === undefined || byTime(entry, before) < 0)
        .slice(0, Math.max(0, limit))
        .map((entry) => ({ ...entry })),
    async prune(maxAgeDays) {
      const oldest = oldestToKeep(maxAgeDays, Date.now());
      const ids = [...entries.values()].filter(({ at }) => at < oldest).map(({ id }) => id);
      for (const id of ids) entries.delete(id);
      changes.changed('calls', ids);
      return ids.length;
    },
  };
}

type Timed = { at: string; id: string };

const byTime = (a: Timed, b: Timed): number => compare(a.at, b.at) || compare(a.id, b.id);
