import { Decimal } from 'decimal.js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import { runBuiltin, reportsAlone } from '../harness/builtin-runs.ts';
import { type CurLine, daysFrom, engineOver } from '../harness/cur-fixture.ts';

const use = (day: string, cost: string, more: Partial<CurLine> = {}): CurLine => ({
  day,
  type: 'Usage',
  cost,
  usage: 'BoxUsage',
  line_item_usage_amount: '1',
  line_item_resource_id: 'i-1',
  team: 'web',
  pricing_public_on_demand_cost: cost,
  ...more,
});
const REPORTED: JsonObject = { month: '2026-06' };
/** Parameters with which each workflow looks at June 2026. */
const PARAMS: Record<string, JsonObject> = {
  'Monthly Cost Report': REPORTED,
  'Cost Anomaly Detector': { days: 7, weeks: 4, min_dollars: 1 },
  'Export to CSV': { from: '2026-06-01', to: '2026-06-30', cost: 'amortized' },
  'Untagged Spend': REPORTED,
  'Commitment Report': REPORTED,
  'Month Forecast': { cost: 'amortized' },
  'Budget Variance': { by: 'service' },
  'Idle and Waste': {},
  'Unit Cost': { days: 10 },
  'Shared Cost Split': REPORTED,
  'Invoice Reconciliation': REPORTED,
};

async function run(engine: SqlEngine, name: string, params: JsonObject = {}) {
  const outcome = await runBuiltin(engine, 'local', name, { ...PARAMS[name], ...params });
  expect(outcome.error).toBeNull();
  return outcome;
}

test('every built-in workflow is tried here', () => {
  expect(Object.keys(PARAMS)).toEqual(reportsAlone.map(({ name }) => name));
});

describe('over a report with holes and two currencies', () => {
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await engineOver([
      ...daysFrom('2026-04-01', '2026-06-12').map((day) => use(day, '10.00')),
      // Neither an effective cost nor a list price; on demand it would be 7.00.
      use('2026-06-05', '7.00', { type: 'SavingsPlanCoveredUsage', pricing_public_on_demand_cost: '' }),
      use('2026-06-06', '0', { type: 'DiscountedUsage', service: 'AmazonRDS', pricing_public_on_demand_cost: '9.00' }),
      { day: '2026-06-01', type: 'RIFee', cost: '3.00', service: 'AmazonRDS', team: 'web' },
      { day: '2026-06-05', type: 'Fee', cost: '99.00', line_item_currency_code: 'EUR', service: 'Marketplace' },
      use('2026-06-06', '1.00', { line_item_currency_code: 'EUR', service: 'AmazonS3' }),
    ]);
  });

  test.each([
    ['Monthly Cost Report', 'Lines of these two months without amortized cost in the table: 3. They count as 0', '$10.00'],
    ['Cost Anomaly Detector', 'Lines without amortized cost in the table: 2.', '7.00 USD'],
    ['Export to CSV', 'Lines without amortized cost in the table: 3.', '10.00 USD'],
    ['Untagged Spend', 'Lines without amortized cost in the table: 2.', '7.00 USD'],
    ['Commitment Report', 'Lines without amortized cost in the table: 3.', '10.00 USD'],
    ['Month Forecast', 'Lines of this month and the last without amortized cost in the table: 3. They', '10.00 USD'],
    ['Budget Variance', 'Lines of 2026-06 and the three months before without amortized cost in the table: 3. They', '10.00 USD'],
    ['Unit Cost', 'Lines without amortized cost in the table: 2.', '7.00 USD'],
    ['Shared Cost Split', 'Lines without amortized cost in the table: 3.', '10.00 USD'],
  ])('%s warns of lines without amortized cost, and of the money that they stand for', async (name, warning, amount) => {
    const { markdown } = await run(engine, name);
    const line = markdown.split('\n').find((each) => each.includes(warning)) ?? markdown;
    expect(line).toMatch(new RegExp(`unblended cost is ${amount.replaceAll(/[$.]/gu, String.raw`\$&`)}`, 'iu'));
  });

  test('the Commitment Report does not know a coverage without list prices, and says why', async () => {
    const { markdown, result, charts } = await run(engine, 'Commitment Report');
    expect(result).toMatchObject({
      rates: [
        { kind: 'Savings plans', covered: null, coverage_percent: null, saved: null, savings_rate_percent: null },
        { kind: 'Reservations', covered: '9.00', coverage_percent: '100.0', saved: null, savings_rate_percent: null },
      ],
    });
    expect(markdown).toContain('| Savings plans | not known | not known |');
    expect(markdown).toContain('covered lines without a list price (pricing_public_on_demand_cost): 1 of 1');
    expect(markdown).not.toMatch(/[^\d]0\.0 %/u);
    // How much of the reservation was not used is missing as well.
    expect(markdown).toContain('| Reservation no ARN | not known |');
    expect(charts).toBe(1);
  });

  test.each(Object.keys(PARAMS))('%s names the currencies, the one that it is in and what is left out', async (name) => {
    const { markdown, result } = await run(engine, name);
    expect(markdown).toContain('several currencies');
    if (name === 'Export to CSV') {
      expect(markdown).toContain('EUR, USD. All are in the file');
      return expect(result).toMatchObject({ totals: [{ currency: 'EUR' }, { currency: 'USD' }] });
    }
    if (name === 'Invoice Reconciliation') {
      expect(markdown).toContain('EUR, USD. Each invoice is in its own');
      return expect(result).toMatchObject({
        invoices: [
          { currency: 'USD', total: '130.00' },
          { currency: 'EUR', total: '100.00' },
        ],
      });
    }
    expect(markdown).toMatch(/This report is in USD; lines left out: 2 in EUR \(€?100\.00 unblended\)/u);
  });

  test('sums have one currency alone, and another one where it is asked for', async () => {
    // June: 12 * 10.00; 7.00 and 3.00 have no amortized cost.
    expect((await run(engine, 'Monthly Cost Report')).result).toMatchObject({ unblended: '130.00', amortized: '120.00' });
    expect((await run(engine, 'Shared Cost Split')).result).toMatchObject({ currency: 'USD', total: '120.00' });
    const { result, markdown } = await run(engine, 'Shared Cost Split', { currency: 'EUR' });
    expect(result).toMatchObject({ currency: 'EUR', total: '100.00' });
    expect(markdown).toContain('This report is in EUR; lines left out: 15 in USD');
    const { error } = await runBuiltin(engine, 'local', 'Untagged Spend', { month: '2026-06', currency: 'CHF' });
    expect(error?.message).toContain("params.currency: got 'CHF', wants one of USD, EUR in 2026-06");
  });
});

describe('over sixty services, teams and invoices', () => {
  const NAMES = Array.from({ length: 60 }, (_, at) => `Name${String(at).padStart(2, '0')}`);
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await engineOver([
      ...daysFrom('2026-04-01', '2026-06-12').map((day) => use(day, '1.00')),
      // Half a cent each, so that rounded rows do not add up by chance.
      ...NAMES.map((name, at) => use('2026-06-08', `${at + 2}.3350`, { service: name, team: name, invoice: name })),
      ...NAMES.map((name, at) =>
        use('2026-06-08', '0.1450', { service: name, team: '', resource_tags: '{}', line_item_resource_id: `r-${at}` }),
      ),
      ...NAMES.map((name) => ({
        day: '2026-06-01',
        type: 'RIFee',
        cost: '0',
        service: 'AmazonRDS',
        team: 'web',
        reservation_reservation_a_r_n: `arn:aws:rds:us-east-1:999999999999:ri:${name}`,
        reservation_unused_recurring_fee: '0.3350',
        reservation_unused_quantity: '1',
      })),
    ]);
  });

  /** The cells of the Markdown table whose first column is headed so, without its head. */
  function tableOf(markdown: string, heading: string): string[][] {
    const lines = markdown.split('\n');
    const from = lines.findIndex((line) => line.startsWith(`| ${heading} |`)) + 2;
    expect(from).toBeGreaterThan(1);
    const length = lines.slice(from).findIndex((line) => !line.startsWith('|'));
    return lines.slice(from, length === -1 ? undefined : from + length).map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  const amount = (cell = '') => new Decimal(cell.replaceAll(/[^\d.-]/gu, '') || 0);

  test.each<[string, string, number[]]>([
    ['Monthly Cost Report', 'What changed most', [1, 2, 3, 4]],
    ['Untagged Spend', 'Service', [1, 2]],
    ['Commitment Report', 'Commitment', [2]],
    ['Budget Variance', 'Service', [1, 2, 4, 5]],
    ['Shared Cost Split', 'Team', [1, 2, 3]],
    ['Invoice Reconciliation', 'Invoice', [2, 3, 4]],
  ])('%s names the largest, and the others make up the total to the cent', async (name, heading, columns) => {
    const { markdown, files } = await run(engine, name);
    const rows = tableOf(markdown, heading);
    expect(rows.length).toBeLessThan(25);
    expect(rows.at(-2)?.[0]).toMatch(/^\d+ others$/u);
    expect(rows.at(-1)?.[0]).toMatch(/Total/u);
    for (const column of columns) {
      const sum = rows.slice(0, -1).reduce((all, cells) => all.plus(amount(cells[column])), new Decimal(0));
      expect(sum.toFixed(2), `column ${column}`).toBe(amount(rows.at(-1)?.[column]).toFixed(2));
    }
    // The report on commitments writes what they cover by month; each of them is in its table.
    if (name !== 'Commitment Report') for (const each of NAMES) expect(Object.values(files)[0]).toContain(each);
  });

  test('tables of the Monthly Cost Report add up as well', async () => {
    const { tables, result } = await run(engine, 'Monthly Cost Report', { top: 7 });
    for (const [title, length] of [
      ['By service, USD (change over days 1 to 10; fees, tax and credits: not compared)', 8],
      ['By team, USD (change over days 1 to 10; fees, tax and credits: not compared)', 8],
      ['By account, USD (change over days 1 to 10; fees, tax and credits: not compared)', 1],
    ] as const) {
      expect(tables[title]).toHaveLength(length);
      for (const figure of ['unblended', 'amortized', 'amortized_before', 'change', 'due_to_usage']) {
        const sum = (tables[title] ?? []).reduce((all, row) => all.plus(row[figure] as string), new Decimal(0));
        expect(sum.toFixed(2), `${title}: ${figure}`).toBe((result as Record<string, string>)[figure]);
      }
    }
  });

  test('the Cost Anomaly Detector names twenty, and the rest with what they cost', async () => {
    const { markdown, result, files } = await run(engine, 'Cost Anomaly Detector');
    const found = result as { extra: string }[];
    expect(found).toHaveLength(60);
    expect(markdown.match(/^- \*\*Name/gmu)).toHaveLength(20);
    const rest = found.slice(20).reduce((all, { extra }) => all.plus(extra), new Decimal(0));
    expect(markdown.replaceAll(',', '')).toContain(`**40 more** ${rest.toFixed(2)} USD together`);
    for (const each of NAMES) expect(files['data/cost-anomalies.csv']).toContain(each);
  });
});
