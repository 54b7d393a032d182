import type { Expression, Identifier, Query, QueryBody } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parseSelect } from './select.ts';
import { parseOrderBy } from './windows.ts';

/** `WITH … SELECT … UNION … ORDER BY … OFFSET … LIMIT …`. */
export function parseQuery(cursor: Cursor): Query {
  cursor.enter();
  const { at } = cursor;
  const withWord = cursor.accept('WITH');
  const recursive = withWord && cursor.accept('RECURSIVE');
  const named = withWord ? cursor.list(() => namedQuery(cursor)) : [];
  const body = parseBody(cursor);
  const order = parseOrderBy(cursor, false);
  const offset = parseOffset(cursor);
  const limits = parseLimit(cursor);
  cursor.leave();
  return { recursive, with: named, body, order, at, ...(offset && { offset }), ...limits };
}

function namedQuery(cursor: Cursor): { name: Identifier; columns?: Identifier[]; query: Query } {
  const name = cursor.identifier();
  const columns = cursor.is('(') ? cursor.identifiers() : undefined;
  cursor.expect('AS');
  const query = cursor.parenthesized(() => parseQuery(cursor));
  return { name, query, ...(columns && { columns }) };
}

/** Chains of set operations grow to the left; INTERSECT binds tighter than the others. */
function parseBody(cursor: Cursor): QueryBody {
  const { at } = cursor;
  let left = intersections(cursor);
  for (;;) {
    const operator = cursor.oneOf('UNION', 'EXCEPT');
    if (operator === undefined) return left;
    const all = isAll(cursor);
    left = { node: 'set', operator: operator === 'UNION' ? 'union' : 'except', all, left, right: intersections(cursor), at };
  }
}

function intersections(cursor: Cursor): QueryBody {
  const { at } = cursor;
  let left = primaryQuery(cursor);
  while (cursor.accept('INTERSECT')) {
    const all = isAll(cursor);
    left = { node: 'set', operator: 'intersect', all, left, right: primaryQuery(cursor), at };
  }
  return left;
}

function isAll(cursor: Cursor): boolean {
  return cursor.oneOf('ALL', 'DISTINCT') === 'ALL';
}

function primaryQuery(cursor: Cursor): QueryBody {
  const { at } = cursor;
  if (cursor.is('(')) return { node: 'subquery', query: cursor.parenthesized(() => parseQuery(cursor)), at };
  if (cursor.accept('SELECT')) return parseSelect(cursor, at);
  if (cursor.accept('VALUES')) return { node: 'values', rows: cursor.list(() => cursor.rules.expression(cursor)), at };
  if (cursor.accept('TABLE')) return { node: 'table', name: cursor.qualifiedName(), at };
  throw cursor.mismatch('WITH');
}

function parseOffset(cursor: Cursor): Expression | undefined {
  if (!cursor.accept('OFFSET')) return undefined;
  const offset = cursor.integer();
  cursor.oneOf('ROW', 'ROWS');
  return offset;
}

function parseLimit(cursor: Cursor): Pick<Query, 'limit' | 'ties'> {
  const { at } = cursor;
  if (cursor.accept('LIMIT')) {
    const limit = cursor.accept('ALL') ? undefined : cursor.integer();
    refuseOtherOrder(cursor);
    return limit === undefined ? {} : { limit };
  }
  if (!cursor.accept('FETCH')) return {};
  if (cursor.oneOf('FIRST', 'NEXT') === undefined) throw cursor.mismatch();
  const limit: Expression =
    cursor.is('ROW') || cursor.is('ROWS') ? { node: 'number', text: '1', form: 'integer', at } : cursor.integer();
  if (cursor.oneOf('ROW', 'ROWS') === undefined) throw cursor.mismatch();
  if (cursor.accept('ONLY')) return { limit };
  cursor.expect('WITH', 'TIES');
  return { limit, ties: true };
}

function refuseOtherOrder(cursor: Cursor): void {
  const { token } = cursor;
  if (token.key === 'OFFSET')
    throw cursor.failure("mismatched input 'OFFSET'. In Trino OFFSET comes before LIMIT: OFFSET n LIMIT m", token, 'OFFSET');
  if (token.key === ',')
    throw cursor.failure("mismatched input ','. LIMIT takes one number in Trino: write OFFSET n LIMIT m", token, 'LIMIT');
}
