import type { Expression, GroupingElement, Select } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** `GROUP BY [ALL | DISTINCT] …`, or nothing. */
export function parseGroupBy(cursor: Cursor): Select['group'] | undefined {
  const { at } = cursor;
  if (!cursor.accept('GROUP')) return undefined;
  cursor.expect('BY');
  const { token } = cursor;
  const quantifier = cursor.oneOf('DISTINCT', 'ALL');
  if (quantifier === 'ALL' && endsHere(cursor))
    throw cursor.failure('GROUP BY ALL wants the columns behind it in Trino: GROUP BY 1, 2, …', token, 'GROUP BY ALL');
  return { distinct: quantifier === 'DISTINCT', elements: cursor.list(() => element(cursor)), at };
}

function endsHere(cursor: Cursor): boolean {
  const { kind, key } = cursor.token;
  return (
    kind === 'end' ||
    [')', ';', ',', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'FETCH', 'UNION', 'EXCEPT', 'INTERSECT', 'WINDOW'].includes(key)
  );
}

function element(cursor: Cursor): GroupingElement {
  const { at } = cursor;
  if (cursor.accept('ROLLUP')) return { grouping: 'rollup', sets: sets(cursor), at };
  if (cursor.accept('CUBE')) return { grouping: 'cube', sets: sets(cursor), at };
  if (cursor.acceptAll('GROUPING', 'SETS')) return { grouping: 'sets', sets: sets(cursor), at };
  return { grouping: 'simple', expressions: groupingSet(cursor), at };
}

function sets(cursor: Cursor): Expression[][] {
  return cursor.parenthesized(() => (cursor.is(')') ? [] : cursor.list(() => groupingSet(cursor))));
}

/** `a`, `(a, b)` or `()`: a row that stands alone is the set of its items. */
function groupingSet(cursor: Cursor): Expression[] {
  const { at, token } = cursor;
  if (token.key === '(' && cursor.peek().key === ')' && cursor.peek(2).key !== '->') {
    cursor.next();
    cursor.next();
    return [];
  }
  const expression = cursor.rules.expression(cursor);
  return token.key === '(' && expression.node === 'row' && expression.at === at ? expression.items : [expression];
}
