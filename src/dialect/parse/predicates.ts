import type { Expression } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** `[NOT] BETWEEN`, `[NOT] IN`, `[NOT] LIKE` and `IS [NOT] …` behind `left`, or nothing. */
export function parsePredicate(cursor: Cursor, left: Expression, at: number): Expression | undefined {
  const not = cursor.token.key === 'NOT';
  switch (not ? cursor.peek().key : cursor.token.key) {
    case 'BETWEEN':
      return between(cursor, not, left, at);
    case 'IN':
      return inside(cursor, not, left, at);
    case 'LIKE':
      return like(cursor, not, left, at);
    case 'IS':
      return not ? undefined : is(cursor, left, at);
    default:
      if (!not) return undefined;
      cursor.next();
      throw cursor.mismatch('BETWEEN', 'IN', 'LIKE');
  }
}

function skip(cursor: Cursor, not: boolean): void {
  if (not) cursor.next();
  cursor.next();
}

function between(cursor: Cursor, not: boolean, operand: Expression, at: number): Expression {
  skip(cursor, not);
  const low = cursor.rules.value(cursor);
  cursor.expect('AND');
  return { node: 'between', not, operand, low, high: cursor.rules.value(cursor), at };
}

function inside(cursor: Cursor, not: boolean, operand: Expression, at: number): Expression {
  skip(cursor, not);
  if (!cursor.is('(')) throw cursor.mismatch();
  // `IN ((SELECT …))` is a list of one scalar subquery.
  const nested = cursor.peek().key === '(' && cursor.opensQuery(1) && cursor.afterClose(1).key === ')';
  if (cursor.opensQuery() && !nested)
    return { node: 'in_query', not, operand, query: cursor.parenthesized(() => cursor.rules.query(cursor)), at };
  const list = cursor.parenthesized(() => cursor.list(() => cursor.rules.expression(cursor)));
  return { node: 'in_list', not, operand, list, at };
}

function like(cursor: Cursor, not: boolean, operand: Expression, at: number): Expression {
  skip(cursor, not);
  const pattern = cursor.rules.value(cursor);
  if (!cursor.accept('ESCAPE')) return { node: 'like', not, operand, pattern, at };
  return { node: 'like', not, operand, pattern, escape: cursor.rules.value(cursor), at };
}

function is(cursor: Cursor, left: Expression, at: number): Expression {
  cursor.next();
  const not = cursor.accept('NOT');
  if (cursor.accept('NULL')) return { node: 'is_null', not, operand: left, at };
  cursor.expect('DISTINCT', 'FROM');
  return { node: 'distinct_from', not, left, right: cursor.rules.value(cursor), at };
}
