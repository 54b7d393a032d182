import { cutToBytes, cutToLength, utf8Bytes } from '../../src/protocol/text-size.ts';

export type Stream = 'stdout' | 'stderr';

export type OutputMessage =
  | { type: 'output'; stream: Stream; text: string }
  | { type: 'output_cut'; stream: Stream; printed_bytes: number };

const CHUNK = 32 * 1024;
const BURST = 100;
export const BATCH_MS = 50;

/**
 * Sends what a run prints: at once while it prints now and then, in chunks of up to 32 K characters or 50 ms once it prints in a
 * hurry. Past the cap of a stream nothing more of it is sent but how much there was.
 */
export class OutputBatcher {
  readonly #send: (message: OutputMessage) => void;
  readonly #cap: number;
  readonly #waiting: Record<Stream, string> = { stdout: '', stderr: '' };
  readonly #printed: Record<Stream, number> = { stdout: 0, stderr: 0 };
  #tokens = BURST;
  #refilledAt = performance.now();
  #waitingSince: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cap: number, send: (message: OutputMessage) => void) {
    this.#cap = cap;
    this.#send = send;
  }

  /** Bytes printed to both streams, kept or not. */
  get printedBytes(): number {
    return this.#printed.stdout + this.#printed.stderr;
  }

  write(stream: Stream, text: string): void {
    if (text === '') return;
    const before = this.#printed[stream];
    const bytes = utf8Bytes(text);
    this.#printed[stream] = before + bytes;
    if (before >= this.#cap) return;
    const kept = before + bytes > this.#cap ? cutToBytes(text, this.#cap - before) : text;
    this.#waitingSince ??= performance.now();
    this.#waiting[stream] += kept;
    if (kept !== text) this.#cut(stream);
    else if (this.#waiting[stream].length >= CHUNK || this.#takeToken()) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  /** Sends text that has waited for long. Cheap where there is none. */
  tick(): void {
    if (this.#waitingSince !== undefined && performance.now() - this.#waitingSince >= BATCH_MS) this.flush();
  }

  flush(): void {
    if (this.#waitingSince === undefined) return;
    this.#waitingSince = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushStream('stdout');
    this.#flushStream('stderr');
  }

  /** Sends what is left, and how much was printed to a stream that was cut. */
  finish(): void {
    this.flush();
    for (const stream of ['stdout', 'stderr'] as const) if (this.#printed[stream] > this.#cap) this.#cut(stream);
  }

  #flushStream(stream: Stream): void {
    let rest = this.#waiting[stream];
    this.#waiting[stream] = '';
    while (rest !== '') {
      const text = cutToLength(rest, CHUNK);
      this.#send({ type: 'output', stream, text });
      rest = rest.slice(text.length);
    }
  }

  #cut(stream: Stream): void {
    this.flush();
    this.#send({ type: 'output_cut', stream, printed_bytes: this.#printed[stream] });
  }

  #takeToken(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(BURST, this.#tokens + (now - this.#refilledAt) / BATCH_MS);
    this.#refilledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
