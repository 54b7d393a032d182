import type { Field, RecordBatch } from 'apache-arrow';
import { cellWriter } from './encode/cell-writers.ts';
import { JsonBytes } from './encode/json-bytes.ts';

const ROWS_PER_CHUNK = 2000;
const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;

/** Turns batches into chunks of JSON (an array of at most 2,000 rows each), until `max_rows` or `max_bytes` is reached. */
export class AnswerWriter {
  rows = 0;
  truncated = false;
  private bytes = 0;
  private rowsInChunk = 0;
  private readonly out = new JsonBytes();
  private readonly limits: { max_rows: number; max_bytes: number };
  private readonly emit: (chunk: Uint8Array<ArrayBuffer>) => void;

  constructor(limits: { max_rows: number; max_bytes: number }, emit: (chunk: Uint8Array<ArrayBuffer>) => void) {
    this.limits = limits;
    this.emit = emit;
  }

  /** False once no further row is wanted. */
  write(batch: RecordBatch): boolean {
    const writers = batch.schema.fields.map((field: Field, at) => {
      const data = batch.data.children[at];
      if (data === undefined) throw new Error(`The column "${field.name}" has no data`);
      return cellWriter(field, data);
    });
    for (let row = 0; row < batch.numRows; row++) {
      if (this.rows >= this.limits.max_rows) return this.cut();
      const start = this.out.length;
      this.out.byte(this.rowsInChunk === 0 ? OPEN : COMMA);
      this.out.byte(OPEN);
      for (let at = 0; at < writers.length; at++) {
        if (at > 0) this.out.byte(COMMA);
        writers[at]?.(row, this.out);
      }
      this.out.byte(CLOSE);
      // One byte more for the bracket that closes the chunk.
      if (this.bytes + this.out.length + 1 > this.limits.max_bytes) {
        this.out.length = start;
        return this.cut();
      }
      this.rows++;
      if (++this.rowsInChunk === ROWS_PER_CHUNK) this.flush();
    }
    return true;
  }

  flush(): void {
    if (this.rowsInChunk === 0) return;
    this.out.byte(CLOSE);
    this.rowsInChunk = 0;
    this.bytes += this.out.length;
    this.emit(this.out.take());
  }

  private cut(): false {
    this.truncated = true;
    return false;
  }
}
