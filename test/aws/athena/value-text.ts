import type { Cell } from '../../../src/core/json.ts';
import type { TrinoType } from '../../../src/dialect/types.ts';

/** A cell as Athena writes it in `VarCharValue` and in the CSV of a result; undefined is NULL. */
export function valueText(cell: Cell | undefined, type: TrinoType): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  switch (type.kind) {
    case 'double':
    case 'real':
      return doubleText(Number(cell));
    case 'timestamp':
      return clockText(plain(cell));
    case 'timestamp_tz':
      return `${clockText(plain(cell))} UTC`;
    case 'varbinary':
      return Buffer.from(plain(cell), 'base64')
        .toString('hex')
        .replaceAll(/(..)(?=.)/gu, '$1 ');
    case 'array':
      return Array.isArray(cell) ? `[${cell.map((item) => nested(item, type.element)).join(', ')}]` : plain(cell);
    case 'map':
      return `{${entries(cell)
        .map(([key, item]) => `${key}=${nested(item, type.value)}`)
        .join(', ')}}`;
    case 'row':
      return `{${entries(cell)
        .map(([name, item], at) => `${type.fields[at]?.name ?? name}=${nested(item, type.fields[at]?.type ?? type)}`)
        .join(', ')}}`;
    default:
      return plain(cell);
  }
}

function nested(cell: Cell | undefined, type: TrinoType): string {
  return valueText(cell, type) ?? 'null';
}

function entries(cell: Cell): [string, Cell][] {
  return typeof cell === 'object' && cell !== null ? Object.entries(cell) : [];
}

/** A cell that stands as it is. */
export function plain(cell: Cell): string {
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

function clockText(text: string): string {
  return text.replace('T', ' ').replace(/Z$/u, '');
}

/** As Java writes a double: 1.0, 0.001, 1.0E7, 1.25E-5. */
function doubleText(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? value.toFixed(1) : String(value);
  const [digits = '', power = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(power)}`;
}
