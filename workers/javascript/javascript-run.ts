import type { QuickJSHandle } from 'quickjs-emscripten-core';
import {
  HostRequestError,
  LimitExceededError,
  type AwsOutput,
  type AwsRequest,
  type RunEnd,
  type RunHost,
  type RunStart,
} from '../kit/serve.ts';
import { prepareCode, type PreparedCode } from './code/prepare.ts';
import { SyntaxFault } from './code/syntax-fault.ts';
import type { Description } from './guest/describe-error.ts';
import { EventQueue } from './host/event-queue.ts';
import { MAIN_FILE, outOfMemoryEnd, placed, syntaxEnd, thrownEnd } from './host/failures.ts';
import type { Guest, GuestResult } from './host/guest.ts';
import { neededPackages } from './host/needed-packages.ts';
import { Modules } from './host/modules.ts';
import type { RunSide, Stop } from './host/run-side.ts';
import { NoRoomError } from './host/values.ts';
import { Workspace } from './host/workspace.ts';

const CHECK_EVERY_MS = 25;
/** Jobs between two looks at the clock. */
const JOBS_AT_ONCE = 1000;
/** A run that was stopped has so long to say where it was, or what its value is: the code can have changed what is called for that. */
const LAST_WORDS_MS = 100;

type RunOptions = {
  guest: Guest;
  host: RunHost;
  start: RunStart;
  memoryBytes: number;
  readBlob(blob: Blob): Uint8Array<ArrayBuffer>;
};

/** One run: the code, its timers and queries, and how it ends. */
export class JavascriptRun implements RunSide {
  readonly host: RunHost;
  readonly workspace: Workspace;
  readonly #guest: Guest;
  readonly #memoryBytes: number;
  readonly #start: RunStart;
  readonly #events = new EventQueue();
  readonly #modules: Modules;
  #code: PreparedCode | undefined;
  #stop: Stop | undefined;
  #lastWords = -Infinity;
  /** Where the code was when it was stopped. */
  #stoppedAt: Description | undefined;

  constructor({ guest, host, start, memoryBytes, readBlob }: RunOptions) {
    this.host = host;
    this.#guest = guest;
    this.#start = start;
    this.#memoryBytes = memoryBytes;
    this.workspace = new Workspace(start.files, readBlob, (path, content) => this.#capped(() => host.file(path, content)));
    this.#modules = new Modules(guest, this.workspace);
  }

  async run(): Promise<RunEnd> {
    const clock = setInterval(() => this.#check(), CHECK_EVERY_MS);
    try {
      return await this.#run();
    } catch (error) {
      if (error instanceof NoRoomError) return outOfMemoryEnd(this.#memoryBytes);
      // The interpreter's calls go on the browser's own stack; where that overflows, this interpreter is lost, and so is the run.
      if (error instanceof RangeError) return { status: 'failed', error: { type: 'RangeError', message: error.message } };
      throw error;
    } finally {
      clearInterval(clock);
      this.#events.close();
      this.#capped(() => this.workspace.flush());
    }
  }

  query(id: number, sql: string): void {
    this.#events.wait(this.host.query(sql), (outcome) => {
      if (outcome.ok) return this.#answer(id, outcome.value);
      if (!(outcome.error instanceof HostRequestError)) throw outcome.error;
      const { message, details } = outcome.error;
      return this.#guest.call('queryFailed', id, JSON.stringify({ message, ...details }));
    });
  }

  aws(id: number, request: AwsRequest): void {
    this.#events.wait(this.host.aws(request), (outcome) => {
      if (outcome.ok) return this.#awsAnswer(id, outcome.value);
      if (!(outcome.error instanceof HostRequestError)) throw outcome.error;
      const { message, details } = outcome.error;
      return this.#guest.call('awsFailed', id, JSON.stringify({ message, ...details }));
    });
  }

  setTimer(id: number, ms: number): void {
    this.#events.setTimer(id, ms, () => this.#guest.call('timer', id));
  }

  clearTimer(id: number): void {
    this.#events.clearTimer(id);
  }

  stop(reason: Stop): void {
    this.#stop ??= reason;
    this.#events.wake();
  }

  async #run(): Promise<RunEnd> {
    try {
      this.#code = prepareCode(this.#start.code);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      this.host.started();
      return syntaxEnd(error, this.#start.code);
    }
    this.#guest.attach(this);
    await this.#loadPackages(this.#code);
    const environment = JSON.stringify(this.#start.env ?? {});
    const prepared = this.#guest.call('prepareRun', this.#start.params_json, environment, JSON.stringify(this.#code.shifts));
    if (prepared.error !== undefined) return this.#thrown(prepared.error);
    this.host.started();
    this.#guest.quickjs.runtime.setInterruptHandler(() => this.#interrupts());
    const main = this.#begin(this.#code);
    if (main.error !== undefined) return this.#ended(main.error);
    return (await this.#settle(main.value)) ?? this.#finish(main.value);
  }

  /** `require` cannot wait, so what the code names is there before it runs. What does not arrive is said where the code asks for it. */
  async #loadPackages({ program }: PreparedCode): Promise<void> {
    const names = neededPackages(this.#start.code, program, this.workspace);
    const loading = names.map(async (name) => {
      try {
        this.#guest.addPackage(name, await (await this.host.package(name)).text());
      } catch (error) {
        if (!(error instanceof HostRequestError)) throw error;
        this.#guest.packageFailed(name, error.message);
      }
    });
    await Promise.all(loading);
  }

  #begin({ kind, source }: PreparedCode): GuestResult {
    const { context } = this.#guest.quickjs;
    const evaluated = context.evalCode(source, MAIN_FILE, { type: kind === 'module' ? 'module' : 'global' });
    if (evaluated.error !== undefined) return { error: evaluated.error };
    return kind === 'module' ? { value: evaluated.value } : this.#guest.call('runScript', evaluated.value);
  }

  /** The value, once the code has come to its end and nothing is left to wait for. */
  async #finish(main: QuickJSHandle): Promise<RunEnd> {
    const { context } = this.#guest.quickjs;
    const state = context.getPromiseState(main);
    const finishing =
      this.#code?.kind === 'module' && state.type === 'fulfilled'
        ? this.#guest.call('finishModule', state.value)
        : this.#guest.call('finishScript');
    if (finishing.error !== undefined) return this.#ended(finishing.error);
    const failed = await this.#settle(finishing.value);
    if (failed !== undefined) return failed;
    const result = context.getPromiseState(finishing.value);
    return this.#succeeded(result.type === 'fulfilled' ? result.value : context.undefined);
  }

  #succeeded(result: QuickJSHandle): RunEnd {
    const json = this.#guest.values.read(result);
    return { status: 'succeeded', error: null, ...(typeof json === 'string' ? { result_json: json } : {}) };
  }

  /** Lets events come until the promise has settled and none is left. Undefined, or how the run ended before that. */
  async #settle(promise: QuickJSHandle): Promise<RunEnd | undefined> {
    const { context, rejections } = this.#guest.quickjs;
    for (;;) {
      const failed = this.#drain();
      if (failed !== undefined || this.#stop !== undefined) return this.#ended(failed);
      if (rejections.first !== undefined) return this.#ended(rejections.first);
      const state = context.getPromiseState(promise);
      if (state.type === 'rejected') return this.#ended(state.error);
      if (this.#events.idle) return state.type === 'pending' ? this.#neverSettles() : undefined;
      this.workspace.tick();
      const handle = await this.#events.next();
      if (this.#stop !== undefined) return this.#ended();
      const { error } = handle?.() ?? {};
      if (error !== undefined) return this.#ended(error);
    }
  }

  /** Runs what promises have to do. Answers an error that ended it. */
  #drain(): QuickJSHandle | undefined {
    const { runtime } = this.#guest.quickjs;
    while (this.#stop === undefined && runtime.hasPendingJob()) {
      const { error } = runtime.executePendingJobs(JOBS_AT_ONCE);
      this.#check();
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #answer(id: number, { columns, chunks }: { columns: unknown; chunks: Uint8Array[] }): GuestResult {
    const decoder = new TextDecoder();
    for (const chunk of chunks) {
      const taken = this.#guest.call('queryRows', id, decoder.decode(chunk));
      if (taken.error !== undefined) return taken;
    }
    return this.#guest.call('queryDone', id, JSON.stringify(columns));
  }

  #awsAnswer(id: number, { output_json, blobs }: AwsOutput): GuestResult {
    for (const blob of blobs) {
      const taken = this.#guest.call('awsBlob', id, blob);
      if (taken.error !== undefined) return taken;
    }
    return this.#guest.call('awsDone', id, output_json);
  }

  /** Called by the interpreter every few thousand steps. */
  #interrupts(): boolean {
    this.#check();
    return this.#stop !== undefined && performance.now() > this.#lastWords;
  }

  #check(): void {
    this.host.tick();
    this.workspace.tick();
    if (this.#stop === undefined && this.host.pastDeadline()) this.stop({ kind: 'timed_out' });
  }

  /** The end by what was thrown, or by what stopped the code. */
  #ended(thrown?: QuickJSHandle): RunEnd {
    const stop = this.#stop;
    if (stop === undefined) return thrown === undefined ? this.#neverSettles() : this.#thrown(thrown);
    this.#lastWords = performance.now() + LAST_WORDS_MS;
    // What stops the code rejects the promise of the async function in which it was, as any error does.
    const stopping = thrown ?? this.#guest.quickjs.rejections.last;
    const at = stopping && this.#describe(stopping);
    if (at?.message === 'interrupted') this.#stoppedAt = at;
    if (stop.kind === 'exit') return this.#exited(stop.code);
    const message = stop.kind === 'timed_out' ? 'The run passed its time limit' : 'The run passed a limit';
    const where = this.#stoppedAt && placed({ ...this.#stoppedAt, type: 'TimeLimitError', message });
    return {
      status: stop.kind === 'timed_out' ? 'timed_out' : 'limit_exceeded',
      error: { type: stop.kind === 'timed_out' ? 'TimeLimitError' : 'LimitExceededError', message, ...where },
    };
  }

  #exited(code: number): RunEnd {
    if (code !== 0) return { status: 'failed', error: { type: 'ProcessExit', message: `The code called process.exit(${code})` } };
    const value = this.#guest.call('valueNow');
    return value.error === undefined ? this.#succeeded(value.value) : this.#thrown(value.error);
  }

  #thrown(thrown: QuickJSHandle): RunEnd {
    if (this.#noRoomForError(thrown)) return outOfMemoryEnd(this.#memoryBytes);
    const fault = this.#modules.fault;
    const described = this.#describe(thrown);
    if (this.#stop !== undefined) return this.#ended();
    const end = thrownEnd(described, this.#memoryBytes);
    if (fault === undefined || !described.message.includes(fault.message)) return end;
    return this.#importFailed(fault.message, fault.type, fault.specifier, end);
  }

  /** Where memory is so full that the error itself finds no room, the engine throws null. */
  #noRoomForError(thrown: QuickJSHandle): boolean {
    const { context, memory } = this.#guest.quickjs;
    return context.eq(thrown, context.null) && memory.buffer.byteLength > this.#memoryBytes * 0.75;
  }

  /** The engine words a failed import itself; ours says what there is, and where it was imported. */
  #importFailed(message: string, type: string, specifier: string, end: RunEnd): RunEnd {
    const line = end.error?.line ?? this.#code?.importLine(specifier);
    const place = line === undefined ? {} : { line };
    const traceback = `${type}: ${message}${line === undefined ? '' : `\n    at ${MAIN_FILE}:${line}`}`;
    return { status: 'failed', error: { type, message, ...place, traceback } };
  }

  #describe(thrown: QuickJSHandle): Description {
    try {
      return JSON.parse(this.#guest.ask('describeError', thrown)) as Description;
    } catch (error) {
      if (this.#stop === undefined) throw error;
      return { type: 'InternalError', message: 'stopped', stack: '', also: '' };
    }
  }

  #neverSettles(): RunEnd {
    const message = 'The code awaits a promise that nothing is left to settle: no query, timer or other code is waiting';
    return { status: 'failed', error: { type: 'Error', message } };
  }

  /** A passed cap has ended the run for the page already: what is left is to stop the code. */
  #capped(call: () => void): void {
    try {
      call();
    } catch (error) {
      if (!(error instanceof LimitExceededError)) throw error;
      this.stop({ kind: 'limit' });
    }
  }
}
