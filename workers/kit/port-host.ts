import { workspacePath } from '../../src/core/workspace.ts';
import { capTexts } from '../../src/protocol/cap-texts.ts';
import { FileMeter } from '../../src/protocol/file-meter.ts';
import type { PageMessage, RunLimits } from '../../src/protocol/page-messages.ts';
import type { WorkerMessage } from '../../src/protocol/run-messages.ts';
import { cutToLength, utf8Bytes } from '../../src/protocol/text-size.ts';
import { FileBatcher } from './file-batcher.ts';
import { BATCH_MS, OutputBatcher, type Stream } from './output-batcher.ts';
import { RequestClient } from './request-client.ts';
import {
  LimitExceededError,
  type AwsOutput,
  type AwsRequest,
  type QueryRows,
  type RunEnd,
  type RunHost,
} from './run-host-types.ts';

const MAX_ERROR_TYPE = 200;
const MAX_ERROR_TEXT = 50_000;
const MAX_PROGRESS_TEXT = 1000;

/** The host of one run, on the port of that run. The first `end`, by the runtime or by a passed cap, is the last thing it says. */
export class PortHost implements RunHost {
  readonly #port: MessagePort;
  readonly #limits: RunLimits;
  readonly #output: OutputBatcher;
  readonly #files: FileBatcher;
  readonly #requests: RequestClient;
  readonly #meter = new FileMeter();
  #ended = false;
  #startedAt = Infinity;
  #pausedMs = 0;
  #displays = 0;
  #displayBytes = 0;
  #progress: Extract<WorkerMessage, { type: 'progress' }> | undefined;
  #progressAt = 0;

  constructor(port: MessagePort, limits: RunLimits) {
    this.#port = port;
    this.#limits = limits;
    this.#output = new OutputBatcher(limits.output_bytes, (message) => this.#post(message));
    this.#files = new FileBatcher((message) => this.#post(message, message.content ? [message.content.buffer] : []));
    this.#requests = new RequestClient((message) => {
      this.#flush();
      this.#post(message);
    });
  }

  started(): void {
    if (this.#startedAt !== Infinity) return;
    this.#startedAt = performance.now();
    this.#post({ type: 'started' });
  }

  stdout(text: string): void {
    this.#write('stdout', text);
  }

  stderr(text: string): void {
    this.#write('stderr', text);
  }

  display(json: string, rows: readonly string[] = []): void {
    this.#displays += 1;
    this.#displayBytes += rows.reduce((sum, part) => sum + utf8Bytes(part), utf8Bytes(json));
    if (this.#displays > this.#limits.displays) this.#exceeded(capTexts.displays(this.#limits.displays));
    if (this.#displayBytes > this.#limits.display_bytes) this.#exceeded(capTexts.display_bytes(this.#limits.display_bytes));
    this.#flush();
    for (const part of rows) this.#post({ type: 'display_rows', json: part });
    this.#post({ type: 'display', json });
  }

  file(path: string, content: Uint8Array | null): void {
    const checked = workspacePath(path);
    if (!checked.ok) throw new Error(checked.problem);
    this.#meter.set(checked.path, content?.byteLength ?? null);
    if (this.#meter.files > this.#limits.files) this.#exceeded(capTexts.files(this.#limits.files));
    if (this.#meter.bytes > this.#limits.file_bytes) this.#exceeded(capTexts.file_bytes(this.#limits.file_bytes));
    this.#files.write(checked.path, content === null ? null : new Uint8Array(content));
  }

  progress(done: number, total: number, text?: string): void {
    this.#progress = {
      type: 'progress',
      done,
      total,
      ...(text === undefined ? {} : { text: cutToLength(text, MAX_PROGRESS_TEXT) }),
    };
    if (done >= total || performance.now() - this.#progressAt >= BATCH_MS) this.#flush();
  }

  query(sql: string): Promise<QueryRows> {
    return this.#requests.query(sql);
  }

  aws(request: AwsRequest): Promise<AwsOutput> {
    return this.#requests.aws(request);
  }

  package(name: string): Promise<Blob> {
    return this.#requests.package(name);
  }

  tick(): void {
    this.#output.tick();
    this.#files.tick();
    if (this.#progress !== undefined && performance.now() - this.#progressAt >= BATCH_MS) this.#sendProgress();
  }

  pastDeadline(): boolean {
    // While an answer is awaited the page may have stopped the clock; it says for how long with the answer.
    return !this.#requests.pending && performance.now() - this.#startedAt - this.#pausedMs >= this.#limits.timeout_ms;
  }

  answer(message: Extract<PageMessage, { type: 'answer' }>): void {
    this.#pausedMs = message.paused_ms;
    this.#requests.settle(message);
  }

  end(end: RunEnd): void {
    if (this.#ended) return;
    const tooLarge = end.result_json !== undefined && utf8Bytes(end.result_json) > this.#limits.result_bytes;
    this.#output.finish();
    this.#files.flush();
    this.#sendProgress();
    this.#post({
      type: 'end',
      ...(tooLarge ? this.#capEnd(capTexts.result_bytes(this.#limits.result_bytes)) : withCutError(end)),
    });
    this.#ended = true;
  }

  #write(stream: Stream, text: string): void {
    this.#output.write(stream, text);
    if (this.#output.printedBytes > this.#limits.flood_bytes) this.#exceeded(capTexts.flood(this.#limits.flood_bytes));
  }

  #exceeded(message: string): never {
    this.end(this.#capEnd(message));
    throw new LimitExceededError(message);
  }

  #capEnd(message: string): RunEnd {
    return { status: 'limit_exceeded', error: { type: 'LimitExceededError', message } };
  }

  #flush(): void {
    this.#output.flush();
    this.#sendProgress();
  }

  #sendProgress(): void {
    if (this.#progress === undefined) return;
    this.#post(this.#progress);
    this.#progress = undefined;
    this.#progressAt = performance.now();
  }

  #post(message: WorkerMessage, transfer: Transferable[] = []): void {
    if (!this.#ended) this.#port.postMessage(message, transfer);
  }
}

function withCutError(end: RunEnd): RunEnd {
  if (end.error === null) return end;
  const { type, message, line, traceback } = end.error;
  return {
    ...end,
    error: {
      type: cutToLength(type, MAX_ERROR_TYPE),
      message: cutText(message),
      ...(line === undefined ? {} : { line }),
      ...(traceback === undefined ? {} : { traceback: cutText(traceback) }),
    },
  };
}

/** Keeps the head and the tail: a traceback's last line says most. */
function cutText(text: string): string {
  if (text.length <= MAX_ERROR_TEXT) return text;
  const half = MAX_ERROR_TEXT / 2;
  return `${cutToLength(text, half)}\n[${text.length - MAX_ERROR_TEXT} characters left out]\n${text.slice(-half)}`;
}
