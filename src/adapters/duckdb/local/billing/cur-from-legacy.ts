import { CUR2_COLUMNS } from '../../../../core/billing/cur2-columns.ts';
import { AMOUNT_MAP_TYPE, isMapType } from '../json-map-sql.ts';
import { periodSql } from './billing-source.ts';
import { mapOfColumns } from './map-columns.ts';
import { columnMap, lackingColumn, type Relation, type RelationColumn } from './relation.ts';

const NAMES = new Set(CUR2_COLUMNS.map(({ name }) => name));

/** Columns of CUR 2.0 that some reports have under another name. */
export const OTHER_NAMES: Record<string, readonly string[]> = {
  reservation_reservation_a_r_n: ['reservation_reservation_arn'],
  savings_plan_savings_plan_a_r_n: ['savings_plan_savings_plan_arn'],
  product_region_code: ['product_region'],
  product_usagetype: ['product_usage_type'],
  product_servicecode: ['product_service_code'],
  product_instancesku: ['product_instance_sku'],
};

const after = (prefix: string) => (column: string) => (column.startsWith(prefix) ? column.slice(prefix.length) : undefined);

/** The lines of legacy CURs as CUR 2.0 has them: tags, cost categories, product attributes and discounts in maps. */
export function curFromLegacy({ from, columns, rows }: Relation): Relation {
  const made = CUR2_COLUMNS.map((column): RelationColumn => {
    const { name } = column;
    const found = [name, ...(OTHER_NAMES[name] ?? [])].map((each) => columns.get(each)).find((each) => each && !each.lacking);
    if (['map', 'amounts'].includes(column.type) && !isMapType(found?.type ?? ''))
      return mapColumn(name, columns) ?? lackingColumn(column);
    if (found) return { ...found, name };
    if (name === 'billing_period') return derived(name, periodSql(columns)) ?? lackingColumn(column);
    return lackingColumn(column);
  });
  return { from, columns: columnMap(made), rows };
}

function mapColumn(name: string, columns: Relation['columns']): RelationColumn | undefined {
  if (name === 'resource_tags') return mapOfColumns(name, columns, after('resource_tags_'));
  if (name === 'cost_category') return mapOfColumns(name, columns, after('cost_category_'));
  const beside = (prefix: string) => (column: string) => (NAMES.has(column) ? undefined : after(prefix)(column));
  if (name === 'product') return mapOfColumns(name, columns, beside('product_'));
  if (name === 'discount') return mapOfColumns(name, columns, beside('discount_'), AMOUNT_MAP_TYPE);
  return undefined;
}

export function derived(name: string, sql: string | undefined, type = 'VARCHAR'): RelationColumn | undefined {
  return sql === undefined ? undefined : { name, type, sql };
}

/** The lines of CUR 2.0 exports, with what a narrower export left out and can be had from the rest. */
export function curFromCur({ from, columns, rows }: Relation): Relation {
  const period = columns.has('billing_period') ? undefined : derived('billing_period', periodSql(columns));
  return { from, columns: new Map([...columns, ...(period ? columnMap([period]) : [])]), rows };
}
