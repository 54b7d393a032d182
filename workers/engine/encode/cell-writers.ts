import { type Data, DataType, type Field, Precision } from 'apache-arrow';
import type { JsonBytes } from './json-bytes.ts';
import { nestedWriter } from './nested-writers.ts';
import { extension } from './sql-type.ts';
import { timeWriter } from './time-writers.ts';
import { fixed, integers, words } from './wide-integers.ts';

/** Writes the cell of one row of a batch as JSON. */
export type CellWriter = (row: number, out: JsonBytes) => void;

const NULL = 'null';

/** The writer of one column of one batch, as `Cell` in the core says: what it writes is JSON whatever the column's type is. */
export function cellWriter(field: Field, data: Data): CellWriter {
  const write = valueWriter(field, data);
  if (data.nullCount === 0 || DataType.isNull(data.type) || DataType.isUnion(data.type)) return write;
  const { nullBitmap, offset } = data;
  return (row, out) => {
    const bit = row + offset;
    if (((nullBitmap[bit >> 3] ?? 0) >> (bit & 7)) & 1) write(row, out);
    else out.ascii(NULL);
  };
}

function valueWriter(field: Field, data: Data): CellWriter {
  const { type } = data;
  if (DataType.isNull(type)) return (_row, out) => out.ascii(NULL);
  const hidden = extension(field);
  if (hidden !== '') {
    const writer = hiddenWriter(hidden, data);
    if (writer) return writer;
  }
  if (DataType.isInt(type))
    return type.bitWidth === 64 ? longWriter(data, type.isSigned) : (row, out) => out.integer(data.values[row]);
  if (DataType.isFloat(type)) return type.precision === Precision.DOUBLE ? doubleWriter(data) : floatWriter(data);
  if (DataType.isDecimal(type)) return decimalWriter(data, type.scale);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return textWriter(data);
  if (DataType.isBool(type)) return (row, out) => out.ascii(bitAt(data, row) ? 'true' : 'false');
  return timeWriter(data) ?? binaryWriter(data) ?? nestedWriter(field, data, cellWriter);
}

function hiddenWriter(hidden: string, data: Data): CellWriter | undefined {
  switch (hidden) {
    case 'bool8':
      // Said to be a byte for each value, written as a bit for each.
      return (row, out) => out.ascii(((data.values[row >> 3] ?? 0) >> (row & 7)) & 1 ? 'true' : 'false');
    case 'hugeint':
    case 'uhugeint':
      return hugeWriter(data, hidden === 'hugeint');
    case 'uuid':
      return (row, out) => out.ascii(`"${uuidText(data.values.subarray(row * 16, row * 16 + 16))}"`);
    default:
      return undefined;
  }
}

function longWriter(data: Data, signed: boolean): CellWriter {
  const parts = words(data.values);
  return (row, out) => {
    const high = parts[row * 2 + 1] ?? 0;
    const low = parts[row * 2] ?? 0;
    const upper = signed ? high | 0 : high;
    // Within ±2^53, so that the sum below is exact.
    if (upper >= -0x20_0000 && upper < 0x20_0000) out.integer(upper * 0x1_0000_0000 + low);
    else out.ascii(`"${integers.joined([low, high], signed)}"`);
  };
}

function hugeWriter(data: Data, signed: boolean): CellWriter {
  const parts = words(data.values);
  return (row, out) => {
    const value = fixed(parts, row, signed);
    if (typeof value === 'number') out.integer(value);
    else out.ascii(`"${value}"`);
  };
}

function decimalWriter(data: Data, scale: number): CellWriter {
  const parts = words(data.values);
  return (row, out) => {
    const value = fixed(parts, row, true);
    if (typeof value === 'number') out.decimal(value, scale);
    else out.ascii(`"${pointed(value, scale)}"`);
  };
}

function pointed(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

function doubleWriter(data: Data): CellWriter {
  return (row, out) => {
    const value: number = data.values[row];
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 53) out.integer(value);
    else out.ascii(Number.isFinite(value) ? String(value) : NULL);
  };
}

/** The shortest text that is this 32-bit float again: 0.1, not 0.10000000149011612. */
function floatWriter(data: Data): CellWriter {
  return (row, out) => {
    const value: number = data.values[row];
    if (!Number.isFinite(value)) return out.ascii(NULL);
    for (let digits = 1; digits <= 9; digits++) {
      const short = Number(value.toPrecision(digits));
      if (Math.fround(short) === value) return out.ascii(String(short));
    }
    return out.ascii(String(value));
  };
}

function textWriter(data: Data): CellWriter {
  const { values, valueOffsets } = data;
  return (row, out) => out.utf8(values, Number(valueOffsets[row]), Number(valueOffsets[row + 1]));
}

function binaryWriter(data: Data): CellWriter | undefined {
  const { type, values, valueOffsets } = data;
  if (DataType.isFixedSizeBinary(type))
    return (row, out) => out.ascii(`"${base64(values.subarray(row * type.byteWidth, (row + 1) * type.byteWidth))}"`);
  if (!DataType.isBinary(type) && !DataType.isLargeBinary(type)) return undefined;
  return (row, out) => out.ascii(`"${base64(values.subarray(Number(valueOffsets[row]), Number(valueOffsets[row + 1])))}"`);
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

function bitAt(data: Data, row: number): boolean {
  const bit = row + data.offset;
  return ((data.values[bit >> 3] >> (bit & 7)) & 1) === 1;
}
