import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useDeferredValue, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Cell, Column } from '../../../core/json.ts';
import { cellDetail } from './cell-display.ts';
import { isNumericColumn } from './cell-text.ts';
import { columnWidths, MIN_WIDTH } from './column-widths.ts';
import { tsvText } from './csv.ts';
import { GridFooter } from './grid-footer.tsx';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import { moveCursor, selectionOf, startCursor, type GridCursor, type GridPlace } from './grid-selection.ts';
import { sortedIndexes, type SortOrder } from './sort-rows.ts';
import './data-grid.css';

export const ROW_HEIGHT = 28;

export type DataGridProps = {
  /** What a screen reader calls the table. */
  label: string;
  columns: readonly Column[];
  rows: readonly Cell[][];
};

/** A table of any length: only what is in sight is drawn. It fills the height it is given and scrolls inside itself. */
export function DataGrid({ label, columns, rows }: DataGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [order, setOrder] = useState<SortOrder | null>(null);
  const [cursor, setCursor] = useState<GridCursor>(startCursor);
  const [resized, setResized] = useState<ReadonlyMap<number, number>>(new Map());
  const numeric = useMemo(() => columns.map((column, index) => isNumericColumn(column, index, rows)), [columns, rows]);
  const natural = useMemo(() => columnWidths(columns, rows), [columns, rows]);
  const widthOf = (index: number) => resized.get(index) ?? natural[index] ?? MIN_WIDTH;
  const wanted = useDeferredValue(order);
  const sorted = useMemo(
    () => sortedIndexes(rows, wanted, wanted !== null && numeric[wanted.column] === true),
    [rows, wanted, numeric],
  );

  const vertical = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: widthOf,
    overscan: 3,
  });
  const inSight = horizontal.getVirtualItems();
  const drawn = vertical.getVirtualItems();
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW_HEIGHT) - 1);
  const rowAt = (index: number) => rows[sorted[index] ?? 0] ?? [];

  const show = (next: GridCursor) => {
    setCursor(next);
    if (next.active.row >= 0) vertical.scrollToIndex(next.active.row);
    horizontal.scrollToIndex(next.active.column);
  };
  const select = useCallback(
    (place: GridPlace, extend: boolean) => setCursor((before) => ({ active: place, anchor: extend ? before.anchor : place })),
    [],
  );
  const toggleSort = (column: number) => {
    // Whoever sorts wants to see the first of them.
    vertical.scrollToOffset(0);
    setOrder((before) => {
      if (before?.column !== column) return { column, descending: numeric[column] === true };
      const first = numeric[column] === true;
      return before.descending === first ? { column, descending: !first } : null;
    });
  };
  const resize = (column: number, width: number) => {
    setResized((before) => new Map(before).set(column, Math.max(MIN_WIDTH, Math.round(width))));
    horizontal.resizeItem(column, Math.max(MIN_WIDTH, Math.round(width)));
  };
  const copySelection = () => {
    const { top, bottom, left, right } = selectionOf(cursor);
    const picked: Cell[][] = [];
    for (let row = top; row <= Math.min(bottom, rows.length - 1); row += 1) picked.push(rowAt(row).slice(left, right + 1));
    void navigator.clipboard.writeText(tsvText(picked));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && String(getSelection()) === '') return copySelection();
    if ((event.key === 'Enter' || event.key === ' ') && cursor.active.row === -1) {
      event.preventDefault();
      return toggleSort(cursor.active.column);
    }
    const next = moveCursor(cursor, event, { rows: rows.length, columns: columns.length, page });
    if (next === undefined) return;
    event.preventDefault();
    show(next);
  };
  const top = Math.floor((vertical.scrollOffset ?? 0) / ROW_HEIGHT);
  const selection = selectionOf(cursor);
  const rectangle = selection.bottom > selection.top || selection.right > selection.left;

  return (
    <div className="sb-grid">
      <div
        ref={scroller}
        className="sb-grid-scroll"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={`${id}-${cursor.active.row}-${cursor.active.column}`}
        aria-multiselectable
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          className="sb-grid-canvas"
          role="presentation"
          style={{ width: horizontal.getTotalSize(), height: vertical.getTotalSize() + ROW_HEIGHT }}
        >
          <GridHeader
            id={id}
            columns={columns}
            inSight={inSight}
            numeric={numeric}
            order={order}
            active={cursor.active}
            onSort={(column) => {
              select({ row: -1, column }, false);
              toggleSort(column);
            }}
            onResize={resize}
          />
          {drawn.map(({ index, start }) => (
            <GridRow
              key={index}
              id={id}
              index={index}
              top={start + ROW_HEIGHT}
              cells={rowAt(index)}
              inSight={inSight}
              numeric={numeric}
              activeColumn={cursor.active.row === index ? cursor.active.column : undefined}
              selectedFrom={rectangle && index >= selection.top && index <= selection.bottom ? selection.left : -1}
              selectedTo={rectangle && index >= selection.top && index <= selection.bottom ? selection.right : -1}
              onSelect={select}
            />
          ))}
        </div>
      </div>
      <GridFooter
        first={rows.length === 0 ? 0 : top + 1}
        last={Math.min(rows.length, top + page)}
        count={rows.length}
        detail={cursor.active.row < 0 ? '' : cellDetail(rowAt(cursor.active.row)[cursor.active.column] ?? null)}
        onPage={(step) => vertical.scrollToOffset(Math.max(0, (top + step * page) * ROW_HEIGHT))}
      />
    </div>
  );
}
