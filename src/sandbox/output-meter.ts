import type { Limits } from '../core/limits.ts';
import { cutToBytes, sizeText, utf8Bytes } from '../protocol/text-size.ts';

type Stream = 'stdout' | 'stderr';

/** Counts what a run prints, and keeps each stream within its cap. */
export class OutputMeter {
  readonly #limits: Limits;
  readonly #kept: Record<Stream, number> = { stdout: 0, stderr: 0 };
  readonly #cut: Record<Stream, boolean> = { stdout: false, stderr: false };
  #received = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get truncated(): boolean {
    return this.#cut.stdout || this.#cut.stderr;
  }

  /** True where the run has printed more in all than it may. */
  get flooded(): boolean {
    return this.#received > this.#limits.flood_bytes;
  }

  /** What to show of `text`: all of it, its beginning and the note that the stream was cut, or nothing after that. */
  take(stream: Stream, text: string): string {
    const bytes = utf8Bytes(text);
    this.#received += bytes;
    if (this.#cut[stream]) return '';
    const room = this.#limits.output_bytes - this.#kept[stream];
    if (bytes <= room) {
      this.#kept[stream] += bytes;
      return text;
    }
    return cutToBytes(text, room) + this.cut(stream);
  }

  /** Notes that the stream is cut here; empty where it was before. */
  cut(stream: Stream): string {
    if (this.#cut[stream]) return '';
    this.#cut[stream] = true;
    return `\n[output cut at ${sizeText(this.#limits.output_bytes)}]\n`;
  }
}
