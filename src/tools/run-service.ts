import type { JsonObject } from '../core/json.ts';
import type { LanguageId, Run } from '../core/run.ts';
import type { RunGrants } from '../core/share/run-grants.ts';
import type { CallOptions } from './tool.ts';

export type RunRequest = {
  language: LanguageId;
  code: string;
  params: JsonObject;
  connection: string;
  timeout_s: number;
  title?: string;
  workflow?: { id: string; version: number };
  /** What the run may do, where the person was asked: what is refused is refused to the code as a `PolicyError`. */
  grants?: RunGrants;
};

/** Starts runs, follows them to their end and keeps their record. */
export interface RunService {
  execute(request: RunRequest, options: CallOptions): Promise<Run>;
  /** The run as it is now, also while it runs. */
  get(runId: string): Promise<Run | undefined>;
  /** Ends a running run as `cancelled` and answers it; an ended one is answered as it is. */
  cancel(runId: string): Promise<Run | undefined>;
}
