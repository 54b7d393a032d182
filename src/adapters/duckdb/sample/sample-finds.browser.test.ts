import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AMORTIZED } from '../../../../test/harness/amortized-sql.ts';
import { createSampleEngine } from '../../../../test/harness/sample-engine.ts';

const TODAY = '2026-11-20';
const { host, engine, ask, cell } = createSampleEngine(() => new Date(`${TODAY}T12:00:00Z`));

beforeAll(() => engine.prepare('sample'));
afterAll(() => host.stop('the tests are over'));

describe('commitments', () => {
  it('take back exactly what they cover', async () => {
    expect(
      await cell(
        "SELECT sum(line_item_unblended_cost) FROM cur WHERE line_item_line_item_type IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')",
      ),
    ).toBe('0.0000000000');
  });

  it('are used as much as their lines say, and never more', async () => {
    const rows = await ask(`
      WITH used AS (SELECT savings_plan_savings_plan_a_r_n AS plan, line_item_usage_start_date AS day, sum(savings_plan_savings_plan_effective_cost) AS used
        FROM cur WHERE line_item_line_item_type = 'SavingsPlanCoveredUsage' GROUP BY 1, 2)
      SELECT count(*) FILTER (WHERE f.savings_plan_used_commitment <> u.used), count(*) FILTER (WHERE f.savings_plan_used_commitment > f.savings_plan_total_commitment_to_date),
        min(CAST(f.savings_plan_used_commitment AS DOUBLE) / CAST(f.savings_plan_total_commitment_to_date AS DOUBLE))
      FROM cur f JOIN used u ON u.plan = f.savings_plan_savings_plan_a_r_n AND u.day = f.line_item_usage_start_date
      WHERE f.line_item_line_item_type = 'SavingsPlanRecurringFee'`);
    expect(rows[0]?.slice(0, 2)).toEqual([0, 0]);
    expect(rows[0]?.[2]).toBeLessThan(1);
  });

  it('spread a reservation over its use and what was not used, to the cent', async () => {
    const [[used, fee, unused, upfront] = []] = await ask(`SELECT
      sum(reservation_recurring_fee_for_usage), sum(line_item_unblended_cost) FILTER (WHERE line_item_line_item_type = 'RIFee'), sum(reservation_unused_recurring_fee),
      sum(line_item_unblended_cost) FILTER (WHERE line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '') FROM cur`);
    expect(Number(used) + Number(unused)).toBeCloseTo(Number(fee), 6);
    expect(Number(unused)).toBeGreaterThan(0);
    expect(Number(upfront)).toBeGreaterThan(1000);
  });

  it('all kinds of lines are there', async () => {
    expect((await ask('SELECT DISTINCT line_item_line_item_type FROM cur ORDER BY 1')).flat()).toEqual([
      'Credit',
      'DiscountedUsage',
      'Fee',
      'RIFee',
      'Refund',
      'SavingsPlanCoveredUsage',
      'SavingsPlanNegation',
      'SavingsPlanRecurringFee',
      'SavingsPlanUpfrontFee',
      'Tax',
      'Usage',
    ]);
    expect(await cell("SELECT count(*) FROM cur WHERE bill_billing_entity = 'AWS Marketplace'")).toBeGreaterThan(300);
    expect(await cell("SELECT count(*) FROM cur WHERE line_item_product_code = 'AWSSupportBusiness'")).toBe(13);
  });

  it('cost less net of the discount, by what the discount says', async () => {
    expect(
      await cell(
        'SELECT sum(line_item_net_unblended_cost) - sum(line_item_unblended_cost) - sum(discount_total_discount) FROM cur',
      ),
    ).toBe('0.0000000000');
    expect(Number(await cell('SELECT sum(discount_total_discount) FROM cur'))).toBeLessThan(0);
  });
});

describe('what is to be found', () => {
  // Computed here, in another way than the built-in detector does it.
  it('is exactly one spike and one new service, by a robust score of workdays and weekends with floors', async () => {
    const rows =
      await ask(`SELECT line_item_product_code || ' ' || product_region_code, date_diff('day', DATE '2025-11-01', line_item_usage_start_date),
        CAST(sum(${AMORTIZED}) AS DOUBLE) FROM cur WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')
        AND line_item_usage_start_date < DATE '${TODAY}' - INTERVAL '1' DAY GROUP BY 1, 2`);
    const series = new Map<string, Map<number, number>>();
    for (const [key, day, cost] of rows as [string, number, number][]) {
      series.set(key, (series.get(key) ?? new Map<number, number>()).set(day, cost));
    }
    const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    // 2025-11-01 is a Saturday.
    const isWeekend = (day: number) => day % 7 < 2;
    const found = [...series].flatMap(([key, costs]) => {
      const days = [...costs.keys()].filter((day) => {
        const usual = Array.from({ length: 56 }, (_, back) => day - 1 - back).filter(
          (each) => isWeekend(each) === isWeekend(day),
        );
        const past = usual.map((each) => costs.get(each) ?? 0);
        const typical = middle(past);
        const spread = Math.max(middle(past.map((each) => Math.abs(each - typical))), 0.01 * typical, 0.01);
        const extra = (costs.get(day) ?? 0) - typical;
        return day >= 92 && extra > 50 && extra > 0.3 * typical && extra / spread > 7;
      });
      return days.length > 0 ? [`${key} from ${Math.min(...days)}`] : [];
    });
    // The day 372 is 2026-11-08, twelve days ago; 374 is 2026-11-10, ten days ago.
    expect(new Set(found)).toEqual(new Set(['AmazonBedrock ap-southeast-2 from 372', 'AmazonCloudWatch us-east-1 from 374']));
  });

  it('is waste: gateways and balancers without traffic, gp2, idle addresses, snapshots that never change', async () => {
    const withoutTraffic = (hours: string, traffic: string) =>
      cell(
        `SELECT count(*) FROM (SELECT line_item_resource_id FROM cur WHERE line_item_usage_type LIKE '%${hours}' EXCEPT SELECT line_item_resource_id FROM cur WHERE line_item_usage_type LIKE '%${traffic}')`,
      );
    expect(await withoutTraffic('NatGateway-Hours', 'NatGateway-Bytes')).toBe(1);
    expect(await withoutTraffic('LoadBalancerUsage', 'LCUUsage')).toBe(2);
    expect(
      await cell("SELECT count(DISTINCT line_item_resource_id) FROM cur WHERE line_item_usage_type LIKE '%VolumeUsage.gp2'"),
    ).toBeGreaterThan(20);
    expect(
      await cell("SELECT count(DISTINCT line_item_resource_id) FROM cur WHERE line_item_usage_type LIKE '%IdleAddress'"),
    ).toBe(4);
    expect(
      await cell(
        "SELECT count(*) FROM (SELECT line_item_resource_id FROM cur WHERE line_item_usage_type LIKE '%SnapshotUsage' AND line_item_usage_start_date < TIMESTAMP '2026-11-18' GROUP BY 1 HAVING min(line_item_usage_amount) = max(line_item_usage_amount))",
      ),
    ).toBe(6);
  });

  it('has volumes where nothing could be attached: in a region where their account runs no instance', async () => {
    const where = (usage: string) =>
      `SELECT DISTINCT line_item_usage_account_name, product_region_code FROM cur WHERE line_item_usage_type LIKE '${usage}'`;
    expect(
      await ask(`${where('%VolumeUsage%')} EXCEPT ${where('%BoxUsage%')} EXCEPT ${where('%SpotUsage%')} ORDER BY 1`),
    ).toEqual([
      ['data-dev', 'us-west-2'],
      ['sandbox', 'us-west-2'],
    ]);
  });

  it('has use in hours and in gigabytes', async () => {
    expect((await ask('SELECT DISTINCT pricing_unit FROM cur')).flat()).toEqual(
      expect.arrayContaining(['Hrs', 'GB', 'GB-Mo', 'Requests']),
    );
  });
});
