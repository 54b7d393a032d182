import { PAYER, PLAN_ARNS, RESERVATION_ARN } from './catalog.ts';

const NULL_NUMBER = 'CAST(NULL AS DECIMAL(18, 10))';
const month = "date_trunc('month', l.starts)";
const iso = (expression: string) => `strftime(${expression}, '%Y-%m-%dT%H:%M:%SZ')`;
const isPlan = 'l.plan IS NOT NULL';
/** A line of the database reservation. */
export const IS_RESERVED = "(l.reserved OR l.line_type = 'RIFee' OR (l.line_type = 'Fee' AND r.product_code = 'AmazonRDS'))";
const sku = 'upper(left(md5(r.usage_type || r.operation), 16))';
const transfer = "r.usage_type LIKE '%DataTransfer%'";

/** What a private discount of 3 % leaves: on use and commitments, not on fees, tax, credits or the marketplace. */
const DISCOUNTED = `(l.line_type IN ('Usage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee', 'DiscountedUsage', 'RIFee') AND r.billing_entity = 'AWS')`;
const net = (expression: string) =>
  `CASE WHEN ${DISCOUNTED} THEN CAST(${expression} * 0.97 AS DECIMAL(18, 10)) ELSE ${expression} END`;

/** What the two CUR tables have in common, by column: expressions over a line `l` and its resource `r`. `today` is a UTC day. */
export function curExpressions(today: string): Record<string, string> {
  const closed = `${month} < date_trunc('month', DATE '${today}')`;
  return {
    ...billExpressions(closed),
    ...lineExpressions(),
    ...productExpressions(),
    ...planExpressions(),
    ...reservationExpressions(),
  };
}

function billExpressions(closed: string): Record<string, string> {
  return {
    bill_bill_type:
      "CASE WHEN l.line_type = 'Refund' THEN 'Refund' WHEN l.line_type = 'SavingsPlanUpfrontFee' THEN 'Purchase' ELSE 'Anniversary' END",
    bill_billing_entity: 'r.billing_entity',
    bill_billing_period_start_date: `${month}::TIMESTAMP`,
    bill_billing_period_end_date: `${month}::TIMESTAMP + INTERVAL 1 MONTH`,
    bill_invoice_id: `CASE WHEN ${closed} THEN CAST(1900000000 + hash(${month}::DATE, r.billing_entity) % 90000000 AS VARCHAR) END`,
    bill_invoicing_entity: 'r.seller',
    bill_payer_account_id: `'${PAYER.id}'`,
    bill_payer_account_name: `'${PAYER.name}'`,
    identity_line_item_id: "md5('line ' || l.id)",
    identity_time_interval: `${iso('l.starts')} || '/' || ${iso('l.ends')}`,
  };
}

function lineExpressions(): Record<string, string> {
  return {
    line_item_availability_zone: 'r.zone',
    line_item_blended_cost: 'l.unblended',
    line_item_blended_rate: 'CAST(l.rate AS VARCHAR)',
    line_item_currency_code: "'USD'",
    line_item_legal_entity: 'r.seller',
    line_item_line_item_description: `coalesce(l.description, CASE WHEN l.line_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')
      THEN '$' || rtrim(rtrim(CAST(r.rate AS VARCHAR), '0'), '.') || ' per ' || r.unit || ' of ' || r.usage_type ELSE r.service_name || ' ' || r.usage_type END)`,
    line_item_line_item_type: 'CAST(l.line_type AS VARCHAR)',
    line_item_net_unblended_cost: net('l.unblended'),
    line_item_net_unblended_rate: `CAST(${net('l.rate')} AS VARCHAR)`,
    discount_total_discount: `${net('l.unblended')} - l.unblended`,
    discount_bundled_discount: NULL_NUMBER,
    line_item_operation: 'r.operation',
    line_item_product_code: 'r.product_code',
    line_item_resource_id: "CASE WHEN l.line_type NOT IN ('RIFee', 'Fee') THEN r.resource_id END",
    line_item_tax_type: "CASE WHEN l.line_type = 'Tax' THEN 'USSalesTax' END",
    line_item_unblended_cost: 'l.unblended',
    line_item_unblended_rate: 'CAST(l.rate AS VARCHAR)',
    line_item_usage_account_id: 'r.account_id',
    line_item_usage_account_name: 'r.account_name',
    line_item_usage_amount: 'l.amount',
    line_item_usage_start_date: 'l.starts',
    line_item_usage_end_date: 'l.ends',
    line_item_usage_type: 'r.usage_type',
    pricing_currency: "'USD'",
    pricing_lease_contract_length: `CASE WHEN ${IS_RESERVED} THEN '1yr' END`,
    pricing_offering_class: `CASE WHEN ${IS_RESERVED} THEN 'standard' END`,
    pricing_purchase_option: `CASE WHEN ${IS_RESERVED} THEN 'Partial Upfront' END`,
    pricing_public_on_demand_cost: 'l.list_cost',
    pricing_public_on_demand_rate: 'CAST(r.rate AS VARCHAR)',
    pricing_rate_code: `CASE WHEN r.family IS NOT NULL THEN ${sku} || '.JRTCKXETXF.6YS6EN2CT7' END`,
    pricing_rate_id: 'CAST(hash(r.usage_type, r.operation) % 90000000000 AS VARCHAR)',
    pricing_term: `CASE WHEN ${IS_RESERVED} THEN 'Reserved' WHEN l.line_type IN ('Usage', 'SavingsPlanCoveredUsage') THEN 'OnDemand' END`,
    pricing_unit: 'r.unit',
  };
}

function productExpressions(): Record<string, string> {
  return {
    product_from_location: `CASE WHEN ${transfer} THEN r.region_name END`,
    product_from_location_type: `CASE WHEN ${transfer} THEN 'AWS Region' END`,
    product_from_region_code: `CASE WHEN ${transfer} THEN r.region END`,
    product_to_location: `CASE WHEN ${transfer} THEN 'External' END`,
    product_to_location_type: `CASE WHEN ${transfer} THEN 'Other' END`,
    product_instance_family: "CASE WHEN r.instance_type IS NOT NULL THEN 'General purpose' END",
    product_instance_type: 'r.instance_type',
    product_location: 'r.region_name',
    product_location_type: "CASE WHEN r.region <> 'global' THEN 'AWS Region' END",
    product_operation: 'r.operation',
    product_pricing_unit: 'r.unit',
    product_product_family: 'r.family',
    product_region_code: 'r.region',
    product_servicecode: 'r.product_code',
    product_sku: sku,
    product_usagetype: 'r.usage_type',
  };
}

function planExpressions(): Record<string, string> {
  const either = (first: string, second: string) => `CASE l.plan WHEN 0 THEN ${first} WHEN 1 THEN ${second} END`;
  return {
    savings_plan_amortized_upfront_commitment_for_billing_period: 'l.plan_upfront',
    savings_plan_net_amortized_upfront_commitment_for_billing_period: net('l.plan_upfront'),
    savings_plan_recurring_commitment_for_billing_period: 'l.plan_recurring',
    savings_plan_net_recurring_commitment_for_billing_period: net('l.plan_recurring'),
    savings_plan_offering_type: either("'ComputeSavingsPlans'", "'EC2InstanceSavingsPlans'"),
    savings_plan_payment_option: either("'No Upfront'", "'All Upfront'"),
    savings_plan_purchase_term: `CASE WHEN ${isPlan} THEN '1yr' END`,
    savings_plan_instance_type_family: either('NULL', "'c6i'"),
    savings_plan_region: either("'Any'", "'us-east-1'"),
    savings_plan_savings_plan_a_r_n: either(`'${PLAN_ARNS[0]}'`, `'${PLAN_ARNS[1]}'`),
    savings_plan_savings_plan_effective_cost: 'l.plan_effective',
    savings_plan_net_savings_plan_effective_cost: net('l.plan_effective'),
    savings_plan_savings_plan_rate: 'CAST(l.plan_rate AS VARCHAR)',
    savings_plan_total_commitment_to_date: 'l.plan_commitment',
    savings_plan_used_commitment: 'l.plan_used',
  };
}

function reservationExpressions(): Record<string, string> {
  return {
    reservation_amortized_upfront_cost_for_usage: 'l.reserved_upfront',
    reservation_net_amortized_upfront_cost_for_usage: net('l.reserved_upfront'),
    reservation_effective_cost: 'l.reserved_effective',
    reservation_net_effective_cost: net('l.reserved_effective'),
    reservation_recurring_fee_for_usage: 'l.reserved_recurring',
    reservation_net_recurring_fee_for_usage: net('l.reserved_recurring'),
    reservation_reservation_a_r_n: `CASE WHEN ${IS_RESERVED} THEN '${RESERVATION_ARN}' END`,
    reservation_number_of_reservations: "CASE WHEN l.line_type = 'RIFee' THEN '1' END",
    reservation_total_reserved_units: 'CAST(l.reserved_hours AS VARCHAR)',
    reservation_unused_quantity: 'l.unused_hours',
    reservation_unused_amortized_upfront_fee_for_billing_period: 'l.unused_upfront',
    reservation_net_unused_amortized_upfront_fee_for_billing_period: net('l.unused_upfront'),
    reservation_unused_recurring_fee: 'l.unused_recurring',
    reservation_net_unused_recurring_fee: net('l.unused_recurring'),
    reservation_upfront_value: 'l.upfront_value',
    reservation_net_upfront_value: 'l.upfront_value',
  };
}
