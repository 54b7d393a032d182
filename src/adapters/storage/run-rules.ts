import { NotFoundError } from '../../core/app-error.ts';
import type { Run, RunError, RunSummary } from '../../core/run.ts';

export function summarizeRun(run: Run): RunSummary {
  const { stdout: _stdout, stderr: _stderr, result: _result, displays: _displays, code: _code, ...summary } = run;
  return summary;
}

/** What stands in the record of a run whose tab went away. */
export const interruption: RunError = {
  type: 'InterruptedError',
  message:
    'The tab was closed or reloaded while the code was running. What it printed until then is kept; files that it wrote are not. Run it again.',
};

/** A place in the order of runs: only runs before it are listed. Without a run id it is before all runs of that time. */
export type RunPlace = { started_at: string; run_id?: string };

/** The place that `before` names; `find` answers the start of a run. Throws `NotFoundError` where it is neither a run nor a time. */
export async function placeBefore(
  before: string,
  find: (runId: string) => Promise<string | undefined> | string | undefined,
): Promise<RunPlace> {
  const startedAt = await find(before);
  if (startedAt !== undefined) return { started_at: startedAt, run_id: before };
  const time = /^\d{4}-\d{2}/u.test(before) ? Date.parse(before) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new NotFoundError(
      `before: there is no run "${before.slice(0, 100)}", and it is no time; name a run_id, or a time such as 2026-11-21T14:00:00Z.`,
    );
  }
  return { started_at: new Date(time).toISOString() };
}

/** ISO time before which ended runs are too old to keep. */
export function oldestToKeep(maxAgeDays: number, now: number): string {
  return new Date(now - maxAgeDays * 86_400_000).toISOString();
}
