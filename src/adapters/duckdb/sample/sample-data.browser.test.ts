import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../engine.ts';
import { AMORTIZED } from '../../../../test/harness/amortized-sql.ts';
import { createSampleEngine } from '../../../../test/harness/sample-engine.ts';

const TODAY = '2026-11-20';
let now = `${TODAY}T12:00:00Z`;
const { host, engine, sample, ask, cell } = createSampleEngine(() => new Date(now));

beforeAll(() => engine.prepare('sample'));
afterAll(() => host.stop('the tests are over'));

describe('the three tables', () => {
  it('have the columns that are known before anything is loaded', async () => {
    for (const table of await sample.infos()) {
      const described = await ask(`SHOW COLUMNS FROM ${table.name}`);
      expect(
        described.map(([name]) => name),
        table.name,
      ).toEqual(table.columns.map(({ name }) => name));
      expect(table.rows).toBe(await cell(`SELECT count(*) FROM ${table.name}`));
      expect(table.rows).toBeGreaterThan(200_000);
      expect(table.rows).toBeLessThan(500_000);
    }
  });

  it('hold the same money, month by month and account by account, to the last digit', async () => {
    const groups = (month: string, account: string, billed: string, effective: string, table: string) =>
      ask(
        `SELECT date_format(${month}, '%Y-%m'), ${account}, sum(${billed}), sum(${effective}) FROM ${table} GROUP BY 1, 2 ORDER BY 1, 2`,
      );
    const cur = await groups(
      'bill_billing_period_start_date',
      'line_item_usage_account_id',
      'line_item_unblended_cost',
      AMORTIZED,
      'cur',
    );
    const legacy = await groups(
      'bill_billing_period_start_date',
      'line_item_usage_account_id',
      'line_item_unblended_cost',
      AMORTIZED,
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
        "SELECT count(*) FROM cur_legacy WHERE year || '-' || lpad(month, 2, '0') <> date_format(line_item_usage_start_date, '%Y-%m')",
      ),
    ).toBe(0);
    expect(
      await cell("SELECT count(*) FROM cur WHERE billing_period <> date_format(bill_billing_period_start_date, '%Y-%m')"),
    ).toBe(0);
    expect(
      await ask(
        "SELECT CAST(min(line_item_usage_start_date) AS DATE), CAST(max(line_item_usage_start_date) AS DATE) FROM cur WHERE line_item_line_item_type = 'Usage'",
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
  // In DuckDB's own SQL, which can hash whole maps; Athena's is asked for the sample to be made.
  const digest = async () => {
    await engine.prepare('sample');
    const columns = 'identity_line_item_id, line_item_unblended_cost, line_item_resource_id, resource_tags';
    const sql = `SELECT count(*), sum(line_item_unblended_cost), bit_xor(hash(${columns})) FROM sample.cur`;
    const { chunks } = await rows(host, { op: 'rows', connection: 'owner', statements: [sql], max_rows: 1, max_bytes: 10_000 });
    return new TextDecoder().decode(chunks[0]);
  };
  const first = await digest();
  now = '2026-11-21T00:00:01Z';
  expect(await digest()).not.toEqual(first);
  now = `${TODAY}T23:59:59Z`;
  host.stop('made anew');
  expect(await digest()).toEqual(first);
});

describe('the company', () => {
  it('has a payer and eight members, four regions, and more than twenty services', async () => {
    expect(await cell('SELECT count(DISTINCT line_item_usage_account_id) FROM cur')).toBe(9);
    expect(await cell("SELECT count(DISTINCT product_region_code) FROM cur WHERE product_region_code <> 'global'")).toBe(4);
    expect(await cell('SELECT count(DISTINCT line_item_product_code) FROM cur')).toBeGreaterThan(20);
  });

  it('leaves about a fifth of what could be tagged without tags', async () => {
    const share = await cell(
      "SELECT CAST(sum(CASE WHEN element_at(resource_tags, 'user_team') IS NULL THEN line_item_unblended_cost ELSE 0 END) AS DOUBLE) / CAST(sum(line_item_unblended_cost) AS DOUBLE) FROM cur WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') AND bill_billing_entity = 'AWS'",
    );
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.25);
    const byTeam = (team: string, table: string) =>
      ask(`SELECT ${team}, sum(line_item_unblended_cost) FROM ${table} GROUP BY 1 ORDER BY 1`);
    expect(await byTeam("nullif(resource_tags_user_team, '')", 'cur_legacy')).toEqual(
      await byTeam("element_at(resource_tags, 'user_team')", 'cur'),
    );
    expect(
      await ask(
        "SELECT element_at(Tags, 'team'), sum(EffectiveCost) FROM focus WHERE ChargeCategory = 'Usage' AND CommitmentDiscountStatus IS DISTINCT FROM 'Unused' GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual(
      await ask(
        `SELECT element_at(resource_tags, 'user_team'), sum(${AMORTIZED}) FROM cur WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') GROUP BY 1 ORDER BY 1`,
      ),
    );
  });

  it('grows, and rests at the weekend', async () => {
    const [first, last] = await ask(
      "SELECT CAST(sum(line_item_unblended_cost) AS DOUBLE) FROM cur WHERE billing_period IN ('2025-12', '2026-10') AND line_item_line_item_type = 'Usage' GROUP BY billing_period ORDER BY billing_period",
    );
    expect(Number(last?.[0]) / Number(first?.[0])).toBeGreaterThan(1.05);
    const [[workday, weekend] = []] = await ask(
      "SELECT CAST(avg(c) FILTER (WHERE d < 6) AS DOUBLE), CAST(avg(c) FILTER (WHERE d > 5) AS DOUBLE) FROM (SELECT day_of_week(line_item_usage_start_date) AS d, sum(line_item_unblended_cost) AS c FROM cur WHERE billing_period = '2026-09' AND line_item_line_item_type = 'Usage' GROUP BY line_item_usage_start_date, 1)",
    );
    expect(Number(weekend)).toBeLessThan(0.9 * Number(workday));
  });

  it("has '' where a CUR's text is empty, and NULL in FOCUS and where it is a number", async () => {
    for (const table of ['cur', 'cur_legacy'])
      expect(
        await ask(`SELECT count_if(savings_plan_savings_plan_a_r_n IS NULL OR pricing_term IS NULL OR reservation_reservation_a_r_n IS NULL OR product_fee_code IS NULL),
          count_if(savings_plan_savings_plan_a_r_n = '' AND line_item_line_item_type = 'Usage') = count_if(line_item_line_item_type = 'Usage'),
          count_if(savings_plan_savings_plan_a_r_n <> '') > 0, count_if(product_fee_code = '') = count(*),
          count_if(reservation_effective_cost IS NULL AND line_item_line_item_type = 'Usage') > 0 FROM ${table}`),
      ).toEqual([[0, true, true, true, true]]);
    expect(
      await ask(
        "SELECT count_if(CommitmentDiscountId = '' OR ResourceId = ''), count_if(CommitmentDiscountId IS NULL) > 0 FROM focus",
      ),
    ).toEqual([[0, true]]);
  });

  it('gives discounts as a map of exact amounts', async () => {
    expect(await ask('SELECT DISTINCT typeof(discount) FROM cur')).toEqual([['map(varchar, decimal(18,10))']]);
  });

  it('has no invoice for the month that goes on, and less for the last two days', async () => {
    expect(
      await ask(
        "SELECT count(DISTINCT billing_period) FILTER (WHERE bill_invoice_id = ''), count(DISTINCT billing_period) FILTER (WHERE bill_invoice_id <> '') FROM cur",
      ),
    ).toEqual([[1, 12]]);
    const days = await ask(
      "SELECT CAST(sum(line_item_unblended_cost) AS DOUBLE) FROM cur WHERE line_item_usage_start_date >= TIMESTAMP '2026-11-18' AND line_item_line_item_type = 'Usage' GROUP BY line_item_usage_start_date ORDER BY line_item_usage_start_date",
    );
    const [whole = 0, yesterday = 0, today = 0] = days.map(([cost]) => Number(cost));
    expect(yesterday).toBeLessThan(0.85 * whole);
    expect(today).toBeLessThan(0.4 * whole);
  });
});
