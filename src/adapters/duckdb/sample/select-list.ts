import type { BillingColumn } from '../../../core/billing/billing-column.ts';
import { COLUMN_TYPES } from '../column-types.ts';

/** Amounts have six decimals, money ten. */
const AMOUNTS = new Set(['line_item_usage_amount', 'reservation_unused_quantity', 'ConsumedQuantity', 'PricingQuantity']);

/** The name and SQL type of each column. */
export function columnsOf(columns: readonly BillingColumn[]): { name: string; type: string }[] {
  return columns.map(({ name, type }) => ({ name, type: AMOUNTS.has(name) ? 'DECIMAL(18,6)' : COLUMN_TYPES[type] }));
}

/**
 * A select list in the order of the columns. What the company has no value for is NULL, but for a text where `blankTexts`: there it is
 * '', as in the tables that Athena makes of a CUR, for which the public queries ask (`product_servicecode = ''`, `<> ''`).
 */
export function selectList(
  columns: readonly BillingColumn[],
  expressions: Record<string, string>,
  { blankTexts }: { blankTexts: boolean },
): string {
  return columnsOf(columns)
    .map(({ name, type }) => {
      const value = `CAST(${expressions[name] ?? 'NULL'} AS ${type})`;
      const isBlank = blankTexts && type === 'VARCHAR';
      return `${isBlank ? (expressions[name] === undefined ? "''" : `coalesce(${value}, '')`) : value} AS "${name}"`;
    })
    .join(',\n  ');
}
