import type { PlannedRuns } from '../../core/ports/backup.ts';
import type { Retention, RunStore } from '../../core/ports/stores.ts';
import { settingsSchema } from '../../core/settings.ts';
import { oldestToKeep } from '../storage/run-rules.ts';

type NewRun = { run_id: string; started_at: string };

/** `all` and `fitting` are ids of runs to be added. */
export type RunsPlan = { report: PlannedRuns; all: ReadonlySet<string>; fitting: ReadonlySet<string>; beyond: number };

const DAY_MS = 86_400_000;
/** Runs that are looked up at once. */
const LOOKUP = 200;

const { max_runs: mostRuns, max_age_days: mostDays } = settingsSchema.shape.retention.unwrap().shape;
const MOST: Retention = { max_runs: mostRuns.unwrap().maxValue ?? 0, max_age_days: mostDays.unwrap().maxValue ?? 0 };

export async function planRuns(store: RunStore, found: readonly NewRun[], retention: Retention, now: number): Promise<RunsPlan> {
  const known = new Set<string>();
  for (let from = 0; from < found.length; from += LOOKUP) {
    const ids = found.slice(from, from + LOOKUP).map(({ run_id }) => run_id);
    for (const id of await store.known(ids)) known.add(id);
  }
  const unknown = found.filter(({ run_id }) => !known.has(run_id)).toSorted((a, b) => (a.started_at < b.started_at ? 1 : -1));
  const here = await store.count();
  const all = newest(unknown, here, MOST, now);
  const fitting = newest(unknown, here, retention, now);
  const needed = neededRetention(all, here, retention, now);
  return {
    all: idsOf(all),
    fitting: idsOf(fitting),
    beyond: unknown.length - all.length,
    report: {
      add: all.length,
      same: known.size,
      fitting: fitting.length,
      ...(fitting.length === all.length ? {} : { needed }),
    },
  };
}

/** Those that the log would keep beside all that it has. */
function newest(runs: readonly NewRun[], here: number, { max_runs, max_age_days }: Retention, now: number): NewRun[] {
  const oldest = oldestToKeep(max_age_days, now);
  return runs.filter(({ started_at }) => started_at >= oldest).slice(0, Math.max(0, max_runs - here));
}

/** What lets all of them stay, and each as long from now on as a run of today. */
function neededRetention(runs: readonly NewRun[], here: number, retention: Retention, now: number): Retention {
  const oldest = runs.at(-1)?.started_at;
  const age = oldest === undefined ? 0 : Math.ceil((now - Date.parse(oldest)) / DAY_MS);
  const days = age < retention.max_age_days ? retention.max_age_days : age + retention.max_age_days;
  return {
    max_runs: Math.min(MOST.max_runs, Math.max(retention.max_runs, here + runs.length)),
    max_age_days: Math.min(MOST.max_age_days, days),
  };
}

const idsOf = (runs: readonly NewRun[]): Set<string> => new Set(runs.map(({ run_id }) => run_id));
