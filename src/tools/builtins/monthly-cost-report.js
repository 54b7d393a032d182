// Monthly Cost Report: what one month cost, by service, account and team, and what changed since the month before.
//
// Unblended cost is what the invoice charges. Amortized cost spreads savings plans and reservations over the usage that they cover.
// All sums and differences are made in SQL, on decimals; JavaScript only writes them down.
//
// Parameters
//   month     "2026-10": the month to report (default: the last full month, UTC)
//   top       how many services, accounts and teams to name (default 10)
//   currency  "USD": only lines in this currency (default: USD)

const month = params.month ?? previousMonth(new Date().toISOString().slice(0, 7));
const top = params.top ?? 10;
const currency = params.currency ?? 'USD';

if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`params.month: got "${month}", wants a month such as "2026-10"`);
if (!Number.isInteger(top) || top < 1) throw new Error(`params.top: got ${top}, wants a whole number from 1`);
if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`params.currency: got "${currency}", wants a code such as "USD"`);

const before = previousMonth(month);

// Lines of the two months, with the cost of both kinds. Pods' and tasks' split lines repeat their instances' cost: left out.
const lines = `
  SELECT
    CASE WHEN bill_billing_period_start_date >= DATE '${month}-01' THEN 'now' ELSE 'then' END AS period,
    line_item_product_code AS service,
    COALESCE(line_item_usage_account_name, line_item_usage_account_id) AS account,
    COALESCE(element_at(resource_tags, 'user_team'), '(no team)') AS team,
    line_item_line_item_type AS line_type,
    line_item_unblended_cost AS unblended,
    CASE
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee'
        THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
      WHEN line_item_line_item_type = 'RIFee'
        THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
      WHEN line_item_line_item_type = 'Fee' AND COALESCE(reservation_reservation_a_r_n, '') <> '' THEN 0
      ELSE line_item_unblended_cost
    END AS amortized
  FROM cur
  WHERE bill_billing_period_start_date >= DATE '${before}-01'
    AND bill_billing_period_start_date < DATE '${nextMonth(month)}-01'
    AND line_item_currency_code = '${currency}'
    AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')`;

// Both kinds of cost of both months by one dimension, the largest first, with each one's part in the change.
const breakdown = (dimension) => `
  WITH lines AS (${lines}),
  sums AS (
    SELECT
      ${dimension},
      SUM(CASE WHEN period = 'now' THEN unblended ELSE 0 END) AS unblended,
      SUM(CASE WHEN period = 'now' THEN amortized ELSE 0 END) AS amortized,
      SUM(CASE WHEN period = 'then' THEN amortized ELSE 0 END) AS amortized_before
    FROM lines
    GROUP BY ${dimension}
  )
  SELECT
    ${dimension},
    CAST(unblended AS DECIMAL(18, 2)) AS unblended,
    CAST(amortized AS DECIMAL(18, 2)) AS amortized,
    CAST(amortized_before AS DECIMAL(18, 2)) AS amortized_before,
    CAST(amortized - amortized_before AS DECIMAL(18, 2)) AS change,
    CAST(100.0 * CAST(amortized - amortized_before AS DOUBLE) / NULLIF(CAST(amortized_before AS DOUBLE), 0) AS DECIMAL(18, 1))
      AS change_percent
  FROM sums
  ORDER BY amortized DESC, ${dimension}`;

progress(0, 4, 'Services');
const services = await query(breakdown('service'));
if (services.length === 0) {
  throw new Error(
    `There are no lines for ${month} or ${before} in ${currency}. Choose another month: params {"month": "YYYY-MM"}`,
  );
}
progress(1, 4, 'Accounts');
const accounts = await query(breakdown('account'));
progress(2, 4, 'Teams');
const teams = await query(breakdown('team'));
progress(3, 4, 'Line item types');
const types = await query(breakdown('line_type'));
const [total] = await query(`
  WITH lines AS (${lines}),
  sums AS (
    SELECT
      SUM(CASE WHEN period = 'now' THEN unblended ELSE 0 END) AS unblended,
      SUM(CASE WHEN period = 'then' THEN unblended ELSE 0 END) AS unblended_before,
      SUM(CASE WHEN period = 'now' THEN amortized ELSE 0 END) AS amortized,
      SUM(CASE WHEN period = 'then' THEN amortized ELSE 0 END) AS amortized_before
    FROM lines
  )
  SELECT
    CAST(unblended AS DECIMAL(18, 2)) AS unblended,
    CAST(unblended - unblended_before AS DECIMAL(18, 2)) AS unblended_change,
    CAST(amortized AS DECIMAL(18, 2)) AS amortized,
    CAST(amortized - amortized_before AS DECIMAL(18, 2)) AS amortized_change
  FROM sums`);
const [invoices] = await query(`
  SELECT COUNT(DISTINCT NULLIF(bill_invoice_id, '')) AS invoices FROM cur
  WHERE bill_billing_period_start_date >= DATE '${month}-01' AND bill_billing_period_start_date < DATE '${nextMonth(month)}-01'`);
progress(4, 4, 'Writing');

const drivers = [...services].sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, 5);
const state = Number(invoices.invoices) > 0 ? 'invoiced' : 'an estimate: it has no invoice yet';

markdown(
  `# Cost report for ${month}

**${money(total.unblended)} unblended**, ${signed(total.unblended_change)} since ${before}.
**${money(total.amortized)} amortized**, ${signed(total.amortized_change)} since ${before}.
The month is ${state}. ${before} has ${days(before)} days, ${month} has ${days(month)}.

What changed most, amortized:

${drivers.map((row) => `- ${row.service}: ${signed(row.change)}${row.change_percent === null ? ' (new)' : ` (${row.change_percent} %)`}`).join('\n')}

All line item types are included: usage, commitments, fees, credits, refunds and tax.`,
  { title: `Cost report ${month}` },
);
table(services.slice(0, top), { title: `By service, ${currency}` });
table(accounts.slice(0, top), { title: `By account, ${currency}` });
table(teams.slice(0, top), { title: `By team, ${currency}` });
table(types, { title: `By line item type, ${currency}: adds up to the invoice` });

chart(
  {
    data: {
      values: services.slice(0, top).flatMap((row) => [
        { service: row.service, month, cost: Number(row.amortized) },
        { service: row.service, month: before, cost: Number(row.amortized_before) },
      ]),
    },
    mark: 'bar',
    encoding: {
      y: { field: 'service', type: 'nominal', sort: services.slice(0, top).map((row) => row.service), title: null },
      x: { field: 'cost', type: 'quantitative', title: `Amortized cost, ${currency}` },
      yOffset: { field: 'month', sort: [before, month] },
      color: { field: 'month', title: 'Month', sort: [before, month] },
    },
  },
  { title: 'Services, month over month' },
);

const csv = [
  ['dimension', 'name', 'currency', 'unblended', 'amortized', 'amortized_before', 'change'],
  ...services.map((row) => ['service', row.service, ...figures(row)]),
  ...accounts.map((row) => ['account', row.account, ...figures(row)]),
  ...teams.map((row) => ['team', row.team, ...figures(row)]),
];
const path = `data/monthly-cost-report-${month}.csv`;
fs.writeFileSync(path, csv.map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n');
console.log(`${month}: ${money(total.unblended)} unblended, ${money(total.amortized)} amortized. Written to ${path}.`);

const result = { month, currency, ...total, services: services.length, csv: path };

function figures(row) {
  return [currency, row.unblended, row.amortized, row.amortized_before, row.change];
}

function csvCell(value) {
  // A name that begins like a formula would be one in a spreadsheet.
  const text = /^[=+@\t\r]|^-(?![\d.])/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function money(amount) {
  return Number(amount).toLocaleString('en-US', { style: 'currency', currency });
}

function signed(amount) {
  return (Number(amount) > 0 ? '+' : '') + money(amount);
}

function previousMonth(text) {
  const [year, number] = text.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

function nextMonth(text) {
  const [year, number] = text.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

function days(text) {
  const [year, number] = text.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
