import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../core/json.ts';
import { createSqlEngine } from './engine.ts';
import { EngineHost } from './engine-host.ts';
import { pageEngine } from './page-engine.ts';
import { createSampleData } from './sample/sample-data.ts';
import { seededRandom } from '../../../test/harness/seeded-random.ts';

const host = new EngineHost(pageEngine);
const sample = createSampleData(host, () => new Date('2026-11-20T12:00:00Z'));
const nothing = { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined };
const engine = createSqlEngine({ host, sample, local: nothing });

beforeAll(() => sample.prepare(), 120_000);
afterAll(() => host.stop('the tests are over'));

async function rows(sql: string): Promise<Cell[][]> {
  const answer = await engine.query({ connection: 'sample', sql, max_rows: 5000, max_bytes: 1e7 });
  return answer.chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
}

const value = async (sql: string): Promise<Cell> => (await rows(sql))[0]?.[0] ?? null;
const cents = (sql: string) => `SELECT CAST(round(x, 2) AS decimal(18,2)) FROM (${sql}) t(x)`;

/** Pairs of queries that ask for one figure in two ways; both give one cell. */
const SAME: readonly (readonly [what: string, one: string, other: string])[] = [
  [
    'the total, in CUR 2.0 and legacy',
    cents('SELECT sum(line_item_unblended_cost) FROM cur'),
    cents('SELECT sum(line_item_unblended_cost) FROM cur_legacy'),
  ],
  [
    'the total, in CUR 2.0 and FOCUS',
    cents('SELECT sum(line_item_unblended_cost) FROM cur'),
    cents('SELECT sum(BilledCost) FROM focus'),
  ],
  [
    'the total, and the sum over services',
    cents('SELECT sum(line_item_unblended_cost) FROM cur'),
    cents('SELECT sum(c) FROM (SELECT line_item_product_code, sum(line_item_unblended_cost) AS c FROM cur GROUP BY 1)'),
  ],
  [
    'a month by date_trunc, and by the bounds of its days',
    cents(
      "SELECT sum(line_item_unblended_cost) FROM cur WHERE date_trunc('month', line_item_usage_start_date) = TIMESTAMP '2026-09-01 00:00:00'",
    ),
    cents(
      "SELECT sum(line_item_unblended_cost) FROM cur WHERE line_item_usage_start_date >= TIMESTAMP '2026-09-01 00:00:00' AND line_item_usage_start_date < TIMESTAMP '2026-10-01 00:00:00'",
    ),
  ],
  [
    'a month by date_format, and by the partitions of the legacy table',
    cents("SELECT sum(line_item_unblended_cost) FROM cur WHERE date_format(line_item_usage_start_date, '%Y-%m') = '2026-09'"),
    cents("SELECT sum(line_item_unblended_cost) FROM cur_legacy WHERE year = '2026' AND month = '9'"),
  ],
  [
    'one service by FILTER, and by WHERE',
    cents("SELECT sum(line_item_unblended_cost) FILTER (WHERE line_item_product_code = 'AmazonEC2') FROM cur"),
    cents("SELECT sum(line_item_unblended_cost) FROM cur WHERE line_item_product_code = 'AmazonEC2'"),
  ],
  [
    'the total by ROLLUP, and by a window over the groups',
    cents(
      'SELECT max(c) FROM (SELECT sum(line_item_unblended_cost) AS c, grouping(line_item_usage_account_id) AS g FROM cur GROUP BY ROLLUP (line_item_usage_account_id)) WHERE g = 1',
    ),
    cents(
      'SELECT max(s) FROM (SELECT sum(sum(line_item_unblended_cost)) OVER () AS s FROM cur GROUP BY line_item_usage_account_id)',
    ),
  ],
  [
    'the last running total, and the total',
    cents(
      'SELECT r FROM (SELECT d, sum(c) OVER (ORDER BY d) AS r FROM (SELECT CAST(line_item_usage_start_date AS date) AS d, sum(line_item_unblended_cost) AS c FROM cur GROUP BY 1)) ORDER BY d DESC LIMIT 1',
    ),
    cents('SELECT sum(line_item_unblended_cost) FROM cur'),
  ],
  [
    'tags unnested, and looked up',
    "SELECT count(*) FROM cur CROSS JOIN UNNEST(resource_tags) AS t(k, v) WHERE k = 'user_team' AND v <> ''",
    "SELECT count(*) FROM cur WHERE element_at(resource_tags, 'user_team') <> ''",
  ],
  [
    'lines with no account in a list, by NOT IN and by an outer join',
    'SELECT count(*) FROM cur WHERE line_item_usage_account_id NOT IN (SELECT min(line_item_usage_account_id) FROM cur)',
    'SELECT count(*) FROM cur c LEFT JOIN (SELECT min(line_item_usage_account_id) AS a FROM cur) m ON c.line_item_usage_account_id = m.a WHERE m.a IS NULL',
  ],
  [
    'services, by DISTINCT and by GROUP BY',
    'SELECT count(DISTINCT line_item_product_code) FROM cur',
    'SELECT count(*) FROM (SELECT line_item_product_code FROM cur GROUP BY line_item_product_code)',
  ],
  [
    'services in both tables, by INTERSECT and by EXISTS',
    'SELECT count(*) FROM (SELECT line_item_product_code FROM cur INTERSECT SELECT line_item_product_code FROM cur_legacy)',
    'SELECT count(*) FROM (SELECT DISTINCT line_item_product_code AS p FROM cur) x WHERE EXISTS (SELECT 1 FROM cur_legacy l WHERE l.line_item_product_code = x.p)',
  ],
  [
    'the largest service, by max_by and by row_number',
    'SELECT max_by(p, c) FROM (SELECT line_item_product_code AS p, sum(line_item_unblended_cost) AS c FROM cur GROUP BY 1)',
    'SELECT p FROM (SELECT line_item_product_code AS p, row_number() OVER (ORDER BY sum(line_item_unblended_cost) DESC) AS n FROM cur GROUP BY line_item_product_code) WHERE n = 1',
  ],
  [
    'amortized cost in CUR 2.0 and legacy',
    cents(amortized('cur', 'savings_plan_savings_plan_effective_cost')),
    cents(amortized('cur_legacy', 'savings_plan_savings_plan_effective_cost')),
  ],
  [
    'amortized cost in CUR 2.0, and EffectiveCost in FOCUS',
    cents(amortized('cur', 'savings_plan_savings_plan_effective_cost')),
    cents('SELECT sum(EffectiveCost) FROM focus'),
  ],
];

function amortized(table: string, effective: string): string {
  return `SELECT sum(CASE
    WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN ${effective}
    WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
    WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
    WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
    WHEN line_item_line_item_type = 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
    WHEN line_item_line_item_type = 'Fee' AND ${table === 'cur' ? 'reservation_reservation_a_r_n' : 'reservation_reservation_arn'} <> '' THEN 0
    ELSE line_item_unblended_cost END) FROM ${table}`;
}

/** Queries of several rows, and what must hold of them. */
const HOLDS: readonly (readonly [what: string, sql: string, holds: (rows: Cell[][]) => boolean])[] = [
  [
    'months are in order',
    "SELECT date_trunc('month', line_item_usage_start_date) AS m, count(*) FROM cur GROUP BY date_trunc('month', line_item_usage_start_date) ORDER BY m",
    (all) => all.length >= 12 && sorted(all.map(([m]) => written(m))),
  ],
  [
    'months by month over month have one without the one before',
    "SELECT m, c - lag(c) OVER (ORDER BY m) FROM (SELECT date_trunc('month', line_item_usage_start_date) AS m, sum(line_item_unblended_cost) AS c FROM cur GROUP BY 1) ORDER BY m",
    (all) => all.filter(([, delta]) => delta === null).length === 1,
  ],
  [
    'shares of services add up to 1',
    'SELECT sum(share) FROM (SELECT CAST(sum(line_item_unblended_cost) AS double) / sum(sum(CAST(line_item_unblended_cost AS double))) OVER () AS share FROM cur GROUP BY line_item_product_code)',
    ([row]) => Math.abs(Number(row?.[0]) - 1) < 1e-9,
  ],
  [
    'ten largest resources are ten',
    "SELECT line_item_resource_id, sum(line_item_unblended_cost) AS c FROM cur WHERE line_item_resource_id <> '' GROUP BY 1 ORDER BY c DESC LIMIT 10",
    (all) => all.length === 10 && descending(all.map(([, c]) => Number(c))),
  ],
  [
    'types of charges name savings plans',
    'SELECT DISTINCT line_item_line_item_type FROM cur ORDER BY 1',
    (all) => all.some(([type]) => type === 'SavingsPlanCoveredUsage') && sorted(all.map(([type]) => written(type))),
  ],
  [
    'days of a week are at most seven',
    "SELECT date_format(line_item_usage_start_date, '%W') AS w, sum(line_item_unblended_cost) FROM cur GROUP BY date_format(line_item_usage_start_date, '%W')",
    (all) => all.length === 7,
  ],
  ['SHOW COLUMNS lists what SELECT * has', 'SHOW COLUMNS FROM cur', (all) => all.length > 50],
  [
    'no group is lost where the key is NULL',
    "SELECT date_trunc('day', CASE WHEN line_item_product_code = 'AmazonEC2' THEN line_item_usage_start_date END) AS d, count(*) FROM cur GROUP BY 1 HAVING date_trunc('day', CASE WHEN line_item_product_code = 'AmazonEC2' THEN line_item_usage_start_date END) IS NULL",
    (all) => all.length <= 1,
  ],
  [
    'quantiles are in order',
    'SELECT approx_percentile(CAST(line_item_unblended_cost AS double), 0.5), approx_percentile(CAST(line_item_unblended_cost AS double), 0.99) FROM cur',
    ([row]) => Number(row?.[0]) <= Number(row?.[1]),
  ],
  [
    'accounts of a payer are nine at most',
    'SELECT DISTINCT line_item_usage_account_id FROM cur',
    (all) => all.length > 1 && all.length <= 9,
  ],
];

const written = (cell: Cell | undefined) => (typeof cell === 'string' ? cell : JSON.stringify(cell));
const sorted = (texts: readonly string[]) => texts.every((text, at) => at === 0 || (texts[at - 1] ?? '') <= text);
const descending = (numbers: readonly number[]) => numbers.every((number, at) => at === 0 || (numbers[at - 1] ?? 0) >= number);

describe('the sample, asked as analysts ask', () => {
  it.each(SAME)('%s: one figure', async (_, one, other) => {
    const [first, second] = [await value(one), await value(other)];
    expect(first).not.toBeNull();
    expect(first).toEqual(second);
  });

  it.each(HOLDS)('%s', async (_, sql, holds) => {
    expect(holds(await rows(sql))).toBe(true);
  });
});

const next = seededRandom(7);
const one = (choices: readonly string[]) => choices[Math.floor(next() * choices.length)] ?? '1';

/** A number, text or condition built at random of what Trino knows: valid, whatever its value. */
function number(depth: number): string {
  if (depth === 0) return one(['1', '2.5', '0', '-3', '1e0', 'NULL', '7']);
  return one([
    `(${number(depth - 1)} ${one(['+', '-', '*'])} ${number(depth - 1)})`,
    `try(${number(depth - 1)} / ${number(depth - 1)})`,
    `coalesce(${number(depth - 1)}, ${number(0)})`,
    `CASE WHEN ${condition(depth - 1)} THEN ${number(depth - 1)} ELSE ${number(depth - 1)} END`,
    `abs(${number(depth - 1)})`,
    `length(${text(depth - 1)})`,
    `greatest(${number(depth - 1)}, ${number(depth - 1)})`,
    `element_at(transform(ARRAY[${number(depth - 1)}], x -> x), 1)`,
  ]);
}

function text(depth: number): string {
  if (depth === 0) return one(["'a'", "''", "'AmazonEC2'", 'CAST(NULL AS varchar)']);
  return one([
    `upper(${text(depth - 1)})`,
    `(${text(depth - 1)} || ${text(depth - 1)})`,
    `CAST(${number(depth - 1)} AS varchar)`,
    `substr(${text(depth - 1)}, 1, 3)`,
  ]);
}

function condition(depth: number): string {
  if (depth === 0) return one(['true', 'false', 'NULL']);
  return one([
    `(${number(depth - 1)} ${one(['=', '<>', '<', '>='])} ${number(depth - 1)})`,
    `(${text(depth - 1)} IN (${text(0)}, ${text(depth - 1)}))`,
    `((${condition(depth - 1)}) AND (${condition(depth - 1)}))`,
    `(NOT ${condition(depth - 1)})`,
    `(${number(depth - 1)} IS DISTINCT FROM ${number(depth - 1)})`,
  ]);
}

describe('expressions at random', () => {
  it('leave the engine as it was, whether they have a value or an error', { timeout: 120_000 }, async () => {
    const crashed: string[] = [];
    for (let index = 0; index < 300; index++) {
      const sql = `SELECT ${number(3)}, ${text(3)}, ${condition(3)}`;
      const outcome = await rows(sql).then(
        () => '',
        (error: unknown) => String(error),
      );
      if (/engine stopped|memory access|unreachable|Internal/iu.test(outcome)) crashed.push(`${sql}\n${outcome}`);
    }
    expect(crashed).toEqual([]);
    expect(await value('SELECT 1 + 1')).toBe(2);
  });
});
