import type { BillingColumn } from '../../../../core/billing/billing-column.ts';
import type { Bill, BillingProfile } from '../../../../core/billing/billing-profile.ts';
import { SCHEMAS, type CsvColumn } from '../../../../../workers/engine/protocol.ts';
import { identifier, text } from '../../sql-text.ts';
import { asWanted, columnMap, type Relation, type RelationColumn } from './relation.ts';

/** A local table of billing data, as views are made of it. */
export type BillingSource = {
  id: string;
  table: string;
  file_name: string;
  /** The file's name, with its table's where another file has the same. */
  label: string;
  kind: string;
  rows: number;
  columns: readonly CsvColumn[];
  billing: BillingProfile;
  /** What of its reading bears upon sums, in sentences. */
  doubts: readonly string[];
};

/** A bill that can be told from others; undefined where the file does not say whose it is. */
export function billKey({ period, payer }: Bill): string | undefined {
  return period === '' || payer === '' ? undefined : `${period} ${payer}`;
}

export function billsOf(sources: readonly BillingSource[]): Set<string> {
  return new Set(sources.flatMap(({ billing }) => billing.bills.flatMap((bill) => billKey(bill) ?? [])));
}

export function negationsCancel(sources: readonly BillingSource[]): boolean {
  return sources.every(({ billing }) => billing.negations_cancel);
}

/** The bills that a source gives to a view, and those that the view has from elsewhere. */
export function withoutBills(source: BillingSource, elsewhere: ReadonlySet<string>): { bills: Bill[]; excluded: Bill[] } {
  const isElsewhere = (bill: Bill) => elsewhere.has(billKey(bill) ?? '');
  return {
    bills: source.billing.bills.filter((bill) => !isElsewhere(bill)),
    excluded: source.billing.bills.filter((bill) => isElsewhere(bill)),
  };
}

/** The rows of a source, without those of bills that stand elsewhere; undefined where none are left. */
export function sourceRelation(
  source: BillingSource,
  types: readonly BillingColumn[],
  elsewhere: ReadonlySet<string>,
): Relation | undefined {
  const { bills, excluded } = withoutBills(source, elsewhere);
  if (bills.length === 0 && excluded.length > 0) return undefined;
  const wanted = new Map(types.map(({ name, type }) => [name.toLowerCase(), type]));
  const written = source.columns.map(({ name, type, whole, empty, ambiguous }): RelationColumn => ({
    name,
    type,
    // Some of its values would become numbers, and a sum over them a wrong one.
    sql: ambiguous ? `CAST(NULL AS ${type})` : identifier(name),
    ...(whole === undefined ? {} : { whole }),
    ...(empty || ambiguous ? { blank: true } : {}),
  }));
  const columns = columnMap(written.map((column) => asWanted(column, wanted.get(column.name.toLowerCase()))));
  const table = `${SCHEMAS.local}.${identifier(source.table)}`;
  if (excluded.length === 0) return { from: table, columns, rows: source.rows };
  const key = source.billing.shape === 'focus' ? focusKey(columnMap(written)) : curKey(columnMap(written));
  const keys = excluded.flatMap((bill) => billKey(bill) ?? []).map(text);
  const rows = bills.reduce((sum, bill) => sum + bill.rows, 0);
  return { from: `${table} WHERE coalesce(${key} NOT IN (${keys.join(', ')}), TRUE)`, columns, rows };
}

function focusKey(columns: Relation['columns']): string {
  return `${monthSql(columns.get('billingperiodstart'))} || ' ' || "BillingAccountId"`;
}

function curKey(columns: Relation['columns']): string {
  return `${periodSql(columns) ?? 'NULL'} || ' ' || "bill_payer_account_id"`;
}

/** The billing period ("2026-05") of a CUR's line, by the column that says it most directly. */
export function periodSql(columns: Relation['columns']): string | undefined {
  const has = (name: string) => columns.has(name) && !columns.get(name)?.lacking;
  const month = (name: string) => monthSql(columns.get(name));
  if (has('bill_billing_period_start_date')) return month('bill_billing_period_start_date');
  if (has('billing_period')) return '"billing_period"';
  if (has('year') && has('month')) return `"year" || '-' || lpad("month", 2, '0')`;
  return has('line_item_usage_start_date') ? month('line_item_usage_start_date') : undefined;
}

/** "2026-05" of a time. Times of which some are in no calendar are text, and begin with their month. */
function monthSql(column: RelationColumn | undefined): string {
  if (column === undefined) return 'NULL';
  return column.type === 'VARCHAR' ? `left(${column.sql}, 7)` : `strftime(${column.sql}, '%Y-%m')`;
}
