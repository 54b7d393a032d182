import type { Cell, Column } from '../../core/json.ts';
import { cutText } from './cut-text.ts';

const MAX_ROWS = 20;
const MAX_CELL = 200;
const MAX_COLUMNS = 40;

/** Columns with types and the first rows, one JSON array a line. */
export function previewRows(columns: readonly Column[], rows: readonly (readonly Cell[])[], rowCount: number): string {
  const shown = columns.slice(0, MAX_COLUMNS);
  const more = columns.length > shown.length ? `, … ${columns.length - shown.length} more columns` : '';
  const head = `columns: ${shown.map(({ name, type }) => `${writtenName(name)} ${type}`).join(', ')}${more}`;
  const lines = rows.slice(0, MAX_ROWS).map((row) => JSON.stringify(row.slice(0, MAX_COLUMNS).map(shortCell)));
  const rest = rowCount > lines.length ? `… ${rowCount - lines.length} more rows` : '';
  return [head, `row_count: ${rowCount}`, ...lines, rest].filter((line) => line !== '').join('\n');
}

/** In quotes, as SQL writes it, where a name would not be told apart from its type or the next column. */
export function writtenName(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_.$-]*$/u.test(name) ? name : `"${name.replaceAll('"', '""').replaceAll(/\s+/gu, ' ')}"`;
}

function shortCell(cell: Cell): Cell {
  if (typeof cell === 'string') return cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL)}…` : cell;
  if (typeof cell !== 'object' || cell === null) return cell;
  const text = JSON.stringify(cell);
  return text.length > MAX_CELL ? cutText(text, MAX_CELL) : cell;
}
