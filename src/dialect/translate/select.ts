import type { Expression, GroupingElement, Identifier, Select, SelectItem, SortItem } from '../ast.ts';
import { fieldKey, quoteName, quoteText, typeText, type TrinoType } from '../types.ts';
import { comparable } from './casts.ts';
import { expression, predicate } from './expressions.ts';
import { checkGrouped } from './grouped.ts';
import { relation } from './relations.ts';
import { columnNotFound, endsWith, nameChain, type Scope, type ScopeColumn, type Typed } from './scope.ts';
import { direction } from './windows.ts';
import type { QueryColumn, Translation, TranslatedQuery } from './translation.ts';

/** An item of the select list: its value, the name that it has outside, and the tree that it came from. */
type Item = Typed & { name?: string; node?: Expression };

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
  const items = node.items.flatMap((item) => selectItems(translation, inside, item, from.columns));
  const where = node.where ? ` WHERE ${predicate(translation, inside, node.where)}` : '';
  const group = node.group ? groupBy(translation, inside, node.group.elements, items) : undefined;
  const having = node.having ? ` HAVING ${predicate(translation, inside, node.having)}` : '';
  const sorted = order.map((item) => ({ item, key: sortKey(translation, inside, item, items, node.distinct) }));
  checkGrouped(
    translation,
    inside,
    [
      ...items.flatMap((item) => item.node ?? []),
      ...(node.having ? [node.having] : []),
      ...sorted.flatMap(({ key }) => key.node ?? []),
    ],
    group?.keys,
  );
  const columns = distinctColumns(items);
  const list = items.map((item, at) => {
    const { sql } = output(item);
    return `${sql} AS ${quoteName(columns[at]?.column ?? '')}`;
  });
  const distinct = node.distinct ? 'DISTINCT ' : '';
  const orderBy =
    sorted.length === 0 ? '' : ` ORDER BY ${sorted.map(({ item, key }) => `${key.sql} ${direction(item)}`).join(', ')}`;
  return {
    sql: `SELECT ${distinct}${list.join(', ')}${from.sql}${where}${group ? ` GROUP BY ${group.sql}` : ''}${having}${orderBy}`,
    columns: columns.map((column, at) => ({ ...column, type: output(items[at] ?? { sql: '', type: column.type }).type })),
  };
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

function selectItems(translation: Translation, scope: Scope, item: SelectItem, columns: readonly ScopeColumn[]): Item[] {
  if (item.item === 'all') return all(translation, scope, item, columns);
  const typed = expression(translation, scope, item.expression);
  const name = item.alias?.text ?? ownName(item.expression);
  return [{ ...typed, node: item.expression, ...(name === undefined ? {} : { name }) }];
}

/** A column keeps its name, a field its own; everything else is `_col0`, `_col1` … by its place. */
function ownName(node: Expression): string | undefined {
  if (node.node === 'name') return node.name.text;
  return node.node === 'field' ? node.field.text : undefined;
}

function all(
  translation: Translation,
  scope: Scope,
  item: Extract<SelectItem, { item: 'all' }>,
  columns: readonly ScopeColumn[],
): Item[] {
  const found = item.base === undefined ? columns : starOf(translation, scope, item.base, columns);
  if (found.length === 0) throw translation.error('SYNTAX_ERROR', item.at, 'SELECT * not allowed without a FROM clause', '*');
  if (item.aliases && item.aliases.length !== found.length)
    throw translation.error(
      'MISMATCHED_COLUMN_ALIASES',
      item.at,
      `Column alias list has ${item.aliases.length} entries but there are ${found.length} columns`,
    );
  return found.map((column, at) => {
    const name = item.aliases?.[at]?.text ?? column.name;
    return { sql: column.sql, type: column.type, ...(name === undefined ? {} : { name }) };
  });
}

function starOf(
  translation: Translation,
  scope: Scope,
  base: Expression,
  columns: readonly ScopeColumn[],
): readonly (Typed & { name?: string })[] {
  const chain = nameChain(base);
  const qualifier = chain?.map(({ text }) => text.toLowerCase());
  const found = qualifier ? columns.filter((column) => endsWith(column.relation, qualifier)) : [];
  if (found.length > 0) return found;
  const isColumn = chain === undefined || columns.some(({ name }) => name?.toLowerCase() === chain[0]?.text.toLowerCase());
  if (!isColumn)
    throw translation.error(
      'TABLE_NOT_FOUND',
      base.at,
      `Table '${chain.map(({ text }) => text).join('.')}' not found in FROM`,
      chain[0]?.text,
    );
  const row = expression(translation, scope, base);
  if (row.type.kind !== 'row')
    throw translation.error('TYPE_MISMATCH', base.at, `.* needs a table or a row, this is ${typeText(row.type)}`, '*');
  return row.type.fields.map((field, at) => ({
    ...(field.name === undefined ? {} : { name: field.name }),
    sql: `struct_extract(${row.sql}, ${quoteText(fieldKey(field, at))})`,
    type: field.type,
  }));
}

/** Names by which DuckDB can tell the columns apart; it does not see case. */
export function distinctColumns(items: readonly { name?: string; type: TrinoType }[]): QueryColumn[] {
  const taken = new Set<string>();
  return items.map(({ name, type }, at) => {
    const wanted = name ?? `_col${at}`;
    let column = wanted;
    for (let count = 1; taken.has(column.toLowerCase()); count++) column = `${wanted}_${count}`;
    taken.add(column.toLowerCase());
    return { name: wanted, column, type };
  });
}

type Group = { sql: string; keys: ReadonlySet<string> };

function groupBy(translation: Translation, scope: Scope, elements: readonly GroupingElement[], items: readonly Item[]): Group {
  const keys = new Set<string>();
  const key = (node: Expression): string => {
    const typed = groupKey(translation, scope, node, items);
    keys.add(typed.sql);
    return /^-?\d+$/u.test(typed.sql) ? `CAST(${typed.sql} AS BIGINT)` : typed.sql;
  };
  const set = (nodes: readonly Expression[]): string => `(${nodes.map(key).join(', ')})`;
  const parts = elements.map((element) => {
    if (element.grouping === 'simple')
      return element.expressions.length === 1 && element.expressions[0] ? key(element.expressions[0]) : set(element.expressions);
    const sets = element.sets.map(set).join(', ');
    if (element.grouping === 'sets') return `GROUPING SETS (${sets})`;
    return `${element.grouping.toUpperCase()} (${sets})`;
  });
  return { sql: parts.join(', '), keys };
}

/** GROUP BY takes a number of an item, or what FROM has; never the alias of an item. */
function groupKey(translation: Translation, scope: Scope, node: Expression, items: readonly Item[]): Typed {
  if (node.node === 'number' && node.form === 'integer')
    return itemAt(translation, Number(node.text), items, node.at, 'GROUP BY');
  if (node.node === 'name') {
    const { name } = node;
    const own = scope.columns.some((column) => column.name?.toLowerCase() === name.text.toLowerCase());
    const item = own ? undefined : items.findIndex((each) => each.name?.toLowerCase() === name.text.toLowerCase());
    if (item !== undefined && item >= 0)
      throw translation.error(
        'COLUMN_NOT_FOUND',
        node.at,
        `Column '${name.text}' cannot be resolved: GROUP BY does not take an alias of SELECT; write GROUP BY ${item + 1}, or the expression itself`,
        name.text,
      );
  }
  return expression(translation, scope, node);
}

function itemAt(translation: Translation, position: number, items: readonly Item[], at: number, clause: string): Item {
  const item = items[position - 1];
  if (item) return item;
  throw translation.error(
    'INVALID_COLUMN_REFERENCE',
    at,
    `${clause} position ${position} is not in select list; it has ${items.length} items`,
    String(position),
  );
}

/** ORDER BY takes a number or the name of an item first, then what FROM has; in an expression, aliases stand for their items. */
function sortKey(
  translation: Translation,
  scope: Scope,
  item: SortItem,
  items: readonly Item[],
  distinct: boolean,
): Typed & { node?: Expression } {
  const node = item.expression;
  if (node.node === 'number' && node.form === 'integer')
    return asKey(itemAt(translation, Number(node.text), items, node.at, 'ORDER BY'));
  if (node.node === 'name') {
    const named = itemsNamed(items, node.name);
    if (named.length > 1 && new Set(named.map(({ sql }) => sql)).size > 1)
      throw translation.error(
        'AMBIGUOUS_NAME',
        node.at,
        `Column '${node.name.text}' is ambiguous: several items of SELECT have this name`,
        node.name.text,
      );
    if (named[0]) return asKey(named[0]);
    if (!scope.columns.some(({ name }) => name?.toLowerCase() === node.name.text.toLowerCase()))
      throw columnNotFound(
        translation,
        { ...scope, columns: [...scope.columns, ...items.map((each) => ({ ...each, relation: [] }))] },
        node.name.text,
        node.at,
      );
  }
  const aliases: ScopeColumn[] = items.flatMap((each) =>
    each.name !== undefined && each.node?.node !== 'name' ? [{ ...each, relation: [] }] : [],
  );
  const names = new Set(aliases.map(({ name }) => name?.toLowerCase()));
  const around: Scope = {
    ...scope,
    columns: [...aliases, ...scope.columns.filter(({ name }) => name === undefined || !names.has(name.toLowerCase()))],
  };
  const typed = expression(translation, around, node);
  const sql = comparable(typed.sql, typed.type);
  if (distinct && !items.some((each) => each.sql === typed.sql))
    throw translation.error(
      'EXPRESSION_NOT_IN_DISTINCT',
      node.at,
      'For SELECT DISTINCT, ORDER BY expressions must appear in select list',
    );
  return aliasesUsed(node, names) ? { sql, type: typed.type } : { sql, type: typed.type, node };
}

function asKey(item: Item): Typed & { node?: Expression } {
  return { sql: comparable(item.sql, item.type), type: item.type };
}

function itemsNamed(items: readonly Item[], name: Identifier): Item[] {
  return items.filter((each) => each.name?.toLowerCase() === name.text.toLowerCase());
}

/** Whether the tree names an alias: then its columns have been checked with the item already. */
function aliasesUsed(node: unknown, names: ReadonlySet<string | undefined>): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some((each) => aliasesUsed(each, names));
  const { node: kind, name } = node as { node?: unknown; name?: { text?: string } };
  if (kind === 'name' && names.has(name?.text?.toLowerCase())) return true;
  return Object.values(node).some((child) => aliasesUsed(child, names));
}
