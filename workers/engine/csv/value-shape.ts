const ZERO = 48;
const NINE = 57;

/** What a text can be read as, and how large it is. One object is filled again and again: a file has millions of values. */
export class ValueShape {
  kind: 'integer' | 'decimal' | 'date' | 'timestamp' | 'boolean' | 'text' = 'text';
  /** Digits before and after the point that matter. */
  whole = 0;
  fraction = 0;
  leadingZero = false;
  comma = false;
  /** Digits written after a decimal comma. */
  places = 0;
  offset = false;
}

/** Reads the shape of bytes[start, end), which is not empty. A comma is a decimal point only where `comma` allows it. */
export function readShape(bytes: Uint8Array, start: number, end: number, comma: boolean, shape: ValueShape): void {
  shape.kind = 'text';
  shape.comma = false;
  shape.offset = false;
  const first = bytes[start] ?? 0;
  if (first === 116 || first === 84 || first === 102 || first === 70) readBoolean(bytes, start, end, shape);
  else if (end - start >= 10 && bytes[start + 4] === 45 && isDigit(first)) readTime(bytes, start, end, shape);
  else if (isDigit(first) || first === 45 || first === 43 || first === 46 || (comma && first === 44))
    readNumber(bytes, start, end, comma, shape);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function readBoolean(bytes: Uint8Array, start: number, end: number, shape: ValueShape): void {
  const word = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 6))).toLowerCase();
  if (word === 'true' || word === 'false') shape.kind = 'boolean';
}

function readNumber(bytes: Uint8Array, start: number, end: number, comma: boolean, shape: ValueShape): void {
  let at = bytes[start] === 45 || bytes[start] === 43 ? start + 1 : start;
  const digitsFrom = at;
  while (bytes[at] === ZERO && at < end) at++;
  const wholeFrom = at;
  while (at < end && isDigit(bytes[at])) at++;
  let whole = at - wholeFrom;
  let digits = at - digitsFrom;
  shape.leadingZero = wholeFrom > digitsFrom && digits > 1;
  let fraction = 0;
  let decimal = false;
  if (at < end && (bytes[at] === 46 || (comma && bytes[at] === 44))) {
    decimal = true;
    shape.comma = bytes[at] === 44;
    const from = ++at;
    for (; at < end && isDigit(bytes[at]); at++) if (bytes[at] !== ZERO) fraction = at - from + 1;
    digits += at - from;
    shape.places = at - from;
  }
  if (digits === 0) return;
  if (at < end && (bytes[at] === 101 || bytes[at] === 69)) {
    const power = readPower(bytes, at + 1, end);
    if (power === undefined) return;
    decimal = true;
    at = end;
    whole = Math.max(0, whole + power, wholeFrom === digitsFrom ? 0 : power);
    fraction = Math.max(0, fraction - power);
  }
  if (at !== end) return;
  shape.kind = decimal ? 'decimal' : 'integer';
  shape.whole = whole;
  shape.fraction = fraction;
}

/** The power of ten in [at, end): a sign and one to three digits. */
function readPower(bytes: Uint8Array, from: number, end: number): number | undefined {
  let at = from;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  if (at >= end || end - at > 3) return undefined;
  let power = 0;
  for (; at < end; at++) {
    if (!isDigit(bytes[at])) return undefined;
    power = power * 10 + (bytes[at] ?? 0) - ZERO;
  }
  return negative ? -power : power;
}

const TIME = /^\d{4}-(?:0\d|1[0-2])-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-6]\d(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/u;

function readTime(bytes: Uint8Array, start: number, end: number, shape: ValueShape): void {
  if (end - start > 40) return;
  const match = TIME.exec(String.fromCharCode(...bytes.subarray(start, end)));
  if (match === null) return;
  shape.kind = end - start === 10 ? 'date' : 'timestamp';
  shape.offset = match[1] !== undefined && !/^(?:Z|[+-]00(?::?00)?)$/u.test(match[1]);
}
