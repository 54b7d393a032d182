import { HostRequestError, LimitExceededError, type RunHost } from '../kit/serve.ts';
import type { Interrupts } from './interrupts.ts';

const SLEEP_STEP_MS = 25;

/** An answer to a query as Python takes it: JSON texts (`error` is empty where there is none), and the rows' bytes as they came. */
type Answer = { error: string; columns: string; chunks: Uint8Array<ArrayBuffer>[] };

/** An answer of AWS, in the form of the protocol's `aws-wire.ts`; `error` is JSON, empty where there is none. */
type AwsAnswer = { error: string; output: string; blobs: Uint8Array<ArrayBuffer>[] };

/** The bytes of a package; `error` is why there are none, else empty. */
type PackageAnswer = { error: string; content: Uint8Array<ArrayBuffer> };

/** How the code ended, as `kit/main.py` tells it. "stopped": by the clock or a cap. */
export type Outcome = {
  status: 'succeeded' | 'failed' | 'out_of_memory' | 'result_too_large' | 'stopped';
  error: { type: string; message: string; line?: number; traceback?: string } | null;
};

export type BridgeOptions = {
  host: RunHost;
  interrupts: Interrupts;
  resultBytes: number;
  openFiles(): number;
  onEnd(outcome: Outcome, resultJson: string | undefined): void;
};

/** The functions that Python's side calls (as `bridge` in `kit/host.py`). What crosses is text, numbers and bytes. */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly resultBytes: number;

  readonly #rows: string[] = [];

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.resultBytes = options.resultBytes;
  }

  started(): void {
    this.#options.interrupts.arm(this.#options.host);
    this.#options.host.started();
  }

  /** The first rows of the table that is displayed next. */
  rows(json: string): void {
    this.#rows.push(json);
  }

  display(json: string): void {
    this.#capped((host) => host.display(json, this.#rows.splice(0)));
  }

  progress(done: number, total: number, text: string | undefined): void {
    this.#options.host.progress(done, total, text);
  }

  async query(sql: string): Promise<Answer> {
    try {
      const { columns, chunks } = await this.#options.host.query(sql);
      return { error: '', columns: JSON.stringify(columns), chunks };
    } catch (error) {
      return { error: errorJson(error), columns: '[]', chunks: [] };
    }
  }

  async aws(service: string, operation: string, region: string | undefined, inputJson: string): Promise<AwsAnswer> {
    const call = { service, operation, input_json: inputJson };
    try {
      const { output_json: output, blobs } = await this.#options.host.aws(region === undefined ? call : { ...call, region });
      return { error: '', output, blobs };
    } catch (error) {
      return { error: errorJson(error), output: '', blobs: [] };
    }
  }

  async package(name: string): Promise<PackageAnswer> {
    try {
      const blob = await this.#options.host.package(name);
      return { error: '', content: new Uint8Array(await blob.arrayBuffer()) };
    } catch (error) {
      if (!(error instanceof HostRequestError)) throw error;
      return { error: error.message, content: new Uint8Array(0) };
    }
  }

  /** True after `ms`; false once the code should stop, which the interpreter may be slow to hear from its buffer. */
  async sleep(ms: number): Promise<boolean> {
    const { interrupts, host } = this.#options;
    const until = performance.now() + ms;
    for (let rest = ms; rest > 0 && !interrupts.due; rest = until - performance.now()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(rest, SLEEP_STEP_MS)));
      host.tick();
    }
    if (!interrupts.due) return true;
    interrupts.takeDue();
    return false;
  }

  disarm(): boolean {
    return this.#options.interrupts.disarm();
  }

  openFiles(): number {
    return this.#options.openFiles();
  }

  complain(text: string): void {
    this.#capped((host) => host.stderr(text));
  }

  end(outcomeJson: string, resultJson: string | undefined): void {
    this.#options.onEnd(JSON.parse(outcomeJson) as Outcome, resultJson);
  }

  /** A passed cap has ended the run already: what is left is to stop the code. */
  #capped(call: (host: RunHost) => void): void {
    try {
      call(this.#options.host);
    } catch (error) {
      if (!(error instanceof LimitExceededError)) throw error;
      this.#options.interrupts.stop();
    }
  }
}

/** What was refused or failed, as JSON; any other error is a fault of ours. */
function errorJson(error: unknown): string {
  if (!(error instanceof HostRequestError)) throw error;
  return JSON.stringify({ message: error.message, ...error.details });
}
