/** A legacy Cost and Usage Report as AWS names its columns: three services, amounts whose sum is `TOTAL` to the last digit. */
const LINES = [
  ['1', 'AmazonEC2', 'Usage', '0.1000000001', 'prod'],
  ['2', 'AmazonEC2', 'Usage', '0.2000000002', 'prod'],
  ['3', 'AmazonS3', 'Usage', '12.3400000000', ''],
  ['4', 'AWSSupport', 'Fee', '29.0000000000', ''],
  ['5', 'AmazonS3', 'Credit', '-1.0000000000', ''],
];

export const TOTAL = '40.6400000003';

const HEADER =
  'identity/LineItemId,bill/BillingPeriodStartDate,bill/PayerAccountId,lineItem/UsageStartDate,lineItem/ProductCode,' +
  'lineItem/LineItemType,lineItem/CurrencyCode,lineItem/UnblendedCost,resourceTags/user:env';

export function legacyCostReport(): string {
  const rows = LINES.map(([id, product, type, cost, env]) =>
    [id, '2026-10-01T00:00:00Z', '000000000001', `2026-10-0${id}T00:00:00Z`, product, type, 'USD', cost, env].join(','),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}
