import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decimal } from 'decimal.js';
import Papa from 'papaparse';
import { expect, test } from './fixtures.ts';

/**
 * A folder of CSV files, packed or not, that somebody has: each is opened and its totals compared with a sum of another reader, and so are
 * those of the views over all of them.
 */
const folder = process.env['SANDBANK_DATA'];
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => /\.csv(?:\.gz)?$/iu.test(name));

test.skip(folder === undefined, 'SANDBANK_DATA names no folder of CSV files');
test.setTimeout(300_000);
Decimal.set({ precision: 80, toExpNeg: -80, toExpPos: 80 });

type Independent = { headers: string[]; rows: string[][] };

function readIndependently(name: string): Independent {
  const bytes = readFileSync(path.join(folder ?? '', name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [headers = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return { headers, rows };
}

const isNumber = (text: string | undefined) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text ?? '');

function total({ rows }: Independent, column: number): string {
  return rows.reduce((sum, row) => (isNumber(row[column]) ? sum.plus(row[column] ?? 0) : sum), new Decimal(0)).toFixed();
}

const sameNumber = (cell: unknown) => new Decimal(typeof cell === 'string' || typeof cell === 'number' ? cell : 0).toFixed();

for (const name of files) {
  test(`${name} adds up to what another reader finds`, async ({ app }) => {
    await app.go('Data');
    await app.page
      .getByLabel('Files to open as tables')
      .first()
      .setInputFiles(path.join(folder ?? '', name));
    await expect(app.page.getByText(`${name} is the table`).first()).toBeVisible({ timeout: 120_000 });

    const { connections } = await app.call('list_connections', {});
    const [table] = connections.find(({ id }) => id === 'local')?.tables ?? [];
    const independent = readIndependently(name);
    expect(table?.rows).toBe(independent.rows.length);
    expect(table?.columns).toHaveLength(independent.headers.length);

    const exact = (table?.columns ?? []).map((column, at) => ({ ...column, at })).filter(({ type }) => /^decimal/iu.test(type));
    const costs = (table?.columns ?? []).filter(({ name: column }) => /cost$/iu.test(column));
    expect(costs.map(({ type }) => type.replace(/\(.*/u, '').toLowerCase())).toEqual(costs.map(() => 'decimal'));
    expect(costs.length).toBeGreaterThan(0);
    const sums = exact.map(({ name: column }) => `sum("${column}")`).join(', ');
    const answer = await app.call('query_data', { connection: 'local', sql: `SELECT ${sums} FROM "${table?.name}"` });
    const ours = Object.fromEntries(exact.map(({ name: column }, at) => [column, sameNumber(answer.rows[0]?.[at])]));
    expect(ours).toEqual(Object.fromEntries(exact.map(({ name: column, at }) => [column, total(independent, at)])));
  });
}

const AMORTIZED = `CASE
  WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
  WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
  WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
  WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
  WHEN line_item_line_item_type = 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
  WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
  ELSE line_item_unblended_cost END`;

type Totals = { lines: number; unblended: Decimal; amortized: Decimal };
const NOTHING: Totals = { lines: 0, unblended: new Decimal(0), amortized: new Decimal(0) };

function plus(a: Totals, b: Totals): Totals {
  return { lines: a.lines + b.lines, unblended: a.unblended.plus(b.unblended), amortized: a.amortized.plus(b.amortized) };
}

type Cells = (name: string) => string;

/** A column's name without what distinguishes the ways in which a legacy CUR, Athena and CUR 2.0 write it. */
const plain = (header: string) => header.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');

function cellsOf(headers: readonly string[], row: readonly string[]): Cells {
  return (name) => row[headers.indexOf(plain(name))] ?? '';
}

const amount = (text: string) => new Decimal(isNumber(text) ? text : 0);

/** Amortized cost by the definition that it has for each line item type, in decimals of another reader. */
function amortizedOf(cells: Cells): Decimal {
  switch (cells('lineItem/LineItemType')) {
    case 'SavingsPlanCoveredUsage':
      return amount(cells('savingsPlan/SavingsPlanEffectiveCost'));
    case 'SavingsPlanRecurringFee':
      return amount(cells('savingsPlan/TotalCommitmentToDate')).minus(amount(cells('savingsPlan/UsedCommitment')));
    case 'SavingsPlanNegation':
    case 'SavingsPlanUpfrontFee':
      return new Decimal(0);
    case 'DiscountedUsage':
      return amount(cells('reservation/EffectiveCost'));
    case 'RIFee':
      return amount(cells('reservation/UnusedAmortizedUpfrontFeeForBillingPeriod')).plus(
        amount(cells('reservation/UnusedRecurringFee')),
      );
    case 'Fee':
      return amount(cells('reservation/ReservationARN') === '' ? cells('lineItem/UnblendedCost') : '0');
    default:
      return amount(cells('lineItem/UnblendedCost'));
  }
}

/** Totals by line item type; FOCUS has none, and its lines come under "". */
function totalsOf({ headers, rows }: Independent): { kind: 'cur' | 'focus' | 'other'; byType: Map<string, Totals> } {
  const names = headers.map(plain);
  const kind = names.includes('lineitemunblendedcost') ? 'cur' : names.includes('billedcost') ? 'focus' : 'other';
  const byType = new Map<string, Totals>();
  for (const row of kind === 'other' ? [] : rows) {
    const cells = cellsOf(names, row);
    const line =
      kind === 'cur'
        ? { lines: 1, unblended: amount(cells('lineItem/UnblendedCost')), amortized: amortizedOf(cells) }
        : { lines: 1, unblended: amount(cells('BilledCost')), amortized: amount(cells('EffectiveCost')) };
    const type = kind === 'cur' ? cells('lineItem/LineItemType') : '';
    byType.set(type, plus(byType.get(type) ?? NOTHING, line));
  }
  return { kind, byType };
}

const all = (byType: ReadonlyMap<string, Totals>) => [...byType.values()].reduce(plus, NOTHING);

// Files that hold the same bill in two formats would count it once in a view and twice here.
test('the views over all of them add up to what another reader finds', async ({ app }) => {
  await app.go('Data');
  const chosen = app.page.getByLabel('Files to open as tables').first();
  for (const name of files) {
    await chosen.setInputFiles(path.join(folder ?? '', name));
    await expect(app.page.getByText(`${name} is the table`).first()).toBeVisible({ timeout: 120_000 });
  }
  const found = files.map((name) => totalsOf(readIndependently(name)));
  const cur = new Map<string, Totals>();
  for (const { kind, byType } of found) {
    if (kind !== 'cur') continue;
    for (const [type, totals] of byType) cur.set(type, plus(cur.get(type) ?? NOTHING, totals));
  }
  const focus = found.filter(({ kind }) => kind !== 'other').reduce((sum, { byType }) => plus(sum, all(byType)), NOTHING);
  const ask = async (sql: string) => (await app.call('query_data', { connection: 'local', sql })).rows;

  const { connections } = await app.call('list_connections', {});
  const tables = connections.find(({ id }) => id === 'local')?.tables ?? [];
  const views = cur.size === 0 ? [] : ['cur', 'cur_legacy'];
  for (const view of views) {
    const rows = await ask(
      `SELECT line_item_line_item_type, count(*), sum(line_item_unblended_cost), sum(${AMORTIZED}) FROM ${view} GROUP BY 1`,
    );
    const ours = rows.map(([type, lines, unblended, amortized]) => [type, lines, sameNumber(unblended), sameNumber(amortized)]);
    const theirs = [...cur].map(([type, { lines, unblended, amortized }]) => [
      type,
      lines,
      unblended.toFixed(),
      amortized.toFixed(),
    ]);
    expect(Object.fromEntries(ours.map((row) => [row[0], row]))).toEqual(Object.fromEntries(theirs.map((row) => [row[0], row])));
    expect(tables.find(({ name }) => name === view)?.rows).toBe(all(cur).lines);
  }
  if (focus.lines === 0) return;
  const [[lines, billed, effective] = []] = await ask('SELECT count(*), sum(BilledCost), sum(EffectiveCost) FROM focus');
  expect([sameNumber(billed), sameNumber(effective)]).toEqual([focus.unblended.toFixed(), focus.amortized.toFixed()]);
  expect(tables.find(({ name }) => name === 'focus')?.rows).toBe(lines);
});
