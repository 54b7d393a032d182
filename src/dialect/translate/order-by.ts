import type { Expression, Identifier, SortItem } from '../ast.ts';
import { children, findNode, isAggregateCall } from './children.ts';
import { comparable } from './casts.ts';
import { expression } from './expressions.ts';
import { itemAt } from './group-by.ts';
import type { Checked } from './grouped.ts';
import { columnNotFound, namesColumn, type Scope } from './scope.ts';
import type { Item } from './select-items.ts';
import type { Translation } from './translation.ts';
import { direction } from './windows.ts';

/** One key of ORDER BY: its SQL with the direction, empty where it sorts nothing, and what is to be checked against GROUP BY. */
export type SortKey = { sql: string; checked?: Checked };

/** How the rows of a select are sorted: its items, the scope of FROM, and the SQL that the items have in the list. */
export type Sorting = { scope: Scope; items: readonly Item[]; distinct: boolean; listed: readonly string[] };

/** ORDER BY takes a number or the name of an item first, then what FROM has; in an expression too, aliases come first. */
export function sortKey(translation: Translation, sorting: Sorting, sort: SortItem): SortKey {
  const { items, distinct } = sorting;
  const node = sort.expression;
  if (node.node === 'number' && node.form === 'integer')
    return { sql: written(sorting, itemAt(translation, Number(node.text), items, node.at, 'ORDER BY'), sort) };
  const named = node.node === 'name' ? itemNamed(translation, items, node.name) : undefined;
  if (named) return { sql: written(sorting, named, sort) };
  if (isConstant(node)) {
    expression(translation, sorting.scope, node);
    return { sql: '' };
  }
  const scope = outputScope(sorting);
  if (node.node === 'name' && !namesColumn(sorting.scope, node.name))
    throw columnNotFound(translation, scope, node.name.text, node.at);
  refuseOutputInAggregates(translation, sorting, node);
  const typed = expression(translation, scope, node);
  const same = items.find(({ sql }) => sql === typed.sql);
  if (same) return { sql: written(sorting, same, sort) };
  if (distinct)
    throw translation.error(
      'EXPRESSION_NOT_IN_DISTINCT',
      node.at,
      'For SELECT DISTINCT, ORDER BY expressions must appear in select list',
    );
  return { sql: `${comparable(typed.sql, typed.type)} ${direction(sort)}`, checked: { node, scope } };
}

/** By the item's place where the list has just what is sorted by: so it is evaluated once. */
function written({ items, listed }: Sorting, item: Item, sort: SortItem): string {
  const sql = comparable(item.sql, item.type);
  const place = items.indexOf(item);
  return `${listed[place] === sql ? place + 1 : sql} ${direction(sort)}`;
}

/** A sign may stand before a number: it is no place of an item then. */
function isConstant(node: Expression): boolean {
  if (node.node === 'negate') return isConstant(node.operand);
  return ['null', 'boolean', 'string', 'bytes', 'number', 'typed', 'interval'].includes(node.node);
}

function outputScope({ scope, items }: Sorting): Scope {
  const columns = items.flatMap(({ name, sql, type }) => (name === undefined ? [] : [{ name, sql, type, relation: [] }]));
  return { ...scope, columns, parent: scope, aliasesOf: scope };
}

function itemNamed(translation: Translation, items: readonly Item[], name: Identifier): Item | undefined {
  const named = items.filter((each) => each.name?.toLowerCase() === name.text.toLowerCase());
  if (new Set(named.map(({ sql }) => sql)).size > 1)
    throw translation.error(
      'AMBIGUOUS_NAME',
      name.at,
      `Column '${name.text}' is ambiguous: several items of SELECT have this name`,
      name.text,
    );
  return named[0];
}

/** `SELECT sum(cost) AS cost … ORDER BY sum(cost)` would sum the sum. */
function refuseOutputInAggregates(translation: Translation, { scope, items }: Sorting, node: Expression): void {
  const aggregate = findNode(node, isAggregateCall);
  if (aggregate === undefined) return;
  const isOutput = (each: Expression): boolean => {
    if (each.node !== 'name') return false;
    const item = itemNamed(translation, items, each.name);
    return item !== undefined && !(namesColumn(scope, each.name) && expression(translation, scope, each).sql === item.sql);
  };
  for (const child of children(aggregate)) {
    const found = findNode(child, isOutput);
    if (found?.node === 'name')
      throw translation.error(
        'INVALID_COLUMN_REFERENCE',
        found.at,
        `Invalid reference to output projection attribute from ORDER BY aggregation: '${found.name.text}' is the item of SELECT here; write ORDER BY ${found.name.text} alone, or give the item another name`,
        found.name.text,
      );
  }
}
