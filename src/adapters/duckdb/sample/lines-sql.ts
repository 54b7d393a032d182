import { charge } from './resources-sql.ts';

const S = 'sandbank_sample';
const MONEY = 'DECIMAL(18, 10)';
const money = (expression: string) => `CAST(round(${expression}, 10) AS ${MONEY})`;

/** Hourly list price of the reserved database, its recurring rate and the upfront payment for one of them, for a year. */
const RESERVED = { recurring: 0.118, upfront: 1020, spare: 2 } as const;
const YEAR_HOURS = 8760;
const AMORTIZED_HOUR = (RESERVED.upfront / YEAR_HOURS).toFixed(10);

/** What a plan charges for an hour of what it covers, relative to the list price. */
const PLAN_RATES = [0.72, 0.66] as const;

const TYPES = [
  'Usage',
  'SavingsPlanCoveredUsage',
  'SavingsPlanNegation',
  'SavingsPlanRecurringFee',
  'SavingsPlanUpfrontFee',
  'DiscountedUsage',
  'RIFee',
  'Fee',
  'Tax',
  'Credit',
  'Refund',
];

const CREATE_LINES = `CREATE OR REPLACE TABLE ${S}.lines (
  id INTEGER, resource INTEGER, line_type ${S}.line_type, starts TIMESTAMP, ends TIMESTAMP, amount DECIMAL(18, 6), rate ${MONEY},
  unblended ${MONEY}, list_cost ${MONEY}, plan TINYINT, plan_effective ${MONEY}, plan_rate ${MONEY}, plan_commitment ${MONEY}, plan_used ${MONEY},
  plan_recurring ${MONEY}, plan_upfront ${MONEY}, reserved BOOLEAN, reserved_effective ${MONEY}, reserved_upfront ${MONEY},
  reserved_recurring ${MONEY}, reserved_hours DECIMAL(18, 6), unused_hours DECIMAL(18, 6), unused_upfront ${MONEY}, unused_recurring ${MONEY},
  upfront_value ${MONEY}, description VARCHAR)`;

/** The days of the data, with how complete each is: a bill lags, so that yesterday and today lack a part of what they will be. */
function daysSql(today: string): string {
  return `CREATE OR REPLACE TABLE ${S}.days AS
SELECT d::DATE AS day, row_number() OVER (ORDER BY d)::INTEGER - 1 AS no, isodow(d::DATE) AS weekday,
  datediff('day', d::DATE, DATE '${today}')::INTEGER AS ago,
  CASE datediff('day', d::DATE, DATE '${today}') WHEN 0 THEN 0.25 WHEN 1 THEN 0.75 ELSE 1.0 END::DECIMAL(4, 2) AS complete
FROM generate_series(date_trunc('month', DATE '${today}' - INTERVAL 12 MONTH), DATE '${today}', INTERVAL 1 DAY) AS t(d)`;
}

/** The first of the month in which the reservation and the second plan were bought. */
const bought = (today: string, months: number) => `date_trunc('month', DATE '${today}' - INTERVAL ${months} MONTH)::DATE`;

/** Use by resource and day: level, growth, week, a little noise, and the two stories that a detector must find. */
const DAILY_USE = `CAST(round(complete * CASE profile
    WHEN 'always' THEN 24
    WHEN 'office' THEN CASE WHEN weekday < 6 THEN daily ELSE 0 END
    WHEN 'steady' THEN daily * pow(1 + growth, no / 30.4)
    ELSE daily * pow(1 + growth, no / 30.4) * CASE WHEN weekday = 6 THEN 0.74 WHEN weekday = 7 THEN 0.68 WHEN weekday = 5 THEN 0.97 ELSE 1 END
      * (0.96 + 0.08 * (hash(seed, no) % 1000) / 1000.0)
  END * CASE WHEN story = 'spike' AND ago BETWEEN 8 AND 10 THEN 14 ELSE 1 END, 4) AS DECIMAL(18, 6))`;

function usageSql(today: string): string {
  const rates = PLAN_RATES.map((rate, plan) => `WHEN covered = ${plan} THEN ${rate}`).join(' ');
  return `INSERT INTO ${S}.lines BY NAME
WITH used AS (
  SELECT r.id AS resource, rate, day, ${DAILY_USE} AS amount,
    CASE WHEN plan = 0 THEN 0 WHEN plan = 1 AND day >= ${bought(today, 5)} THEN 1 END AS covered,
    reserved AND day >= ${bought(today, 7)} AS discounted
  FROM ${S}.resources r, ${S}.days
  WHERE no >= first_day AND (since IS NULL OR ago <= since)
),
priced AS (SELECT *, ${money('amount::DOUBLE * rate::DOUBLE')} AS cost, CASE ${rates} END AS plan_share FROM used WHERE amount > 0)
SELECT row_number() OVER ()::INTEGER AS id, resource,
  CASE WHEN discounted THEN 'DiscountedUsage' WHEN covered IS NOT NULL THEN 'SavingsPlanCoveredUsage' ELSE 'Usage' END AS line_type,
  day::TIMESTAMP AS starts, day::TIMESTAMP + INTERVAL 1 DAY AS ends, amount, CASE WHEN discounted THEN 0 ELSE rate END AS rate,
  CASE WHEN discounted THEN 0 ELSE cost END AS unblended, cost AS list_cost, covered AS plan,
  ${money('cost::DOUBLE * plan_share')} AS plan_effective, ${money('rate::DOUBLE * plan_share')} AS plan_rate, discounted AS reserved,
  CASE WHEN discounted THEN ${money(`amount * ${AMORTIZED_HOUR}`)} + ${money(`amount * ${RESERVED.recurring}`)} END AS reserved_effective,
  CASE WHEN discounted THEN ${money(`amount * ${AMORTIZED_HOUR}`)} END AS reserved_upfront,
  CASE WHEN discounted THEN ${money(`amount * ${RESERVED.recurring}`)} END AS reserved_recurring
FROM priced ORDER BY day, resource`;
}

/** What the covered lines cost on demand is taken back, by account and usage type. */
const NEGATION = `INSERT INTO ${S}.lines BY NAME
SELECT (1000000 + row_number() OVER (ORDER BY starts, min(resource)))::INTEGER AS id, min(resource) AS resource, 'SavingsPlanNegation' AS line_type,
  starts, ends, sum(amount) AS amount, min(l.rate) AS rate, -sum(unblended) AS unblended, 0 AS list_cost, l.plan AS plan, FALSE AS reserved
FROM ${S}.lines l JOIN ${S}.resources r ON r.id = resource
WHERE line_type = 'SavingsPlanCoveredUsage' GROUP BY starts, ends, l.plan, account_id, usage_type`;

/** A plan commits to a little more than the most that it ever covers; what a day does not use of that is lost. */
function planFeesSql(plan: number, upfront: boolean): string {
  return `INSERT INTO ${S}.lines BY NAME
WITH used AS (SELECT starts, sum(plan_effective) AS used FROM ${S}.lines WHERE line_type = 'SavingsPlanCoveredUsage' AND plan = ${plan} GROUP BY starts),
hourly AS (SELECT ceil(max(used) / 24 * 1.04 * 100) / 100 AS commitment FROM used)
SELECT (1100000 + ${plan} * 10000 + row_number() OVER (ORDER BY starts))::INTEGER AS id, ${charge.plan(plan)} AS resource, 'SavingsPlanRecurringFee' AS line_type,
  starts, starts + INTERVAL 1 DAY AS ends, CAST(24 * complete AS DECIMAL(18, 6)) AS amount, ${upfront ? '0' : money('commitment')} AS rate,
  ${upfront ? '0' : money('commitment * 24 * complete::DOUBLE')} AS unblended, 0 AS list_cost, ${plan} AS plan,
  ${money('commitment * 24 * complete::DOUBLE')} AS plan_commitment, used AS plan_used,
  ${upfront ? '0' : money('commitment * 24 * complete::DOUBLE')} AS plan_recurring, ${upfront ? money('commitment * 24 * complete::DOUBLE') : '0'} AS plan_upfront, FALSE AS reserved
FROM used JOIN ${S}.days ON day = starts::DATE, hourly`;
}

const PLAN_UPFRONT = `INSERT INTO ${S}.lines BY NAME
SELECT 1130000 AS id, ${charge.plan(1)} AS resource, 'SavingsPlanUpfrontFee' AS line_type, min(starts) AS starts, min(ends) AS ends, 1 AS amount,
  CAST(max(plan_commitment)::DOUBLE * ${YEAR_HOURS / 24} AS ${MONEY}) AS rate, CAST(max(plan_commitment)::DOUBLE * ${YEAR_HOURS / 24} AS ${MONEY}) AS unblended,
  0 AS list_cost, 1 AS plan, FALSE AS reserved
FROM ${S}.lines WHERE line_type = 'SavingsPlanRecurringFee' AND plan = 1`;

/** The reservation covers two databases more than there are. Its fee is monthly; what it paid upfront is spread over the year. */
function reservationSql(today: string): string {
  const quantity = `(SELECT count(*) + ${RESERVED.spare} FROM ${S}.resources WHERE reserved)`;
  return `INSERT INTO ${S}.lines BY NAME
WITH months AS (
  SELECT date_trunc('month', starts) AS month, sum(amount) AS used, sum(reserved_recurring) AS recurring, sum(reserved_upfront) AS upfront
  FROM ${S}.lines WHERE reserved GROUP BY 1
),
owned AS (SELECT date_trunc('month', day) AS month, sum(complete) * 24 * ${quantity} AS hours FROM ${S}.days WHERE day >= ${bought(today, 7)} GROUP BY 1)
SELECT (1200000 + row_number() OVER (ORDER BY month))::INTEGER AS id, ${charge.reservation} AS resource, 'RIFee' AS line_type, month::TIMESTAMP AS starts,
  month::TIMESTAMP + INTERVAL 1 MONTH AS ends, hours AS amount, ${money(String(RESERVED.recurring))} AS rate, ${money(`hours::DOUBLE * ${RESERVED.recurring}`)} AS unblended, 0 AS list_cost,
  FALSE AS reserved, hours AS reserved_hours, hours - used AS unused_hours, ${money(`hours::DOUBLE * ${AMORTIZED_HOUR}`)} - upfront AS unused_upfront,
  ${money(`hours::DOUBLE * ${RESERVED.recurring}`)} - recurring AS unused_recurring,
  CAST(${quantity} * ${RESERVED.upfront} AS ${MONEY}) AS upfront_value
FROM months JOIN owned USING (month)
UNION ALL BY NAME
SELECT 1210000 AS id, ${charge.reservation} AS resource, 'Fee' AS line_type, ${bought(today, 7)}::TIMESTAMP AS starts, ${bought(today, 7)}::TIMESTAMP + INTERVAL 1 DAY AS ends,
  ${quantity} AS amount, ${RESERVED.upfront} AS rate, CAST(${quantity} * ${RESERVED.upfront} AS ${MONEY}) AS unblended, 0 AS list_cost, FALSE AS reserved`;
}

/** What is not use: a subscription from the marketplace, credits while the company was young, a refund, support, and tax on it all. */
function monthlySql(today: string): string[] {
  const insert = `INSERT INTO ${S}.lines BY NAME`;
  const month = `date_trunc('month', starts)::TIMESTAMP`;
  const span = `month AS starts, month + INTERVAL 1 MONTH AS ends`;
  return [
    `${insert} SELECT (1300000 + no)::INTEGER AS id, ${charge.marketplace + 3} AS resource, 'Usage' AS line_type, day::TIMESTAMP AS starts, day::TIMESTAMP + INTERVAL 1 DAY AS ends,
      CAST(round(64 * pow(1.02, no / 30.4)) * complete AS DECIMAL(18, 6)) AS amount, 0.62 AS rate, ${money('round(64 * pow(1.02, no / 30.4)) * complete * 0.62')} AS unblended,
      ${money('round(64 * pow(1.02, no / 30.4)) * complete * 0.62')} AS list_cost, FALSE AS reserved FROM ${S}.days`,
    `${insert} SELECT (1310000 + no)::INTEGER AS id, ${charge.credit} AS resource, 'Credit' AS line_type, day::TIMESTAMP AS starts, day::TIMESTAMP + INTERVAL 1 MONTH AS ends,
      1 AS amount, -750 AS rate, -750 AS unblended, 0 AS list_cost, FALSE AS reserved, 'Startup programme credit' AS description FROM ${S}.days WHERE day(day) = 1 AND no < 150`,
    `${insert} SELECT 1320000 AS id, ${charge.refund + 4} AS resource, 'Refund' AS line_type, ${bought(today, 3)}::TIMESTAMP + INTERVAL 9 DAY AS starts,
      ${bought(today, 3)}::TIMESTAMP + INTERVAL 10 DAY AS ends, 1 AS amount, -412.37 AS rate, -412.37 AS unblended, 0 AS list_cost, FALSE AS reserved,
      'Refund of duplicated PUT requests' AS description`,
    `${insert} WITH months AS (
        SELECT ${month} AS month, sum(unblended) AS spent FROM ${S}.lines JOIN ${S}.resources r ON r.id = resource
        WHERE billing_entity = 'AWS' AND line_type NOT IN ('Credit', 'Refund', 'SavingsPlanUpfrontFee', 'Fee') GROUP BY 1)
      SELECT (1330000 + row_number() OVER (ORDER BY month))::INTEGER AS id, ${charge.support} AS resource, 'Fee' AS line_type, ${span}, 1 AS amount,
        round(least(spent, 10000) * 0.1 + greatest(least(spent, 80000) - 10000, 0) * 0.07 + greatest(spent - 80000, 0) * 0.05, 2) AS rate,
        round(least(spent, 10000) * 0.1 + greatest(least(spent, 80000) - 10000, 0) * 0.07 + greatest(spent - 80000, 0) * 0.05, 2) AS unblended,
        0 AS list_cost, FALSE AS reserved FROM months`,
    `${insert} WITH months AS (
        SELECT ${month} AS month, account_id, sum(unblended) AS spent FROM ${S}.lines JOIN ${S}.resources r ON r.id = resource
        WHERE line_type NOT IN ('Credit', 'Refund') GROUP BY 1, 2)
      SELECT (1340000 + row_number() OVER (ORDER BY month, r.account_id))::INTEGER AS id, r.id AS resource, 'Tax' AS line_type, ${span}, 1 AS amount,
        round(spent * 0.0725, 2) AS rate, round(spent * 0.0725, 2) AS unblended, 0 AS list_cost, FALSE AS reserved
      FROM months JOIN ${S}.resources r ON r.account_id = months.account_id AND r.product_code = 'OCBTax' WHERE spent > 1`,
  ];
}

/** The statements that make the line items, for a UTC day ("2026-11-20"). They give the same lines whenever they run for that day. */
export function linesSql(today: string): readonly string[] {
  return [
    `DROP TABLE IF EXISTS ${S}.lines`,
    `DROP TYPE IF EXISTS ${S}.line_type`,
    `CREATE TYPE ${S}.line_type AS ENUM (${TYPES.map((type) => `'${type}'`).join(', ')})`,
    CREATE_LINES,
    daysSql(today),
    usageSql(today),
    NEGATION,
    planFeesSql(0, false),
    planFeesSql(1, true),
    PLAN_UPFRONT,
    reservationSql(today),
    ...monthlySql(today),
  ];
}
