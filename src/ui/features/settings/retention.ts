import type { Retention } from '../../../core/ports/stores.ts';
import type { RunSummary } from '../../../core/run.ts';

const DAY = 86_400_000;

/** How many of the runs the retention would delete: the oldest ended ones beyond its number and its age. */
export function countToDelete(
  runs: readonly Pick<RunSummary, 'status' | 'started_at'>[],
  { max_runs, max_age_days }: Retention,
  now: number,
): number {
  const ended = runs.filter(({ status }) => status !== 'running');
  const old = ended.filter(({ started_at }) => Date.parse(started_at) <= now - max_age_days * DAY);
  return Math.max(old.length, ended.length - max_runs, 0);
}
