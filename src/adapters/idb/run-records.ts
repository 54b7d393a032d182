import { z } from 'zod';
import { displaySchema, type Display } from '../../core/display.ts';
import type { Json } from '../../core/json.ts';
import type { Run, RunSummary } from '../../core/run.ts';
import { isLong, jsonPieces } from '../storage/json-pieces.ts';
import { fromJsonText, toJsonText } from '../storage/json-text.ts';
import { runSummarySchema } from '../storage/run-schema.ts';
import type { RunContentsRecord, RunRecord, StoredText } from './records.ts';
import { loadJson, loadText, storeJson, storeText } from './stored-text.ts';

const anyJson = z.custom<Json>((value) => value !== undefined);

/** `owner` is the tab that runs it; an ended run has none. */
export function runRecord(summary: RunSummary, owner?: string): RunRecord {
  const { run_id, started_at, status, workflow_id } = summary;
  return {
    run_id,
    started_at,
    status,
    ...(workflow_id === undefined ? {} : { workflow_id }),
    ...(owner === undefined ? {} : { owner }),
    summary_json: toJsonText(`The run ${run_id}`, summary),
  };
}

/** Undefined where it is damaged. */
export function summaryOfRecord(record: RunRecord): RunSummary | undefined {
  return fromJsonText(record.summary_json, runSummarySchema);
}

/** A display never changes once shown: what a checkpoint has written of it, the next one writes again as it is. */
const storedDisplays = new WeakMap<Display, StoredText>();

function storeDisplay(what: string, display: Display): StoredText {
  const known = storedDisplays.get(display);
  if (known !== undefined) return known;
  const stored = storeJson(toJsonText(what, display));
  storedDisplays.set(display, stored);
  return stored;
}

export function runContentsRecord(run: Run): RunContentsRecord {
  const what = `The run ${run.run_id}`;
  return {
    run_id: run.run_id,
    code: storeText(what, run.code),
    stdout: storeText(what, run.stdout),
    stderr: storeText(what, run.stderr),
    result_json: storeJson(toJsonText(what, run.result)),
    displays_json: run.displays.map((display) => storeDisplay(what, display)),
  };
}

/**
 * As `runContentsRecord`, but a long result and long tables are written piece by piece, so that the page goes on meanwhile. Undefined
 * where nothing is long: then the record can be had at once.
 */
export function longRunContentsRecord(run: Run): Promise<RunContentsRecord> | undefined {
  const long = run.displays.filter((display) => !storedDisplays.has(display) && display.kind === 'table' && isLong(display.rows));
  if (long.length === 0 && !isLong(run.result)) return undefined;
  return writeLong(run, long);
}

async function writeLong(run: Run, long: Display[]): Promise<RunContentsRecord> {
  const what = `The run ${run.run_id}`;
  for (const display of long) {
    if (display.kind !== 'table') continue;
    const { rows, ...rest } = display;
    const json = [toJsonText(what, rest).slice(0, -1), ',"rows":', ...(await jsonPieces(what, rows)), '}'];
    storedDisplays.set(display, new Blob(json, { type: 'application/json' }));
  }
  const pieces = isLong(run.result) ? await jsonPieces(what, run.result) : undefined;
  const record = runContentsRecord(pieces === undefined ? run : { ...run, result: null });
  return pieces === undefined ? record : { ...record, result_json: new Blob(pieces, { type: 'application/json' }) };
}

/** Undefined where a part of it is damaged. Rejects where the browser cannot read a stored Blob. */
export async function wholeRun(summary: RunSummary, contents: RunContentsRecord): Promise<Run | undefined> {
  const [code, stdout, stderr, resultJson, displaysJson] = await Promise.all([
    loadText(contents.code),
    loadText(contents.stdout),
    loadText(contents.stderr),
    loadJson(contents.result_json),
    Promise.all(contents.displays_json.map(loadJson)),
  ]);
  const result = fromJsonText(resultJson, anyJson);
  const displays = displaysJson.map((json) => fromJsonText(json, displaySchema));
  if (result === undefined || !displays.every((display) => display !== undefined)) return undefined;
  return { ...summary, code, stdout, stderr, result, displays };
}
