import type { Broker } from '../../broker/broker.ts';
import { AppError, type QueryError } from '../../core/app-error.ts';
import type { SandboxOutcome } from '../../core/ports/code-sandbox.ts';
import type { Limits } from '../../core/limits.ts';
import type { RunError } from '../../core/run.ts';
import type { RunGrants } from '../../core/share/run-grants.ts';
import { bindParameters, type BoundSql } from '../../core/sql/bind-parameters.ts';
import { Deadline } from '../../sandbox/deadline.ts';
import type { LiveRun } from './live-run.ts';
import { refuseUngranted } from './refuse-ungranted.ts';
import { rowsAsObjects } from './sql-result.ts';

/** More than anybody scrolls through; what is aggregated in SQL is never near it. */
const MAX_ROWS = 100_000;

/**
 * SQL as a language: a thin runtime over the broker's query. The last statement's rows are shown as a table and are the result; what
 * does not fit is cut, and the run says so on stderr.
 */
export async function runSql(live: LiveRun, broker: Broker, limits: Limits, grants?: RunGrants): Promise<SandboxOutcome> {
  const { run, abort } = live;
  const deadline = new AbortController();
  const clock = new Deadline(limits.timeout_s * 1000, () => deadline.abort());
  clock.start();
  const outcome = (rest: Pick<SandboxOutcome, 'status' | 'error'> & Partial<SandboxOutcome>): SandboxOutcome => {
    clock.stop();
    return { result: null, changes: [], output_truncated: false, duration_ms: clock.elapsedMs, ...rest };
  };
  let bound: BoundSql | undefined;
  try {
    refuseUngranted({ capability: 'query', connection: run.connection }, grants);
    bound = bindParameters(run.code, run.params);
    const answer = await broker.query(
      {
        connection: run.connection,
        sql: bound.sql,
        max_rows: MAX_ROWS,
        max_bytes: limits.display_bytes,
        signal: AbortSignal.any([abort.signal, deadline.signal]),
      },
      {
        origin: live.origin,
        onQueryProgress: (progress) => live.queryProgress(progress),
        pauseClock: () => clock.pause(),
        onLoading: (progress) => live.take({ type: 'loading', progress }),
        onCall: (call) => live.call(call),
      },
    );
    const firstOutput = clock.elapsedMs;
    const rows = await answer.rows();
    const { columns, row_count, truncated } = answer;
    for (const note of answer.notes ?? []) live.take({ type: 'stderr', text: `${note}.\n` });
    live.take({ type: 'display', display: { kind: 'table', columns, rows, row_count, truncated } });
    const { value, cut } = await rowsAsObjects(columns, rows, limits.result_bytes);
    const note = cutNote(row_count, truncated, cut && Array.isArray(value) ? value.length : undefined);
    if (note !== '') live.take({ type: 'stderr', text: note });
    return outcome({
      status: 'succeeded',
      error: null,
      result: value,
      output_truncated: note !== '',
      time_to_first_output_ms: firstOutput,
    });
  } catch (error) {
    if (abort.signal.aborted) return outcome({ status: 'cancelled', error: null });
    if (deadline.signal.aborted) return outcome({ status: 'timed_out', error: timeoutError(limits.timeout_s) });
    if (error instanceof AppError) return outcome({ status: 'failed', error: asRunError(error, bound) });
    throw error;
  }
}

function timeoutError(seconds: number): RunError {
  return {
    type: 'TimeoutError',
    message: `The query was stopped at its time limit of ${seconds} s. Read fewer rows or days, or raise the limit (300 s at most).`,
  };
}

/** The error at its place in the text as it was written; the engine saw it with the parameters filled in. */
function asRunError(error: AppError, bound: BoundSql | undefined): RunError {
  const { line, position } = error as Partial<Pick<QueryError, 'line' | 'position'>>;
  const { name: type, message } = error;
  if (line === undefined) return { type, message };
  if (position === undefined) return { type, message, line };
  const place = bound?.placeInSource(line, position) ?? { line, position };
  return { type, message: message.replace(`line ${line}:${position}:`, `line ${place.line}:${place.position}:`), ...place };
}

function cutNote(rowCount: number, truncated: boolean, resultRows: number | undefined): string {
  const notes: string[] = [];
  const count = rowCount.toLocaleString('en-US');
  if (truncated)
    notes.push(`The query has more rows than are shown: the table holds the first ${count}. Aggregate in SQL, or add LIMIT.`);
  if (resultRows !== undefined) {
    notes.push(
      `The result holds the first ${resultRows.toLocaleString('en-US')} rows, up to its size limit; the table holds ${count}.`,
    );
  }
  return notes.map((note) => `${note}\n`).join('');
}
