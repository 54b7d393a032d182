import { z } from 'zod';
import type { Display } from './display.ts';
import type { Json, JsonObject } from './json.ts';

export const languageIds = ['python', 'javascript', 'sql'] as const;
export const languageSchema = z.enum(languageIds);
export type LanguageId = z.infer<typeof languageSchema>;

/** Ten million characters: more than any script a person wrote, less than what stops an editor. */
export const MAX_CODE = 10 * 1024 * 1024;

export const runStatuses = [
  'running',
  'succeeded',
  'failed',
  'timed_out',
  'cancelled',
  'out_of_memory',
  'limit_exceeded',
  'interrupted',
] as const;
export const runStatusSchema = z.enum(runStatuses);
export type RunStatus = z.infer<typeof runStatusSchema>;

/**
 * `line` is 1-based, in the user's code: of the deepest frame of theirs, or of the syntax error. `position` is the 1-based column in
 * it, where that is known.
 */
export type RunError = { type: string; message: string; line?: number; position?: number; traceback?: string };

/** A file that a run wrote or changed. `path` is relative to the workspace, with `/`. */
export type RunFile = { path: string; bytes: number; media_type: string };

export const callStatuses = ['succeeded', 'failed', 'refused', 'cancelled'] as const;

/** One thing a run asked of the broker. */
export type CallRecord = {
  service: string;
  operation: string;
  status: (typeof callStatuses)[number];
  duration_ms: number;
  bytes_scanned?: number;
};

/** The record of a run, as every tool answers it. Times are ISO 8601 in UTC. */
export type Run = {
  run_id: string;
  workflow_id?: string;
  workflow_version?: number;
  title?: string;
  /** Its code came from somebody else: a workflow that was sent and tried, or a run out of a back-up. */
  received?: true;
  language: LanguageId;
  runtime: string;
  connection: string;
  code: string;
  params: JsonObject;
  status: RunStatus;
  stdout: string;
  stderr: string;
  output_truncated: boolean;
  result: Json;
  displays: Display[];
  files: RunFile[];
  error: RunError | null;
  started_at: string;
  duration_ms: number;
  time_to_first_output_ms?: number;
  peak_memory_bytes?: number;
  calls: CallRecord[];
};

/** A run without what can be large: what a list shows. */
export type RunSummary = Omit<Run, 'stdout' | 'stderr' | 'result' | 'displays' | 'code'>;

/**
 * What a run says as it goes. `progress` with `source: "loading"` counts bytes of a runtime or the engine, before the time limit
 * starts to count; with `source: "query"` a query's state in Athena, bytes scanned (of no known total) and what that costs, as text; with
 * `source: "code"` it is the code's own `progress(done, total, text)`.
 */
export type RunEvent = { run_id: string } & (
  | { type: 'status'; status: RunStatus }
  | { type: 'stdout'; text: string }
  | { type: 'stderr'; text: string }
  | { type: 'display'; display: Display }
  | { type: 'file'; file: RunFile }
  | { type: 'progress'; source: 'loading' | 'query' | 'code'; done: number; total: number; text?: string }
  | { type: 'call'; call: CallRecord }
);
