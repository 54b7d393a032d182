import type { Bill, BillingProfile, BillingShape } from '../../../src/core/billing/billing-profile.ts';
import { decimalUnits } from './decimal-units.ts';
import { MapKeys } from './map-keys.ts';
import type { CsvRecord } from './record-scanner.ts';
import type { TypeRule } from '../../../src/core/billing/recognize-table.ts';

/** A file with more bills than this is no billing file of one's own; what comes after is counted as unknown. */
const MAX_BILLS = 1000;
const MAX_CURRENCIES = 50;
/** What covered use and its negation may differ by in a bill: a hundredth of a cent, in units of 10^-12. */
const NEGLIGIBLE = 100_000_000n;

/** `gap`: what SavingsPlanCoveredUsage and SavingsPlanNegation add up to, in units of 10^-12. */
type Counted = { bill: Bill; gap: bigint };

type Columns = { period: number; payer: number; currency: number; type: number; unblended: number };

function columnsOf(shape: BillingShape, names: readonly string[]): Columns {
  const at = (...wanted: string[]) => wanted.map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1;
  if (shape === 'focus')
    return {
      period: at('BillingPeriodStart'),
      payer: at('BillingAccountId'),
      currency: at('BillingCurrency'),
      type: -1,
      unblended: -1,
    };
  return {
    period: at('bill_billing_period_start_date', 'billing_period'),
    payer: at('bill_payer_account_id'),
    currency: at('line_item_currency_code'),
    type: at('line_item_line_item_type'),
    unblended: at('line_item_unblended_cost'),
  };
}

/** Learns of the lines of a billing file what views over it must know: whose bills they are, in which currencies, with which tags. */
export class BillingScan {
  private readonly shape: BillingShape;
  private readonly columns: Columns;
  private readonly bills = new Map<string, Counted>();
  private readonly currencies = new Set<string>();
  private readonly types = new Set<string>();
  private readonly maps: readonly MapKeys[];
  private readonly text = new FieldText();

  constructor(shape: BillingShape, names: readonly string[], rule: TypeRule) {
    this.shape = shape;
    this.columns = columnsOf(shape, names);
    this.maps = names.flatMap((name, at) => (['map', 'amounts'].includes(rule(name) ?? '') ? [new MapKeys(name, at)] : []));
  }

  take(bytes: Uint8Array, record: CsvRecord): void {
    const { period, payer, currency, type, unblended } = this.columns;
    const read = (column: number) => this.text.read(bytes, record, column);
    const counted = this.counted(read(period).slice(0, 7), read(payer));
    const { bill } = counted;
    bill.rows++;
    const code = read(currency);
    if (code !== '' && code !== 'NULL' && this.currencies.size < MAX_CURRENCIES) this.currencies.add(code);
    const lineType = read(type);
    if (lineType !== '') this.types.add(lineType);
    if (lineType === 'SavingsPlanNegation') bill.negations++;
    if (lineType === 'RIFee' || lineType === 'SavingsPlanRecurringFee') bill.fees++;
    if (lineType === 'SavingsPlanNegation' || lineType === 'SavingsPlanCoveredUsage')
      counted.gap += decimalUnits(read(unblended));
    for (const map of this.maps) map.take(bytes, record);
  }

  profile(): BillingProfile {
    const bills = [...this.bills.values()];
    return {
      shape: this.shape,
      currencies: [...this.currencies].toSorted(),
      bills: bills.map(({ bill }) => bill),
      map_keys: Object.fromEntries(this.maps.map((map) => [map.name, map.keys()])),
      negations_cancel: bills.every(({ gap }) => gap < NEGLIGIBLE && gap > -NEGLIGIBLE),
    };
  }

  notes(names: readonly string[]): string[] {
    const has = new Set(names);
    const lacking = AMORTIZED_BY.filter(([type, columns]) => this.types.has(type) && columns.some((column) => !has.has(column)));
    return [
      ...(this.currencies.size > 1
        ? [
            `Its costs are in ${[...this.currencies].toSorted().join(' and ')}: a sum over them is of no currency. Group by ${this.shape === 'focus' ? 'BillingCurrency' : 'line_item_currency_code'}`,
          ]
        : []),
      ...lacking.map(
        ([type, columns]) =>
          `It has lines of the type ${type} but no ${columns.filter((column) => !has.has(column)).join(', ')}: their amortized cost is unknown (NULL). Include the column in the export and open the file again`,
      ),
      ...this.maps.flatMap((map) => map.notes()),
    ];
  }

  private counted(period: string, payer: string): Counted {
    const known = /^\d{4}-\d{2}$/u.test(period) && this.bills.size < MAX_BILLS;
    const key = known ? `${period} ${payer}` : '';
    let counted = this.bills.get(key);
    if (counted === undefined) {
      const bill = { period: known ? period : '', payer: known ? payer : '', rows: 0, negations: 0, fees: 0 };
      counted = { bill, gap: 0n };
      this.bills.set(key, counted);
    }
    return counted;
  }
}

/** The columns from which the amortized cost of a line type comes. */
const AMORTIZED_BY: readonly (readonly [type: string, columns: readonly string[]])[] = [
  ['SavingsPlanCoveredUsage', ['savings_plan_savings_plan_effective_cost']],
  ['SavingsPlanRecurringFee', ['savings_plan_total_commitment_to_date', 'savings_plan_used_commitment']],
  ['DiscountedUsage', ['reservation_effective_cost']],
  ['RIFee', ['reservation_unused_amortized_upfront_fee_for_billing_period', 'reservation_unused_recurring_fee']],
];

/** Short fields as text. The same few come again and again, so that each is decoded once. */
class FieldText {
  private readonly decoder = new TextDecoder();
  private readonly known = new Map<number, { bytes: Uint8Array; text: string }>();

  /** "" for a column that is not there or has no value in this line. */
  read(bytes: Uint8Array, record: CsvRecord, column: number): string {
    if (column < 0 || column >= record.count) return '';
    const start = record.starts[column] ?? 0;
    const end = record.ends[column] ?? 0;
    const before = this.known.get(column);
    if (before !== undefined && same(before.bytes, bytes, start, end)) return before.text;
    const field = bytes.slice(start, end);
    const text = this.decoder.decode(field);
    this.known.set(column, { bytes: field, text });
    return text;
  }
}

function same(field: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (field.length !== end - start) return false;
  for (let at = 0; at < field.length; at++) if (field[at] !== bytes[start + at]) return false;
  return true;
}
