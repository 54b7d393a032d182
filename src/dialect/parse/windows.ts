import type { FrameBound, SortItem, WindowSpec } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** `ORDER BY a DESC NULLS LAST, b`; nothing gives no items, unless it is `required`. */
export function parseOrderBy(cursor: Cursor, required: boolean): SortItem[] {
  if (!cursor.accept('ORDER')) {
    if (required) throw cursor.mismatch();
    return [];
  }
  cursor.expect('BY');
  return cursor.list(() => sortItem(cursor));
}

function sortItem(cursor: Cursor): SortItem {
  const { at } = cursor;
  const expression = cursor.rules.expression(cursor);
  const descending = cursor.oneOf('ASC', 'DESC') === 'DESC';
  if (!cursor.accept('NULLS')) return { expression, descending, at };
  const place = cursor.oneOf('FIRST', 'LAST');
  if (place === undefined) throw cursor.mismatch();
  return { expression, descending, nulls: place === 'FIRST' ? 'first' : 'last', at };
}

/** `(w PARTITION BY … ORDER BY … ROWS …)`. */
export function parseWindow(cursor: Cursor): WindowSpec {
  const { at } = cursor;
  return cursor.parenthesized(() => {
    const base = hasBase(cursor) ? cursor.identifier() : undefined;
    const partition = cursor.acceptAll('PARTITION', 'BY') ? cursor.list(() => cursor.rules.expression(cursor)) : [];
    const order = parseOrderBy(cursor, false);
    const frame = parseFrame(cursor);
    return { partition, order, at, ...(base && { base }), ...(frame && { frame }) };
  });
}

function hasBase(cursor: Cursor): boolean {
  if (!cursor.isIdentifier()) return false;
  const after = cursor.peek().key;
  switch (cursor.token.key) {
    case 'PARTITION':
      return after !== 'BY';
    case 'ROWS':
    case 'RANGE':
    case 'GROUPS':
      return after === ')' || after === 'PARTITION' || after === 'ORDER';
    default:
      return true;
  }
}

function parseFrame(cursor: Cursor): WindowSpec['frame'] {
  const { at } = cursor;
  const word = cursor.oneOf('ROWS', 'RANGE', 'GROUPS');
  if (word === undefined) return undefined;
  const unit = word === 'ROWS' ? 'rows' : word === 'RANGE' ? 'range' : 'groups';
  if (!cursor.accept('BETWEEN')) return { unit, start: bound(cursor), at };
  const start = bound(cursor);
  cursor.expect('AND');
  return { unit, start, end: bound(cursor), at };
}

function bound(cursor: Cursor): FrameBound {
  if (cursor.acceptAll('UNBOUNDED', 'PRECEDING')) return { bound: 'unbounded_preceding' };
  if (cursor.acceptAll('UNBOUNDED', 'FOLLOWING')) return { bound: 'unbounded_following' };
  if (cursor.acceptAll('CURRENT', 'ROW')) return { bound: 'current_row' };
  const value = cursor.rules.expression(cursor);
  const side = cursor.oneOf('PRECEDING', 'FOLLOWING');
  if (side === undefined) throw cursor.mismatch();
  return { bound: side === 'PRECEDING' ? 'preceding' : 'following', value };
}
