import type { PyodideAPI } from 'pyodide';
import { capTexts } from '../../src/protocol/cap-texts.ts';
import type { RunLimits } from '../../src/protocol/page-messages.ts';
import { sizeText } from '../../src/protocol/text-size.ts';
import { LimitExceededError, type RunEnd, type RunHost, type RunStart } from '../kit/serve.ts';
import { Bridge, type Outcome } from './bridge.ts';
import { Interrupts } from './interrupts.ts';
import { StreamWriter } from './stream-writer.ts';
import type { Workspace } from './workspace.ts';

type Start = (bridge: Bridge, code: string, paramsJson: string, environmentJson: string) => void;
type Starting = Start & { callPromising(...given: Parameters<Start>): Promise<void> };

/** The Python side, as JavaScript calls it (`kit/main.py`). */
export type Kit = {
  boot(): void;
  start: Starting;
  /** As `start`, for code of ours before the run. It leaves nothing that the run could see. */
  rehearse: Starting;
  /** Ends code that awaits something. */
  cancel(): void;
  /** Ends the run of code that awaits something, whatever that code does. */
  abandon(): void;
};

export type PythonRunOptions = {
  kit: Kit;
  how: 'start' | 'rehearse';
  workspace: Workspace;
  host: RunHost;
  limits: RunLimits;
  memoryBytes: number;
};

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

  async run(start: RunStart): Promise<RunEnd> {
    this.#openWorkspace(start.files);
    const clock = setInterval(() => this.#stopWaiting(), CLOCK_MS);
    try {
      return await this.#execute(start);
    } finally {
      clearInterval(clock);
    }
  }

  async #execute({ code, params_json: paramsJson, env = {} }: RunStart): Promise<RunEnd> {
    const { kit, how, workspace, host, limits } = this.#options;
    const { promise, resolve } = Promise.withResolvers<RunEnd>();
    const bridge = new Bridge({
      host,
      interrupts: this.#interrupts,
      resultBytes: limits.result_bytes,
      openFiles: () => workspace.openForWriting,
      onEnd: (outcome, resultJson) => resolve(this.#end(outcome, resultJson)),
    });
    // Code that awaits something ends later than this call does, so the end comes by the bridge.
    begin(kit[how], bridge, code, paramsJson, JSON.stringify(env)).catch((error: unknown) => resolve(this.#lost(error)));
    const end = await promise;
    this.#stdout.finish();
    this.#stderr.finish();
    this.#capped(() => workspace.sync());
    return end;
  }

  #openWorkspace(files: RunStart['files']): void {
    const { workspace, host, limits } = this.#options;
    const failed = workspace.open(files, limits.file_bytes * MEMORY_FILES_FACTOR, {
      onFile: (path, content) => this.#capped(() => this.#sendFile(path, content)),
      onFull: () => {
        this.#full = true;
        this.#interrupts.stop();
      },
    });
    for (const path of failed)
      host.stderr(`The file ${path} of the workspace is not there: another file is in the way of its folder.\n`);
  }

  /** A name that the workspace cannot have costs the file and not the run. */
  #sendFile(path: string, content: Uint8Array | null): void {
    const { host } = this.#options;
    try {
      host.file(path, content);
    } catch (error) {
      if (error instanceof LimitExceededError || !(error instanceof Error)) throw error;
      if (content !== null) host.stderr(`The file ${JSON.stringify(path)} was not kept: ${error.message}.\n`);
    }
  }

  /** Code that awaits something reads no interrupt buffer: it is cancelled, and left behind where that does not end it. */
  #stopWaiting(): void {
    if (!this.#interrupts.due) return;
    const { kit } = this.#options;
    if (this.#interrupts.fired) kit.abandon();
    else if (this.#interrupts.takeDue()) kit.cancel();
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

  /** The interpreter itself has ended: by os._exit, out of stack under a raised recursion limit, or by a fault in native code. */
  #lost(error: unknown): RunEnd {
    if (this.#interrupts.disarm() || this.#full) return this.#end({ status: 'stopped', error: null }, undefined);
    const cause = error instanceof Error ? error.message : String(error);
    const exit = /^Program terminated with exit\((-?\d+)\)/u.exec(cause);
    if (exit !== null) return exited(Number(exit[1]));
    const message = `Python itself broke down, and the run ended there (${cause}). Deep recursion under a raised sys.setrecursionlimit does this, or an expression of thousands of nested parts: use a loop instead.`;
    return { status: 'failed', error: { type: 'InterpreterLost', message } };
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

/** With stack switching, so that Python can wait for a promise, where the browser has it. */
async function begin(start: Starting, ...given: Parameters<Start>): Promise<void> {
  await ('Suspending' in WebAssembly ? start.callPromising(...given) : start(...given));
}

function limitExceeded(message: string): RunEnd {
  return { status: 'limit_exceeded', error: { type: 'LimitExceededError', message } };
}

/** os._exit ends the process, which is the interpreter. */
function exited(status: number): RunEnd {
  if (status === 0) return { status: 'succeeded', error: null };
  return { status: 'failed', error: { type: 'SystemExit', message: `The code ended with exit code ${status}.` } };
}
