import { Decimal } from 'decimal.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSampleEngine } from '../harness/sample-engine.ts';
import { builtinCode, runBuiltin, reportsAlone } from '../harness/builtin-runs.ts';
import { type CurLine, daysFrom, engineOver } from '../harness/cur-fixture.ts';
import { runIn } from '../harness/sandbox-runs.ts';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import { languages } from '../../src/sandbox/languages.ts';

/** A generator of numbers from 0 to below `below`, the same for the same seed (Lehmer's, modulo 2^31 - 1). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

test('a split adds up to what was split, whatever it is and by whatever weights, and nobody is a cent off', async () => {
  const split = /^def split\([\s\S]*?\n(?=\n\n)/mu.exec(builtinCode('Shared Cost Split'))?.[0] ?? '';
  const next = random(20_261_120);
  const cases = Array.from({ length: 500 }, () => {
    const cents = next(2) === 0 ? next(100_000) : -next(2_000_000_000);
    const weights = Array.from({ length: 1 + next(12) }, () =>
      next(4) === 0 ? '0' : `${next(10_000_000)}.${String(next(10_000_000_000)).padStart(10, '0')}`,
    );
    return { cents, weights: [...weights, '0.0000000001'] };
  });
  const code = `from decimal import Decimal\n${split}\nresult = [split(each["cents"], [Decimal(weight) for weight in each["weights"]]) for each in params["cases"]]`;
  const { outcome } = await runIn(createSandbox({ runtimes: languages }), code, { language: 'python', params: { cases } });
  expect(outcome.error).toBeNull();
  const parts = outcome.result as number[][];
  for (const [at, { cents, weights }] of cases.entries()) {
    const total = weights.reduce((sum, weight) => sum.plus(weight), new Decimal(0));
    expect(
      parts[at]?.reduce((sum, part) => sum + part, 0),
      JSON.stringify(cases[at]),
    ).toBe(cents);
    for (const [index, weight] of weights.entries()) {
      const exact = new Decimal(cents).times(weight).dividedBy(total);
      expect(
        exact
          .minus(parts[at]?.[index] ?? Number.NaN)
          .abs()
          .lessThan(1),
        `${weight} of ${cents}`,
      ).toBe(true);
    }
  }
});

test('over the life of a commitment, amortized cost is what was paid for it', async () => {
  const next = random(7);
  const plan = { savings_plan_savings_plan_a_r_n: 'arn:aws:savingsplans::999999999999:savingsplan/p1' };
  const reservation = { reservation_reservation_a_r_n: 'arn:aws:rds:us-east-1:999999999999:ri:r1' };
  const days = daysFrom('2025-06-01', '2026-05-31');
  // A plan of 24.00 a day, all upfront: 365 * 24 = 8,760.00. A reservation of 1,200.00 upfront and 90.00 a month.
  const lines: CurLine[] = [
    { day: '2025-06-01', type: 'SavingsPlanUpfrontFee', cost: '8760.00', ...plan },
    { day: '2025-06-01', type: 'Fee', cost: '1200.00', service: 'AmazonRDS', ...reservation },
  ];
  for (const day of days) {
    const used = (next(2_400_001) / 100_000).toFixed(5);
    const onDemand = new Decimal(used).times('1.4').toFixed(10);
    lines.push(
      { day, type: 'SavingsPlanCoveredUsage', cost: onDemand, ...plan, savings_plan_savings_plan_effective_cost: used },
      { day, type: 'SavingsPlanNegation', cost: `-${onDemand}`, ...plan },
      {
        day,
        type: 'SavingsPlanRecurringFee',
        cost: '0',
        ...plan,
        savings_plan_total_commitment_to_date: '24.00',
        savings_plan_used_commitment: used,
      },
    );
    if (!day.endsWith('-01')) continue;
    const share = next(101);
    // A month's 100.00 of the upfront payment and 90.00: what is used, and what is not.
    lines.push(
      {
        day,
        type: 'DiscountedUsage',
        cost: '0',
        service: 'AmazonRDS',
        ...reservation,
        reservation_effective_cost: new Decimal(190).times(share).dividedBy(100).toFixed(10),
      },
      {
        day,
        type: 'RIFee',
        cost: '90.00',
        service: 'AmazonRDS',
        ...reservation,
        reservation_unused_amortized_upfront_fee_for_billing_period: String(100 - share),
        reservation_unused_recurring_fee: new Decimal(90)
          .times(100 - share)
          .dividedBy(100)
          .toFixed(10),
      },
    );
  }
  const engine = await engineOver(lines);
  // 8,760 + 1,200 + 12 * 90.
  for (const cost of ['unblended', 'amortized']) {
    const life = { from: '2025-06-01', to: '2026-05-31', granularity: 'total', group_by: [], cost };
    const { result, error } = await runBuiltin(engine, 'local', 'Export to CSV', life);
    expect(error).toBeNull();
    expect(result).toMatchObject({ totals: [{ currency: 'USD', [`${cost}_cost`]: '11040.0000000000' }] });
  }
});

describe('on the sample data', () => {
  // A Friday, a Monday, the first and the second of a month, a leap year's February.
  test.each(['2026-11-20', '2026-11-23', '2027-03-01', '2028-03-02'])(
    'the two anomalies and nothing else are found on %s',
    async (today) => {
      const { engine, host, ask } = createSampleEngine(() => new Date(`${today}T08:00:00Z`));
      const { result, error } = await runBuiltin(engine, 'sample', 'Cost Anomaly Detector');
      expect(error).toBeNull();
      expect(result).toEqual([
        expect.objectContaining({ kind: 'new', service: 'Amazon Bedrock', region: 'ap-southeast-2' }),
        expect.objectContaining({ kind: 'spike', service: 'AmazonCloudWatch', region: 'us-east-1', days: 3 }),
      ]);
      const [bedrock, cloudwatch] = result as { from: string; extra: string }[];
      // The new service: all that it cost up to the day before yesterday.
      const [[cost] = []] = await ask(
        `SELECT CAST(SUM(line_item_unblended_cost) AS DECIMAL(18, 2)) FROM cur WHERE line_item_product_code = 'AmazonBedrock' AND line_item_usage_start_date < DATE '${today}' - INTERVAL '1' DAY`,
      );
      expect(bedrock?.extra).toBe(cost);
      // The spike: 13/14 of what its log group cost on those days, give or take the weekly noise of 8 %.
      const [[log] = []] = await ask(
        `SELECT CAST(SUM(line_item_unblended_cost) AS DOUBLE) FROM cur WHERE line_item_product_code = 'AmazonCloudWatch' AND line_item_usage_type = 'DataProcessing-Bytes'
        AND line_item_usage_account_name = 'shop-prod' AND line_item_usage_start_date BETWEEN DATE '${cloudwatch?.from}' AND DATE '${cloudwatch?.from}' + INTERVAL '2' DAY`,
      );
      expect(Number(cloudwatch?.extra) / ((Number(log) * 13) / 14)).toBeCloseTo(1, 1);
      host.stop('done');
    },
  );

  test('the report, the export and FOCUS have the same totals, to the cent', async () => {
    const { engine, host, ask } = createSampleEngine(() => new Date('2026-11-20T08:00:00Z'));
    const { result, tables } = await runBuiltin(engine, 'sample', 'Monthly Cost Report', { month: '2026-10', top: 99 });
    const [[billed, effective] = []] = await ask(
      "SELECT CAST(SUM(BilledCost) AS DECIMAL(18, 2)), CAST(SUM(EffectiveCost) AS DECIMAL(18, 2)) FROM focus WHERE BillingPeriodStart = TIMESTAMP '2026-10-01 00:00:00'",
    );
    expect(result).toMatchObject({ month: '2026-10', unblended: billed, amortized: effective });
    const figures = result as Record<string, string>;
    for (const [title, rows] of Object.entries(tables)) {
      const sum = rows.reduce((all, row) => all.plus(row['amortized'] as string), new Decimal(0));
      // Rows are rounded one by one.
      expect(
        sum
          .minus(effective as string)
          .abs()
          .lessThan(0.2),
        title,
      ).toBe(true);
    }
    expect(
      new Decimal(figures['due_to_usage'] ?? '')
        .plus(figures['due_to_price'] ?? '')
        .plus(figures['due_to_other'] ?? '')
        .toFixed(2),
    ).toBe(figures['change']);
    // October less September, as each of the tables knows them.
    const change = async (table: string, cost: string, start: string, condition: string) =>
      (
        await ask(`SELECT CAST(SUM(CASE WHEN month(${start}) = 10 THEN ${cost} ELSE -${cost} END) AS DECIMAL(18, 2)) FROM ${table}
          WHERE ${start} >= TIMESTAMP '2026-09-01 00:00:00' AND ${start} < TIMESTAMP '2026-11-01 00:00:00' AND ${condition}`)
      )[0]?.[0];
    const billedByMonth = `(ChargeCategory <> 'Usage' OR COALESCE(CommitmentDiscountType || CommitmentDiscountStatus, '') = 'Reserved InstanceUnused')`;
    const fees = figures['fees_tax_credits_change'];
    expect(await change('focus', 'EffectiveCost', 'ChargePeriodStart', billedByMonth)).toBe(fees);
    const inDays = `NOT ${billedByMonth} AND day(ChargePeriodStart) <= 30`;
    expect(await change('focus', 'EffectiveCost', 'ChargePeriodStart', inDays)).toBe(figures['change']);
    const amortized = `(CASE WHEN line_item_line_item_type = 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
      WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0 ELSE line_item_unblended_cost END)`;
    const types = "line_item_line_item_type IN ('Fee', 'RIFee', 'Tax', 'Credit', 'Refund')";
    for (const table of ['cur', 'cur_legacy'])
      expect(await change(table, amortized, 'line_item_usage_start_date', types), table).toBe(fees);
    expect(Number(fees)).toBeGreaterThan(0);
    const exported = await runBuiltin(engine, 'sample', 'Export to CSV', {
      from: '2026-10-01',
      to: '2026-10-31',
      granularity: 'total',
      group_by: [],
      cost: 'amortized',
    });
    const { totals } = exported.result as unknown as { totals: { amortized_cost: string }[] };
    expect(new Decimal(totals[0]?.amortized_cost ?? '').toFixed(2)).toBe(effective);
    host.stop('done');
  });
});

describe('without a parameter', () => {
  const { engine, host } = createSampleEngine(() => new Date('2026-11-20T08:00:00Z'));
  beforeAll(() => engine.prepare('sample'));
  afterAll(() => host.stop('done'));

  test.each(reportsAlone.map(({ name }) => name))('%s gives a summary, a table and a CSV', async (name) => {
    const { error, markdown, tables, files } = await runBuiltin(engine, 'sample', name);
    expect(error).toBeNull();
    expect(markdown).toMatch(/^# /u);
    expect(markdown).toContain('USD');
    expect(Object.keys(tables).length).toBeGreaterThan(0);
    expect(Object.keys(files).length).toBeGreaterThan(0);
    for (const path of Object.keys(files)) expect(path).toMatch(/^data\/.*\.csv$/u);
  });
});
