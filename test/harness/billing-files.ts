/** A line of a bill, in the words that all formats share. Amounts are texts, as files have them. */
export type BillLine = {
  type: string;
  /** First day of the month and the day of use, "2026-05-01". */
  month: string;
  day: string;
  service: string;
  cost: string;
  amount?: string;
  list?: string;
  resource?: string;
  plan?: string;
  planEffective?: string;
  planTotal?: string;
  planUsed?: string;
  reservation?: string;
  reservationEffective?: string;
  unusedUpfront?: string;
  unusedRecurring?: string;
  tags?: Record<string, string>;
  currency?: string;
  payer?: string;
};

const PAYER = '111122223333';
const NEXT_MONTH = (month: string) => `${month.slice(0, 5)}${String(Number(month.slice(5, 7)) + 1).padStart(2, '0')}-01`;

/** What each line type brings, in one month: amounts chosen so that sums can be checked by hand. */
export function billOf(month: string, extra: Partial<BillLine> = {}): BillLine[] {
  const day = month.replace(/01$/u, '05');
  const line = (type: string, service: string, cost: string, more: Partial<BillLine> = {}): BillLine => ({
    type,
    month,
    day,
    service,
    cost,
    ...more,
    ...extra,
  });
  const plan = `arn:aws:savingsplans::${PAYER}:savingsplan/p1`;
  const reservation = `arn:aws:rds:us-east-1:${PAYER}:ri:r1`;
  return [
    line('Usage', 'AmazonEC2', '10.10', {
      amount: '24',
      list: '12.00',
      resource: 'i-1',
      tags: { user_team: 'search', user_env: 'prod' },
    }),
    line('Usage', 'AmazonS3', '0.0000000123', { amount: '3.5', list: '0.0000000123', resource: 'bucket' }),
    line('SavingsPlanCoveredUsage', 'AmazonEC2', '5.00', {
      amount: '10',
      list: '5.00',
      resource: 'i-2',
      plan,
      planEffective: '3.25',
    }),
    line('SavingsPlanNegation', 'AmazonEC2', '-5.00', { plan }),
    line('SavingsPlanRecurringFee', 'ComputeSavingsPlans', '4.00', { plan, planTotal: '4.00', planUsed: '3.25' }),
    line('DiscountedUsage', 'AmazonRDS', '0', {
      amount: '20',
      list: '6.00',
      resource: 'db-1',
      reservation,
      reservationEffective: '2.50',
    }),
    line('RIFee', 'AmazonRDS', '1.75', { reservation, unusedUpfront: '0.40', unusedRecurring: '0.35' }),
    line('Fee', 'AmazonRDS', '100.00', { reservation }),
    line('Tax', 'AmazonEC2', '1.01'),
    line('Credit', 'AmazonEC2', '-2.00'),
    line('Refund', 'AmazonS3', '-0.37'),
  ];
}

/** By hand, of one `billOf`: unblended 114.4900000123; amortized 10.10 + 0.0000000123 + 3.25 + 0.75 + 2.50 + 0.75 + 1.01 − 2 − 0.37. */
export const BILL_TOTALS = { lines: 11, unblended: '114.4900000123', amortized: '15.9900000123' } as const;

const LEGACY: Record<string, (line: BillLine) => string> = {
  'identity/LineItemId': (line) => `${line.type}-${line.service}-${line.month}`,
  'bill/PayerAccountId': (line) => line.payer ?? PAYER,
  'bill/BillingPeriodStartDate': (line) => `${line.month}T00:00:00Z`,
  'bill/BillingPeriodEndDate': (line) => `${NEXT_MONTH(line.month)}T00:00:00Z`,
  'lineItem/LineItemType': (line) => line.type,
  'lineItem/ProductCode': (line) => line.service,
  'lineItem/UsageAccountId': () => '444455556666',
  'lineItem/UsageStartDate': (line) => `${line.day}T00:00:00Z`,
  'lineItem/UsageEndDate': (line) => `${line.day}T01:00:00Z`,
  'lineItem/UsageType': (line) => `BoxUsage:${line.service}`,
  'lineItem/Operation': () => 'RunInstances',
  'lineItem/ResourceId': (line) => line.resource ?? '',
  'lineItem/UsageAmount': (line) => line.amount ?? '1',
  'lineItem/CurrencyCode': (line) => line.currency ?? 'USD',
  'lineItem/UnblendedCost': (line) => line.cost,
  'pricing/publicOnDemandCost': (line) => line.list ?? '',
  'pricing/unit': (line) => (line.amount === undefined ? '' : 'Hrs'),
  'product/ProductName': (line) => `The ${line.service}`,
  'product/operatingSystem': (line) => (line.service === 'AmazonEC2' ? 'Linux' : ''),
  'product/regionCode': () => 'us-east-1',
  'product/servicecode': (line) => (line.type === 'Tax' ? '' : line.service),
  'reservation/EffectiveCost': (line) => line.reservationEffective ?? '',
  'reservation/ReservationARN': (line) => line.reservation ?? '',
  'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': (line) => line.unusedUpfront ?? '',
  'reservation/UnusedRecurringFee': (line) => line.unusedRecurring ?? '',
  'savingsPlan/SavingsPlanARN': (line) => line.plan ?? '',
  'savingsPlan/SavingsPlanEffectiveCost': (line) => line.planEffective ?? '',
  'savingsPlan/TotalCommitmentToDate': (line) => line.planTotal ?? '',
  'savingsPlan/UsedCommitment': (line) => line.planUsed ?? '',
  'resourceTags/user:team': (line) => line.tags?.['user_team'] ?? '',
  'resourceTags/user:env': (line) => line.tags?.['user_env'] ?? '',
};

const athena = (header: string) =>
  header
    .replace(/[A-Z]/gu, '_$&')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_');

/** CUR 2.0 has maps where a legacy CUR has columns. */
const CUR2: Record<string, (line: BillLine) => string> = {
  ...Object.fromEntries(
    Object.entries(LEGACY)
      .filter(([header]) => !/^(?:resourceTags|product\/(?:ProductName|operatingSystem))/u.test(header))
      .map(([header, value]) => [athena(header), value]),
  ),
  billing_period: (line) => line.month.slice(0, 7),
  resource_tags: (line) => JSON.stringify(line.tags ?? {}),
  product: (line) =>
    JSON.stringify({
      product_name: `The ${line.service}`,
      ...(line.service === 'AmazonEC2' ? { operating_system: 'Linux' } : {}),
    }),
};

const isUse = (line: BillLine) => ['Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage'].includes(line.type);

const FOCUS_1_0: Record<string, (line: BillLine) => string> = {
  BilledCost: (line) => (line.type === 'SavingsPlanCoveredUsage' ? '0' : line.cost),
  EffectiveCost: (line) =>
    line.planEffective ??
    line.reservationEffective ??
    (line.type.endsWith('Fee') && (line.plan ?? line.reservation) ? '0' : line.cost),
  BillingAccountId: (line) => line.payer ?? PAYER,
  BillingCurrency: (line) => line.currency ?? 'USD',
  BillingPeriodStart: (line) => `${line.month} 00:00:00`,
  BillingPeriodEnd: (line) => `${NEXT_MONTH(line.month)} 00:00:00`,
  ChargeCategory: (line) => (isUse(line) ? 'Usage' : 'Purchase'),
  ChargePeriodStart: (line) => `${line.day} 00:00:00`,
  ChargePeriodEnd: (line) => `${line.day} 01:00:00`,
  ServiceName: (line) => line.service,
  ResourceId: (line) => line.resource ?? '',
  Tags: (line) => JSON.stringify(line.tags ?? {}),
};
const FOCUS_1_1: typeof FOCUS_1_0 = {
  ...FOCUS_1_0,
  SkuMeter: (line) => `BoxUsage:${line.service}`,
  ServiceSubcategory: () => 'Virtual Machines',
};
const FOCUS_1_2: typeof FOCUS_1_0 = { ...FOCUS_1_1, InvoiceId: () => 'inv-1', PricingCurrency: () => 'USD' };
const AWS_FOCUS: typeof FOCUS_1_0 = {
  ...FOCUS_1_2,
  x_Discounts: () => '{"edp_discount":-0.25}',
  x_Operation: () => 'RunInstances',
  x_ServiceCode: (line) => line.service,
};

export const FORMATS = {
  legacy: LEGACY,
  cur2: CUR2,
  focus10: FOCUS_1_0,
  focus11: FOCUS_1_1,
  focus12: FOCUS_1_2,
  aws_focus: AWS_FOCUS,
} as const;

export type CsvOptions = {
  /** Columns to leave out. */
  without?: readonly string[];
  /** How a header is written. */
  header?: (name: string) => string;
  /** How a value is written, before it is quoted. */
  value?: (text: string, name: string) => string;
  delimiter?: string;
};

/** A file of that format, with Unix line ends; what needs quotes has them. FOCUS has no lines of the type SavingsPlanNegation. */
export function csvOf(format: keyof typeof FORMATS, lines: readonly BillLine[], options: CsvOptions = {}): string {
  const { without = [], header = (name) => name, value = (text) => text, delimiter = ',' } = options;
  const columns = Object.entries<(line: BillLine) => string>(FORMATS[format]).filter(([name]) => !without.includes(name));
  const cell = (text: string) => (/["\n]/u.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text);
  const isFocus = 'BilledCost' in FORMATS[format];
  const shown = lines.filter(({ type }) => !isFocus || type !== 'SavingsPlanNegation');
  const rows = [
    columns.map(([name]) => cell(header(name))),
    ...shown.map((line) => columns.map(([name, read]) => cell(value(read(line), name)))),
  ];
  return `${rows.map((row) => row.join(delimiter)).join('\n')}\n`;
}
