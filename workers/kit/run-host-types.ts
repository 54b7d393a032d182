import type { CapabilityFault } from '../../src/core/ports/code-sandbox.ts';
import type { PageMessage } from '../../src/protocol/page-messages.ts';

/** What a runtime reads while it boots. `memoryBytes` is the ceiling for its WebAssembly memory. */
export type BootContext = { assets: Record<string, Blob>; memoryBytes: number };

export type QueryRows = {
  columns: { name: string; type: string }[];
  /** UTF-8 JSON: each chunk is an array of rows, each row an array of cells. */
  chunks: Uint8Array<ArrayBuffer>[];
  row_count: number;
};

/** How a run ends. `result` is JSON text, absent where there is no value. */
export type RunEnd = {
  status: 'succeeded' | 'failed' | 'timed_out' | 'out_of_memory' | 'limit_exceeded';
  result_json?: string;
  error: { type: string; message: string; line?: number; traceback?: string } | null;
  peak_memory_bytes?: number;
};

/** Thrown by a host call that passes a cap. The run has ended by then: guest code that catches it talks to nobody. */
export class LimitExceededError extends Error {
  override readonly name = 'LimitExceededError';
}

/** What an AWS call answered, in the form of the protocol's `aws-wire.ts`. */
export type AwsOutput = { output_json: string; blobs: Uint8Array<ArrayBuffer>[] };

/** `input_json` is in the form of `aws-wire.ts`. `region` only where the code named one. */
export type AwsRequest = { service: string; operation: string; region?: string; input_json: string };

/** Something that was asked of the page and refused or failed: a query (`details.type` is "QueryError"), a call, a package. */
export class HostRequestError extends Error {
  override readonly name = 'HostRequestError';
  readonly details: Omit<CapabilityFault, 'message'>;

  constructor(message: string, details: Omit<CapabilityFault, 'message'>) {
    super(message);
    this.details = details;
  }
}

/** What a runtime may ask of the outside during one run. */
export interface RunHost {
  /** The first instruction of the user's code is next: the clock starts. Call it once, after parsing succeeded or not. */
  started(): void;
  /** Text as the code printed it, newlines included. Batched, chunked and capped here. Throws `LimitExceededError` in a flood. */
  stdout(text: string): void;
  stderr(text: string): void;
  /**
   * JSON of a `Display`. The first rows of a long table may be given beside it, in parts of about two thousand: each is JSON of an
   * array of rows. Throws `LimitExceededError` past the caps.
   */
  display(json: string, rows?: readonly string[]): void;
  /**
   * A file as it is now (the bytes are copied), or null: it was deleted. Throws `LimitExceededError` past the caps, and `Error` where
   * the path is none that the workspace can have.
   */
  file(path: string, content: Uint8Array | null): void;
  progress(done: number, total: number, text?: string): void;
  /** Rejects with `HostRequestError`. */
  query(sql: string): Promise<QueryRows>;
  /** A call to AWS, as the page makes it. Rejects with `HostRequestError`. */
  aws(request: AwsRequest): Promise<AwsOutput>;
  /** Bytes of one of the runtime's packages, also before `started`. Rejects with `HostRequestError`. */
  package(name: string): Promise<Blob>;
  /** Cheap; call it from the interpreter's interrupt handler: sends text that waits for more than 50 ms. */
  tick(): void;
  /** True once the run's own time is over: the interpreter should stop the code softly (the page kills the worker soon after). */
  pastDeadline(): boolean;
}

export type RunStart = Extract<PageMessage, { type: 'start' }> & { params: unknown };

export interface Runtime {
  boot(context: BootContext): Promise<void>;
  /**
   * The steps of a rehearsal, each short: what a run goes through is gone through while nothing is asked of the worker. It leaves
   * nothing that a run could see.
   */
  rehearse?(start: Omit<RunStart, 'code' | 'files'>, host: () => RunHost): Iterable<Promise<unknown> | void>;
  run(start: RunStart, host: RunHost): Promise<RunEnd>;
}
