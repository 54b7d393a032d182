/** The columns of FOCUS 1.2 (FinOps Open Cost and Usage Specification), in its order: text, or `:n` a number, `:t` a timestamp, `:m` a map of text. */
export const FOCUS_COLUMNS: readonly string[] = `
  AvailabilityZone BilledCost:n BillingAccountId BillingAccountName BillingAccountType BillingCurrency BillingPeriodEnd:t
  BillingPeriodStart:t CapacityReservationId CapacityReservationStatus ChargeCategory ChargeClass ChargeDescription
  ChargeFrequency ChargePeriodEnd:t ChargePeriodStart:t CommitmentDiscountCategory CommitmentDiscountId
  CommitmentDiscountName CommitmentDiscountQuantity:n CommitmentDiscountStatus CommitmentDiscountType
  CommitmentDiscountUnit ConsumedQuantity:n ConsumedUnit ContractedCost:n ContractedUnitPrice:n EffectiveCost:n InvoiceId
  InvoiceIssuerName ListCost:n ListUnitPrice:n PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice:n
  PricingCurrencyEffectiveCost:n PricingCurrencyListUnitPrice:n PricingQuantity:n PricingUnit ProviderName PublisherName
  RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName ServiceSubcategory SkuId SkuMeter
  SkuPriceDetails:m SkuPriceId SubAccountId SubAccountName SubAccountType Tags:m
`
  .trim()
  .split(/\s+/u);
