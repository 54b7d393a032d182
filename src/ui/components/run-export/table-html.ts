import type { Cell, Column } from '../../../core/json.ts';
import { cellText, isNumericColumn } from '../data-grid/cell-text.ts';
import { escapeHtml, shownHtml } from './escape-html.ts';

const CELLS_A_PIECE = 1000;
const PLAIN = /^[\w .:/+-]*$/u;

export type TableHtml = {
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  /** Beneath the table's title; plain text. */
  caption: string;
};

/** A table with every row that is given, in pieces. Cells have all their digits; a number stands at the right, NULL has a class. */
export function* tableHtml({ columns, rows, caption }: TableHtml): Generator<string> {
  const numeric = columns.map((column, at) => isNumericColumn(column, at, rows as Cell[][]));
  const heads = columns.map(
    ({ name, type }, at) =>
      `<th scope="col"${numeric[at] === true ? ' class="number"' : ''} title="${shownHtml(type)}">${shownHtml(name)}</th>`,
  );
  yield `<table><caption>${shownHtml(caption)}</caption><thead><tr>${heads.join('')}</tr></thead><tbody>\n`;
  const some = Math.max(1, Math.floor(CELLS_A_PIECE / Math.max(1, columns.length)));
  for (let start = 0; start < rows.length; start += some) {
    yield rows
      .slice(start, start + some)
      .map((row) => `<tr>${columns.map((_, at) => cellHtml(row[at] ?? null, numeric[at] === true)).join('')}</tr>\n`)
      .join('');
  }
  yield '</tbody></table>\n';
}

function cellHtml(cell: Cell, numeric: boolean): string {
  if (cell === null) return '<td class="null"></td>';
  const text = cellText(cell);
  return `<td${numeric ? ' class="number"' : ''}>${PLAIN.test(text) ? escapeHtml(text) : shownHtml(text)}</td>`;
}
