import type { Json, JsonObject } from '../../core/json.ts';
import type { Run, RunStatus } from '../../core/run.ts';
import { block, cellText, counted, plain, runLink, short, table } from './markdown.ts';

const MOST_ROWS = 10;
const MOST_COLUMNS = 8;
const MOST_ERROR = 1500;
const MOST_PRINTED = 1500;

const ENDED: Record<RunStatus, string> = {
  running: 'still runs',
  succeeded: 'succeeded',
  failed: 'failed',
  timed_out: 'reached its time limit',
  cancelled: 'was stopped',
  out_of_memory: 'ran out of memory',
  limit_exceeded: 'reached a limit',
  interrupted: 'was interrupted',
};

/** What came of a run, in a few lines; all of it is in the run, to which it links. */
export function sayRun(run: Run, name: string): string {
  const head = `${runLink(name, run.run_id)} ${ENDED[run.status]} after ${seconds(run.duration_ms)}.`;
  return [head, ...errorOf(run), ...resultOf(run), ...filesOf(run)].join('\n\n');
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function errorOf({ error }: Run): string[] {
  if (error === null) return [];
  const where = error.line === undefined ? '' : ` (line ${error.line})`;
  return [`**${plain(error.type)}**${where}: ${plain(error.message.slice(0, MOST_ERROR))}`];
}

function resultOf(run: Run): string[] {
  const { result, stdout, status } = run;
  if (status !== 'succeeded') return [];
  if (isTable(result)) return [rowsOf(result)];
  // Charts, tables and texts that it shows are in its card.
  if (run.displays.length > 0) return [];
  if (result !== null) return [`Result: ${short(typeof result === 'object' ? JSON.stringify(result) : String(result), 500)}`];
  const printed = stdout.trimEnd();
  if (printed === '') return ['It printed nothing and has no result.'];
  return [block(printed.length > MOST_PRINTED ? `${printed.slice(0, MOST_PRINTED).toWellFormed()}\n…` : printed)];
}

function isTable(result: Json): result is JsonObject[] {
  return (
    Array.isArray(result) &&
    result.length > 0 &&
    result.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  );
}

function rowsOf(rows: readonly JsonObject[]): string {
  const names = Object.keys(rows[0] ?? {});
  const shown = names.slice(0, MOST_COLUMNS);
  const lines = rows.slice(0, MOST_ROWS).map((row) => shown.map((name) => cellText(row[name])));
  const more = [
    ...(rows.length > MOST_ROWS ? [`${counted(rows.length, 'row')} in all`] : []),
    ...(names.length > MOST_COLUMNS ? [`${counted(names.length, 'column')} in all`] : []),
  ];
  return (
    table(
      shown.map((name) => short(name)),
      lines,
    ) + (more.length === 0 ? '' : `\n\n${more.join(', ')}: see the run.`)
  );
}

function filesOf({ files }: Run): string[] {
  if (files.length === 0) return [];
  const named = files.slice(0, 5).map(({ path }) => short(path, 200));
  return [`Files: ${named.join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''}.`];
}
