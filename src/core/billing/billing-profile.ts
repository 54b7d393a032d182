/** A shape of billing data, under the name of the view that offers it: CUR 2.0, legacy CUR, FOCUS. */
export type BillingShape = 'cur' | 'cur_legacy' | 'focus';

export const BILLING_SHAPES: readonly BillingShape[] = ['cur', 'cur_legacy', 'focus'];

/** What a file holds of one bill: a billing period ("2026-05") of one payer. Either is "" where the file does not say. */
export type Bill = {
  period: string;
  payer: string;
  rows: number;
  /** Lines of the types SavingsPlanNegation, and of RIFee and SavingsPlanRecurringFee. */
  negations: number;
  fees: number;
};

/** What was learnt of a billing file while it was read through, so that views over it need no scan. */
export type BillingProfile = {
  shape: BillingShape;
  currencies: string[];
  bills: Bill[];
  /** Keys found in columns that are maps (`resource_tags`), by column. */
  map_keys: Record<string, string[]>;
  /** SavingsPlanCoveredUsage and SavingsPlanNegation add up to nothing in each bill, as AWS makes them. */
  negations_cancel: boolean;
};
