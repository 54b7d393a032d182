import type { Cell } from '../../core/json.ts';

const ROWS_PER_CHUNK = 2000;

/** Gathers rows as chunks of UTF-8 JSON, an array of at most 2,000 rows each, until `max_rows` or `max_bytes` is reached. */
export class RowWriter {
  readonly chunks: Uint8Array<ArrayBuffer>[] = [];
  rows = 0;
  truncated = false;
  readonly #limits: { max_rows: number; max_bytes: number };
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(1 << 16);
  #length = 0;
  #rowsInChunk = 0;
  #bytes = 0;

  constructor(limits: { max_rows: number; max_bytes: number }) {
    this.#limits = limits;
  }

  /** False once no further row is wanted. */
  write(cells: readonly Cell[]): boolean {
    if (this.rows >= this.#limits.max_rows) return this.#cut();
    const text = `${this.#rowsInChunk === 0 ? '[' : ','}${JSON.stringify(cells)}`;
    this.#ensure(text.length * 3 + 1);
    const { written } = this.#encoder.encodeInto(text, this.#buffer.subarray(this.#length));
    // One byte more for the bracket that closes the chunk.
    if (this.#bytes + this.#length + written + 1 > this.#limits.max_bytes) return this.#cut();
    this.#length += written;
    this.rows++;
    if (++this.#rowsInChunk === ROWS_PER_CHUNK) this.flush();
    return true;
  }

  flush(): void {
    if (this.#rowsInChunk === 0) return;
    this.#buffer[this.#length++] = 93;
    this.chunks.push(this.#buffer.slice(0, this.#length));
    this.#bytes += this.#length;
    this.#length = 0;
    this.#rowsInChunk = 0;
  }

  #cut(): false {
    this.truncated = true;
    return false;
  }

  #ensure(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + more));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}
