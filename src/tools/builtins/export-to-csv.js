// Export to CSV: what a range of days cost, grouped as you like, in one file under data/, its total tied out against the table's.
//
// Costs are decimals with ten places, summed in SQL. The file's last check reads it back and adds it up in whole numbers.

const [{ last_month: lastMonth }] = await query('SELECT MAX(billing_period) AS last_month FROM cur');
if (lastMonth === null) throw new Error('The table cur has no lines');
const thisMonth = new Date().toISOString().slice(0, 7);
const month = lastMonth < thisMonth ? lastMonth : dayBefore(`${thisMonth}-01`).slice(0, 7);
const from = isDay('from', params.from ?? `${month}-01`);
const to = isDay('to', params.to ?? dayBefore(new Date(Date.UTC(from.slice(0, 4), from.slice(5, 7), 1)).toISOString()));
const granularity = params.granularity ?? 'day';
const cost = params.cost ?? 'unblended';
const groupBy = params.group_by ?? ['service'];

const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;
const tag = (key) => `COALESCE(element_at(resource_tags, '${key}'), '')`;
const named = Object.entries({ '': '', ...params.account_names });
const dimensions = {
  service: 'line_item_product_code',
  service_name: "COALESCE(NULLIF(element_at(product, 'product_name'), ''), NULLIF(line_item_product_code, ''), '(no service)')",
  account: 'line_item_usage_account_id',
  account_name: `COALESCE(element_at(MAP(ARRAY[${named.map(([id]) => quoted(id))}], ARRAY[${named.map(([, name]) => quoted(name))}]), line_item_usage_account_id),
    NULLIF(line_item_usage_account_name, ''), line_item_usage_account_id, '(no account)')`,
  region: "COALESCE(product_region_code, '')",
  usage_type: 'line_item_usage_type',
  line_type: 'line_item_line_item_type',
  team: tag('user_team'),
  env: tag('user_env'),
  cost_center: tag('user_cost_center'),
};
const periods = {
  day: 'CAST(line_item_usage_start_date AS DATE)',
  month: "CAST(date_trunc('month', line_item_usage_start_date) AS DATE)",
  total: undefined,
};
const costs = {
  unblended: 'line_item_unblended_cost',
  amortized: `CASE
      WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
      WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
      WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
      WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
      WHEN line_item_line_item_type = 'RIFee'
        THEN COALESCE(reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee,
          reservation_unused_amortized_upfront_fee_for_billing_period, reservation_unused_recurring_fee)
      WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
      ELSE line_item_unblended_cost
    END`,
};
if (to < from) throw new Error(`params.to: got "${to}", wants a day from ${from} on`);
if (!Array.isArray(groupBy)) throw new Error('params.group_by: wants a list such as ["service", "account"]');
choose('granularity', granularity, periods);
choose('cost', cost, costs);
for (const name of groupBy) choose('group_by', name, dimensions);

// Pods' and tasks' split lines repeat their instances' cost: left out.
const keys = Object.entries({
  [granularity]: periods[granularity],
  ...Object.fromEntries(groupBy.map((name) => [name, dimensions[name]])),
}).filter(([, sql]) => sql);
const select = (columns, more = '') => `
  SELECT ${columns.map(([name, sql]) => `${sql} AS "${name}", `).join('')}COALESCE(NULLIF(line_item_currency_code, ''), 'XXX') AS currency,
    COALESCE(SUM(CAST(${costs[cost]} AS DECIMAL(24, 10))), 0) AS ${cost}_cost, COUNT(*) AS line_items${more}
  FROM cur
  WHERE line_item_usage_start_date >= DATE '${from}' AND line_item_usage_start_date < DATE '${to}' + INTERVAL '1' DAY
    AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
  GROUP BY ${[...columns, 'currency'].map((_, index) => index + 1).join(', ')} ORDER BY ${[...columns, 'currency'].map((_, index) => index + 1).join(', ')}`;
const rows = await query(select(keys));
if (rows.length === 0)
  throw new Error(`There are no lines from ${from} to ${to}; the last month is ${lastMonth}. Set params.from and params.to`);

const path = `data/export-${from}-to-${to}-by-${[granularity, ...groupBy].join('-')}-${cost}.csv`;
const records = [rows.columns, ...rows.map((row) => rows.columns.map((name) => row[name]))];
fs.writeFileSync(path, records.map((cells) => cells.map(csvCell).join(',') + '\r\n').join(''));

// Tie-out: the amounts of the file, as whole numbers of the tenth decimal place, must add up to the table's own total by currency.
const written = fs
  .readFileSync(path, 'utf8')
  .trimEnd()
  .split('\r\n')
  .slice(1)
  .map((line) => line.split(',').slice(-3));
const totals = await query(
  select(
    [],
    `, COUNT(*) - COUNT(${costs[cost]}) AS lines_without_cost,
    COALESCE(SUM(CASE WHEN ${costs[cost]} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END), 0) AS unblended_cost_of_those`,
  ),
);
for (const row of totals) {
  const units = written.filter(([currency]) => currency === row.currency).map(([, amount]) => BigInt(amount.replace('.', '')));
  const exported = units.reduce((sum, each) => sum + each, 0n);
  if (exported !== BigInt(row[`${cost}_cost`].replace('.', '')))
    throw new Error(`The file's total in ${row.currency} is not the table's ${row[`${cost}_cost`]}: the export is not complete`);
  row.rows_written = units.length;
}
const months = await query(`
  SELECT billing_period AS month, COUNT(DISTINCT NULLIF(bill_invoice_id, '')) AS invoices
  FROM cur WHERE billing_period BETWEEN '${from.slice(0, 7)}' AND '${to.slice(0, 7)}' GROUP BY 1 ORDER BY 1`);
// A running month may have an invoice of a purchase, and yet is not over.
const open = months
  .filter((each) => each.month >= thisMonth || each.invoices === 0)
  .map((each) => `${each.month} ${each.month >= thisMonth ? 'is not over' : 'has no invoice yet'}`);
markdown(`# Export, ${from} to ${to}

${totals.map(summaryOf).join('\n')}
${totals.length > 1 ? `\n**The data has several currencies: ${totals.map((row) => row.currency).join(', ')}. All are in the file, each row in its own; no sum is across them.**\n` : ''}
${open.length > 0 ? `**The export is an estimate: ${open.join(', ')}.**\n` : ''}
All line item types are included: usage, commitments, fees, credits, refunds and tax. File: ${path}`);
table(rows, { title: `${cost} cost, ${from} to ${to}` });
table(totals, { title: 'Tie-out: the file and the table agree', columns: [...totals.columns, 'rows_written'] });
console.log(`${rows.length} rows written to ${path}; totals agree.`);
const result = { path, from, to, granularity, group_by: groupBy, cost, totals };

function summaryOf(row) {
  const missing = `Lines without ${cost} cost in the table: ${row.lines_without_cost.toLocaleString('en-US')}. They count as 0`;
  const standsFor = cost === 'amortized' ? `; their unblended cost is ${money(row.unblended_cost_of_those)} ${row.currency}` : '';
  return `- **${money(row[`${cost}_cost`])} ${row.currency}** ${cost}, ${row.rows_written.toLocaleString('en-US')} rows from ${row.line_items.toLocaleString('en-US')} lines; the file adds up to the table's total.${row.lines_without_cost > 0 ? ` **${missing}${standsFor}.**` : ''}`;
}
function money(amount) {
  return Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
function csvCell(value) {
  // A name that begins like a formula would be one in a spreadsheet.
  const text = /^[=+@\t\r]|^-(?![\d.]+$)/.test(String(value ?? '')) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
function isDay(name, day) {
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw new Error(`params.${name}: got "${day}", wants a day such as "2026-10-01"`);
}
function choose(field, value, choices) {
  if (!Object.hasOwn(choices, value))
    throw new Error(`params.${field}: got ${JSON.stringify(value)}, wants one of ${Object.keys(choices).join(', ')}`);
}
function dayBefore(day) {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
