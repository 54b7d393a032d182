import { PAYER } from './catalog.ts';
import { IS_RESERVED } from './cur-expressions.ts';
import { SAMPLE_COLUMNS } from './sample-columns.ts';
import { selectList } from './select-list.ts';

const IS_USE = "l.line_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')";
const IS_FEE = "l.line_type IN ('RIFee', 'SavingsPlanRecurringFee')";

/** Covered use is billed by the plan's fee, not by its own line; what takes it back in a CUR has no line in FOCUS. */
const BILLED = "CASE WHEN l.line_type = 'SavingsPlanCoveredUsage' THEN 0 ELSE l.unblended END";

/** Amortized cost of a line that is no commitment's fee. A purchase has none: its use has it. */
const EFFECTIVE = `CASE CAST(l.line_type AS VARCHAR)
    WHEN 'SavingsPlanCoveredUsage' THEN l.plan_effective WHEN 'DiscountedUsage' THEN l.reserved_effective
    WHEN 'SavingsPlanUpfrontFee' THEN 0 WHEN 'RIFee' THEN 0 WHEN 'SavingsPlanRecurringFee' THEN 0
    WHEN 'Fee' THEN CASE WHEN r.product_code = 'AmazonRDS' THEN 0 ELSE l.unblended END ELSE l.unblended END`;

const UNUSED =
  "CASE WHEN l.line_type = 'RIFee' THEN l.unused_upfront + l.unused_recurring ELSE l.plan_commitment - l.plan_used END";

const UNIT = "CASE r.unit WHEN 'Hrs' THEN 'Hours' WHEN 'hours' THEN 'Hours' WHEN 'GB-Mo' THEN 'GB-Months' ELSE r.unit END";

function shared(common: Record<string, string>): Record<string, string> {
  const of = (name: string) => common[name] ?? 'NULL';
  return {
    AvailabilityZone: 'r.zone',
    BillingAccountId: `'${PAYER.id}'`,
    BillingAccountName: `'${PAYER.name}'`,
    BillingAccountType: "'Billing Account'",
    BillingCurrency: "'USD'",
    BillingPeriodStart: of('bill_billing_period_start_date'),
    BillingPeriodEnd: of('bill_billing_period_end_date'),
    ChargeDescription: of('line_item_line_item_description'),
    ChargePeriodStart: 'l.starts',
    ChargePeriodEnd: 'l.ends',
    ChargeClass: "CASE WHEN l.line_type = 'Refund' THEN 'Correction' END",
    CommitmentDiscountCategory: `CASE WHEN l.plan IS NOT NULL THEN 'Spend' WHEN ${IS_RESERVED} THEN 'Usage' END`,
    CommitmentDiscountId: `coalesce(${of('savings_plan_savings_plan_a_r_n')}, ${of('reservation_reservation_a_r_n')})`,
    CommitmentDiscountName: `coalesce(${of('savings_plan_offering_type')}, CASE WHEN ${IS_RESERVED} THEN 'meridian-orders-db' END)`,
    CommitmentDiscountType: `CASE WHEN l.plan IS NOT NULL THEN 'Savings Plan' WHEN ${IS_RESERVED} THEN 'Reserved Instance' END`,
    CommitmentDiscountUnit: `CASE WHEN l.plan IS NOT NULL THEN 'USD' WHEN ${IS_RESERVED} THEN 'Hours' END`,
    InvoiceId: of('bill_invoice_id'),
    InvoiceIssuerName: 'r.seller',
    PricingCurrency: "'USD'",
    ProviderName: "'AWS'",
    PublisherName: 'r.seller',
    RegionId: "nullif(r.region, 'global')",
    RegionName: "nullif(r.region_name, 'Any')",
    ResourceId: of('line_item_resource_id'),
    ResourceName: 'r.stem',
    ResourceType: 'r.family',
    ServiceCategory: 'r.category',
    ServiceName: 'r.service_name',
    ServiceSubcategory: 'r.subcategory',
    SkuId: of('product_sku'),
    SkuMeter: 'r.usage_type',
    SkuPriceId: of('pricing_rate_code'),
    SubAccountId: 'r.account_id',
    SubAccountName: 'r.account_name',
    SubAccountType: "'Account'",
    Tags: 'r.focus_tags',
  };
}

/** Every line as FOCUS sees it; a fee is a purchase without amortized cost. */
function chargeExpressions(common: Record<string, string>): Record<string, string> {
  return {
    ...shared(common),
    BilledCost: BILLED,
    EffectiveCost: EFFECTIVE,
    ListCost: `CASE WHEN ${IS_USE} THEN l.list_cost ELSE l.unblended END`,
    ContractedCost: `CASE WHEN ${IS_USE} THEN l.list_cost ELSE l.unblended END`,
    PricingCurrencyEffectiveCost: EFFECTIVE,
    ChargeCategory: `CASE WHEN ${IS_USE} THEN 'Usage' WHEN l.line_type = 'Tax' THEN 'Tax' WHEN l.line_type = 'Credit' THEN 'Credit'
      WHEN l.line_type = 'Refund' THEN 'Adjustment' ELSE 'Purchase' END`,
    ChargeFrequency: `CASE WHEN ${IS_USE} THEN 'Usage-Based' WHEN ${IS_FEE} OR r.product_code = 'AWSSupportBusiness' THEN 'Recurring' ELSE 'One-Time' END`,
    CommitmentDiscountQuantity: `CASE WHEN l.line_type = 'DiscountedUsage' THEN l.amount WHEN l.plan IS NOT NULL THEN coalesce(l.plan_effective, l.plan_commitment) END`,
    CommitmentDiscountStatus: "CASE WHEN l.line_type IN ('SavingsPlanCoveredUsage', 'DiscountedUsage') THEN 'Used' END",
    ConsumedQuantity: `CASE WHEN ${IS_USE} THEN l.amount END`,
    ConsumedUnit: `CASE WHEN ${IS_USE} THEN ${UNIT} END`,
    PricingCategory: `CASE WHEN l.line_type IN ('SavingsPlanCoveredUsage', 'DiscountedUsage') OR ${IS_FEE} THEN 'Committed'
      WHEN r.usage_type LIKE '%SpotUsage%' THEN 'Dynamic' WHEN l.line_type IN ('Usage', 'Fee', 'SavingsPlanUpfrontFee') THEN 'Standard' END`,
    PricingQuantity: "CASE WHEN l.line_type NOT IN ('Tax', 'Credit', 'Refund') THEN l.amount END",
    PricingUnit: `CASE WHEN l.line_type NOT IN ('Tax', 'Credit', 'Refund') THEN ${UNIT} END`,
    ListUnitPrice: `CASE WHEN ${IS_USE} THEN r.rate END`,
    ContractedUnitPrice: `CASE WHEN ${IS_USE} THEN r.rate END`,
    PricingCurrencyListUnitPrice: `CASE WHEN ${IS_USE} THEN r.rate END`,
    PricingCurrencyContractedUnitPrice: `CASE WHEN ${IS_USE} THEN r.rate END`,
  };
}

/** What a commitment cost and nobody used: a line of its own, with amortized cost and no bill. */
function unusedExpressions(common: Record<string, string>): Record<string, string> {
  return {
    ...shared(common),
    BilledCost: '0',
    EffectiveCost: UNUSED,
    PricingCurrencyEffectiveCost: UNUSED,
    ListCost: '0',
    ContractedCost: '0',
    ChargeCategory: "'Usage'",
    ChargeFrequency: "'Usage-Based'",
    ChargeDescription: "'Unused commitment of ' || r.usage_type",
    CommitmentDiscountQuantity: "CASE WHEN l.line_type = 'RIFee' THEN l.unused_hours ELSE l.plan_commitment - l.plan_used END",
    CommitmentDiscountStatus: "'Unused'",
    PricingCategory: "'Committed'",
  };
}

/** The table `focus`. BilledCost is unblended, EffectiveCost amortized: both add up to what the two CUR tables say. */
export function focusViewSql(common: Record<string, string>): string {
  const from = 'FROM sandbank_sample.lines l JOIN sandbank_sample.resources r ON r.id = l.resource';
  return `CREATE OR REPLACE VIEW sample.focus AS
SELECT ${selectList(SAMPLE_COLUMNS.focus, chargeExpressions(common), { blankTexts: false })} ${from} WHERE l.line_type <> 'SavingsPlanNegation'
UNION ALL
SELECT ${selectList(SAMPLE_COLUMNS.focus, unusedExpressions(common), { blankTexts: false })} ${from} WHERE ${IS_FEE} AND ${UNUSED} <> 0`;
}
