import type { Abort } from './abort.ts';
import type { Display } from '../display.ts';
import type { Column, Json, JsonObject } from '../json.ts';
import type { Limits } from '../limits.ts';
import type { LanguageId, RunError, RunStatus } from '../run.ts';
import type { FileChange, FileContent } from '../workspace.ts';
import type { LoadProgress } from './sql-engine.ts';

/** The languages that run in the sandbox. SQL does not: it runs on the connection. */
export type SandboxedLanguage = Exclude<LanguageId, 'sql'>;

export type SandboxRequest = {
  run_id: string;
  language: SandboxedLanguage;
  code: string;
  params: JsonObject;
  /** Variables of the environment that code sees, such as AWS_REGION. Never a secret. */
  env?: Record<string, string>;
  files: { path: string; content: FileContent }[];
  limits: Limits;
};

export type SandboxEvent =
  | { type: 'loading'; progress: LoadProgress }
  /** The first instruction of the user's code: from here the time limit counts. */
  | { type: 'started' }
  | { type: 'stdout'; text: string }
  | { type: 'stderr'; text: string }
  | { type: 'display'; display: Display }
  /** Live: the file as the run has it now. All changes come again in the outcome. */
  | { type: 'file'; path: string; bytes: number | null }
  | { type: 'progress'; done: number; total: number; text?: string };

export type CapabilityFault = {
  type: string;
  message: string;
  line?: number;
  position?: number;
  construct?: string;
  /** Of an AWS call that failed. */
  code?: string;
  status?: number;
  request_id?: string;
  /** JSON of the error's modelled members. */
  details_json?: string;
};

export type CapabilityAnswer =
  | { ok: true; columns: Column[]; chunks: Uint8Array<ArrayBuffer>[]; row_count: number }
  | { ok: true; output_json: string; blobs: Uint8Array<ArrayBuffer>[] }
  | { ok: false; error: CapabilityFault };

/** `input_json` is in the form of the protocol's `aws-wire.ts`; whether it is one is for the broker to find out. */
export type CapabilityRequest =
  | { capability: 'query'; sql: string }
  | { capability: 'aws'; service: string; operation: string; region?: string; input_json: string };

export type CapabilityContext = {
  /** Fires when the run has ended, however. */
  signal: Abort;
  /** Stops the run's clock while something loads or a person is asked; the answer starts it again. */
  pauseClock(): () => void;
};

export type SandboxHooks = {
  signal?: Abort;
  onEvent(event: SandboxEvent): void;
  /** Answers what the code asks for. Never rejects for what can be expected. */
  onRequest(request: CapabilityRequest, context: CapabilityContext): Promise<CapabilityAnswer>;
};

export type SandboxOutcome = {
  status: Exclude<RunStatus, 'running' | 'interrupted'>;
  result: Json;
  error: RunError | null;
  changes: FileChange[];
  output_truncated: boolean;
  /** Milliseconds from the first instruction to the end, pauses left out. */
  duration_ms: number;
  time_to_first_output_ms?: number;
  peak_memory_bytes?: number;
};

export interface CodeSandbox {
  /** Runs code to its end, whatever that is. Rejects only where the runtime cannot be loaded (`StorageError` is never its error). */
  run(request: SandboxRequest, hooks: SandboxHooks): Promise<SandboxOutcome>;
  /** Loads the language's bytes and keeps a spare worker ready. */
  warm(language: SandboxedLanguage, onLoading?: (progress: LoadProgress) => void): Promise<void>;
  /** The runtime's name and version, as a run records it ("pyodide 0.29.5, python 3.13"). */
  runtimeName(language: SandboxedLanguage): string;
  /** Messages that were dropped because they were late, repeated or malformed, since the page opened. */
  readonly dropped: number;
}
