// Monthly Cost Report: what one month cost, by service, account and team, and why it differs from the month before.
//
// Unblended cost is what the invoice charges. Amortized cost spreads savings plans and reservations over the usage that they cover.
// The change is that of the amortized cost over equal numbers of days, counted from the first of both months. Of a usage type's change,
// (q1 - q0) * p0 is due to usage and (p1 - p0) * q1 to price. Fees, tax and credits are billed by the month, on one of its days: their change
// stands apart, and is that of whole months. Money is summed in SQL, as decimals; currencies are never mixed.

const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
const otherMonth = (text, by) => new Date(Date.UTC(text.slice(0, 4), Number(text.slice(5)) - 1 + by)).toISOString().slice(0, 7);
const daysOf = (text) => new Date(Date.UTC(text.slice(0, 4), text.slice(5), 0)).getUTCDate();
const monthName = (text) => new Date(`${text}-01`).toLocaleDateString('en-US', { month: 'long', year: 'numeric' });
const moneyIn = (code, amount) => Number(amount).toLocaleString('en-US', { style: 'currency', currency: code });
const money = (amount) => moneyIn(currency, amount);
const signed = (amount) => (Number(amount) > 0 ? '+' : '') + money(amount);
// What Markdown would read in a name as its own, and what would end a table's row.
const plain = (name) => name.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[\\`*_[\]<>|~]/g, String.raw`\$&`);
const percent = (value) => (value === null ? 'new' : value === undefined ? '' : `${Number(value).toFixed(1)} %`);

// The currency that most usage is in, or the one that is asked for. ISO 4217's XXX stands where a line names none.
const USAGE = "line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')";
const CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')";
const spans = await query(`
  SELECT ${CURRENCY} AS currency, MAX(billing_period) AS last_month, MAX(line_item_usage_start_date) AS last_line,
    MAX_BY(COALESCE(bill_invoice_id, ''), line_item_usage_start_date) AS last_invoice
  FROM cur WHERE ${USAGE} GROUP BY 1 ORDER BY COUNT(*) DESC`);
const { currency, last_month, last_line, last_invoice } =
  spans.find((span) => span.currency === (params.currency ?? span.currency)) ?? {};
if (currency === undefined)
  throw new Error(`The table cur has no usage in ${params.currency ?? 'any currency'}; choose another table or params.currency`);

const thisMonth = new Date().toISOString().slice(0, 7);
const month = params.month ?? (last_month < thisMonth ? last_month : otherMonth(thisMonth, -1));
if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`params.month: got "${month}", wants a month such as "2026-10"`);
const before = otherMonth(month, -1);
// A month goes on where the data ends before its last day and has no invoice. Of such a month, neither the last two days nor what is billed by the month are complete: those are not compared.
const lastDay = Number(last_line.slice(8, 10));
const goesOn = month === last_month && (month === thisMonth || (last_invoice === '' && last_line < `${month}-${daysOf(month)}`));
const days = Math.min(goesOn ? Math.max(1, lastDay - 2) : 31, daysOf(month), daysOf(before));
const BY_MONTH = "COALESCE(line_item_line_item_type, '') IN ('Fee', 'RIFee', 'Tax', 'Credit', 'Refund')";
const fees = goesOn ? 'not compared' : 'whole months';
const reported = monthName(month) + (goesOn ? ' so far' : '');
const top = params.top ?? 10;
const tag = params.tag ?? 'user_team';
const DIMENSIONS = ['service', 'account', 'team', 'line_type'];
const named = Object.entries({ '': '', ...params.account_names });
const names = `MAP(ARRAY[${named.map(([id]) => quoted(id))}], ARRAY[${named.map(([, name]) => quoted(name))}])`;

// The lines of both months. Pods' and tasks' split lines repeat the cost of their instances: left out.
const lines = `
  SELECT ${CURRENCY} AS currency, billing_period = '${month}' AS is_now, bill_invoice_id AS invoice, line_item_usage_type AS usage_type,
    ${BY_MONTH} AS is_by_month, NOT ${BY_MONTH} AND day(line_item_usage_start_date) <= ${days} AS is_compared,
    COALESCE(NULLIF(element_at(product, 'product_name'), ''), NULLIF(line_item_product_code, ''), '(no service)') AS service, line_item_line_item_type AS line_type,
    COALESCE(element_at(${names}, line_item_usage_account_id), NULLIF(line_item_usage_account_name, ''), line_item_usage_account_id, '(no account)') AS account,
    COALESCE(NULLIF(element_at(resource_tags, ${quoted(tag)}), ''), '(no tag)') AS team,
    CASE WHEN ${USAGE} THEN CAST(line_item_usage_amount AS DOUBLE) END AS amount,
    CAST(line_item_unblended_cost AS DECIMAL(24, 10)) AS unblended,
    CAST(CASE
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
      WHEN line_item_line_item_type = 'RIFee'
        THEN COALESCE(reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee,
          reservation_unused_amortized_upfront_fee_for_billing_period, reservation_unused_recurring_fee)
      WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
      ELSE line_item_unblended_cost
    END AS DECIMAL(24, 10)) AS amortized
  FROM cur WHERE billing_period IN ('${before}', '${month}') AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')`;
progress(0, 2, 'What there is');
const found = await query(`
  SELECT currency, COUNT(*) AS lines, COUNT_IF(is_now) AS lines_now, COUNT(DISTINCT CASE WHEN is_now THEN NULLIF(invoice, '') END) AS invoices,
    SUM(unblended) AS unblended, COUNT(*) - COUNT(amortized) AS unknown, SUM(CASE WHEN amortized IS NULL THEN unblended END) AS unknown_unblended
  FROM (${lines}) GROUP BY 1 ORDER BY 1`);
const check = found.find((each) => each.currency === currency);
if (!check?.lines_now)
  throw new Error(`There are no lines for ${month} in ${currency}; the last month is ${last_month}. Set params.month`);

// A row for each value of each dimension, the largest first. What usage and price leave of a change is unused savings plans and discounts.
progress(1, 2, 'Costs and changes');
const rows = await query(`
  WITH meters AS (
    SELECT dimension, name, usage_type, amount IS NOT NULL AS is_usage,
      SUM(CASE WHEN is_now THEN unblended ELSE 0 END) AS unblended, SUM(CASE WHEN is_now THEN 0 ELSE unblended END) AS unblended_before,
      SUM(CASE WHEN is_now THEN amortized ELSE 0 END) AS amortized, SUM(CASE WHEN is_now THEN 0 ELSE amortized END) AS amortized_before,
      COALESCE(SUM(CASE WHEN is_compared AND is_now THEN amortized END), 0) AS c1, SUM(CASE WHEN is_compared AND is_now THEN amount END) AS q1,
      COALESCE(SUM(CASE WHEN is_compared AND NOT is_now THEN amortized END), 0) AS c0, SUM(CASE WHEN is_compared AND NOT is_now THEN amount END) AS q0,
      COALESCE(SUM(CASE WHEN is_by_month AND is_now THEN amortized WHEN is_by_month THEN -amortized END), 0) AS by_month
    FROM (${lines}) CROSS JOIN UNNEST(ARRAY['total', '${DIMENSIONS.join("', '")}'], ARRAY['All', ${DIMENSIONS}]) AS of_line(dimension, name)
    WHERE currency = '${currency}' GROUP BY 1, 2, 3, 4
  ), sums AS (
    SELECT dimension, name, CAST(COALESCE(SUM(unblended), 0) AS DECIMAL(18, 2)) AS unblended, CAST(COALESCE(SUM(unblended_before), 0) AS DECIMAL(18, 2)) AS unblended_before,
      CAST(COALESCE(SUM(amortized), 0) AS DECIMAL(18, 2)) AS amortized, CAST(COALESCE(SUM(amortized_before), 0) AS DECIMAL(18, 2)) AS amortized_before,
      CAST(SUM(c1 - c0) AS DECIMAL(18, 2)) AS change, CAST(SUM(c0) AS DOUBLE) AS base, CAST(SUM(CASE WHEN is_usage THEN c1 - c0 ELSE 0 END) AS DECIMAL(18, 2)) AS of_usage,
      CAST(SUM(CASE WHEN NOT is_usage THEN 0 WHEN q0 > 0 AND q1 > 0 THEN CAST(c0 AS DOUBLE) * (q1 / q0 - 1) ELSE CAST(c1 - c0 AS DOUBLE) END) AS DECIMAL(18, 2)) AS due_to_usage,
      CAST(${goesOn ? 'NULL' : 'SUM(by_month)'} AS DECIMAL(18, 2)) AS fees_tax_credits_change
    FROM meters GROUP BY 1, 2
  )
  SELECT dimension, name, '${currency}' AS currency, unblended, amortized, unblended_before, amortized_before,
    change, ROUND(100 * CAST(change AS DOUBLE) / NULLIF(base, 0), 1) AS change_percent,
    ROUND(100 * CAST(change AS DOUBLE) / NULLIF(CAST(SUM(change) OVER (PARTITION BY dimension) AS DOUBLE), 0), 1) AS share_of_change_percent,
    due_to_usage, of_usage - due_to_usage AS due_to_price, change - of_usage AS due_to_other, fees_tax_credits_change
  FROM sums ORDER BY array_position(ARRAY['total', '${DIMENSIONS.join("', '")}'], dimension), amortized DESC, name`);
const [total] = rows;
const figures = rows.columns.slice(3).filter((each) => each !== 'fees_tax_credits_change' || !goesOn);
const by = (dimension) => rows.filter((row) => row.dimension === dimension);
// A key that no line has at all is a slip. The usual one may be missing: services and accounts need no tag.
if (tag !== 'user_team' && by('team').every(({ name }) => name === '(no tag)')) {
  const tags = await query(
    'SELECT DISTINCT tag_key FROM cur CROSS JOIN UNNEST(map_keys(resource_tags)) AS of_line(tag_key) ORDER BY 1',
  );
  const keys = tags.map((row) => row.tag_key);
  if (keys.length > 0 && !keys.includes(tag))
    throw new Error(
      `params.tag: got "${tag}", which no line has; wants one of ${keys.slice(0, 30).join(', ')}${keys.length > 30 ? ' …' : ''}`,
    );
}

// The first rows by name and the others as one, which is what they leave of the total, in whole cents.
const cents = (amount) => BigInt(amount.replace('.', ''));
const ofCents = (amount) => (Number(amount) / 100).toFixed(2);
function cut(all, length) {
  if (all.length <= length) return all;
  const others = { name: `${all.length - length} others` };
  for (const figure of figures.filter((each) => !each.endsWith('_percent'))) {
    const remains = all.slice(0, length).reduce((rest, row) => rest - cents(row[figure]), cents(total[figure]));
    others[figure] = ofCents(remains);
  }
  return [...all.slice(0, length), others];
}
const changeOf = (row) => Math.max(Math.abs(row.change), Math.abs(row.fees_tax_credits_change));
const byChange = by('service').toSorted((a, b) => changeOf(b) - changeOf(a));
const drivers = [...cut(byChange, 5), { ...total, name: 'Total' }].map((row) => [
  row.dimension === 'total' ? '**Total**' : plain(row.name),
  ...[row.change, row.due_to_usage, row.due_to_price, row.due_to_other].map(signed),
  percent(Number(row.change) === 0 ? (row.change_percent ?? undefined) : row.change_percent),
  percent(row.share_of_change_percent ?? undefined),
  goesOn ? '' : signed(row.fees_tax_credits_change),
]);
const difference = cents(total.amortized) - cents(total.amortized_before);
const laterDays = difference - cents(total.change) - cents(total.fees_tax_credits_change ?? '0');
const monthly = goesOn
  ? 'they are not compared before it is over'
  : `those of the whole months changed by **${signed(total.fees_tax_credits_change)}**. With ${signed(ofCents(laterDays))} of later days, the months differ by ${signed(ofCents(difference))} in all`;
const types = by('line_type').map((row) => row.name);
const left = found
  .filter((each) => each !== check)
  .map(
    (each) => `${each.lines.toLocaleString('en-US')} in ${each.currency} (${moneyIn(each.currency, each.unblended)} unblended)`,
  );
const notes = [
  check.unknown > 0 &&
    `**Lines of these two months without amortized cost in the table: ${check.unknown.toLocaleString('en-US')}. They count as 0; their unblended cost is ${money(check.unknown_unblended ?? 0)}.**`,
  check.lines === check.lines_now && `**The table has no lines for ${monthName(before)}: there is nothing to compare with.**`,
  left.length > 0 &&
    `**The two months have several currencies. This report is in ${currency}; lines left out: ${left.join(' and ')}.**`,
  check.invoices === 0 && '**The month is an estimate: it has no invoice yet.**',
  check.invoices > 0 && `The month is invoiced (${check.invoices} ${check.invoices === 1 ? 'invoice' : 'invoices'}).`,
  `Included line item types: ${types.toSorted().map(plain).join(', ')}.`,
];
markdown(`# Cost report, ${reported}

| ${currency} | ${reported} | ${monthName(before)} |
|---|---:|---:|
| Unblended: what the invoice charges | **${money(total.unblended)}** | ${money(total.unblended_before)} |
| Amortized: commitments spread over their usage | **${money(total.amortized)}** | ${money(total.amortized_before)} |

Amortized cost of the days 1 to ${days}, without fees, tax and credits, changed by **${signed(total.change)}** (${percent(total.change_percent)}):
${signed(total.due_to_usage)} is due to usage, ${signed(total.due_to_price)} to price, ${signed(total.due_to_other)} to unused savings plans and discounts.

Fees, tax and credits are billed by the month: ${monthly}.

| What changed most | Change, days 1 to ${days} | Usage | Price | Other | Percent | Share | Fees, tax, credits (${fees}) |
|---|---:|---:|---:|---:|---:|---:|---:|
${drivers.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

${notes.filter(Boolean).join('\n\n')}`);
for (const name of DIMENSIONS) {
  const shown = cut(by(name), name === 'line_type' ? 99 : top).map((row) => ({ ...row, [name]: row.name }));
  // Costs are those of whole months, and the change is not.
  const title = `By ${name.replace('_', ' ')}, ${currency} (change over days 1 to ${days}; fees, tax and credits: ${fees})`;
  table(shown, { title, columns: [name, ...figures] });
}
const largest = by('service').slice(0, Math.min(top, 25));
const bars = ['amortized_before', 'amortized'].flatMap((cost, at) =>
  largest.map((row) => ({ service: row.name, month: monthName([before, month][at]), cost: Number(row[cost]) })),
);
const encoding = {
  y: { field: 'service', type: 'nominal', sort: largest.map((row) => row.name), title: null },
  x: { field: 'cost', type: 'quantitative', title: `Amortized cost, ${currency}`, axis: { format: ',.0f' } },
  yOffset: { field: 'month', sort: [monthName(before), monthName(month)] },
  color: { field: 'month', type: 'nominal', title: null, sort: [monthName(before), monthName(month)] },
};
const title = `Largest services, ${reported} and ${monthName(before)}`;
chart({ data: { values: bars }, mark: 'bar', encoding }, { title });

// A name that begins like a formula would be one in a spreadsheet.
const safe = (text) => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text);
const csvCell = (value) => (/[",\r\n]/.test(value ?? '') ? `"${safe(value).replaceAll('"', '""')}"` : safe(String(value ?? '')));
const csv = [
  [...rows.columns, 'change_over_days', 'fees_tax_credits_over'],
  ...rows.map((row) => [...rows.columns.map((column) => row[column]), `1 to ${days}`, fees]),
];
const path = `data/monthly-cost-report-${month}.csv`;
fs.writeFileSync(path, csv.map((cells) => cells.map(csvCell).join(',') + '\r\n').join(''));
console.log(`${month}: ${money(total.unblended)} unblended, ${money(total.amortized)} amortized. Written to ${path}.`);
const { dimension: _dimension, name: _name, ...amounts } = total;
const result = { month, compared_with: before, days, invoices: check.invoices, ...amounts, csv: path };
