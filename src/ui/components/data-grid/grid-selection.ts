/** A cell by row and column, both from 0; row -1 is the header. */
export type GridPlace = { row: number; column: number };

/** The cell that the keys move, and where a selection that goes on from it began. */
export type GridCursor = { active: GridPlace; anchor: GridPlace };

export const startCursor: GridCursor = { active: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };

type Bounds = { rows: number; columns: number; page: number };

type Key = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** Where a key press takes the cursor (ARIA's grid pattern), or undefined for a key that is not the grid's. */
export function moveCursor(cursor: GridCursor, event: Key, bounds: Bounds): GridCursor | undefined {
  const place = target(cursor.active, event, bounds);
  if (place === undefined) return undefined;
  const active = {
    row: Math.min(bounds.rows - 1, Math.max(-1, place.row)),
    column: Math.min(bounds.columns - 1, Math.max(0, place.column)),
  };
  return { active, anchor: event.shiftKey ? cursor.anchor : active };
}

function target({ row, column }: GridPlace, event: Key, { rows, columns, page }: Bounds): GridPlace | undefined {
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowUp':
      return { row: far ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: far ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: far ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: far ? columns - 1 : column + 1 };
    case 'PageUp':
      return { row: Math.max(0, row - page), column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return far ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return far ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    default:
      return undefined;
  }
}

/** The selected rectangle, ends included. */
export function selectionOf({ active, anchor }: GridCursor): { top: number; bottom: number; left: number; right: number } {
  return {
    top: Math.max(0, Math.min(active.row, anchor.row)),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  };
}
