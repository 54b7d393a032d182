// Monthly Cost Report: what one month cost, by service, account and team, and why it differs from the month before.
//
// Unblended cost is what the invoice charges. Amortized cost spreads savings plans and reservations over the usage that they cover.
// The change is that of the amortized cost over equal numbers of days, counted from the first of both months. Of a usage type's change,
// (q1 - q0) * p0 is due to usage and (p1 - p0) * q1 to price. Money is summed in SQL, as decimals.

const USAGE = "('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')";
const spans = await query(`
  SELECT line_item_currency_code AS currency, MAX(billing_period) AS last_month, MAX(line_item_usage_start_date) AS last_line
  FROM cur WHERE line_item_line_item_type IN ${USAGE} GROUP BY 1 ORDER BY COUNT(*) DESC`);
const { currency, last_month, last_line } = spans.find((span) => span.currency === (params.currency ?? span.currency)) ?? {};
if (currency === undefined)
  throw new Error(`The table cur has no usage in ${params.currency ?? 'any currency'}; choose another table or params.currency`);

const thisMonth = new Date().toISOString().slice(0, 7);
const month = params.month ?? (last_month < thisMonth ? last_month : otherMonth(thisMonth, -1));
if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`params.month: got "${month}", wants a month such as "2026-10"`);
const before = otherMonth(month, -1);
// Of a month that goes on, neither the last two days nor what is billed by the month are complete: those are not compared.
const goesOn = month === thisMonth && month === last_month;
const days = Math.min(goesOn ? Math.max(1, Number(last_line.slice(8, 10)) - 2) : 31, daysOf(month), daysOf(before));
const compared = `day(line_item_usage_start_date) <= ${days}${goesOn ? " AND line_item_line_item_type NOT IN ('Fee', 'RIFee', 'Tax', 'Credit', 'Refund')" : ''}`;
const top = params.top ?? 10;
const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
const team = `COALESCE(NULLIF(element_at(resource_tags, ${quoted(params.tag ?? 'user_team')}), ''), '(no tag)')`;
const named = Object.entries({ '': '', ...params.account_names });
const account = `COALESCE(element_at(MAP(ARRAY[${named.map(([id]) => quoted(id))}], ARRAY[${named.map(([, name]) => quoted(name))}]), line_item_usage_account_id),
      NULLIF(line_item_usage_account_name, ''), line_item_usage_account_id)`;

// The lines of both months. Pods' and tasks' split lines repeat the cost of their instances: left out.
const lines = `
  SELECT billing_period = '${month}' AS is_now, ${compared} AS is_compared, bill_invoice_id AS invoice,
    COALESCE(NULLIF(element_at(product, 'product_name'), ''), line_item_product_code) AS service, ${account} AS account,
    ${team} AS team, line_item_line_item_type AS line_type, line_item_usage_type AS usage_type,
    CASE WHEN line_item_line_item_type IN ${USAGE} THEN CAST(line_item_usage_amount AS DOUBLE) END AS amount,
    CAST(line_item_unblended_cost AS DECIMAL(24, 10)) AS unblended,
    CAST(CASE
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
      WHEN line_item_line_item_type = 'RIFee'
        THEN COALESCE(reservation_unused_amortized_upfront_fee_for_billing_period, 0) + COALESCE(reservation_unused_recurring_fee, 0)
      WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
      ELSE line_item_unblended_cost
    END AS DECIMAL(24, 10)) AS amortized
  FROM cur
  WHERE billing_period IN ('${before}', '${month}') AND line_item_currency_code = '${currency}'
    AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')`;
const [check] = await query(`
  SELECT COUNT(*) FILTER (WHERE is_now) AS lines, COUNT(DISTINCT NULLIF(invoice, '')) FILTER (WHERE is_now) AS invoices,
    COUNT(*) - COUNT(amortized) AS unknown FROM (${lines})`);
if (check.lines === 0)
  throw new Error(`There are no lines for ${month} in ${currency}; the last month is ${last_month}. Set params.month`);
const warning =
  check.unknown > 0
    ? `**${check.unknown} lines of these two months have no amortized cost and count as 0: the table has no effective cost for them.**`
    : '';

// One row for each value of a dimension, the largest first. What usage and price leave of a change is fees, tax and credits.
const breakdown = (dimension, name) =>
  query(`
  WITH meters AS (
    SELECT ${dimension} AS name, usage_type, amount IS NOT NULL AS is_usage,
      SUM(CASE WHEN is_now THEN unblended ELSE 0 END) AS unblended, SUM(CASE WHEN is_now THEN 0 ELSE unblended END) AS unblended_before,
      SUM(CASE WHEN is_now THEN amortized ELSE 0 END) AS amortized, SUM(CASE WHEN is_now THEN 0 ELSE amortized END) AS amortized_before,
      SUM(CASE WHEN is_compared AND is_now THEN amortized ELSE 0 END) AS c1, SUM(CASE WHEN is_compared AND NOT is_now THEN amortized ELSE 0 END) AS c0,
      SUM(CASE WHEN is_compared AND is_now THEN amount END) AS q1, SUM(CASE WHEN is_compared AND NOT is_now THEN amount END) AS q0
    FROM (${lines}) GROUP BY 1, 2, 3
  ), effects AS (
    SELECT *, CASE WHEN NOT is_usage THEN 0 WHEN q0 > 0 AND q1 > 0 THEN CAST(c0 AS DOUBLE) * (q1 / q0 - 1) ELSE CAST(c1 - c0 AS DOUBLE) END AS by_usage
    FROM meters
  ), sums AS (
    SELECT name, CAST(SUM(unblended) AS DECIMAL(18, 2)) AS unblended, CAST(SUM(unblended_before) AS DECIMAL(18, 2)) AS unblended_before,
      CAST(SUM(amortized) AS DECIMAL(18, 2)) AS amortized, CAST(SUM(amortized_before) AS DECIMAL(18, 2)) AS amortized_before,
      CAST(SUM(c1 - c0) AS DECIMAL(18, 2)) AS change, CAST(SUM(c0) AS DOUBLE) AS base,
      CAST(SUM(by_usage) AS DECIMAL(18, 2)) AS by_usage, CAST(SUM(CASE WHEN is_usage THEN c1 - c0 ELSE 0 END) AS DECIMAL(18, 2)) AS of_usage
    FROM effects GROUP BY name
  )
  SELECT name AS ${name}, unblended, amortized, unblended_before, amortized_before, change, ROUND(100 * CAST(change AS DOUBLE) / NULLIF(base, 0), 1) AS change_percent,
    ROUND(100 * CAST(change AS DOUBLE) / NULLIF(CAST(SUM(change) OVER () AS DOUBLE), 0), 1) AS share_of_change_percent,
    by_usage AS due_to_usage, of_usage - by_usage AS due_to_price, change - of_usage AS due_to_fees
  FROM sums ORDER BY amortized DESC, name`);
const tables = {};
for (const [at, name] of ['service', 'account', 'team', 'line_type'].entries()) {
  progress(at, 5, `By ${name.replace('_', ' ')}`);
  tables[name] = await breakdown(name, name);
}
const [total] = await breakdown("'All'", 'name');

const drivers = tables.service.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, 5);
const others = spans.filter((span) => span.currency !== currency).map((span) => span.currency);
markdown(`# Cost report, ${monthName(month)}

| ${currency} | ${monthName(month)} | ${monthName(before)} |
|---|---:|---:|
| Unblended: what the invoice charges | **${money(total.unblended)}** | ${money(total.unblended_before)} |
| Amortized: commitments spread over their usage | **${money(total.amortized)}** | ${money(total.amortized_before)} |

Amortized cost of the days 1 to ${days} changed by **${signed(total.change)}** (${percent(total.change_percent)}):
${signed(total.due_to_usage)} is due to usage, ${signed(total.due_to_price)} to price, ${signed(total.due_to_fees)} to fees, tax and credits.

| What changed most | Change | Percent | Share | Usage | Price | Fees |
|---|---:|---:|---:|---:|---:|---:|
${drivers.map((row) => `| ${row.service} | ${[signed(row.change), percent(row.change_percent), percent(row.share_of_change_percent), signed(row.due_to_usage), signed(row.due_to_price), signed(row.due_to_fees)].join(' | ')} |`).join('\n')}

${check.invoices > 0 ? `The month is invoiced (${check.invoices} invoices).` : `**The month is an estimate: it has no invoice yet.**${goesOn ? ' What is billed by the month (fees, tax, credits) is not compared before it is over.' : ''}`}
${warning}
Included line item types: ${tables.line_type
  .map((row) => row.line_type)
  .toSorted()
  .join(', ')}.
${others.length > 0 ? `Lines in ${others.join(', ')} are not included.` : ''}`);
for (const [name, rows] of Object.entries(tables))
  table(rows.slice(0, name === 'line_type' ? 99 : top), { title: `By ${name.replace('_', ' ')}, ${currency}` });
const largest = tables.service.slice(0, top);
chart(
  {
    data: {
      values: largest.flatMap((row) => [
        { service: row.service, month: monthName(month), cost: Number(row.amortized) },
        { service: row.service, month: monthName(before), cost: Number(row.amortized_before) },
      ]),
    },
    mark: 'bar',
    encoding: {
      y: { field: 'service', type: 'nominal', sort: largest.map((row) => row.service), title: null },
      x: { field: 'cost', type: 'quantitative', title: `Amortized cost, ${currency}`, axis: { format: ',.0f' } },
      yOffset: { field: 'month', sort: [monthName(before), monthName(month)] },
      color: { field: 'month', type: 'nominal', title: null, sort: [monthName(before), monthName(month)] },
    },
  },
  { title: `Largest services, ${monthName(month)} and ${monthName(before)}` },
);

const figures = Object.keys(total).filter((column) => column !== 'name');
const records = Object.entries({ total: [{ ...total, total: 'All' }], ...tables }).flatMap(([dimension, rows]) =>
  rows.map((row) => [dimension, row[dimension], currency, ...figures.map((column) => row[column])]),
);
const path = `data/monthly-cost-report-${month}.csv`;
const csv = [['dimension', 'name', 'currency', ...figures], ...records].map((cells) => cells.map(csvCell).join(',') + '\r\n');
fs.writeFileSync(path, csv.join(''));
console.log(`${month}: ${money(total.unblended)} unblended, ${money(total.amortized)} amortized. Written to ${path}.`);
const result = { month, compared_with: before, days, currency, invoices: check.invoices, ...total, csv: path };

function csvCell(value) {
  // A name that begins like a formula would be one in a spreadsheet.
  const text = /^[=+@\t\r]|^-(?![\d.])/.test(String(value ?? '')) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
function money(amount) {
  return Number(amount).toLocaleString('en-US', { style: 'currency', currency });
}
function signed(amount) {
  return (Number(amount) > 0 ? '+' : '') + money(amount);
}
function percent(value) {
  return value === null ? 'new' : `${Number(value).toFixed(1)} %`;
}
function otherMonth(text, months) {
  return new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)) - 1 + months, 1)).toISOString().slice(0, 7);
}
function daysOf(text) {
  return new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)), 0)).getUTCDate();
}
function monthName(text) {
  return new Date(`${text}-01`).toLocaleDateString('en-US', { month: 'long', year: 'numeric' });
}
