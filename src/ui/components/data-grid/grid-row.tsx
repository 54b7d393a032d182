import { memo } from 'react';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { Cell } from '../../../core/json.ts';
import { cellDisplay } from './cell-display.ts';
import type { GridPlace } from './grid-selection.ts';

type GridRowProps = {
  id: string;
  index: number;
  top: number;
  cells: readonly Cell[];
  inSight: readonly VirtualItem[];
  numeric: readonly boolean[];
  activeColumn: number | undefined;
  /** First and last selected column of this row; -1 for none. */
  selectedFrom: number;
  selectedTo: number;
  onSelect: (place: GridPlace, extend: boolean) => void;
};

function Row({ id, index, top, cells, inSight, numeric, activeColumn, selectedFrom, selectedTo, onSelect }: GridRowProps) {
  return (
    <div
      className="sb-grid-row"
      role="row"
      aria-rowindex={index + 2}
      data-odd={index % 2 === 1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {inSight.map(({ index: column, start, size }) => {
        const cell = cells[column] ?? null;
        const isSelected = column >= selectedFrom && column <= selectedTo;
        return (
          <div
            key={column}
            id={`${id}-${index}-${column}`}
            role="gridcell"
            aria-colindex={column + 1}
            aria-selected={isSelected || activeColumn === column}
            className="sb-grid-td"
            data-numeric={numeric[column]}
            data-null={cell === null}
            data-active={activeColumn === column}
            data-selected={isSelected}
            style={{ left: start, width: size }}
            onMouseDown={(event) => onSelect({ row: index, column }, event.shiftKey)}
          >
            {cell === null ? 'null' : cellDisplay(cell)}
          </div>
        );
      })}
    </div>
  );
}

/** One row of the grid. Scrolling draws only the rows that come into sight. */
export const GridRow = memo(Row);
