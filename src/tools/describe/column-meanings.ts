/**
 * What the columns say that cost analysts use most: of CUR 2.0 and legacy CUR (AWS, "Cost and Usage Report data dictionary") and of
 * FOCUS (FinOps Foundation, FOCUS 1.2).
 */
const CUR: Record<string, string> = {
  bill_bill_type: 'Anniversary (a month’s use), Purchase (paid upfront) or Refund.',
  bill_billing_period_start_date: 'First moment of the billing month, UTC: the column to group months by.',
  bill_payer_account_id: 'The account that pays the bill (management account).',
  bill_invoice_id: 'The invoice; empty until the bill is final.',
  billing_period: 'The billing month, "2026-10".',
  line_item_usage_account_id: 'The account that used it.',
  line_item_usage_account_name: 'The name of the account that used it.',
  line_item_line_item_type:
    'What kind of line: Usage, Tax, Fee, Credit, Refund, DiscountedUsage (covered by a reservation), SavingsPlanCoveredUsage, ' +
    'SavingsPlanNegation (takes the covered usage’s on-demand cost back), SavingsPlanRecurringFee, RIFee …',
  line_item_usage_start_date: 'When the use began, UTC: the column to group days by.',
  line_item_usage_end_date: 'When the use ended, UTC (not included).',
  line_item_product_code: 'The service, "AmazonEC2".',
  line_item_usage_type: 'What was metered, with the region’s prefix: "EUW1-BoxUsage:m5.large".',
  line_item_operation: 'What was done, "RunInstances".',
  line_item_resource_id: 'The resource’s id or ARN; empty where it has none.',
  line_item_usage_amount: 'How much was used, in pricing_unit: only add up lines of one unit.',
  line_item_currency_code: 'The currency of the costs: never add up two.',
  line_item_unblended_cost:
    'What the line costs as billed. Its sum over all line types is the bill; it holds purchases on the day they were paid, so use ' +
    'amortized cost to compare days.',
  line_item_net_unblended_cost: 'As line_item_unblended_cost, after discounts.',
  line_item_blended_cost: 'Cost at the average rate of the organization: not for showback.',
  pricing_public_on_demand_cost: 'What it would cost on demand at list price.',
  pricing_unit: 'The unit of line_item_usage_amount.',
  pricing_term: 'OnDemand or Reserved.',
  product: 'Properties of the product, as a map.',
  product_servicecode: 'The service’s code in the price list.',
  product_product_name: 'The service’s name, "Amazon Elastic Compute Cloud".',
  product_region_code: 'The region, "eu-west-1".',
  product_instance_type: 'The instance type, "m5.large".',
  reservation_effective_cost:
    'What use covered by a reservation costs, its upfront payment spread: the amortized cost of DiscountedUsage lines.',
  reservation_reservation_a_r_n: 'The reservation that covers the line.',
  savings_plan_savings_plan_effective_cost: 'The amortized cost of SavingsPlanCoveredUsage lines.',
  savings_plan_savings_plan_a_r_n: 'The savings plan that covers the line.',
  savings_plan_total_commitment_to_date:
    'Of SavingsPlanRecurringFee lines: the commitment until then; less savings_plan_used_commitment it is what was not used.',
  savings_plan_used_commitment: 'Of SavingsPlanRecurringFee lines: how much of the commitment was used.',
  resource_tags: "The resource’s tags, as a map: resource_tags['user_team'].",
  cost_category: 'Cost categories, as a map.',
  discount: 'Discounts, as a map.',
};

const FOCUS: Record<string, string> = {
  BilledCost: 'What is invoiced for the line. Its sum is the bill.',
  EffectiveCost: 'Amortized cost, purchases spread over what they cover: the one to compare days and teams by.',
  ContractedCost: 'Cost at contracted prices, before commitment discounts.',
  ListCost: 'Cost at list prices.',
  BillingAccountId: 'The account that pays.',
  BillingCurrency: 'The currency of the costs: never add up two.',
  BillingPeriodStart: 'First moment of the billing month, UTC.',
  BillingPeriodEnd: 'First moment after the billing month, UTC.',
  ChargePeriodStart: 'When the use began, UTC: the column to group days by.',
  ChargePeriodEnd: 'When the use ended, UTC (not included).',
  ChargeCategory: 'Usage, Purchase, Tax, Credit or Adjustment.',
  ChargeClass: '"Correction" for corrections of an earlier bill, else NULL.',
  ChargeFrequency: 'One-Time, Recurring or Usage-Based.',
  CommitmentDiscountId: 'The reservation or savings plan that covers the line.',
  CommitmentDiscountStatus: 'Used or Unused, of a commitment.',
  ConsumedQuantity: 'How much was used, in ConsumedUnit.',
  PricingCategory: 'Standard (on demand), Committed, Dynamic (spot) or Other.',
  PricingQuantity: 'How much was priced, in PricingUnit.',
  ProviderName: 'Who provides it, "AWS".',
  RegionId: 'The region, "eu-west-1".',
  ResourceId: 'The resource’s id.',
  ServiceCategory: 'What the service is for, "Compute".',
  ServiceName: 'The service’s name.',
  SubAccountId: 'The account that used it.',
  SubAccountName: 'The name of the account that used it.',
  Tags: "The resource’s tags, as a map: Tags['team'].",
};

const FOCUS_KEYS = new Map(Object.entries(FOCUS).map(([name, meaning]) => [name.toLowerCase(), meaning]));

/** What a column says in a table of that kind ("CUR 2.0", "legacy CUR", "FOCUS 1.2"); undefined where that is not known. */
export function columnMeaning(kind: string | undefined, column: string): string | undefined {
  if (kind === undefined) return undefined;
  const name = column.toLowerCase();
  if (kind.startsWith('FOCUS')) return FOCUS_KEYS.get(name);
  return /\bCUR\b/u.test(kind) && Object.hasOwn(CUR, name) ? CUR[name] : undefined;
}
