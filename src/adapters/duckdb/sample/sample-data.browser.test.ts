import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../../core/json.ts';
import { createSqlEngine } from '../engine.ts';
import { EngineHost } from '../engine-host.ts';
import { createSampleData } from './sample-data.ts';

const TODAY = '2026-11-20';
let now = `${TODAY}T12:00:00Z`;
const host = new EngineHost();
const sample = createSampleData(host, () => new Date(now));
const engine = createSqlEngine({
  host,
  sample,
  local: { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined },
});

beforeAll(() => engine.prepare('sample'));
afterAll(() => host.stop('the tests are over'));

async function ask(sql: string): Promise<Cell[][]> {
  const { chunks } = await engine.query({ connection: 'sample', sql, max_rows: 100_000, max_bytes: 1e8 });
  return chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
}
const cell = async (sql: string) => (await ask(sql))[0]?.[0];

/** Amortized cost by line item type, as a CUR gives it. */
const amortized = `CASE line_item_line_item_type
  WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
  WHEN 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
  WHEN 'SavingsPlanNegation' THEN 0 WHEN 'SavingsPlanUpfrontFee' THEN 0
  WHEN 'DiscountedUsage' THEN reservation_effective_cost
  WHEN 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
  WHEN 'Fee' THEN CASE WHEN reservation_reservation_a_r_n <> '' THEN 0 ELSE line_item_unblended_cost END
  ELSE line_item_unblended_cost END`;

describe('the three tables', () => {
  it('have the columns that are known before anything is loaded', async () => {
    for (const table of await sample.infos()) {
      const described = await ask(`DESCRIBE ${table.name}`);
      expect(
        described.map(([name, type]) => ({ name, type })),
        table.name,
      ).toEqual(table.columns);
      expect(table.rows).toBe(await cell(`SELECT count(*) FROM ${table.name}`));
      expect(table.rows).toBeGreaterThan(200_000);
      expect(table.rows).toBeLessThan(500_000);
    }
  });

  it('hold the same money, month by month and account by account, to the last digit', async () => {
    const groups = (month: string, account: string, billed: string, effective: string, table: string) =>
      ask(
        `SELECT strftime(${month}, '%Y-%m'), ${account}, sum(${billed}), sum(${effective}) FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`,
      );
    const cur = await groups(
      'bill_billing_period_start_date',
      'line_item_usage_account_id',
      'line_item_unblended_cost',
      amortized,
      'cur',
    );
    const legacy = await groups(
      'bill_billing_period_start_date',
      'line_item_usage_account_id',
      'line_item_unblended_cost',
      amortized,
      'cur_legacy',
    );
    const focus = await groups('BillingPeriodStart', 'SubAccountId', 'BilledCost', 'EffectiveCost', 'focus');
    expect(cur.length).toBe(13 * 9);
    expect(legacy).toEqual(cur);
    expect(focus).toEqual(cur);
  });

  it('lie in the months that their partitions say', async () => {
    expect(
      await cell(
        "SELECT count(*) FROM cur_legacy WHERE year || '-' || lpad(month, 2, '0') <> strftime(line_item_usage_start_date, '%Y-%m')",
      ),
    ).toBe(0);
    expect(await cell("SELECT count(*) FROM cur WHERE billing_period <> strftime(bill_billing_period_start_date, '%Y-%m')")).toBe(
      0,
    );
    expect(
      await ask(
        "SELECT min(line_item_usage_start_date)::DATE, max(line_item_usage_start_date)::DATE FROM cur WHERE line_item_line_item_type = 'Usage'",
      ),
    ).toEqual([['2025-11-01', TODAY]]);
  });
});

it('is not waited for by somebody who stops, and goes on to be made', async () => {
  host.stop('made anew');
  const controller = new AbortController();
  const asked = engine.query({ connection: 'sample', sql: 'SELECT 1', max_rows: 1, max_bytes: 100, signal: controller.signal });
  controller.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(await cell('SELECT count(*) FROM cur')).toBeGreaterThan(200_000);
});

it('is the same whenever it is made for a day, and another for another day', async () => {
  const digest =
    'SELECT count(*), sum(line_item_unblended_cost), bit_xor(hash(identity_line_item_id, line_item_unblended_cost, line_item_resource_id, resource_tags)) FROM cur';
  const first = await ask(digest);
  now = '2026-11-21T00:00:01Z';
  expect(await ask(digest)).not.toEqual(first);
  now = `${TODAY}T23:59:59Z`;
  host.stop('made anew');
  expect(await ask(digest)).toEqual(first);
});

describe('the company', () => {
  it('has a payer and eight members, four regions, and more than twenty services', async () => {
    expect(await cell('SELECT count(DISTINCT line_item_usage_account_id) FROM cur')).toBe(9);
    expect(await cell("SELECT count(DISTINCT product_region_code) FROM cur WHERE product_region_code <> 'global'")).toBe(4);
    expect(await cell('SELECT count(DISTINCT line_item_product_code) FROM cur')).toBeGreaterThan(20);
  });

  it('leaves about a fifth of what could be tagged without tags', async () => {
    const share = await cell(
      "SELECT sum(CASE WHEN resource_tags['user_team'] IS NULL THEN line_item_unblended_cost ELSE 0 END)::DOUBLE / sum(line_item_unblended_cost)::DOUBLE FROM cur WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') AND bill_billing_entity = 'AWS'",
    );
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.25);
    const byTeam = (team: string, table: string) =>
      ask(`SELECT ${team}, sum(line_item_unblended_cost) FROM ${table} GROUP BY 1 ORDER BY 1`);
    expect(await byTeam('resource_tags_user_team', 'cur_legacy')).toEqual(await byTeam("resource_tags['user_team']", 'cur'));
    expect(
      await ask(
        "SELECT Tags['team'], sum(EffectiveCost) FROM focus WHERE ChargeCategory = 'Usage' AND CommitmentDiscountStatus IS DISTINCT FROM 'Unused' GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual(
      await ask(
        `SELECT resource_tags['user_team'], sum(${amortized}) FROM cur WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') GROUP BY 1 ORDER BY 1`,
      ),
    );
  });

  it('grows, and rests at the weekend', async () => {
    const [first, last] = await ask(
      "SELECT sum(line_item_unblended_cost)::DOUBLE FROM cur WHERE billing_period IN ('2025-12', '2026-10') AND line_item_line_item_type = 'Usage' GROUP BY billing_period ORDER BY billing_period",
    );
    expect(Number(last?.[0]) / Number(first?.[0])).toBeGreaterThan(1.05);
    const [[workday, weekend] = []] = await ask(
      "SELECT avg(c) FILTER (d < 6)::DOUBLE, avg(c) FILTER (d > 5)::DOUBLE FROM (SELECT isodow(line_item_usage_start_date) AS d, sum(line_item_unblended_cost) AS c FROM cur WHERE billing_period = '2026-09' AND line_item_line_item_type = 'Usage' GROUP BY line_item_usage_start_date, 1)",
    );
    expect(Number(weekend)).toBeLessThan(0.9 * Number(workday));
  });

  it('has no invoice for the month that goes on, and less for the last two days', async () => {
    expect(
      await ask(
        'SELECT count(DISTINCT billing_period) FILTER (bill_invoice_id IS NULL), count(DISTINCT billing_period) FILTER (bill_invoice_id IS NOT NULL) FROM cur',
      ),
    ).toEqual([[1, 12]]);
    const days = await ask(
      "SELECT sum(line_item_unblended_cost)::DOUBLE FROM cur WHERE line_item_usage_start_date >= TIMESTAMP '2026-11-18' AND line_item_line_item_type = 'Usage' GROUP BY line_item_usage_start_date ORDER BY line_item_usage_start_date",
    );
    const [whole = 0, yesterday = 0, today = 0] = days.map(([cost]) => Number(cost));
    expect(yesterday).toBeLessThan(0.85 * whole);
    expect(today).toBeLessThan(0.4 * whole);
  });
});

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
      SELECT count(*) FILTER (f.savings_plan_used_commitment <> u.used), count(*) FILTER (f.savings_plan_used_commitment > f.savings_plan_total_commitment_to_date),
        min(f.savings_plan_used_commitment / f.savings_plan_total_commitment_to_date)::DOUBLE
      FROM cur f JOIN used u ON u.plan = f.savings_plan_savings_plan_a_r_n AND u.day = f.line_item_usage_start_date
      WHERE f.line_item_line_item_type = 'SavingsPlanRecurringFee'`);
    expect(rows[0]?.slice(0, 2)).toEqual([0, 0]);
    expect(rows[0]?.[2]).toBeLessThan(1);
  });

  it('spread a reservation over its use and what was not used, to the cent', async () => {
    const [[used, fee, unused, upfront] = []] = await ask(`SELECT
      sum(reservation_recurring_fee_for_usage), sum(line_item_unblended_cost) FILTER (line_item_line_item_type = 'RIFee'), sum(reservation_unused_recurring_fee),
      sum(line_item_unblended_cost) FILTER (line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '') FROM cur`);
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
  it('is exactly one spike and one new service, by a weekday-aware robust score with floors', async () => {
    const found = await ask(`
      WITH daily AS (
        SELECT line_item_product_code AS service, product_region_code AS region, line_item_usage_start_date::DATE AS day, sum(line_item_unblended_cost)::DOUBLE AS cost
        FROM cur WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') GROUP BY 1, 2, 3),
      days AS (SELECT DISTINCT day FROM daily WHERE day <= DATE '${TODAY}' - 2),
      pairs AS (SELECT DISTINCT service, region FROM daily),
      filled AS (SELECT service, region, day, coalesce(cost, 0) AS cost FROM pairs CROSS JOIN days LEFT JOIN daily USING (service, region, day)),
      compared AS (
        SELECT a.service, a.region, a.day, a.cost, median(b.cost) AS usual, mad(b.cost) AS spread, count(*) FILTER (b.cost > 0) AS seen
        FROM filled a JOIN filled b ON b.service = a.service AND b.region = a.region AND b.day < a.day AND b.day >= a.day - 56 AND (isodow(b.day) > 5) = (isodow(a.day) > 5)
        WHERE a.day >= DATE '2026-02-01' GROUP BY ALL)
      SELECT service, region, min(day), max(cost) FROM compared
      WHERE cost - usual > 50 AND cost > 1.3 * usual AND 0.6745 * (cost - usual) / greatest(spread, 0.01 * usual, 0.01) > 5
      GROUP BY 1, 2 ORDER BY 1`);
    expect(found.map(([service, region, day]) => [service, region, day])).toEqual([
      ['AmazonBedrock', 'ap-southeast-2', '2026-11-08'],
      ['AmazonCloudWatch', 'us-east-1', '2026-11-10'],
    ]);
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

  it('has use in hours and in gigabytes', async () => {
    expect((await ask('SELECT DISTINCT pricing_unit FROM cur')).flat()).toEqual(
      expect.arrayContaining(['Hrs', 'GB', 'GB-Mo', 'Requests']),
    );
  });
});
