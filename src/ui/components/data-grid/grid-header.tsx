import type { VirtualItem } from '@tanstack/react-virtual';
import type { PointerEvent } from 'react';
import type { Column } from '../../../core/json.ts';
import { visibleText } from '../visible-text.ts';
import type { GridPlace } from './grid-selection.ts';
import type { SortOrder } from './sort-rows.ts';

type GridHeaderProps = {
  id: string;
  columns: readonly Column[];
  inSight: readonly VirtualItem[];
  numeric: readonly boolean[];
  order: SortOrder | null;
  active: GridPlace;
  onSort: (column: number) => void;
  onResize: (column: number, width: number) => void;
};

export function GridHeader({ id, columns, inSight, numeric, order, active, onSort, onResize }: GridHeaderProps) {
  return (
    <div className="sb-grid-head" role="row" aria-rowindex={1}>
      {inSight.map(({ index, start, size }) => {
        const column = columns[index];
        if (column === undefined) return null;
        const direction = order?.column === index ? (order.descending ? 'descending' : 'ascending') : 'none';
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid takes the keys of its cells
          <div
            key={index}
            id={`${id}--1-${index}`}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={direction}
            className="sb-grid-th"
            data-numeric={numeric[index]}
            data-active={active.row === -1 && active.column === index}
            style={{ left: start, width: size }}
            title={column.type === '' ? visibleText(column.name) : `${visibleText(column.name)} (${visibleText(column.type)})`}
            onClick={() => onSort(index)}
          >
            <span className="sb-grid-name">{visibleText(column.name)}</span>
            <span className="sb-grid-sort" aria-hidden data-direction={direction} />
            <span
              className="sb-grid-resize"
              aria-hidden
              onClick={(event) => event.stopPropagation()}
              onPointerDown={(event) => dragWidth(event, size, (width) => onResize(index, width))}
            />
          </div>
        );
      })}
    </div>
  );
}

function dragWidth(event: PointerEvent<HTMLSpanElement>, size: number, onWidth: (width: number) => void): void {
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  const from = event.clientX;
  const move = (next: globalThis.PointerEvent) => onWidth(size + next.clientX - from);
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
}
