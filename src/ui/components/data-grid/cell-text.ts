import type { Cell, Column } from '../../../core/json.ts';

const NUMERIC_TYPE = /^(?:u?(?:tiny|small|big|huge)?int(?:eger)?\d*|long|short|decimal|numeric|float\d*|double|real|number)\b/iu;
const TEXT_TYPE =
  /^(?:varchar|char|string|text|date|time|timestamp|boolean|bool|blob|varbinary|uuid|map|struct|row|array|list|object)/iu;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/u;

/** A cell as text, with all its digits: what is copied and exported. NULL is the empty string; maps and lists are JSON. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Whether the column's cells are numbers, by its type or, where that says nothing, by its first cells. */
export function isNumericColumn(column: Column, index: number, rows: readonly Cell[][]): boolean {
  if (NUMERIC_TYPE.test(column.type)) return !column.type.endsWith(']');
  if (TEXT_TYPE.test(column.type)) return false;
  const sample = rows.slice(0, 100).flatMap((row) => (row[index] === null || row[index] === undefined ? [] : [row[index]]));
  return sample.length > 0 && sample.every((cell) => typeof cell === 'number');
}

/** Whether the text is a number as this app writes numbers; such text is no formula in a spreadsheet, whatever it begins with. */
export function isPlainNumber(text: string): boolean {
  return PLAIN_NUMBER.test(text);
}
