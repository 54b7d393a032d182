import { beforeAll, describe, expect, test } from 'vitest';
import type { SqlEngine } from '../../src/core/ports/sql-engine.ts';
import { type Amounts, type CurLine, daysFrom, engineOver } from '../harness/cur-fixture.ts';
import { runBuiltin } from '../harness/builtin-runs.ts';
import { TWO_MONTHS } from './two-months.ts';

describe.each<Amounts>(['decimals', 'doubles'])('over amounts as %s', (amounts) => {
  let engine: SqlEngine;
  beforeAll(async () => {
    engine = await engineOver(TWO_MONTHS, amounts);
    const { columns } = await engine.query({
      connection: 'local',
      sql: 'SELECT line_item_unblended_cost FROM cur',
      max_rows: 1,
      max_bytes: 1000,
    });
    expect(columns[0]?.type).toMatch(amounts === 'doubles' ? /double/iu : /decimal/iu);
  });
  const run = async (name: string, params: Parameters<typeof runBuiltin>[3] = {}) => {
    const outcome = await runBuiltin(engine, 'local', name, params);
    expect(outcome.error).toBeNull();
    return outcome;
  };

  describe('Monthly Cost Report', () => {
    test('has both costs, the change over equal numbers of days by usage and price, and that of monthly fees apart', async () => {
      const { result, markdown, tables, charts, files } = await run('Monthly Cost Report');
      // Without the reservation's fee, tax and credit, and without the 31st of May (1.00): 26.65 against 21.80.
      // Usage: EC2 20 h at 0.10 = 2.00, under the plan 10 h at 0.055 = 0.55, S3 -10 GB at 0.10 = -1.00, RDS 5 h at 0.14 = 0.70, Lambda new 0.75.
      // Price: EC2 0.02 for 120 h = 2.40, under the plan 4.00 - 2.75 - 0.55 = 0.70.
      // What the plan left unused: -1.25. Whole months: tax +0.50, credit -3.00, reservation -0.50.
      expect(result).toMatchObject({
        month: '2026-05',
        compared_with: '2026-04',
        days: 30,
        currency: 'USD',
        invoices: 0,
        unblended: '26.15',
        unblended_before: '35.50',
        amortized: '27.15',
        amortized_before: '24.30',
        change: '4.85',
        change_percent: 22.2,
        due_to_usage: '3.00',
        due_to_price: '3.10',
        due_to_other: '-1.25',
        fees_tax_credits_change: '-3.00',
      });
      expect(markdown).toContain(
        'Amortized cost of the days 1 to 30, without fees, tax and credits, changed by **+$4.85** (22.2 %)',
      );
      // The 31st of May is 1.00; 27.15 - 24.30.
      expect(markdown).toContain(
        'those of the whole months changed by **-$3.00**. With +$1.00 of later days, the months differ by +$2.85 in all.',
      );
      expect(markdown).toContain('USD');
      expect(markdown).toContain('estimate: it has no invoice yet');
      expect(markdown).toContain('Included line item types: Credit, DiscountedUsage, Fee, RIFee');
      expect(charts).toBe(1);
      expect(tables['By service, USD (change over days 1 to 30; fees, tax and credits: whole months)']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            service: 'AmazonEC2',
            unblended: '11.40',
            amortized: '15.40',
            change: '5.65',
            due_to_usage: '2.55',
            due_to_price: '3.10',
          }),
          // All of 5.00, of which 4.00 is compared.
          expect.objectContaining({
            service: 'AmazonS3',
            amortized: '5.00',
            change: '-1.00',
            change_percent: -20,
            due_to_usage: '-1.00',
          }),
          expect.objectContaining({
            service: 'AWSLambda',
            amortized: '0.75',
            change: '0.75',
            change_percent: null,
            due_to_usage: '0.75',
          }),
        ]),
      );
      expect(tables['By team, USD (change over days 1 to 30; fees, tax and credits: whole months)']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ team: 'web', amortized: '18.40' }),
          expect.objectContaining({ team: 'data', amortized: '3.50' }),
          expect.objectContaining({ team: '(no tag)', amortized: '5.25' }),
        ]),
      );
      expect(files['data/monthly-cost-report-2026-05.csv']).toContain(
        'total,All,USD,26.15,27.15,35.50,24.30,4.85,22.2,100,3.00,3.10,-1.25,-3.00,1 to 30,whole months\r\n',
      );
    });

    test('names accounts as the person does, and an invoiced month as one', async () => {
      const { tables, markdown } = await run('Monthly Cost Report', {
        month: '2026-04',
        account_names: { '222222222222': "Bob's shop" },
      });
      expect(
        tables['By account, USD (change over days 1 to 30; fees, tax and credits: whole months)']?.map(
          ({ account, amortized }) => [account, amortized],
        ),
      ).toEqual([
        ['account 111', '19.30'],
        ["Bob's shop", '5.00'],
      ]);
      expect(markdown).toContain('The month is invoiced');
    });

    test('says what it has where a month, a currency or a column is not there', async () => {
      const error = async (params: Parameters<typeof runBuiltin>[3]) =>
        (await runBuiltin(engine, 'local', 'Monthly Cost Report', params)).error?.message;
      expect(await error({ month: '2025-01' })).toContain('no lines for 2025-01 in USD; the last month is 2026-05');
      expect(await error({ month: 'May' })).toContain('params.month: got "May", wants a month such as "2026-10"');
      expect(await error({ currency: 'EUR' })).toContain('no usage in EUR');
      const without = await engineOver(TWO_MONTHS.map((line) => ({ ...line, savings_plan_savings_plan_effective_cost: '' })));
      const { markdown: missing } = await runBuiltin(without, 'local', 'Monthly Cost Report');
      expect(missing).toContain(
        'Lines of these two months without amortized cost in the table: 2. They count as 0; their unblended cost is $11.00',
      );
    });
  });

  test('Export to CSV ties out in both costs', async () => {
    const april = { from: '2026-04-01', to: '2026-04-30', granularity: 'total' };
    const unblended = await run('Export to CSV', { ...april, group_by: [] });
    expect(unblended.files['data/export-2026-04-01-to-2026-04-30-by-total-unblended.csv']).toBe(
      'currency,unblended_cost,line_items\r\nUSD,35.5000000000,9\r\n',
    );
    const amortized = await run('Export to CSV', { ...april, group_by: ['team'], cost: 'amortized' });
    expect(Object.values(amortized.files)[0]?.split('\r\n')).toEqual([
      'team,currency,amortized_cost,line_items',
      ',USD,8.7500000000,6',
      'data,USD,2.8000000000,1',
      'web,USD,12.7500000000,2',
      '',
    ]);
    expect(amortized.markdown).toContain('**24.30 USD** amortized');
    expect(amortized.markdown).not.toContain('estimate');
    const estimate = await run('Export to CSV', { from: '2026-04-30', to: '2026-05-31' });
    expect(estimate.markdown).toContain('**The export is an estimate: 2026-05 has no invoice yet.**');
  });

  test('Untagged Spend is the untagged share of what could be tagged', async () => {
    // Taggable in April: 10.00 + 2.75 (web), 2.80 (data), 5.00 (S3, no tag) = 20.55; 5.00 / 20.55 = 24.33 %.
    const { result, tables } = await run('Untagged Spend', { month: '2026-04' });
    expect(result).toMatchObject({ month: '2026-04', taggable: '20.55', untagged: '5.00', untagged_percent: '24.33' });
    expect(tables['By account, 2026-04, USD']).toEqual([
      { account: 'account 222', taggable: '5.00', untagged: '5.00', untagged_percent: '100.0' },
      { account: 'account 111', taggable: '15.55', untagged: '0.00', untagged_percent: '0.0' },
    ]);
  });

  test('Commitment Report: utilization, coverage and effective savings rate', async () => {
    const { result } = await run('Commitment Report', { month: '2026-05' });
    expect(result).toMatchObject({
      commitments: [
        // 25 / (25 + 2) hours; 4.00 / 4.00.
        { commitment: 'r1', used: '25.00', unused: '2.00', utilization_percent: '92.6', unused_cost: '0.50' },
        { commitment: 'p1', used: '4.00', unused: '0.00', utilization_percent: '100.0', unused_cost: '0.00' },
      ],
      rates: [
        // Covered 6.00; on demand 14.40 and 0.75 of Lambda, which has no list price. Saved 21.15 - 15.15 - 4.00.
        {
          kind: 'Savings plans',
          covered: '6.00',
          on_demand: '15.15',
          coverage_percent: '28.4',
          saved: '2.00',
          savings_rate_percent: '9.5',
        },
        // Saved 10.00 - 3.50 - 0.50 of 10.00.
        {
          kind: 'Reservations',
          covered: '10.00',
          on_demand: '0.00',
          coverage_percent: '100.0',
          saved: '6.00',
          savings_rate_percent: '60.0',
        },
      ],
    });
    const april = await run('Commitment Report', { month: '2026-04' });
    expect(april.result).toMatchObject({
      commitments: [
        // 2.75 / 4.00; 20 / 25 hours.
        { commitment: 'p1', utilization_percent: '68.8', unused_cost: '1.25' },
        { commitment: 'r1', utilization_percent: '80.0', unused_cost: '1.00' },
      ],
      // Covered 5.00 of 15.00; saved 15.00 - 12.75 - 1.25.
      rates: [{ coverage_percent: '33.3', saved: '1.00', savings_rate_percent: '6.7' }, { savings_rate_percent: '52.5' }],
    });
  });

  test('Shared Cost Split deals out every cent, by each method', async () => {
    const totals = async (params: Parameters<typeof runBuiltin>[3]) => {
      const { result } = await run('Shared Cost Split', { month: '2026-04', ...params });
      expect(result).toMatchObject({ shared: '8.75', total: '24.30' });
      return (result as unknown as { lines: { team: string; direct: string; shared: string; total: string }[] }).lines.map(
        Object.values,
      );
    };
    // 8.75 * 12.75 / 15.55 = 7.174, 8.75 * 2.80 / 15.55 = 1.576: the cent goes to the larger remainder.
    expect(await totals({})).toEqual([
      ['web', '12.75', '7.17', '19.92'],
      ['data', '2.80', '1.58', '4.38'],
    ]);
    expect(await totals({ method: 'even' })).toEqual([
      ['web', '12.75', '4.37', '17.12'],
      ['data', '2.80', '4.38', '7.18'],
    ]);
    // 8.75 * 2 / 3 = 5.833, 8.75 / 3 = 2.917.
    expect(await totals({ method: 'fixed', shares: { web: 2, data: 1 } })).toEqual([
      ['web', '12.75', '5.83', '18.58'],
      ['data', '2.80', '2.92', '5.72'],
    ]);
  });

  test('Invoice Reconciliation compares an invoice with the report, and knows an estimate', async () => {
    const april = await run('Invoice Reconciliation', { month: '2026-04', invoices: { 'INV-APRIL': 35, 'INV-LOST': 1 } });
    expect(april.result).toMatchObject({
      month: '2026-04',
      state: 'invoiced',
      invoices: [{ invoice: 'INV-APRIL', before_tax: '34.00', tax: '1.50', total: '35.50', charged: '35', difference: '0.50' }],
      missing: ['INV-LOST'],
    });
    const may = await run('Invoice Reconciliation', { month: '2026-05' });
    expect(may.result).toMatchObject({ state: 'an estimate: no line has an invoice yet', invoices: [{ total: '26.15' }] });
  });
});

describe('the Monthly Cost Report where nothing changed but what is billed by the month', () => {
  // Each day costs 10.00. A month's tax is a tenth of its use, support 20.00; the reservation has 1.00 a day that nobody uses.
  const month = (of: string, days: number, tax: string): CurLine[] => [
    ...daysFrom(`${of}-01`, `${of}-${days}`).map((day): CurLine => ({
      day,
      type: 'Usage',
      cost: '10.00',
      usage: 'BoxUsage',
      line_item_usage_amount: '1',
    })),
    { day: `${of}-01`, type: 'Tax', cost: tax, service: 'OCBTax' },
    { day: `${of}-01`, type: 'Fee', cost: '20.00', service: 'AWSSupportBusiness' },
    {
      day: `${of}-01`,
      type: 'RIFee',
      cost: `${days}.00`,
      service: 'AmazonRDS',
      reservation_reservation_a_r_n: 'arn:aws:rds:us-east-1:999999999999:ri:r1',
      reservation_unused_recurring_fee: `${days}.00`,
    },
  ];
  const april = month('2026-04', 30, '30.00');
  const may = month('2026-05', 31, '31.00');
  const june = month('2026-06', 12, '12.00');

  test('a month of 31 days changed by nothing over 30, by its fees as a whole, and by its last day', async () => {
    const upfront: CurLine[] = [
      { day: '2026-05-20', type: 'Fee', cost: '500.00', service: 'Marketplace' },
      // A reservation's is spread over its use.
      {
        day: '2026-05-20',
        type: 'Fee',
        cost: '900.00',
        reservation_reservation_a_r_n: 'arn:aws:rds:us-east-1:999999999999:ri:r2',
      },
      { day: '2026-05-31', type: 'Credit', cost: '-7.00' },
      { day: '2026-05-09', type: 'Refund', cost: '-0.50' },
    ];
    const engine = await engineOver([...april, ...may, ...upfront]);
    const { result, markdown, tables, files } = await runBuiltin(engine, 'local', 'Monthly Cost Report', { top: 2 });
    // April 300 + 30 + 20 + 30, May 310 + 31 + 20 + 31 + 500 - 7 - 0.50.
    expect(result).toMatchObject({
      days: 30,
      amortized_before: '380.00',
      amortized: '884.50',
      change: '0.00',
      change_percent: 0,
      due_to_usage: '0.00',
      due_to_price: '0.00',
      due_to_other: '0.00',
      // 1.00 of tax, 1.00 of the reservation, 492.50 of the rest.
      fees_tax_credits_change: '494.50',
    });
    expect(markdown).toContain(
      'those of the whole months changed by **+$494.50**. With +$10.00 of later days, the months differ by +$504.50 in all.',
    );
    expect(markdown).toContain('| Fees, tax, credits (whole months) |');
    // The one that changed most, by a purchase: none of it is a change of its days.
    expect(markdown).toContain('| Marketplace | $0.00 | $0.00 | $0.00 | $0.00 |  |  | +$500.00 |');
    expect(
      tables['By line type, USD (change over days 1 to 30; fees, tax and credits: whole months)']?.map(
        ({ line_type, change, fees_tax_credits_change: fees }) => [line_type, change, fees],
      ),
    ).toEqual([
      ['Fee', '0.00', '500.00'],
      ['Usage', '0.00', '0.00'],
      ['RIFee', '0.00', '1.00'],
      ['Tax', '0.00', '1.00'],
      ['Refund', '0.00', '-0.50'],
      ['Credit', '0.00', '-7.00'],
    ]);
    expect(
      tables['By service, USD (change over days 1 to 30; fees, tax and credits: whole months)']?.map(
        ({ service, fees_tax_credits_change: fees }) => [service, fees],
      ),
    ).toEqual([
      ['Marketplace', '500.00'],
      ['AmazonEC2', '-7.50'],
      ['3 others', '2.00'],
    ]);
    expect(files['data/monthly-cost-report-2026-05.csv']?.split('\r\n')[0]).toMatch(
      /,due_to_other,fees_tax_credits_change,change_over_days,fees_tax_credits_over$/u,
    );
  });

  test('of a month that goes on they are not compared, and nowhere written as nothing', async () => {
    const engine = await engineOver([...may, ...june]);
    const { result, markdown, tables, files } = await runBuiltin(engine, 'local', 'Monthly Cost Report', { month: '2026-06' });
    expect(result).toMatchObject({ days: 10, change: '0.00', fees_tax_credits_change: null });
    expect(markdown).toContain('Fees, tax and credits are billed by the month: they are not compared before it is over.');
    expect(markdown).toContain('| Fees, tax, credits (not compared) |');
    expect(markdown).toContain('| USD | June 2026 so far | May 2026 |');
    expect(
      Object.keys(tables['By service, USD (change over days 1 to 10; fees, tax and credits: not compared)']?.[0] ?? {}),
    ).not.toContain('fees_tax_credits_change');
    expect(files['data/monthly-cost-report-2026-06.csv']).toContain(
      'total,All,USD,164.00,164.00,392.00,392.00,0.00,0,,0.00,0.00,0.00,,1 to 10,not compared\r\n',
    );
  });
});
