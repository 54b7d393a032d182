const QUOTE = 34;
const LF = 10;
const CR = 13;

/** A line that runs on further than this has lost its closing quote. DuckDB's own limit is two million bytes. */
export const MAX_RECORD_BYTES = 1 << 20;

export type RecordProblem = 'unclosed quote' | 'text after a quote';

/** One line of a CSV, as offsets in the scanner's buffer: `starts[i]`, `ends[i]` and `quoted[i]` (1 or 0) for `count` fields. */
export class CsvRecord {
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  quoted = new Uint8Array(64);
  problem: RecordProblem | undefined;

  add(start: number, end: number, quoted: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.quoted[this.count] = quoted;
    this.count++;
  }

  private grow(): void {
    const twice = <T extends Int32Array | Uint8Array>(array: T, wider: T): T => {
      wider.set(array);
      return wider;
    };
    this.starts = twice(this.starts, new Int32Array(this.count * 2));
    this.ends = twice(this.ends, new Int32Array(this.count * 2));
    this.quoted = twice(this.quoted, new Uint8Array(this.count * 2));
  }
}

/**
 * Reads the record that begins at `from` into `record` and answers where the next one begins, or -1 where the buffer ends before
 * the record does (never when `last`). A record with a broken quote ends at its first line break, so that one bad line costs one line.
 */
export function scanRecord(bytes: Uint8Array, from: number, delimiter: number, last: boolean, record: CsvRecord): number {
  record.count = 0;
  record.problem = undefined;
  const { length } = bytes;
  let at = from;
  for (;;) {
    const start = at;
    if (bytes[at] === QUOTE) {
      const close = closingQuote(bytes, at + 1);
      if (close < 0) return last || length - from > MAX_RECORD_BYTES ? broken(bytes, from, last, 'unclosed quote', record) : -1;
      at = close + 1;
      if (at >= length && !last) return -1;
      record.add(start + 1, close, 1);
      const after = bytes[at];
      if (at < length && after !== delimiter && after !== LF && after !== CR)
        return broken(bytes, from, last, 'text after a quote', record);
    } else {
      while (at < length) {
        const byte = bytes[at];
        if (byte === delimiter || byte === LF || byte === CR) break;
        at++;
      }
      if (at >= length && !last) return -1;
      record.add(start, at, 0);
    }
    if (at >= length) return length;
    if (bytes[at] !== delimiter) return afterBreak(bytes, at, last);
    at++;
    if (at >= length && !last) return -1;
  }
}

function closingQuote(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(QUOTE, from); at >= 0; at = bytes.indexOf(QUOTE, at + 2)) {
    if (bytes[at + 1] !== QUOTE) return at;
  }
  return -1;
}

/** Behind "\n", "\r" or "\r\n"; -1 where the buffer ends between the two. */
function afterBreak(bytes: Uint8Array, at: number, last: boolean): number {
  if (bytes[at] === LF) return at + 1;
  if (at + 1 >= bytes.length && !last) return -1;
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}

function broken(bytes: Uint8Array, from: number, last: boolean, problem: RecordProblem, record: CsvRecord): number {
  record.problem = problem;
  const lineEnd = bytes.indexOf(LF, from);
  if (lineEnd >= 0) return lineEnd + 1;
  return last ? bytes.length : -1;
}

/** How many line breaks there are in [from, to). */
export function countBreaks(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LF, from); at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) count++;
  return count;
}
