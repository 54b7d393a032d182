import type { Expression, SelectItem } from '../ast.ts';
import { fieldKey, quoteText, type TrinoType, typeText } from '../types.ts';
import { expression } from './expressions.ts';
import { endsWith, nameChain, type Scope, type ScopeColumn, type Typed } from './scope.ts';
import type { QueryColumn, Translation } from './translation.ts';

/**
 * An item of the select list: its value, the name that it has outside, and what it came from: an expression, or the place of a
 * star.
 */
export type Item = Typed & { name?: string; at: number; node?: Expression };

export function selectItems(translation: Translation, scope: Scope, item: SelectItem): Item[] {
  if (item.item === 'all') return all(translation, scope, item);
  const typed = expression(translation, scope, item.expression);
  const name = item.alias?.text ?? ownName(item.expression);
  return [{ ...typed, node: item.expression, at: item.at, ...(name === undefined ? {} : { name }) }];
}

/** A column keeps its name, a field its own; everything else is `_col0`, `_col1` … by its place. */
function ownName(node: Expression): string | undefined {
  if (node.node === 'name') return node.name.text;
  return node.node === 'field' ? node.field.text : undefined;
}

function all(translation: Translation, scope: Scope, item: Extract<SelectItem, { item: 'all' }>): Item[] {
  const found: readonly (Typed & { name?: string })[] =
    item.base === undefined ? scope.columns : starOf(translation, scope, item.base);
  if (found.length === 0) throw translation.error('SYNTAX_ERROR', item.at, 'SELECT * not allowed without a FROM clause', '*');
  if (item.aliases && item.aliases.length !== found.length)
    throw translation.error(
      'MISMATCHED_COLUMN_ALIASES',
      item.at,
      `Column alias list has ${item.aliases.length} entries but there are ${found.length} columns`,
    );
  return found.map((column, at) => {
    const name = item.aliases?.[at]?.text ?? column.name;
    return { sql: column.sql, type: column.type, at: item.at, ...(name === undefined ? {} : { name }) };
  });
}

function starOf(translation: Translation, scope: Scope, base: Expression): readonly (Typed & { name?: string })[] {
  const chain = nameChain(base);
  const relation =
    chain &&
    relationOf(
      scope,
      chain.map(({ text }) => text.toLowerCase()),
    );
  if (relation) return relation;
  const first = chain?.[0]?.text.toLowerCase();
  const isColumn = chain === undefined || scope.columns.some(({ name }) => name?.toLowerCase() === first);
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

/** The columns of the relation of that name, here or in a query around. */
function relationOf(scope: Scope, qualifier: readonly string[]): readonly ScopeColumn[] | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const found = at.columns.filter((column) => endsWith(column.relation, qualifier));
    if (found.length > 0) return found;
  }
  return undefined;
}

/** Names by which DuckDB can tell the columns apart; it does not see case. */
export function distinctColumns(items: readonly { name?: string; type: TrinoType }[]): QueryColumn[] {
  const taken = new Set<string>();
  const given = new Set(items.flatMap(({ name }) => name?.toLowerCase() ?? []));
  return items.map(({ name, type }, at) => {
    const wanted = name ?? `_col${at}`;
    let column = wanted;
    for (let count = 1; taken.has(column.toLowerCase()) || (count > 1 && given.has(column.toLowerCase())); count++)
      column = `${wanted}_${count}`;
    taken.add(column.toLowerCase());
    return { name: wanted, column, type };
  });
}
