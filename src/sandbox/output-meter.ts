import type { Limits } from '../core/limits.ts';
import { cutToBytes, sizeText, utf8Bytes } from '../protocol/text-size.ts';

type Stream = 'stdout' | 'stderr';

/** Our workers send no more of a stream than its cap; one that does is not ours any more. */
const SLACK = 256 * 1024;

/** Counts what a run prints, and keeps each stream within its cap. */
export class OutputMeter {
  readonly #limits: Limits;
  readonly #kept: Record<Stream, number> = { stdout: 0, stderr: 0 };
  readonly #cut: Record<Stream, boolean> = { stdout: false, stderr: false };
  #refused = 0;
  #printed = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get truncated(): boolean {
    return this.#cut.stdout || this.#cut.stderr;
  }

  /** True where the run prints more than it may, or sends what was to be cut. */
  get flooded(): boolean {
    return this.#refused > SLACK || this.#printed > this.#limits.flood_bytes;
  }

  /** What to show of `text`: all of it, its beginning and the note that the stream was cut, or nothing after that. */
  take(stream: Stream, text: string): string {
    const bytes = utf8Bytes(text);
    const room = this.#limits.output_bytes - this.#kept[stream];
    if (bytes <= room && !this.#cut[stream]) {
      this.#kept[stream] += bytes;
      return text;
    }
    this.#refused += bytes;
    return this.#cut[stream] ? '' : cutToBytes(text, room) + this.#note(stream);
  }

  /** Notes that the worker cut the stream, and how much the run has printed to it; the answer is empty where it was cut before. */
  cut(stream: Stream, printedBytes: number): string {
    this.#printed = Math.max(this.#printed, printedBytes);
    return this.#cut[stream] ? '' : this.#note(stream);
  }

  #note(stream: Stream): string {
    this.#cut[stream] = true;
    return `\n[output cut at ${sizeText(this.#limits.output_bytes)}]\n`;
  }
}
