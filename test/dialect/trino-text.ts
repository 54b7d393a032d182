import type { Cell } from '../../src/core/json.ts';

/** A cell as Trino's own client prints it: `null`, `[1, 2]`, `{a=1}`, `2026-01-31 14:00:00.000`; a double without a needless `.0`. */
export function trinoText(cell: Cell, type: string): string {
  if (cell === null) return 'null';
  if (Array.isArray(cell)) return `[${cell.map((item) => trinoText(item, elementType(type))).join(', ')}]`;
  if (typeof cell === 'object')
    return `{${Object.entries(cell)
      .map(([key, value]) => `${key}=${trinoText(value, valueType(type))}`)
      .join(', ')}}`;
  if (typeof cell === 'string' && type.startsWith('timestamp')) return timeText(cell, type);
  return String(cell);
}

function timeText(iso: string, type: string): string {
  const precision = Number(/\((\d+)\)/u.exec(type)?.[1] ?? 3);
  const [day = '', clock = ''] = iso.replace(/Z$/u, '').split('T');
  const [seconds = '', fraction = ''] = clock.split('.');
  const digits = precision === 0 ? '' : `.${fraction.padEnd(precision, '0').slice(0, precision)}`;
  return `${day} ${seconds}${digits}${type.endsWith('with time zone') ? ' UTC' : ''}`;
}

const elementType = (type: string): string => /^array\((.*)\)$/u.exec(type)?.[1] ?? '';
const valueType = (type: string): string => /^map\([^,]*, (.*)\)$/u.exec(type)?.[1] ?? '';
