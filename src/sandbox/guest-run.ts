import type { SandboxHooks, SandboxOutcome, SandboxRequest } from '../core/ports/code-sandbox.ts';
import type { RunError } from '../core/run.ts';
import { capTexts } from '../protocol/cap-texts.ts';
import type { PageAnswer, PageMessage } from '../protocol/page-messages.ts';
import { type RequestMessage, type WorkerMessage, workerMessageSchema } from '../protocol/run-messages.ts';
import { Deadline } from './deadline.ts';
import { FloodGuard } from './flood-guard.ts';
import { OutputMeter } from './output-meter.ts';
import { RunArtifacts, type Taken } from './run-artifacts.ts';
import { limitError, lostError, timeLimitError } from './run-errors.ts';
import { endingOf } from './run-ending.ts';
import type { SealedWorker } from './sealed-worker.ts';

/** After the limit, the interpreter's own way to stop gets this long to say where the code was and to hand over its files. */
const GRACE_MS = 500;
/** A worker that does not say that the code has started is on the clock after this long all the same. */
const START_LIMIT_MS = 5000;
const MAX_PENDING_REQUESTS = 64;
/** Characters of the requests that wait for an answer, all together. */
const MAX_PENDING_TEXT = 64 * 1024 * 1024;
/** Requests for packages for which the clock stands still: no language has more, and each is fetched once. */
const MAX_LOADS = 32;
/** Times that the clock stands still for what code asks (something loads, the person is asked): many in a row would be no end. */
const MAX_PAUSES = 500;

type Ending = Pick<SandboxOutcome, 'status' | 'error'> & Partial<Pick<SandboxOutcome, 'result' | 'peak_memory_bytes'>>;
type Message<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;

/** Bytes of a package of the run's language, by its name; rejects where there is none or it does not arrive. */
export type FetchPackage = (name: string) => Promise<Blob>;

/** One run on one worker: hears it, counts what it says, and ends it. */
export class GuestRun {
  /** "unstarted": the worker was lost before it ran anything; nothing has happened, and the run can be had from another one. */
  readonly outcome: Promise<SandboxOutcome | 'unstarted'>;
  /** Messages that were malformed, repeated, or not due. */
  dropped = 0;
  readonly #worker: SealedWorker;
  readonly #request: SandboxRequest;
  readonly #hooks: SandboxHooks;
  readonly #deadline: Deadline;
  readonly #flood = new FloodGuard();
  readonly #output: OutputMeter;
  readonly #artifacts: RunArtifacts;
  /** By id, how many characters each has. */
  readonly #pending = new Map<number, number>();
  #pendingText = 0;
  #loads = 0;
  #pauses = 0;
  readonly #ended = new AbortController();
  readonly #fetchPackage: FetchPackage;
  #startTimer: ReturnType<typeof setTimeout>;
  readonly #resolve: (outcome: SandboxOutcome | 'unstarted') => void;
  #firstOutputMs: number | undefined;

  constructor(
    worker: SealedWorker,
    start: PageMessage,
    request: SandboxRequest,
    hooks: SandboxHooks,
    fetchPackage: FetchPackage,
  ) {
    const { promise, resolve } = Promise.withResolvers<SandboxOutcome | 'unstarted'>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#worker = worker;
    this.#request = request;
    this.#hooks = hooks;
    this.#fetchPackage = fetchPackage;
    this.#output = new OutputMeter(request.limits);
    this.#artifacts = new RunArtifacts(request.limits, new Set(request.files.map((file) => file.path)));
    this.#deadline = new Deadline(request.limits.timeout_s * 1000 + GRACE_MS, () => this.#timeOut());
    this.#startTimer = this.#startSoon();
    worker.onLost = () =>
      worker.running ? this.#end({ status: 'out_of_memory', error: lostError() }) : this.#leave('unstarted');
    worker.port.onmessage = ({ data }) => this.#hear(data);
    worker.port.onmessageerror = () => this.#drop();
    hooks.signal?.addEventListener('abort', this.#cancel, { once: true });
    worker.port.postMessage(start);
  }

  #hear(data: unknown): void {
    if (this.#ended.signal.aborted) return;
    if (!this.#flood.admit()) return this.#exceed(capTexts.messages());
    const message = workerMessageSchema.safeParse(data).data;
    if (message === undefined) return this.#malformed(data);
    if (message.type === 'started') return this.#started();
    if (message.type === 'end') return this.#finish(message);
    const packageOfCode = message.type === 'request' && message.capability === 'package';
    if (!this.#deadline.started && !packageOfCode) return this.#drop();
    this.#take(message);
  }

  #startSoon(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#deadline.start(), START_LIMIT_MS);
  }

  #take(message: Exclude<WorkerMessage, { type: 'started' | 'end' }>): void {
    switch (message.type) {
      case 'output':
        return this.#print(message.stream, this.#output.take(message.stream, message.text));
      case 'output_cut':
        return this.#print(message.stream, this.#output.cut(message.stream, message.printed_bytes));
      case 'display':
        return this.#keep(this.#artifacts.display(message.json), (display) => {
          this.#noteOutput();
          this.#hooks.onEvent({ type: 'display', display });
        });
      case 'display_rows':
        return this.#keep(this.#artifacts.displayRows(message.json), () => undefined);
      case 'file':
        return this.#keep(this.#artifacts.file(message.path, message.content), (file) =>
          this.#hooks.onEvent({ type: 'file', ...file }),
        );
      case 'progress': {
        const { type, done, total, text } = message;
        return this.#hooks.onEvent({ type, done, total, ...(text === undefined ? {} : { text }) });
      }
      case 'request':
        return this.#ask(message);
      case 'ready':
      case 'boot_failed':
        return this.#drop();
    }
  }

  #started(): void {
    if (this.#deadline.started) return this.#drop();
    this.#worker.running = true;
    this.#deadline.start();
    this.#hooks.onEvent({ type: 'started' });
  }

  #print(stream: 'stdout' | 'stderr', text: string): void {
    if (this.#output.flooded) this.#exceed(capTexts.flood(this.#request.limits.flood_bytes));
    if (text === '') return;
    this.#noteOutput();
    this.#hooks.onEvent({ type: stream, text });
  }

  #keep<T>(taken: Taken<T>, use: (value: T) => void): void {
    if (taken.kind === 'taken') use(taken.value);
    else if (taken.kind === 'exceeded') this.#exceed(taken.message);
    else this.#drop();
  }

  #ask(message: RequestMessage): void {
    const { id } = message;
    if (this.#pending.has(id)) return this.#drop();
    if (this.#pending.size >= MAX_PENDING_REQUESTS) return this.#exceed(capTexts.requests(MAX_PENDING_REQUESTS));
    const size = textOf(message).length;
    if (this.#pendingText + size > MAX_PENDING_TEXT) return this.#exceed(capTexts.request_text(MAX_PENDING_TEXT));
    this.#pending.set(id, size);
    this.#pendingText += size;
    const answer = message.capability === 'package' ? this.#package(message.name) : this.#capability(message);
    answer.then(
      (value) => this.#answer(id, value),
      (fault: unknown) => {
        reportError(fault);
        this.#answer(id, {
          ok: false,
          error: { type: 'InternalError', message: 'The page could not answer what the code asked for.' },
        });
      },
    );
  }

  #capability(message: Exclude<RequestMessage, { capability: 'package' }>): Promise<PageAnswer> {
    const { type: _, id: __, ...request } = message;
    const context = { signal: this.#ended.signal, pauseClock: () => this.#pause() };
    if (request.capability === 'query') return this.#hooks.onRequest(request, context);
    const { region, ...rest } = request;
    return this.#hooks.onRequest(region === undefined ? rest : { ...rest, region }, context);
  }

  #pause(): () => void {
    this.#pauses += 1;
    return this.#pauses > MAX_PAUSES ? () => undefined : this.#deadline.pause();
  }

  /** What loads does not count, whether the code has begun or not; what is asked for over and over does. */
  async #package(name: string): Promise<PageAnswer> {
    this.#loads += 1;
    if (this.#loads > MAX_LOADS) return await this.#fetched(name);
    const resume = this.#deadline.pause();
    clearTimeout(this.#startTimer);
    try {
      return await this.#fetched(name);
    } finally {
      resume();
      if (!this.#ended.signal.aborted) this.#startTimer = this.#startSoon();
    }
  }

  async #fetched(name: string): Promise<PageAnswer> {
    try {
      return { ok: true, package: await this.#fetchPackage(name) };
    } catch (error) {
      return { ok: false, error: { type: 'PackageError', message: error instanceof Error ? error.message : String(error) } };
    }
  }

  #answer(id: number, answer: PageAnswer): void {
    this.#pendingText -= this.#pending.get(id) ?? 0;
    this.#pending.delete(id);
    if (this.#ended.signal.aborted) return;
    this.#worker.port.postMessage({ type: 'answer', id, paused_ms: this.#deadline.pausedMs, answer } satisfies PageMessage);
  }

  #finish(message: Message<'end'>): void {
    this.#end(endingOf(message, this.#request.limits), 'by itself');
  }

  readonly #cancel = (): void => this.#end({ status: 'cancelled', error: null });

  #timeOut(): void {
    this.#end({ status: 'timed_out', error: timeLimitError(this.#request.limits.timeout_s) });
  }

  #exceed(message: string): void {
    this.#end({ status: 'limit_exceeded', error: limitError(message) satisfies RunError });
  }

  #malformed(data: unknown): void {
    this.#drop();
    if (!this.#flood.admitMalformed(data)) this.#exceed(capTexts.messages());
  }

  #drop(): void {
    this.dropped += 1;
  }

  #noteOutput(): void {
    this.#firstOutputMs ??= this.#deadline.elapsedMs;
  }

  #end({ status, error, result = null, peak_memory_bytes }: Ending, how: 'killed' | 'by itself' = 'killed'): void {
    const outcome: SandboxOutcome = {
      status,
      result,
      error,
      changes: this.#artifacts.changes(),
      output_truncated: this.#output.truncated,
      duration_ms: this.#deadline.elapsedMs,
      ...(this.#firstOutputMs === undefined ? {} : { time_to_first_output_ms: this.#firstOutputMs }),
      ...(peak_memory_bytes === undefined ? {} : { peak_memory_bytes }),
    };
    this.#leave(outcome, how);
  }

  /** The first of all that can end a run; what comes later is not heard. */
  #leave(outcome: SandboxOutcome | 'unstarted', how: 'killed' | 'by itself' = 'killed'): void {
    if (this.#ended.signal.aborted) return;
    if (how === 'by itself') this.#worker.release();
    else this.#worker.kill();
    this.#deadline.stop();
    clearTimeout(this.#startTimer);
    this.#hooks.signal?.removeEventListener('abort', this.#cancel);
    this.#ended.abort();
    this.#resolve(outcome);
  }
}

function textOf(message: RequestMessage): string {
  if (message.capability === 'query') return message.sql;
  return message.capability === 'aws' ? message.input_json : message.name;
}
