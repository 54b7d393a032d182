import type { Cell } from '../../../core/json.ts';
import { visibleText } from '../visible-text.ts';
import { cellText } from './cell-text.ts';

const MAX_SHOWN = 300;

/** One line for a cell of the grid: line ends as ↵, hidden characters written out, long text cut with an ellipsis. */
export function cellDisplay(cell: Cell): string {
  const text = cellText(cell);
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return visibleText(cut.replaceAll(/\r\n|\r|\n/gu, ' ↵ ').replaceAll('\t', ' ⇥ '));
}

/** A cell in full, for the line beneath the grid. */
export function cellDetail(cell: Cell): string {
  return visibleText(
    cellText(cell)
      .slice(0, 10_000)
      .replaceAll(/\r\n|\r|\n/gu, ' ↵ '),
  );
}
