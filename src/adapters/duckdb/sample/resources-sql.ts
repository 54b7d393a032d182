import { ACCOUNTS, PLAN_ARNS, REGIONS, RESERVATION_ARN, TEAMS } from './catalog.ts';
import { METERS } from './meters.ts';
import { list, text, values } from './sql-values.ts';

const S = 'sandbank_sample';

const meters = values(
  METERS.map((meter, id) => [
    String(id),
    text(meter.service.code),
    text(meter.service.name),
    text(meter.service.category),
    text(meter.service.subcategory),
    text(meter.usage),
    text(meter.operation),
    text(meter.unit),
    meter.rate.toFixed(10),
    text(meter.family),
    text(meter.resource),
    String(meter.daily),
    text(meter.profile),
    list(meter.accounts),
    list(meter.regions),
    String(meter.count),
    text(meter.instance),
    String(meter.global ?? false),
    String(meter.growth ?? 0.02),
    text(meter.commitment === undefined ? undefined : String(meter.commitment)),
    text(meter.story),
    meter.since === undefined ? 'NULL' : String(meter.since),
  ]),
);

const accounts = values(
  ACCOUNTS.map((account, id) => [String(id), text(account.id), text(account.name), text(account.team), text(account.env)]),
);
const regions = values(
  REGIONS.map((region, id) => [String(id), text(region.code), text(region.name), text(region.prefix), String(region.price)]),
);
const teams = values(TEAMS.map(({ team, cost_center }) => [text(team), text(cost_center)]));
const shared = list(TEAMS.slice(0, 3).map(({ team }) => text(team)));

/** The id under which a resource stands in the bill: an ARN, or EC2's short form. `h` is a hex digest of the resource. */
const resourceId = `CASE kind
  WHEN 'i' THEN 'i-0' || left(h, 16)
  WHEN 'vol' THEN 'vol-0' || left(h, 16)
  WHEN 'natgateway' THEN 'arn:aws:ec2:' || region || ':' || account_id || ':natgateway/nat-0' || left(h, 16)
  WHEN 'eip' THEN 'arn:aws:ec2:' || region || ':' || account_id || ':elastic-ip/eipalloc-0' || left(h, 16)
  WHEN 'snapshot' THEN 'arn:aws:ec2:' || region || ':' || account_id || ':snapshot/snap-0' || left(h, 16)
  WHEN 'alb' THEN 'arn:aws:elasticloadbalancing:' || region || ':' || account_id || ':loadbalancer/app/' || stem || '/' || left(h, 16)
  WHEN 'db' THEN 'arn:aws:rds:' || region || ':' || account_id || ':db:' || stem
  WHEN 's3' THEN 'meridian-' || account_name || '-' || region || '-' || stem
  WHEN 'function' THEN 'arn:aws:lambda:' || region || ':' || account_id || ':function:' || stem
  WHEN 'table' THEN 'arn:aws:dynamodb:' || region || ':' || account_id || ':table/' || stem
  WHEN 'cloudfront' THEN 'arn:aws:cloudfront::' || account_id || ':distribution/E' || upper(left(h, 13))
  WHEN 'log-group' THEN 'arn:aws:logs:' || region || ':' || account_id || ':log-group:/app/' || stem
  ELSE 'arn:aws:' || lower(replace(replace(product_code, 'Amazon', ''), 'AWS', '')) || ':' || region || ':' || account_id || ':' || kind || '/' || stem
END`;

/**
 * Every resource of the company with its price, owner and tags. Figures "at random" are `hash` of the resource, so that they are the
 * same for everybody. About a fifth of the cost has no tags: a share of the resources, and those that nobody looks after.
 */
const CREATE_RESOURCES = `CREATE OR REPLACE TABLE ${S}.resources AS
WITH meters(meter, product_code, service_name, category, subcategory, usage, operation, unit, rate, family, kind, daily, profile,
    accounts, regions, n, instance_type, is_global, growth, commitment, story, since) AS (${meters}),
accounts(account, account_id, account_name, account_team, account_env) AS (${accounts}),
regions(region_no, region, region_name, prefix, price) AS (${regions}),
teams(team, cost_center) AS (${teams}),
each AS (
  SELECT *, unnest(range(n)) AS item
  FROM meters JOIN accounts ON list_contains(accounts, account) JOIN regions ON list_contains(regions, region_no)
),
seeded AS (
  -- One resource may have several meters: the hours and the bytes of a gateway, a table's storage and requests.
  SELECT *, concat_ws('/', CASE WHEN kind IN ('i', 'vol', 'snapshot') THEN meter::VARCHAR ELSE kind END, account, region_no, item) AS key,
    md5(key) AS h, hash(key) AS seed
  FROM each
),
owned AS (
  SELECT *, CASE WHEN account_team = 'checkout' THEN ${shared}[1 + (seed % 3)::INTEGER] ELSE account_team END AS owner,
    (story = 'idle') IS TRUE OR seed % 100 < 17 AS untagged, (seed // 100) % 1000 / 1000.0 AS luck
  FROM seeded
)
SELECT row_number() OVER (ORDER BY meter, account, region_no, item)::INTEGER AS id, meter::INTEGER AS meter, product_code, service_name, category, subcategory,
  CASE WHEN is_global THEN usage ELSE prefix || usage END AS usage_type, operation, unit,
  CAST(round(rate * CASE WHEN is_global THEN 1 ELSE price END, 10) AS DECIMAL(18, 10)) AS rate,
  family, kind, profile, CASE WHEN is_global THEN 'global' ELSE region END AS region, CASE WHEN is_global THEN 'Any' ELSE region_name END AS region_name,
  CASE WHEN kind IN ('i', 'vol') THEN region || CASE seed % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END END AS zone,
  account_id, account_name, instance_type, growth, story, since, seed,
  CASE WHEN commitment IN ('0', '1') AND seed % 10 < 7 THEN commitment::INTEGER END AS plan,
  commitment = 'reserved' AND seed % 10 < 8 AS reserved,
  CASE WHEN profile IN ('always', 'office') THEN daily ELSE daily * (0.6 + 0.8 * luck) END::DOUBLE AS daily,
  CASE WHEN meter = 0 AND seed % 10 IN (1, 4) THEN (seed // 1000) % 300 ELSE 0 END::INTEGER AS first_day,
  owner || '-' || kind || '-' || (item + 1) AS stem,
  CASE WHEN untagged THEN NULL ELSE owner END AS team,
  CASE WHEN untagged THEN NULL ELSE account_env END AS env,
  CASE WHEN untagged THEN NULL WHEN seed % 100 BETWEEN 17 AND 20 THEN NULL ELSE (SELECT cost_center FROM teams WHERE teams.team = owner) END AS cost_center,
  h, 'AWS' AS billing_entity, 'Amazon Web Services, Inc.' AS seller, NULL::VARCHAR AS arn
FROM owned`;

/** Maps are made once for each resource, not for each line. A tag that is not set is not in the map. */
const entries = (pairs: readonly (readonly [key: string, value: string])[]) =>
  `map_from_entries(list_filter([${pairs.map(([key, value]) => `{'k': '${key}', 'v': ${value}}`).join(', ')}], lambda entry: entry.v IS NOT NULL))`;

const TAGS = [
  ['user_team', 'team'],
  ['user_env', 'env'],
  ['user_cost_center', 'cost_center'],
  ['user_name', 'CASE WHEN team IS NOT NULL THEN stem END'],
] as const;

const PRODUCT = [
  ['product_name', 'service_name'],
  ['servicename', 'service_name'],
  ['region', 'region'],
  ['instance_type', 'instance_type'],
  ['instance_type_family', "split_part(instance_type, '.', 1)"],
  ['operating_system', "CASE WHEN kind = 'i' AND instance_type IS NOT NULL THEN 'Linux' END"],
  ['tenancy', "CASE WHEN kind = 'i' AND instance_type IS NOT NULL THEN 'Shared' END"],
  ['database_engine', "CASE WHEN product_code = 'AmazonRDS' THEN 'PostgreSQL' END"],
  ['volume_api_name', "CASE WHEN kind = 'vol' THEN right(usage_type, 3) END"],
  ['storage_class', "CASE WHEN product_code = 'AmazonS3' AND unit = 'GB-Mo' THEN 'General Purpose' END"],
] as const;

const FINISH_RESOURCES = `CREATE OR REPLACE TABLE ${S}.resources AS
SELECT * EXCLUDE (arn), coalesce(arn, CASE WHEN id < 10000 THEN ${resourceId} END) AS resource_id, ${entries(TAGS)} AS resource_tags, ${entries(PRODUCT)} AS product,
  ${entries(TAGS.map(([key, value]) => [key.replace('user_', ''), value]))} AS focus_tags,
  map {'business_unit': CASE WHEN account_name LIKE 'shop%' THEN 'Shop' WHEN account_name LIKE 'data%' OR account_name LIKE 'ml%' THEN 'Insights' ELSE 'Shared services' END} AS cost_category
FROM ${S}.resources`;

/** What is billed to an account rather than to a resource: fees, tax, credits. One row for each account, from id 10000 on. */
const ACCOUNT_CHARGES: readonly (readonly [
  code: string,
  name: string,
  usage: string,
  operation: string,
  family: string,
  entity: string,
  seller: string,
  offset: number,
])[] = [
  [
    'ComputeSavingsPlans',
    'Savings Plans for AWS Compute usage',
    'ComputeSP:1yrNoUpfront',
    'None',
    'Compute Savings Plans',
    'AWS',
    'Amazon Web Services, Inc.',
    0,
  ],
  [
    'ComputeSavingsPlans',
    'Savings Plans for AWS Compute usage',
    'EC2SP:c6i.1yrAllUpfront',
    'None',
    'EC2 Instance Savings Plans',
    'AWS',
    'Amazon Web Services, Inc.',
    100,
  ],
  [
    'AmazonRDS',
    'Amazon Relational Database Service',
    'HeavyUsage:db.r6g.xlarge',
    'CreateDBInstance:0014',
    'Database Instance',
    'AWS',
    'Amazon Web Services, Inc.',
    200,
  ],
  [
    'AWSSupportBusiness',
    'AWS Support (Business)',
    'Dollar',
    'Support',
    'AWS Premium Support',
    'AWS',
    'Amazon Web Services, Inc.',
    300,
  ],
  ['OCBTax', 'Tax', 'Tax', 'Tax', 'Tax', 'AWS', 'Amazon Web Services, Inc.', 400],
  ['AmazonEC2', 'Amazon Elastic Compute Cloud', 'Credit', 'Credit', 'Credit', 'AWS', 'Amazon Web Services, Inc.', 500],
  ['AmazonS3', 'Amazon Simple Storage Service', 'Refund', 'Refund', 'Refund', 'AWS', 'Amazon Web Services, Inc.', 600],
  [
    '8a7fz2mq1x0c9k3w5e6r7t8y9',
    'Harbor Observability Pro',
    'MP:HarborHosts-Units',
    'Subscription',
    'Marketplace',
    'AWS Marketplace',
    'Harbor Software LLC',
    700,
  ],
];

const CREATE_ACCOUNT_CHARGES = `INSERT INTO ${S}.resources BY NAME
WITH charges(product_code, service_name, usage_type, operation, family, billing_entity, seller, shift) AS (${values(
  ACCOUNT_CHARGES.map((charge) => [...charge.slice(0, 7).map((part) => text(String(part))), String(charge[7])]),
)}),
accounts(account, account_id, account_name, account_team, account_env) AS (${accounts})
SELECT (10000 + shift + account)::INTEGER AS id, product_code, service_name, 'Other' AS category, 'Other (Other)' AS subcategory, usage_type, operation,
  CASE WHEN family = 'Marketplace' THEN 'Units' ELSE 'Quantity' END AS unit,
  0::DECIMAL(18, 10) AS rate, family, 'global' AS region, 'Any' AS region_name, account_id, account_name, billing_entity, seller, FALSE AS reserved,
  hash(shift + account) AS seed,
  CASE family
    WHEN 'Compute Savings Plans' THEN ${text(PLAN_ARNS[0])}
    WHEN 'EC2 Instance Savings Plans' THEN ${text(PLAN_ARNS[1])}
    WHEN 'Database Instance' THEN ${text(RESERVATION_ARN)}
  END AS arn
FROM charges, accounts`;

export const RESOURCES_SQL: readonly string[] = [CREATE_RESOURCES, CREATE_ACCOUNT_CHARGES, FINISH_RESOURCES];

/** The id of an account's row for a kind of charge. */
export const charge = {
  plan: (no: number) => 10_000 + no * 100,
  reservation: 10_200,
  support: 10_300,
  tax: 10_400,
  credit: 10_500,
  refund: 10_600,
  marketplace: 10_700,
} as const;
