import type { Cell, Column } from '../../../core/json.ts';
import { cellText, isPlainNumber } from './cell-text.ts';

const ROWS_A_SLICE = 500;
// A spreadsheet reads a cell that begins with one of these as a formula (OWASP, "CSV Injection").
const FORMULA_START = /^[=+\-@\t\r]/u;
const NEEDS_QUOTES = /[",\r\n]/u;

/** One line of RFC 4180, without its line end. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map((cell) => csvField(neutral(cell))).join(',');
}

/**
 * The table as CSV (RFC 4180, UTF-8, CRLF). Numbers keep all their digits; text that a spreadsheet would take for a formula gets a
 * leading `'`; NULL is an empty field and the empty string is `""`. Gives the page room to answer between slices.
 */
export async function csvBlob(columns: readonly Column[], rows: readonly Cell[][]): Promise<Blob> {
  // A blob a slice: text is turned into bytes piece by piece, not all at the end.
  const parts = [new Blob([`${csvLine(columns.map((column) => column.name))}\r\n`])];
  for (let start = 0; start < rows.length; start += ROWS_A_SLICE) {
    const slice = rows.slice(start, start + ROWS_A_SLICE).map((row) => csvLine(columns.map((_, index) => row[index] ?? null)));
    parts.push(new Blob([`${slice.join('\r\n')}\r\n`]));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/** Rows as tab-separated text for the clipboard: one line a row; tabs and line ends inside a cell become spaces. */
export function tsvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map((cell) => cellText(neutral(cell)).replaceAll(/[\t\r\n]+/gu, ' ')).join('\t')).join('\n');
}

function neutral(cell: Cell): Cell {
  if (typeof cell !== 'string' || !FORMULA_START.test(cell) || isPlainNumber(cell)) return cell;
  return `'${cell}`;
}

function csvField(cell: Cell): string {
  if (cell === '') return '""';
  const text = cellText(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
