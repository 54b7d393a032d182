import type { CurLine } from '../harness/cur-fixture.ts';

const plan = {
  savings_plan_savings_plan_a_r_n: 'arn:aws:savingsplans::999999999999:savingsplan/p1',
  savings_plan_offering_type: 'ComputeSavingsPlans',
};
const reservation = { reservation_reservation_a_r_n: 'arn:aws:rds:us-east-1:999999999999:ri:r1' };

const use = (service: string, usage: string, amount: string, more: Record<string, string> = {}) => ({
  type: 'Usage',
  service,
  usage,
  line_item_usage_amount: amount,
  line_item_resource_id: `${usage}-1`,
  ...more,
});

/**
 * April is invoiced, May is not. By hand:
 *
 * |                      | April unblended | amortized | May unblended | amortized |
 * |----------------------|----------------:|----------:|--------------:|----------:|
 * | EC2 on demand        |           10.00 |     10.00 |         14.40 |     14.40 |
 * | EC2 under the plan   |            5.00 |      2.75 |          6.00 |      4.00 |
 * | its negation         |           -5.00 |      0    |         -6.00 |      0    |
 * | the plan's fee       |            4.00 |      1.25 |          4.00 |      0    |
 * | S3, day 10           |            5.00 |      5.00 |          4.00 |      4.00 |
 * | S3, day 31           |                 |           |          1.00 |      1.00 |
 * | Lambda               |                 |           |          0.75 |      0.75 |
 * | RDS, reserved        |            0    |      2.80 |          0    |      3.50 |
 * | reservation, monthly |            3.00 |      1.00 |          3.00 |      0.50 |
 * | reservation, upfront |           12.00 |      0    |               |           |
 * | tax                  |            1.50 |      1.50 |          2.00 |      2.00 |
 * | credit               |                 |           |         -3.00 |     -3.00 |
 * | total                |           35.50 |     24.30 |         26.15 |     27.15 |
 */
export const TWO_MONTHS: readonly CurLine[] = [
  {
    day: '2026-04-05',
    cost: '10.00',
    ...use('AmazonEC2', 'BoxUsage:m5.large', '100', { pricing_public_on_demand_cost: '10.00' }),
    team: 'web',
  },
  {
    day: '2026-04-05',
    cost: '5.00',
    ...use('AmazonEC2', 'BoxUsage:c5.large', '50', { pricing_public_on_demand_cost: '5.00' }),
    ...plan,
    type: 'SavingsPlanCoveredUsage',
    savings_plan_savings_plan_effective_cost: '2.75',
    team: 'web',
  },
  { day: '2026-04-05', cost: '-5.00', type: 'SavingsPlanNegation', usage: 'BoxUsage:c5.large', ...plan },
  {
    day: '2026-04-05',
    cost: '4.00',
    type: 'SavingsPlanRecurringFee',
    service: 'ComputeSavingsPlans',
    ...plan,
    savings_plan_total_commitment_to_date: '4.00',
    savings_plan_used_commitment: '2.75',
  },
  { day: '2026-04-10', cost: '5.00', ...use('AmazonS3', 'TimedStorage', '50'), account: '222222222222' },
  {
    day: '2026-04-12',
    cost: '0',
    ...use('AmazonRDS', 'InstanceUsage:db.r5', '20', { pricing_public_on_demand_cost: '8.00' }),
    ...reservation,
    type: 'DiscountedUsage',
    reservation_effective_cost: '2.80',
    team: 'data',
  },
  {
    day: '2026-04-01',
    cost: '3.00',
    type: 'RIFee',
    service: 'AmazonRDS',
    ...reservation,
    reservation_unused_amortized_upfront_fee_for_billing_period: '0.40',
    reservation_unused_recurring_fee: '0.60',
    reservation_unused_quantity: '5',
  },
  { day: '2026-04-01', cost: '12.00', type: 'Fee', service: 'AmazonRDS', ...reservation },
  { day: '2026-04-01', cost: '1.50', type: 'Tax', service: 'OCBTax' },
]
  .map((line): CurLine => ({ ...line, invoice: 'INV-APRIL' }))
  .concat([
    {
      day: '2026-05-05',
      cost: '14.40',
      ...use('AmazonEC2', 'BoxUsage:m5.large', '120', { pricing_public_on_demand_cost: '14.40' }),
      team: 'web',
    },
    {
      day: '2026-05-05',
      cost: '6.00',
      ...use('AmazonEC2', 'BoxUsage:c5.large', '60', { pricing_public_on_demand_cost: '6.00' }),
      ...plan,
      type: 'SavingsPlanCoveredUsage',
      savings_plan_savings_plan_effective_cost: '4.00',
      team: 'web',
    },
    { day: '2026-05-05', cost: '-6.00', type: 'SavingsPlanNegation', usage: 'BoxUsage:c5.large', ...plan },
    {
      day: '2026-05-05',
      cost: '4.00',
      type: 'SavingsPlanRecurringFee',
      service: 'ComputeSavingsPlans',
      ...plan,
      savings_plan_total_commitment_to_date: '4.00',
      savings_plan_used_commitment: '4.00',
    },
    { day: '2026-05-10', cost: '4.00', ...use('AmazonS3', 'TimedStorage', '40'), account: '222222222222' },
    { day: '2026-05-31', cost: '1.00', ...use('AmazonS3', 'TimedStorage', '10'), account: '222222222222' },
    { day: '2026-05-07', cost: '0.75', ...use('AWSLambda', 'Lambda-GB-Second', '1000'), account: '222222222222' },
    {
      day: '2026-05-12',
      cost: '0',
      ...use('AmazonRDS', 'InstanceUsage:db.r5', '25', { pricing_public_on_demand_cost: '10.00' }),
      ...reservation,
      type: 'DiscountedUsage',
      reservation_effective_cost: '3.50',
      team: 'data',
    },
    {
      day: '2026-05-01',
      cost: '3.00',
      type: 'RIFee',
      service: 'AmazonRDS',
      ...reservation,
      reservation_unused_amortized_upfront_fee_for_billing_period: '0.20',
      reservation_unused_recurring_fee: '0.30',
      reservation_unused_quantity: '2',
    },
    { day: '2026-05-01', cost: '2.00', type: 'Tax', service: 'OCBTax' },
    { day: '2026-05-01', cost: '-3.00', type: 'Credit' },
  ]);
