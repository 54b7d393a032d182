import type { BillingColumn } from '../../../../core/billing/billing-column.ts';
import { LEGACY_CUR_COLUMNS } from '../../../../core/billing/legacy-cur-columns.ts';
import { identifier, text } from '../../sql-text.ts';
import { MAP_TYPE } from '../json-map-sql.ts';
import { periodSql } from './billing-source.ts';
import { derived, OTHER_NAMES } from './cur-from-legacy.ts';
import { columnName } from './map-columns.ts';
import { columnMap, lackingColumn, type Relation, type RelationColumn } from './relation.ts';

/** Columns of a legacy CUR that have a twin under another name. */
const TWINS: Record<string, string> = Object.fromEntries(
  Object.entries(OTHER_NAMES).flatMap(([name, others]) =>
    others.flatMap((other) => [[other, name], ...(other.endsWith('_arn') ? [[name, other]] : [])]),
  ),
);

/** `year` ('2026') and `month` ('7', without a zero), the partitions that Athena's table of a legacy CUR has and its files have not. */
function partitions(columns: Relation['columns']): RelationColumn[] {
  const period = periodSql(columns);
  if (period === undefined) return [];
  const parts = {
    year: `split_part(${period}, '-', 1)`,
    month: `CAST(TRY_CAST(split_part(${period}, '-', 2) AS INTEGER) AS VARCHAR)`,
  };
  return Object.entries(parts).flatMap(([name, sql]) => (isThere(columns, name) ? [] : (derived(name, sql) ?? [])));
}

function isThere(columns: Relation['columns'], name: string): boolean {
  return columns.has(name) && !columns.get(name)?.lacking;
}

/** The lines of legacy CURs as Athena's table has them. */
export function legacyFromLegacy({ from, columns, rows }: Relation): Relation {
  const twins = Object.entries(TWINS).flatMap(([name, twin]) => {
    const found = columns.get(twin);
    return found === undefined || columns.has(name) ? [] : [{ ...found, name }];
  });
  return { from, columns: new Map([...columns, ...columnMap([...twins, ...partitions(columns)])]), rows };
}

/**
 * The lines of CUR 2.0 exports under the names of a legacy CUR: a column for each key of the maps. `keys` are those that the files have;
 * of a key that a line has not, the value is '', as a legacy CUR has it.
 */
export function legacyFromCur({ from, columns, rows }: Relation, keys: Readonly<Record<string, readonly string[]>>): Relation {
  const fixed = LEGACY_CUR_COLUMNS.map((column) => legacyColumn(column, columns, keys['product'] ?? []));
  const known = new Set(fixed.map(({ name }) => name));
  const dynamic = [
    ...columnsOfKeys('resource_tags', columns, keys),
    ...columnsOfKeys('cost_category', columns, keys),
    ...columnsOfKeys('product', columns, keys),
  ].filter(({ name }) => !known.has(name));
  return { from, columns: columnMap([...fixed, ...partitions(columns), ...dynamic]), rows };
}

function legacyColumn(column: BillingColumn, columns: Relation['columns'], keys: readonly string[]): RelationColumn {
  const { name } = column;
  const found = [name, TWINS[name] ?? name].map((each) => columns.get(each)).find((each) => each && !each.lacking);
  if (found) return { ...found, name };
  const key = keys.find((each) => `product_${columnName(each)}` === name);
  if (key === undefined || !isMap(columns, 'product')) return lackingColumn(column);
  return { name, type: 'VARCHAR', sql: valueOf('product', [key]) };
}

/** One column for each key; keys that give the same name share it. */
function columnsOfKeys(
  map: string,
  columns: Relation['columns'],
  keys: Readonly<Record<string, readonly string[]>>,
): RelationColumn[] {
  if (!isMap(columns, map)) return [];
  const named = new Map<string, string[]>();
  for (const key of keys[map] ?? []) {
    const name = `${map}_${columnName(key)}`;
    named.set(name, [...(named.get(name) ?? []), key]);
  }
  return [...named].map(([name, alike]) => ({ name, type: 'VARCHAR', sql: valueOf(map, alike) }));
}

function valueOf(map: string, keys: readonly string[]): string {
  return `coalesce(${keys.map((key) => `${identifier(map)}[${text(key)}]`).join(', ')}, '')`;
}

function isMap(columns: Relation['columns'], name: string): boolean {
  return columns.get(name)?.type === MAP_TYPE;
}
