const DIGITS = 48;
const MINUS = 45;
const QUOTE = 34;
const BACKSLASH = 92;
const HEX = '0123456789abcdef';

/** A growing buffer of UTF-8 JSON. Numbers and text are written as bytes at once: a million rows pass without a string of their own. */
export class JsonBytes {
  bytes = new Uint8Array(1 << 16);
  length = 0;

  ensure(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** What was written so far, copied; the buffer starts again empty. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  byte(value: number): void {
    this.ensure(1);
    this.bytes[this.length++] = value;
  }

  /** Bytes that are JSON already. */
  raw(bytes: Uint8Array): void {
    this.ensure(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.bytes[this.length++] = bytes[i] ?? 0;
  }

  ascii(text: string): void {
    this.ensure(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  /** An integer of at most 2^53 in size. */
  integer(value: number): void {
    this.ensure(20);
    let rest = value;
    if (rest < 0) {
      this.bytes[this.length++] = MINUS;
      rest = -rest;
    }
    this.length += this.digits(rest, 1);
  }

  /** The digits of a whole number, at least `width` of them, written from the end; answers how many. */
  private digits(value: number, width: number): number {
    let count = 1;
    for (let limit = 10; limit <= value; limit *= 10) count++;
    count = Math.max(count, width);
    let rest = value;
    let at = this.length + count;
    while (rest > 0x7fff_ffff) {
      const tenth = Math.floor(rest / 10);
      this.bytes[--at] = DIGITS + (rest - tenth * 10);
      rest = tenth;
    }
    // In 32 bits the engine divides integers.
    let small = rest | 0;
    while (at > this.length) {
      const tenth = (small / 10) | 0;
      this.bytes[--at] = DIGITS + (small - tenth * 10);
      small = tenth;
    }
    return count;
  }

  /** A quoted decimal: `value` (at most 2^53 in size) counts units of 10^-scale. */
  decimal(value: number, scale: number): void {
    this.ensure(24 + scale);
    this.bytes[this.length++] = QUOTE;
    let rest = value;
    if (rest < 0) {
      this.bytes[this.length++] = MINUS;
      rest = -rest;
    }
    const count = this.digits(rest, scale + 1);
    const point = this.length + count - scale;
    this.length += count;
    if (scale > 0) {
      this.bytes.copyWithin(point + 1, point, this.length);
      this.bytes[point] = 46;
      this.length++;
    }
    this.bytes[this.length++] = QUOTE;
  }

  /** "T14:07:09.123Z": seconds of a day, and a fraction of `digits` digits of which three at least are written, and no zeros behind. */
  clock(seconds: number, fraction: number, digits: number): void {
    this.ensure(24);
    const minutes = Math.floor(seconds / 60);
    this.bytes[this.length++] = 84;
    this.two(Math.floor(minutes / 60));
    this.bytes[this.length++] = 58;
    this.two(minutes % 60);
    this.bytes[this.length++] = 58;
    this.two(seconds % 60);
    this.bytes[this.length++] = 46;
    let width = Math.max(3, digits);
    let rest = digits === 0 ? 0 : fraction;
    while (width > 3 && rest % 1000 === 0) {
      rest /= 1000;
      width -= 3;
    }
    this.length += this.digits(rest, width);
    this.bytes[this.length++] = 90;
  }

  private two(value: number): void {
    const tens = (value / 10) | 0;
    this.bytes[this.length++] = DIGITS + tens;
    this.bytes[this.length++] = DIGITS + value - tens * 10;
  }

  /** A string whose UTF-8 bytes are `source[start, end)`, quoted and escaped. */
  utf8(source: Uint8Array, start: number, end: number): void {
    this.ensure((end - start) * 6 + 2);
    const { bytes } = this;
    let at = this.length;
    bytes[at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = source[i] ?? 0;
      if (byte >= 32 && byte !== QUOTE && byte !== BACKSLASH) bytes[at++] = byte;
      else at = escape(bytes, at, byte);
    }
    bytes[at++] = QUOTE;
    this.length = at;
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.utf8(encoded, 0, encoded.length);
  }
}

function escape(bytes: Uint8Array, start: number, byte: number): number {
  let at = start;
  bytes[at++] = BACKSLASH;
  if (byte === QUOTE || byte === BACKSLASH) bytes[at++] = byte;
  else {
    for (const char of `u00${HEX[byte >> 4]}${HEX[byte & 15]}`) bytes[at++] = char.charCodeAt(0);
  }
  return at;
}
