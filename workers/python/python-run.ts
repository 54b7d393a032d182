import type { PyodideAPI } from 'pyodide';
import { capTexts } from '../../src/protocol/cap-texts.ts';
import type { RunLimits } from '../../src/protocol/page-messages.ts';
import { sizeText } from '../../src/protocol/text-size.ts';
import { LimitExceededError, type RunEnd, type RunHost, type RunStart } from '../kit/serve.ts';
import { Bridge, type Outcome } from './bridge.ts';
import { Interrupts } from './interrupts.ts';
import { StreamWriter } from './stream-writer.ts';
import type { Workspace } from './workspace.ts';

/** The Python side, as JavaScript calls it (`kit/main.py`). */
export type Kit = {
  boot(): void;
  start: { callPromising(bridge: Bridge, code: string, paramsJson: string): Promise<void> };
  /** Ends code that awaits something. */
  cancel(): void;
};

export type PythonRunOptions = { kit: Kit; workspace: Workspace; host: RunHost; limits: RunLimits; memoryBytes: number };

/** Files in memory, those outside the workspace too, may take this many times what a run may write. */
const MEMORY_FILES_FACTOR = 2;
const CLOCK_MS = 25;

/** One run: what connects the interpreter, the workspace and the host until the code has ended. */
export class PythonRun {
  readonly #options: PythonRunOptions;
  readonly #interrupts: Interrupts;
  readonly #stdout: StreamWriter;
  readonly #stderr: StreamWriter;
  /** Set where files in memory took too much: what the run ends with. */
  #full = false;

  constructor(options: PythonRunOptions) {
    const { host, workspace } = options;
    this.#options = options;
    this.#interrupts = new Interrupts((now) => this.#capped(() => workspace.tick(now)));
    this.#stdout = new StreamWriter((text) => this.#capped(() => host.stdout(text)));
    this.#stderr = new StreamWriter((text) => this.#capped(() => host.stderr(text)));
  }

  attach(pyodide: PyodideAPI): void {
    pyodide.setStdout(this.#stdout);
    pyodide.setStderr(this.#stderr);
    // Pyodide reads element 0 and writes it back to 0, and asks no more of the buffer.
    pyodide.setInterruptBuffer(this.#interrupts as unknown as Uint8Array);
  }

  async run({ code, params_json: paramsJson, files }: RunStart): Promise<RunEnd> {
    this.#openWorkspace(files);
    const clock = setInterval(() => this.#stopWaiting(), CLOCK_MS);
    try {
      return await this.#execute(code, paramsJson);
    } finally {
      clearInterval(clock);
    }
  }

  async #execute(code: string, paramsJson: string): Promise<RunEnd> {
    const { kit, workspace, host, limits } = this.#options;
    const { promise, resolve } = Promise.withResolvers<RunEnd>();
    const bridge = new Bridge({
      host,
      interrupts: this.#interrupts,
      resultBytes: limits.result_bytes,
      openFiles: () => workspace.openForWriting,
      onEnd: (outcome, resultJson) => resolve(this.#end(outcome, resultJson)),
    });
    // Code that awaits something ends later than this call does, so the end comes by the bridge.
    kit.start.callPromising(bridge, code, paramsJson).catch((error: unknown) => resolve(this.#lost(error)));
    const end = await promise;
    this.#stdout.finish();
    this.#stderr.finish();
    this.#capped(() => workspace.sync());
    return end;
  }

  #openWorkspace(files: RunStart['files']): void {
    const { workspace, host, limits } = this.#options;
    const failed = workspace.open(files, limits.file_bytes * MEMORY_FILES_FACTOR, {
      onFile: (path, content) => this.#capped(() => host.file(path, content)),
      onFull: () => {
        this.#full = true;
        this.#interrupts.stop();
      },
    });
    for (const path of failed)
      host.stderr(`The file ${path} of the workspace is not there: another file is in the way of its folder.\n`);
  }

  /** Code that awaits something reads no interrupt buffer: it is cancelled. */
  #stopWaiting(): void {
    if (this.#interrupts.takeDue()) this.#options.kit.cancel();
  }

  #end({ status, error }: Outcome, resultJson: string | undefined): RunEnd {
    const { limits, memoryBytes } = this.#options;
    if (this.#full) return limitExceeded(capTexts.file_bytes(limits.file_bytes));
    if (status === 'result_too_large') return limitExceeded(capTexts.result_bytes(limits.result_bytes));
    if (status === 'stopped') {
      const message = `The code ran longer than its time limit of ${limits.timeout_ms / 1000} s.`;
      return { status: 'timed_out', error: { ...error, type: 'TimeoutError', message } };
    }
    if (status === 'out_of_memory' && error !== null) {
      const message = `The code needs more memory than its limit of ${sizeText(memoryBytes)}. Work on fewer rows at a time, or let query(sql) add them up.`;
      return { status, error: { ...error, message } };
    }
    return { status, error, ...(resultJson === undefined ? {} : { result_json: resultJson }) };
  }

  /** The interpreter itself gave up: out of stack under a raised recursion limit, or a fault in native code. */
  #lost(error: unknown): RunEnd {
    const fired = this.#interrupts.disarm();
    const message = error instanceof Error ? error.message : String(error);
    if (fired) return this.#end({ status: 'stopped', error: null }, undefined);
    return {
      status: 'failed',
      error: {
        type: 'InterpreterLost',
        message: `Python itself broke down and the run ended there (${message}). Deep recursion under a raised sys.setrecursionlimit does this: use a loop instead.`,
      },
    };
  }

  /** A passed cap has ended the run already: what is left is to stop the code. */
  #capped(call: () => void): void {
    try {
      call();
    } catch (error) {
      if (!(error instanceof LimitExceededError)) throw error;
      this.#interrupts.stop();
    }
  }
}

function limitExceeded(message: string): RunEnd {
  return { status: 'limit_exceeded', error: { type: 'LimitExceededError', message } };
}
