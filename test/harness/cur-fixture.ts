import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import { EngineHost } from '../../src/adapters/duckdb/engine-host.ts';
import { pageEngine } from '../../src/adapters/duckdb/page-engine.ts';
import { createSqlEngine } from '../../src/adapters/duckdb/engine.ts';
import { LocalTableCatalog } from '../../src/adapters/duckdb/local/local-tables.ts';
import { createSampleData } from '../../src/adapters/duckdb/sample/sample-data.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { pickedText } from './local-page.ts';

/** A line of a CUR 2.0 by column; amounts are texts, as files have them. What is left out is empty. */
export type CurLine = { day: string; type: string; cost: string; usage?: string; invoice?: string } & Record<string, string>;

const COLUMNS = [
  'bill_bill_type',
  'bill_billing_entity',
  'bill_billing_period_start_date',
  'bill_invoice_id',
  'bill_invoicing_entity',
  'bill_payer_account_id',
  'billing_period',
  'identity_line_item_id',
  'line_item_currency_code',
  'line_item_line_item_type',
  'line_item_operation',
  'line_item_product_code',
  'line_item_resource_id',
  'line_item_unblended_cost',
  'line_item_usage_account_id',
  'line_item_usage_account_name',
  'line_item_usage_amount',
  'line_item_usage_end_date',
  'line_item_usage_start_date',
  'line_item_usage_type',
  'pricing_public_on_demand_cost',
  'product',
  'product_region_code',
  'reservation_effective_cost',
  'reservation_reservation_a_r_n',
  'reservation_unused_amortized_upfront_fee_for_billing_period',
  'reservation_unused_quantity',
  'reservation_unused_recurring_fee',
  'resource_tags',
  'savings_plan_offering_type',
  'savings_plan_savings_plan_a_r_n',
  'savings_plan_savings_plan_effective_cost',
  'savings_plan_total_commitment_to_date',
  'savings_plan_used_commitment',
] as const;

/** The text of a CUR 2.0 file of these lines. */
export function curCsv(lines: readonly CurLine[]): string {
  const records = lines.map((line, number) => {
    const { day, type, cost, usage = '', invoice = '', service = 'AmazonEC2', account = '111111111111', team, ...rest } = line;
    const cells: Record<string, string> = {
      bill_bill_type: 'Anniversary',
      bill_billing_entity: 'AWS',
      bill_billing_period_start_date: `${day.slice(0, 7)}-01T00:00:00Z`,
      bill_invoice_id: invoice,
      bill_invoicing_entity: 'Amazon Web Services, Inc.',
      bill_payer_account_id: '999999999999',
      billing_period: day.slice(0, 7),
      identity_line_item_id: `line-${number}`,
      line_item_currency_code: 'USD',
      line_item_line_item_type: type,
      line_item_product_code: service,
      line_item_unblended_cost: cost,
      line_item_usage_account_id: account,
      line_item_usage_account_name: `account ${account.slice(0, 3)}`,
      line_item_usage_start_date: `${day}T00:00:00Z`,
      line_item_usage_end_date: `${day}T23:59:59Z`,
      line_item_usage_type: usage,
      product: '{}',
      product_region_code: 'us-east-1',
      resource_tags: team === undefined ? '{}' : JSON.stringify({ user_team: team }),
      ...rest,
    };
    return COLUMNS.map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`).join(',');
  });
  return `${[COLUMNS.join(','), ...records].join('\n')}\n`;
}

/** How the engine holds amounts: as decimals, as a CSV is read here, or as doubles, as Athena has them of a Parquet report. */
export type Amounts = 'decimals' | 'doubles';

/** An engine whose connection `local` has these lines as the table `cur`, opened as a file that a person dropped. */
export async function engineOver(lines: readonly CurLine[], amounts: Amounts = 'decimals'): Promise<SqlEngine> {
  const host = new EngineHost(pageEngine);
  const storage = await openStorage({ name: `builtins-${crypto.randomUUID()}` });
  const tables = new LocalTableCatalog({ host, store: storage.tables, files: storage.files, changes: storage.changes });
  const engine = createSqlEngine({ host, sample: createSampleData(host), local: tables });
  await tables.add(pickedText('own report.csv', curCsv(lines)));
  if (amounts === 'decimals') return engine;
  await engine.prepare('local');
  const doubles = COLUMNS.filter((name) => AMOUNT.test(name)).map((name) => `CAST("${name}" AS DOUBLE) AS "${name}"`);
  const statements = [
    'CREATE TABLE local.lines AS SELECT * FROM local.cur',
    `CREATE OR REPLACE VIEW local.cur AS SELECT * REPLACE (${doubles.join(', ')}) FROM local.lines`,
  ];
  await host.request({ op: 'execute', statements });
  return engine;
}

const AMOUNT = /^(?!billing_).*_(?:cost|amount|fee|period|quantity|to_date|commitment)$/u;

/** The days from the first to the last, "2026-04-01" each. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += 86_400_000)
    days.push(new Date(time).toISOString().slice(0, 10));
  return days;
}
