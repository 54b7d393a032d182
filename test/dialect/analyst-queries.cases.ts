/** Queries as analysts write them for billing data, each over a few rows of its own, with figures worked out by hand. */
const LINES = `(VALUES
  ('AmazonEC2', 'Usage', TIMESTAMP '2026-10-01 00:00:00', 10.00, 'web', NULL),
  ('AmazonEC2', 'SavingsPlanCoveredUsage', TIMESTAMP '2026-10-02 00:00:00', 8.00, 'web', 'arn:sp'),
  ('AmazonEC2', 'SavingsPlanNegation', TIMESTAMP '2026-10-02 00:00:00', -8.00, NULL, 'arn:sp'),
  ('AmazonS3', 'Usage', TIMESTAMP '2026-10-31 23:00:00', 1.50, '', NULL),
  ('AmazonS3', 'Usage', TIMESTAMP '2026-11-01 00:00:00', 2.25, 'data', NULL),
  ('AWSSupport', 'Fee', TIMESTAMP '2026-11-01 00:00:00', 29.00, NULL, NULL)
) AS lines(service, charge, starts, cost, team, plan)`;

export const cases = [
  [`SELECT sum(cost) FROM ${LINES}`, '42.75'],
  [`SELECT sum(cost) AS total FROM ${LINES} GROUP BY service ORDER BY total DESC LIMIT 1`, '29.00'],
  [`SELECT service FROM ${LINES} GROUP BY service ORDER BY sum(cost) DESC, service LIMIT 1`, 'AWSSupport'],
  [`SELECT l.service FROM (SELECT lines.* FROM ${LINES}) l ORDER BY l.cost LIMIT 1`, 'AmazonEC2'],
  [
    `SELECT sum(CASE WHEN ((charge = 'SavingsPlanNegation') OR (charge = 'SavingsPlanUpfrontFee')) THEN 0 ELSE cost END) FROM ${LINES}`,
    '50.75',
  ],
  [`SELECT sum(cost) FROM ${LINES} WHERE date_format(starts, '%Y-%m') = '2026-10'`, '11.50'],
  [
    `SELECT sum(cost) FROM ${LINES} WHERE starts >= date_trunc('month', TIMESTAMP '2026-11-20 10:00:00') - INTERVAL '1' MONTH AND starts < DATE '2026-11-01'`,
    '11.50',
  ],
  [
    `SELECT n FROM (SELECT date_trunc('month', starts) AS m, count(*) AS n FROM ${LINES} GROUP BY date_trunc('month', starts)) ORDER BY m DESC LIMIT 1`,
    '2',
  ],
  [`SELECT count(*) FROM ${LINES} WHERE coalesce(nullif(team, ''), 'none') = 'none'`, '3'],
  [
    `SELECT k FROM (SELECT CASE WHEN team IS NULL OR team = '' THEN 'untagged' ELSE team END AS k, sum(cost) AS c FROM ${LINES} GROUP BY CASE WHEN team IS NULL OR team = '' THEN 'untagged' ELSE team END) ORDER BY c DESC LIMIT 1`,
    'untagged',
  ],
  [
    `SELECT round(100 * sum(cost) FILTER (WHERE service = 'AmazonS3') / sum(cost), 2) FROM (SELECT service, CAST(cost AS double) AS cost FROM ${LINES})`,
    '8.77',
  ],
  [
    `SELECT total - lag(total) OVER (ORDER BY m) FROM (SELECT date_trunc('month', starts) AS m, sum(cost) AS total FROM ${LINES} GROUP BY 1) ORDER BY m DESC LIMIT 1`,
    '19.75',
  ],
  [
    `SELECT service FROM (SELECT service, rank() OVER (ORDER BY sum(cost) DESC) AS place FROM ${LINES} GROUP BY service) WHERE place = 2`,
    'AmazonEC2',
  ],
  [`SELECT sum(sum(cost)) OVER () FROM ${LINES} GROUP BY service LIMIT 1`, '42.75'],
  [
    `WITH usage AS (SELECT service, sum(cost) AS c FROM ${LINES} GROUP BY 1), fees AS (SELECT 'AWSSupport' AS service) SELECT sum(u.c) FROM usage u LEFT JOIN fees f ON u.service = f.service WHERE f.service IS NULL`,
    '13.75',
  ],
  [`SELECT sum(cost) FROM ${LINES} WHERE service NOT IN (SELECT s FROM (VALUES 'AmazonEC2', 'AWSSupport') x(s))`, '3.75'],
  [`SELECT count(*) FROM ${LINES} WHERE (service, charge) IN (('AmazonEC2', 'Usage'), ('AWSSupport', 'Fee'))`, '2'],
  [`SELECT split_part(plan, ':', 2) FROM ${LINES} WHERE plan <> '' LIMIT 1`, 'sp'],
  [`SELECT array_join(array_agg(DISTINCT service ORDER BY service), ',') FROM ${LINES}`, 'AWSSupport,AmazonEC2,AmazonS3'],
  [`SELECT max_by(service, cost) FROM ${LINES}`, 'AWSSupport'],
  [`SELECT sum(cost) FROM ${LINES} GROUP BY ROLLUP (service) ORDER BY grouping(service) DESC LIMIT 1`, '42.75'],
  [
    "SELECT v FROM (VALUES MAP(ARRAY['user_team'], ARRAY['web'])) t(tags) CROSS JOIN UNNEST(tags) AS u(k, v) WHERE k = 'user_team'",
    'web',
  ],
  ["SELECT count(*) FROM (SELECT date_trunc('day', d) AS g FROM (VALUES DATE '2026-11-01', NULL) t(d)) WHERE g IS NULL", '1'],
  ['SELECT (1, NULL) = (1, 2)', 'null'],
  ["SELECT to_hex(CAST('az' AS varbinary))", '617A'],
] as const;

export const refused = [
  ['SELECT sum(x) AS x FROM (VALUES 1) t(x) ORDER BY sum(x)', /INVALID_COLUMN_REFERENCE: line 1:54: .*write ORDER BY x alone/u],
  ['SELECT x FROM (VALUES 1) t(x) WHERE sum(x) > 1', /EXPRESSION_NOT_SCALAR: line 1:37: WHERE clause .*use HAVING/u],
  ['SELECT sum(count(*)) FROM (VALUES 1) t(x)', /NESTED_AGGREGATION: line 1:12:/u],
  [
    "WITH RECURSIVE r(n, s) AS (SELECT 1, 'a' UNION ALL SELECT n + 1, s || 'b' FROM r WHERE n < 3) SELECT s FROM r",
    /TYPE_MISMATCH: .*does not fit varchar\(1\) of the first part; cast it there/u,
  ],
  ['WITH c AS (SELECT 1), c AS (SELECT 2) SELECT * FROM c', /DUPLICATE_NAMED_QUERY: line 1:23:/u],
  ["SELECT DATE '2026-01-01' + INTERVAL '5' HOUR", /Cannot add hour, minutes or seconds to a date/u],
  ['SELECT transform(ARRAY[1], x -> (SELECT 1))', /Lambda expression cannot contain subqueries/u],
] as const;
