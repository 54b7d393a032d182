import { text } from '../../sql-text.ts';
import { MAP_TYPE } from '../json-map-sql.ts';
import { reconciledType } from './reconciled-type.ts';
import type { Relation, RelationColumn } from './relation.ts';

const MONEY = [
  'line_item_unblended_cost',
  'pricing_public_on_demand_cost',
  'line_item_usage_amount',
  'savings_plan_savings_plan_effective_cost',
  'savings_plan_total_commitment_to_date',
  'savings_plan_used_commitment',
  'reservation_effective_cost',
  'reservation_unused_amortized_upfront_fee_for_billing_period',
  'reservation_unused_recurring_fee',
  'reservation_unused_quantity',
];

/** The columns of a CUR (in the shape of CUR 2.0, with the columns of its files beside) as expressions. */
export class CurAccess {
  /** A type that holds every amount, so that the branches of a CASE have one. */
  readonly money: string;
  private readonly columns: Relation['columns'];

  constructor({ columns }: Relation) {
    this.columns = columns;
    const amounts = MONEY.flatMap((name) => this.find(name) ?? []);
    this.money = reconciledType([{ type: 'DECIMAL(18,10)' }, ...amounts]);
  }

  /** Undefined where no file has it. */
  sql(name: string): string | undefined {
    return this.find(name)?.sql;
  }

  type(name: string): string {
    return this.find(name)?.type ?? 'VARCHAR';
  }

  text(name: string): string | undefined {
    const column = this.find(name);
    return column?.type === 'VARCHAR' ? column.sql : undefined;
  }

  /** An amount, NULL where no file has it. */
  amount(name: string): string {
    const column = this.find(name);
    return `CAST(${column?.sql ?? 'NULL'} AS ${this.money})`;
  }

  /** A cell without a value is nothing to add; where no file has either column, there is no sum. */
  sum(names: readonly string[]): string {
    const there = names.filter((name) => this.find(name));
    if (there.length === 0) return `CAST(NULL AS ${this.money})`;
    return there.map((name) => `coalesce(${this.amount(name)}, 0)`).join(' + ');
  }

  difference(total: string, used: string): string {
    if (!this.find(total) || !this.find(used)) return `CAST(NULL AS ${this.money})`;
    return `${this.amount(total)} - coalesce(${this.amount(used)}, 0)`;
  }

  /** An attribute of the product: a column of its own in a legacy CUR, a key of the map in CUR 2.0. */
  product(key: string): string | undefined {
    const column = this.text(`product_${key}`);
    if (column !== undefined) return column;
    const map = this.find('product');
    return map?.type === MAP_TYPE ? `${map.sql}[${text(key)}]` : undefined;
  }

  private find(name: string): RelationColumn | undefined {
    const column = this.columns.get(name);
    return column?.lacking ? undefined : column;
  }
}
