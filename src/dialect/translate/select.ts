import type { Expression, Select, SortItem } from '../ast.ts';
import { quoteName } from '../types.ts';
import { findNode, isAggregateCall } from './children.ts';
import { predicate } from './expressions.ts';
import { type Group, groupBy } from './group-by.ts';
import { type Checked, checkGrouped, notAggregate, refuseAggregates, refuseWindows } from './grouped.ts';
import { type SortKey, sortKey } from './order-by.ts';
import { relation } from './relations.ts';
import type { Scope, ScopeColumn, Typed } from './scope.ts';
import { distinctColumns, type Item, selectItems } from './select-items.ts';
import type { Translation, TranslatedQuery } from './translation.ts';

/** How a value leaves the statement: the outermost query gives types that a person can read. */
export type Output = (item: Typed) => Typed;

/**
 * `SELECT … ORDER BY …` as DuckDB's SQL. What ORDER BY names may be the alias of an item or a column of FROM. `output` is applied to
 * the items, not to what is sorted by.
 */
export function select(
  translation: Translation,
  scope: Scope,
  node: Select,
  order: readonly SortItem[],
  output: Output = (item) => item,
): TranslatedQuery {
  const from = fromClause(translation, scope, node);
  const inside: Scope = {
    ...scope,
    columns: from.columns,
    windows: new Map(node.windows.map(({ name, spec }) => [name.text.toLowerCase(), spec])),
  };
  const items = node.items.flatMap((item) => selectItems(translation, inside, item));
  const where = condition(translation, inside, 'WHERE', node.where);
  const group = node.group && groupBy(translation, inside, node.group, items);
  const having = condition(translation, inside, 'HAVING', node.having);
  const outputs = items.map(output);
  const sorting = { scope: inside, items, distinct: node.distinct, listed: outputs.map(({ sql }) => sql) };
  const keys = order.map((item) => sortKey(translation, sorting, item));
  refuseAggregates(translation, node.where, 'WHERE clause');
  refuseWindows(translation, node.having, 'HAVING clause');
  checkRows(translation, inside, { items, having: node.having, keys, group });
  const columns = distinctColumns(items);
  const list = columns.map(({ column }, at) => `${outputs[at]?.sql} AS ${quoteName(column)}`);
  const orders = keys.flatMap(({ sql }) => (sql === '' ? [] : [sql]));
  return {
    sql: [
      `SELECT ${node.distinct ? 'DISTINCT ' : ''}${list.join(', ')}${from.sql}${where}`,
      group ? ` GROUP BY ${group.sql}` : '',
      having,
      orders.length === 0 ? '' : ` ORDER BY ${orders.join(', ')}`,
    ].join(''),
    columns: columns.map((column, at) => ({ ...column, type: outputs[at]?.type ?? column.type })),
  };
}

function condition(translation: Translation, scope: Scope, word: string, node: Expression | undefined): string {
  return node ? ` ${word} ${predicate(translation, scope, node)}` : '';
}

function fromClause(translation: Translation, scope: Scope, node: Select): { sql: string; columns: readonly ScopeColumn[] } {
  let columns: readonly ScopeColumn[] = [];
  const parts: string[] = [];
  for (const each of node.from) {
    const part = relation(translation, scope, each, columns);
    parts.push(part.sql);
    columns = [...columns, ...part.columns];
  }
  return { sql: parts.length === 0 ? '' : ` FROM ${parts.join(', ')}`, columns };
}

type Rows = {
  items: readonly Item[];
  having: Expression | undefined;
  keys: readonly SortKey[];
  group: Group | undefined;
};

/** Without GROUP BY too, an aggregate or HAVING makes one row of all. */
function checkRows(translation: Translation, scope: Scope, { items, having, keys, group }: Rows): void {
  const nodes = [...items.flatMap(({ node }) => node ?? []), ...(having ? [having] : [])];
  const checked: Checked[] = [...nodes.map((node) => ({ node, scope })), ...keys.flatMap((key) => key.checked ?? [])];
  if (!group && !having && !checked.some(({ node }) => findNode(node, isAggregateCall))) return;
  const grouped = group?.keys ?? new Set();
  const star = items.find(({ node, sql }) => node === undefined && !grouped.has(sql));
  if (star) throw notAggregate(translation, star.name ?? '*', star.at);
  checkGrouped(translation, checked, grouped);
}
