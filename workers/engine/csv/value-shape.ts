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
  /** One to three digits and, behind a comma or point, three more: it may part thousands. */
  triple = false;
  /** What parts thousands, where the value itself proves it. */
  groups: '.' | ',' | undefined;
  offset = false;
  /** Written as a date or time, but no calendar or clock has it: `2025-09-31`. */
  impossible = false;
}

/** What of other ways to write numbers is looked for: a comma for the decimal point; separators of thousands. */
export type NumberWays = { comma: boolean; groups: boolean };

/** Reads the shape of bytes[start, end), which is not empty. */
export function readShape(bytes: Uint8Array, start: number, end: number, ways: NumberWays, shape: ValueShape): void {
  const { comma } = ways;
  shape.kind = 'text';
  shape.comma = false;
  shape.triple = false;
  shape.groups = undefined;
  shape.offset = false;
  shape.impossible = false;
  const first = bytes[start] ?? 0;
  if (first === 116 || first === 84 || first === 102 || first === 70) readBoolean(bytes, start, end, shape);
  else if (end - start >= 10 && bytes[start + 4] === 45 && isDigit(first)) readTime(bytes, start, end, shape);
  else if (isDigit(first) || first === 45 || first === 43 || first === 46 || (comma && first === 44))
    readNumber(bytes, start, end, comma, shape);
  if (ways.groups && shape.kind === 'text' && end - start <= 60) readGroups(bytes, start, end, shape);
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
    const before = from - 1 - digitsFrom;
    shape.triple = at - from === 3 && before >= 1 && before <= 3 && bytes[digitsFrom] !== ZERO;
    digits += at - from;
  }
  if (digits === 0) return;
  if (at < end && (bytes[at] === 101 || bytes[at] === 69)) {
    const power = readPower(bytes, at + 1, end);
    if (power === undefined) return;
    decimal = true;
    shape.triple = false;
    at = end;
    whole = Math.max(0, whole + power, wholeFrom === digitsFrom ? 0 : power);
    fraction = Math.max(0, fraction - power);
  }
  if (at !== end) return;
  shape.kind = decimal ? 'decimal' : 'integer';
  shape.whole = whole;
  shape.fraction = fraction;
}

const GROUPED = /^[+-]?([1-9]\d{0,2}(?:([.,])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?$/u;

/** A number whose thousands are parted, as it proves itself: by two marks, or by the same one twice. */
function readGroups(bytes: Uint8Array, start: number, end: number, shape: ValueShape): void {
  const text = String.fromCharCode(...bytes.subarray(start, end));
  const [, grouped = '', mark, fraction] = GROUPED.exec(text) ?? [];
  if (mark !== '.' && mark !== ',') return;
  if (fraction !== undefined && text.at(-fraction.length - 1) === mark) return;
  shape.kind = fraction === undefined ? 'integer' : 'decimal';
  shape.groups = mark;
  shape.comma = false;
  shape.triple = false;
  shape.whole = grouped.replaceAll(mark, '').length;
  shape.fraction = (fraction ?? '').replace(/0+$/u, '').length;
  shape.leadingZero = false;
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

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/u;

function readTime(bytes: Uint8Array, start: number, end: number, shape: ValueShape): void {
  if (end - start > 40) return;
  const match = TIME.exec(String.fromCharCode(...bytes.subarray(start, end)));
  if (match === null) return;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (!isDay(year, month, day) || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) {
    shape.impossible = true;
    return;
  }
  shape.kind = end - start === 10 ? 'date' : 'timestamp';
  const offset = match[7];
  shape.offset = offset !== undefined && !/^(?:Z|[+-]00(?::?00)?)$/u.test(offset);
}

/** Whether the calendar has the day. */
function isDay(year = 0, month = 0, day = 0): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
