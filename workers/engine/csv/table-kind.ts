/** The types that a known kind of file prescribes, whatever its values look like; undefined where the values decide. */
export type TypeRule = (name: string) => 'number' | 'time' | 'text' | undefined;

const CUR_NUMBERS =
  /^(?:line_item_(?:blended_cost|net_unblended_cost|unblended_cost|usage_amount|normalization_factor|normalized_usage_amount)|pricing_public_on_demand_cost|discount_(?:bundled|total)_discount|reservation_(?:net_)?(?:amortized_upfront_\w+|effective_cost|recurring_fee_for_usage|unused_\w+|upfront_value)|savings_plan_(?:net_)?(?:amortized_upfront_commitment_for_billing_period|recurring_commitment_for_billing_period|savings_plan_effective_cost|total_commitment_to_date|used_commitment)|split_line_item_(?!parent)\w+)$/u;
const CUR_TIMES = /^(?:bill_billing_period_(?:start|end)_date|line_item_usage_(?:start|end)_date)$/u;

/** In a CUR everything is text but the amounts and four dates: rates and identifiers keep the digits that AWS wrote. */
const curRule: TypeRule = (name) => (CUR_NUMBERS.test(name) ? 'number' : CUR_TIMES.test(name) ? 'time' : 'text');

const focusRule: TypeRule = (name) => {
  if (/(?:Cost|Quantity|UnitPrice)$/u.test(name)) return 'number';
  if (/Period(?:Start|End)$/u.test(name)) return 'time';
  return name.startsWith('x_') ? undefined : 'text';
};

/** What kind of file its columns tell. */
export function tableKind(names: readonly string[]): { kind: string; rule: TypeRule } {
  const has = new Set(names);
  if (has.has('line_item_unblended_cost') || has.has('line_item_line_item_type')) {
    const second =
      has.has('resource_tags') || has.has('product') || has.has('line_item_usage_account_name') || has.has('billing_period');
    return { kind: second ? 'CUR 2.0' : 'legacy CUR', rule: curRule };
  }
  if (has.has('BilledCost') && has.has('EffectiveCost')) return { kind: `FOCUS ${focusVersion(has)}`, rule: focusRule };
  return { kind: 'csv', rule: () => undefined };
}

/** By columns that came with a version of the specification. */
function focusVersion(has: ReadonlySet<string>): string {
  if (has.has('InvoiceId') || has.has('BillingAccountType') || has.has('PricingCurrency')) return '1.2';
  if (has.has('CapacityReservationId') || has.has('CommitmentDiscountQuantity') || has.has('SkuMeter')) return '1.1';
  return '1.0';
}
