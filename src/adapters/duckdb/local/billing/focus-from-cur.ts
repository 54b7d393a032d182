import { AMOUNT_MAP_TYPE, MAP_TYPE } from '../json-map-sql.ts';
import { text } from '../../sql-text.ts';
import { CurAccess } from './cur-access.ts';
import { columnMap, type Relation, type RelationColumn } from './relation.ts';

const IS_USE = (type: string) => `${type} IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')`;
const IS_FEE = (type: string) => `${type} IN ('RIFee', 'SavingsPlanRecurringFee')`;
const IS_COVERED = (type: string) => `${type} IN ('SavingsPlanCoveredUsage', 'DiscountedUsage')`;

export type FocusOptions = {
  /** Covered use and its negation cancel: covered use is billed nothing, and negations have no line. Else both stay as they are. */
  cancels: boolean;
  negations: number;
  fees: number;
  /** Keys of `resource_tags`, where they are known. */
  tagKeys: readonly string[];
};

/**
 * The lines of a CUR as FOCUS 1.2 sees them. BilledCost is the unblended cost and EffectiveCost the amortized one, so that both add up to
 * what the CUR says. A commitment's fee is a purchase without EffectiveCost; what of it nobody used is a line of its own.
 */
export function focusFromCur(cur: Relation, options: FocusOptions): Relation[] {
  const access = new CurAccess(cur);
  const type = access.text('line_item_line_item_type') ?? "''";
  const shared = sharedColumns(access, options);
  const charges = {
    from:
      options.cancels && options.negations > 0
        ? `(SELECT * FROM ${cur.from}) WHERE ${type} IS DISTINCT FROM 'SavingsPlanNegation'`
        : cur.from,
    columns: columnMap([...shared, ...chargeColumns(access, type, options)]),
    rows: cur.rows - (options.cancels ? options.negations : 0),
  };
  if (options.fees === 0) return [charges];
  const unused = {
    from: `(SELECT * FROM ${cur.from}) WHERE ${IS_FEE(type)}`,
    columns: columnMap([...shared, ...unusedColumns(access, type)]),
    rows: options.fees,
  };
  return [charges, unused];
}

const given = (name: string, sql: string | undefined, type = 'VARCHAR'): RelationColumn[] =>
  sql === undefined ? [] : [{ name, type, sql }];
const filled = (sql: string | undefined) => (sql === undefined ? undefined : `nullif(${sql}, '')`);

function sharedColumns(access: CurAccess, { tagKeys }: FocusOptions): RelationColumn[] {
  const plain = (name: string, column: string) => given(name, filled(access.text(column)));
  const same = (name: string, column: string) => given(name, access.sql(column), access.type(column));
  const type = access.text('line_item_line_item_type');
  const plan = filled(access.text('savings_plan_savings_plan_a_r_n')) ?? 'CAST(NULL AS VARCHAR)';
  const reservation = filled(access.text('reservation_reservation_a_r_n')) ?? 'CAST(NULL AS VARCHAR)';
  const either = (first: string, second: string) =>
    `CASE WHEN ${plan} IS NOT NULL THEN ${first} WHEN ${reservation} IS NOT NULL THEN ${second} END`;
  const products = ['product_name', 'servicename'].flatMap((key) => filled(access.product(key)) ?? []);
  return [
    ...plain('AvailabilityZone', 'line_item_availability_zone'),
    ...plain('BillingAccountId', 'bill_payer_account_id'),
    ...plain('BillingAccountName', 'bill_payer_account_name'),
    ...given('BillingAccountType', "'Billing Account'"),
    ...plain('BillingCurrency', 'line_item_currency_code'),
    ...same('BillingPeriodStart', 'bill_billing_period_start_date'),
    ...same('BillingPeriodEnd', 'bill_billing_period_end_date'),
    ...given('ChargeClass', type && `CASE WHEN ${type} = 'Refund' THEN 'Correction' END`),
    ...plain('ChargeDescription', 'line_item_line_item_description'),
    ...same('ChargePeriodStart', 'line_item_usage_start_date'),
    ...same('ChargePeriodEnd', 'line_item_usage_end_date'),
    ...given('CommitmentDiscountCategory', either("'Spend'", "'Usage'")),
    ...given('CommitmentDiscountId', `coalesce(${plan}, ${reservation})`),
    ...given('CommitmentDiscountType', either("'Savings Plan'", "'Reserved Instance'")),
    ...given(
      'CommitmentDiscountUnit',
      either(access.text('line_item_currency_code') ?? 'NULL', filled(access.text('pricing_unit')) ?? 'NULL'),
    ),
    ...plain('InvoiceId', 'bill_invoice_id'),
    ...given(
      'InvoiceIssuerName',
      coalesced([filled(access.text('bill_invoicing_entity')), filled(access.text('line_item_legal_entity'))]),
    ),
    ...plain('PricingCurrency', 'pricing_currency'),
    ...given('ProviderName', "'AWS'"),
    ...plain('PublisherName', 'line_item_legal_entity'),
    ...plain('RegionId', 'product_region_code'),
    ...plain('RegionName', 'product_location'),
    ...plain('ResourceId', 'line_item_resource_id'),
    ...plain('ResourceType', 'product_product_family'),
    ...given('ServiceName', coalesced([...products, access.text('line_item_product_code')])),
    ...plain('SkuId', 'product_sku'),
    ...plain('SkuMeter', 'line_item_usage_type'),
    ...plain('SkuPriceId', 'pricing_rate_code'),
    ...plain('SubAccountId', 'line_item_usage_account_id'),
    ...plain('SubAccountName', 'line_item_usage_account_name'),
    ...given('SubAccountType', "'Account'"),
    ...given('Tags', focusTags(access.sql('resource_tags'), tagKeys), MAP_TYPE),
    ...given('x_Discounts', access.sql('discount'), AMOUNT_MAP_TYPE),
    ...plain('x_Operation', 'line_item_operation'),
    ...plain('x_ServiceCode', 'line_item_product_code'),
    ...plain('x_UsageType', 'line_item_usage_type'),
  ];
}

function coalesced(values: readonly (string | undefined)[]): string | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length === 0 ? undefined : `coalesce(${there.join(', ')})`;
}

/** Tags without AWS's "user_" before the keys, unless two keys would then be the same. */
function focusTags(tags: string | undefined, keys: readonly string[]): string | undefined {
  if (tags === undefined) return undefined;
  const short = keys.map((key) => key.replace(/^user_/u, ''));
  if (new Set(short).size < short.length) return tags;
  return `map_from_entries(list_transform(map_entries(${tags}), lambda tag: {'k': regexp_replace(tag.key, ${text('^user_')}, ''), 'v': tag.value}))`;
}

function chargeColumns(access: CurAccess, type: string, { cancels }: FocusOptions): RelationColumn[] {
  const { money } = access;
  const unblended = access.amount('line_item_unblended_cost');
  const list = access.amount('pricing_public_on_demand_cost');
  const amount = access.sql('line_item_usage_amount');
  const billed = cancels
    ? `CASE WHEN ${type} = 'SavingsPlanCoveredUsage' THEN CAST(0 AS ${money}) ELSE ${unblended} END`
    : unblended;
  const isReservation = `nullif(${access.text('reservation_reservation_a_r_n') ?? "''"}, '') IS NOT NULL`;
  const effective = `CASE
    WHEN ${type} = 'SavingsPlanCoveredUsage' THEN ${access.amount('savings_plan_savings_plan_effective_cost')}
    WHEN ${type} = 'DiscountedUsage' THEN ${access.amount('reservation_effective_cost')}
    WHEN ${type} IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee', 'SavingsPlanRecurringFee', 'RIFee') OR (${type} = 'Fee' AND ${isReservation})
      THEN CAST(0 AS ${money}) ELSE ${unblended} END`;
  const rate = (name: string) => {
    const written = access.text(name);
    return written && `CASE WHEN ${IS_USE(type)} THEN TRY_CAST(nullif(${written}, '') AS DECIMAL(18,10)) END`;
  };
  const noQuantity = `${type} IN ('Tax', 'Credit', 'Refund')`;
  return [
    ...given('BilledCost', billed, money),
    ...given('EffectiveCost', effective, money),
    ...given('PricingCurrencyEffectiveCost', effective, money),
    ...given('ListCost', `CASE WHEN ${IS_USE(type)} THEN coalesce(${list}, ${unblended}) ELSE ${unblended} END`, money),
    ...given(
      'ContractedCost',
      `CASE WHEN ${type} = 'DiscountedUsage' THEN coalesce(${list}, ${unblended}) ELSE ${unblended} END`,
      money,
    ),
    ...given(
      'ChargeCategory',
      `CASE WHEN ${IS_USE(type)} THEN 'Usage' WHEN ${type} = 'Tax' THEN 'Tax' WHEN ${type} = 'Credit' THEN 'Credit'
        WHEN ${type} = 'Refund' OR ${type} LIKE '%Discount%' OR ${type} = 'SavingsPlanNegation' THEN 'Adjustment' ELSE 'Purchase' END`,
    ),
    ...given(
      'ChargeFrequency',
      `CASE WHEN ${IS_USE(type)} THEN 'Usage-Based' WHEN ${IS_FEE(type)} THEN 'Recurring' ELSE 'One-Time' END`,
    ),
    ...given('CommitmentDiscountStatus', `CASE WHEN ${IS_COVERED(type)} THEN 'Used' END`),
    ...given(
      'CommitmentDiscountQuantity',
      amount &&
        `CASE ${type} WHEN 'DiscountedUsage' THEN CAST(${amount} AS ${money}) WHEN 'SavingsPlanCoveredUsage' THEN ${effective} END`,
      money,
    ),
    ...given('ConsumedQuantity', amount && `CASE WHEN ${IS_USE(type)} THEN ${amount} END`, access.type('line_item_usage_amount')),
    ...given(
      'ConsumedUnit',
      filled(access.text('pricing_unit')) && `CASE WHEN ${IS_USE(type)} THEN ${filled(access.text('pricing_unit'))} END`,
    ),
    ...given(
      'PricingCategory',
      `CASE WHEN ${IS_COVERED(type)} OR ${IS_FEE(type)} THEN 'Committed'
        WHEN ${access.text('line_item_usage_type') ?? "''"} LIKE '%SpotUsage%' THEN 'Dynamic' WHEN ${noQuantity} THEN NULL ELSE 'Standard' END`,
    ),
    ...given(
      'PricingQuantity',
      amount && `CASE WHEN NOT coalesce(${noQuantity}, FALSE) THEN ${amount} END`,
      access.type('line_item_usage_amount'),
    ),
    ...given('PricingUnit', filled(access.text('pricing_unit'))),
    ...given('ListUnitPrice', rate('pricing_public_on_demand_rate'), 'DECIMAL(18,10)'),
    ...given('ContractedUnitPrice', rate('line_item_unblended_rate'), 'DECIMAL(18,10)'),
  ];
}

/** What a commitment cost and nobody used: amortized cost without a bill. */
function unusedColumns(access: CurAccess, type: string): RelationColumn[] {
  const { money } = access;
  const none = `CAST(0 AS ${money})`;
  const unused = `CASE WHEN ${type} = 'RIFee'
    THEN ${access.sum(['reservation_unused_amortized_upfront_fee_for_billing_period', 'reservation_unused_recurring_fee'])}
    ELSE ${access.difference('savings_plan_total_commitment_to_date', 'savings_plan_used_commitment')} END`;
  return [
    ...given('BilledCost', none, money),
    ...given('EffectiveCost', unused, money),
    ...given('PricingCurrencyEffectiveCost', unused, money),
    ...given('ListCost', none, money),
    ...given('ContractedCost', none, money),
    ...given('ChargeCategory', "'Usage'"),
    ...given('ChargeFrequency', "'Usage-Based'"),
    ...given('ChargeDescription', "'Unused commitment'"),
    ...given('CommitmentDiscountStatus', "'Unused'"),
    ...given(
      'CommitmentDiscountQuantity',
      `CASE WHEN ${type} = 'RIFee' THEN ${access.amount('reservation_unused_quantity')} ELSE ${unused} END`,
      money,
    ),
    ...given('PricingCategory', "'Committed'"),
  ];
}
