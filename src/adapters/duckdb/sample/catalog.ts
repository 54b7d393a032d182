/** The company of the sample data: who pays, which accounts there are, and what they run. All of it is invented. */

export type Account = { id: string; name: string; team: string; env: string };

export const COMPANY = 'Meridian Foods';

/** The account that pays, and what it has bought for a year. */
export const PAYER = { id: '100020003000', name: 'meridian-billing' } as const;
export const PLAN_ARNS = [
  `arn:aws:savingsplans::${PAYER.id}:savingsplan/3f6c1f2e-7d0b-4a55-9c3e-1b7a90c5d001`,
  `arn:aws:savingsplans::${PAYER.id}:savingsplan/9b2d7c44-51aa-4c1f-8e0d-6a4f0e2bd002`,
] as const;
export const RESERVATION_ARN = `arn:aws:rds:us-east-1:${PAYER.id}:ri:meridian-orders-db`;

/** The first one pays; the others are its members. */
export const ACCOUNTS: readonly Account[] = [
  { ...PAYER, team: 'platform', env: 'prod' },
  { id: '210020003001', name: 'shop-prod', team: 'checkout', env: 'prod' },
  { id: '310020003002', name: 'shop-staging', team: 'checkout', env: 'staging' },
  { id: '410020003003', name: 'platform-prod', team: 'platform', env: 'prod' },
  { id: '510020003004', name: 'data-prod', team: 'data', env: 'prod' },
  { id: '610020003005', name: 'data-dev', team: 'data', env: 'dev' },
  { id: '710020003006', name: 'ml-research', team: 'ml', env: 'dev' },
  { id: '810020003007', name: 'security', team: 'security', env: 'prod' },
  { id: '910020003008', name: 'sandbox', team: 'platform', env: 'dev' },
];

/** `prefix` begins a usage type in that region; `price` is relative to us-east-1. The last region is new: see `Meter.since`. */
export const REGIONS = [
  { code: 'us-east-1', name: 'US East (N. Virginia)', prefix: '', price: 1 },
  { code: 'us-west-2', name: 'US West (Oregon)', prefix: 'USW2-', price: 1 },
  { code: 'eu-west-1', name: 'EU (Ireland)', prefix: 'EU-', price: 1.08 },
  { code: 'ap-southeast-2', name: 'Asia Pacific (Sydney)', prefix: 'APS2-', price: 1.2 },
] as const;

/** Teams that share an account, with their cost centre. */
export const TEAMS = [
  { team: 'checkout', cost_center: 'CC-1010' },
  { team: 'catalog', cost_center: 'CC-1020' },
  { team: 'search', cost_center: 'CC-1030' },
  { team: 'data', cost_center: 'CC-2010' },
  { team: 'ml', cost_center: 'CC-2020' },
  { team: 'platform', cost_center: 'CC-3010' },
  { team: 'security', cost_center: 'CC-3020' },
] as const;

/**
 * How use varies: "always" runs 24 hours a day, "office" twelve hours on working days, "steady" keeps its level (storage), "traffic"
 * follows the week.
 */
export type Profile = 'always' | 'office' | 'steady' | 'traffic';

/** What is to be found by looking for waste or anomalies. */
export type Story = 'idle' | 'spike' | 'new';

export type Service = { code: string; name: string; category: string; subcategory: string };

/** One thing that is metered. `daily` is the usual use per resource and day, in `unit`; `count` resources per account and region. */
export type Meter = {
  service: Service;
  usage: string;
  operation: string;
  unit: string;
  rate: number;
  family: string;
  resource: string;
  daily: number;
  profile: Profile;
  accounts: readonly number[];
  regions: readonly number[];
  count: number;
  instance?: string;
  /** Usage types of services without regions have no prefix. */
  global?: boolean;
  /** Growth a month; 0.02 where nothing is said. */
  growth?: number;
  /** 0: bought under the compute savings plan; 1: under the all-upfront one; "reserved": by the database reservation. */
  commitment?: 0 | 1 | 'reserved';
  story?: Story;
  /** Days ago when it was first used. */
  since?: number;
};
