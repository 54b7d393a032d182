import type { Expression, Select } from '../ast.ts';
import { expression } from './expressions.ts';
import { refuseAggregates } from './grouped.ts';
import { nameChain, namesColumn, type Scope, type Typed } from './scope.ts';
import type { Item } from './select-items.ts';
import type { Translation } from './translation.ts';

/** `keys` are the SQL of everything that is grouped by in some grouping set. */
export type Group = { sql: string; keys: ReadonlySet<string> };

export function groupBy(
  translation: Translation,
  scope: Scope,
  { elements, distinct, at: start }: NonNullable<Select['group']>,
  items: readonly Item[],
): Group {
  if (distinct && elements.some(({ grouping }) => grouping !== 'simple'))
    throw translation.error(
      'NOT_SUPPORTED',
      start,
      'GROUP BY DISTINCT with several grouping sets is not supported here; write each set once in GROUPING SETS',
      'GROUP BY DISTINCT',
    );
  const keys = new Set<string>();
  const key = (node: Expression): string => {
    const { sql } = groupKey(translation, scope, node, items);
    keys.add(sql);
    return LITERAL.test(sql) ? `CAST(${sql} AS ${sql.startsWith("'") ? 'VARCHAR' : 'BIGINT'})` : sql;
  };
  const column = (node: Expression): string => {
    if (nameChain(node) === undefined)
      throw translation.error(
        'INVALID_COLUMN_REFERENCE',
        node.at,
        'GROUPING SETS, ROLLUP and CUBE take columns alone; name the expression in a subquery, and group by that column',
        'GROUPING SETS',
      );
    return key(node);
  };
  const set = (nodes: readonly Expression[]): string => `(${nodes.map(column).join(', ')})`;
  const parts = elements.map((element) => {
    if (element.grouping === 'simple')
      return element.expressions.length === 1 && element.expressions[0]
        ? key(element.expressions[0])
        : `(${element.expressions.map(key).join(', ')})`;
    const sets = element.sets.map(set).join(', ');
    if (element.grouping === 'sets') return `GROUPING SETS (${sets})`;
    return `${element.grouping.toUpperCase()} (${sets})`;
  });
  return { sql: parts.join(', '), keys };
}

/** What DuckDB would take for the place of an item. */
const LITERAL = /^(?:-?\d+|'(?:[^']|'')*')$/u;

/** GROUP BY takes a number of an item, or what FROM has; never the alias of an item. */
function groupKey(translation: Translation, scope: Scope, node: Expression, items: readonly Item[]): Typed {
  if (node.node === 'number' && node.form === 'integer') {
    const item = itemAt(translation, Number(node.text), items, node.at, 'GROUP BY');
    refuseAggregates(translation, item.node, 'GROUP BY clause');
    return item;
  }
  if (node.node === 'name' && !namesColumn(scope, node.name)) {
    const { name } = node;
    const at = items.findIndex((each) => each.name?.toLowerCase() === name.text.toLowerCase());
    if (at >= 0)
      throw translation.error(
        'COLUMN_NOT_FOUND',
        node.at,
        `Column '${name.text}' cannot be resolved: GROUP BY does not take an alias of SELECT; write GROUP BY ${at + 1}, or the expression itself`,
        name.text,
      );
  }
  refuseAggregates(translation, node, 'GROUP BY clause');
  return expression(translation, scope, node);
}

export function itemAt(translation: Translation, position: number, items: readonly Item[], at: number, clause: string): Item {
  const item = items[position - 1];
  if (item) return item;
  throw translation.error(
    'INVALID_COLUMN_REFERENCE',
    at,
    `${clause} position ${position} is not in select list; it has ${items.length} items`,
    String(position),
  );
}
