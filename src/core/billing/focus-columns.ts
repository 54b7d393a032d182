import { billingColumns } from './billing-column.ts';

/** The columns of FOCUS (FinOps Open Cost and Usage Specification), by the version that brought them; none was taken away since. */
export const FOCUS_COLUMNS = {
  '1.0': billingColumns(`
    AvailabilityZone BilledCost:n BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd:t BillingPeriodStart:t
    ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd:t ChargePeriodStart:t
    CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus CommitmentDiscountType
    ConsumedQuantity:n ConsumedUnit ContractedCost:n ContractedUnitPrice:n EffectiveCost:n InvoiceIssuerName ListCost:n
    ListUnitPrice:n PricingCategory PricingQuantity:n PricingUnit ProviderName PublisherName RegionId RegionName ResourceId
    ResourceName ResourceType ServiceCategory ServiceName SkuId SkuPriceId SubAccountId SubAccountName Tags:m
  `),
  '1.1': billingColumns(`
    CapacityReservationId CapacityReservationStatus CommitmentDiscountQuantity:n CommitmentDiscountUnit ServiceSubcategory
    SkuMeter SkuPriceDetails:m
  `),
  '1.2': billingColumns(`
    BillingAccountType InvoiceId PricingCurrency PricingCurrencyContractedUnitPrice:n PricingCurrencyEffectiveCost:n
    PricingCurrencyListUnitPrice:n SubAccountType
  `),
} as const;

/** What AWS adds to FOCUS in its own exports (Data Exports, tables FOCUS_1_0_AWS and FOCUS_1_2_AWS). */
export const AWS_FOCUS_COLUMNS = billingColumns('x_CostCategories:m x_Discounts:d x_Operation x_ServiceCode x_UsageType');
