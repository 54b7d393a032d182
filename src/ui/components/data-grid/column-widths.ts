import type { Cell, Column } from '../../../core/json.ts';
import { cellText } from './cell-text.ts';

const CHARACTER = 7.4;
const PADDING = 28;
const SORT_MARK = 18;

export const MIN_WIDTH = 64;
const MAX_WIDTH = 380;

/** Widths in pixels that show each column's name and its first cells. */
export function columnWidths(columns: readonly Column[], rows: readonly Cell[][]): number[] {
  const sample = rows.slice(0, 60);
  return columns.map((column, index) => {
    const longest = sample.reduce((most, row) => Math.max(most, cellText(row[index] ?? null).length), 4);
    const wanted = Math.max(longest * CHARACTER + PADDING, column.name.length * CHARACTER + PADDING + SORT_MARK);
    return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, wanted)));
  });
}
