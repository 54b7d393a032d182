import { type Data, DataType } from 'apache-arrow';
import type { JsonBytes } from './json-bytes.ts';
import { dateText, intervalText, timestampText, timeText } from './time-text.ts';
import { integers, words } from './wide-integers.ts';

type Write = (row: number, out: JsonBytes) => void;

const NULL = 'null';
/** The far ends of a date or timestamp are DuckDB's infinities: no value that JSON could carry. */
const INFINITE_DAYS = 2_147_483_647;
const INFINITE_TIME = 9_223_372_036_854_775_807n;
const QUOTE = 34;

const UNITS_PER_SECOND = [1, 1e3, 1e6, 1e9];
const FRACTION_DIGITS = [0, 3, 6, 9];

/** Dates, timestamps, times and intervals as quoted text; undefined for any other type. */
export function timeWriter(data: Data): Write | undefined {
  const { type, values } = data;
  if (DataType.isDate(type)) return dateWriter(values);
  if (DataType.isTimestamp(type)) return timestampWriter(values, type.unit);
  if (DataType.isTime(type)) return (row, out) => out.ascii(`"${timeText(BigInt(values[row]), type.unit)}"`);
  if (!DataType.isInterval(type)) return undefined;
  const parts = words(values);
  return (row, out) => {
    const [months = 0, days = 0, low = 0, high = 0] = parts.subarray(row * 4, row * 4 + 4);
    out.ascii(`"${intervalText(months | 0, days | 0, integers.joined([low, high], true))}"`);
  };
}

function dateWriter(values: Int32Array): Write {
  return (row, out) => {
    const days = values[row] ?? 0;
    if (Math.abs(days) === INFINITE_DAYS) return out.ascii(NULL);
    out.byte(QUOTE);
    out.raw(dayBytes(days));
    out.byte(QUOTE);
  };
}

const MAX_KNOWN_DAYS = 20_000;
const knownDays = new Map<number, Uint8Array>();

/** The text of a day. Days come again and again, so each is made once. */
function dayBytes(days: number): Uint8Array {
  let bytes = knownDays.get(days);
  if (bytes === undefined) {
    bytes = new TextEncoder().encode(dateText(days));
    if (knownDays.size < MAX_KNOWN_DAYS) knownDays.set(days, bytes);
  }
  return bytes;
}

function timestampWriter(values: BigInt64Array, unit: number): Write {
  const parts = words(values);
  const perSecond = UNITS_PER_SECOND[unit] ?? 1;
  const digits = FRACTION_DIGITS[unit] ?? 0;
  return (row, out) => {
    const high = (parts[row * 2 + 1] ?? 0) | 0;
    if (high < -0x20_0000 || high >= 0x20_0000) return writeFar(values[row] ?? 0n, unit, out);
    const value = high * 0x1_0000_0000 + (parts[row * 2] ?? 0);
    const seconds = Math.floor(value / perSecond);
    const days = Math.floor(seconds / 86_400);
    out.byte(QUOTE);
    out.raw(dayBytes(days));
    out.clock(seconds - days * 86_400, value - seconds * perSecond, digits);
    out.byte(QUOTE);
  };
}

/** Beyond what a double holds exactly: years far away, or nanoseconds. */
function writeFar(value: bigint, unit: number, out: JsonBytes): void {
  out.ascii(value === INFINITE_TIME || value === -INFINITE_TIME ? NULL : `"${timestampText(value, unit)}"`);
}
