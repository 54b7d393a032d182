// Export to CSV: cost lines of a range of days, grouped as you like, in one file under data/.
//
// Parameters
//   from, to     first and last day, UTC, "2026-10-01" (default: the last full month)
//   granularity  "day", "month" or "total" (default "day")
//   group_by     any of "service", "account", "region", "usage_type", "line_type", "team", "env", "cost_center" (default ["service"])
//   cost         "unblended" or "amortized" (default "unblended")

const lastMonth = previousMonth();
const from = params.from ?? lastMonth.first;
const to = params.to ?? lastMonth.last;
const granularity = params.granularity ?? 'day';
const groupBy = params.group_by ?? ['service'];
const cost = params.cost ?? 'unblended';

const dimensions = {
  service: 'line_item_product_code',
  account: 'line_item_usage_account_id',
  region: "COALESCE(product_region_code, '')",
  usage_type: 'line_item_usage_type',
  line_type: 'line_item_line_item_type',
  team: "COALESCE(element_at(resource_tags, 'user_team'), '')",
  env: "COALESCE(element_at(resource_tags, 'user_env'), '')",
  cost_center: "COALESCE(element_at(resource_tags, 'user_cost_center'), '')",
};
const periods = {
  day: "CAST(date_trunc('day', line_item_usage_start_date) AS DATE)",
  month: "CAST(date_trunc('month', line_item_usage_start_date) AS DATE)",
  total: null,
};
const costs = {
  unblended: 'line_item_unblended_cost',
  amortized: `
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
    END`,
};

checkDay('from', from);
checkDay('to', to);
if (to < from) throw new Error(`params.to: got "${to}", wants a day from ${from} on`);
choose('granularity', granularity, periods);
choose('cost', cost, costs);
if (!Array.isArray(groupBy)) throw new Error('params.group_by: wants a list such as ["service", "account"]');
for (const name of groupBy) choose('group_by', name, dimensions);

const keys = [
  ...(periods[granularity] === null ? [] : [{ name: granularity, sql: periods[granularity] }]),
  ...groupBy.map((name) => ({ name, sql: dimensions[name] })),
];
// Pods' and tasks' split lines repeat their instances' cost: left out.
const where = `
  line_item_usage_start_date >= DATE '${from}' AND line_item_usage_start_date < DATE '${dayAfter(to)}'
  AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')`;
const positions = [...keys, { name: 'currency' }].map((_, index) => index + 1).join(', ');

const rows = await query(`
  SELECT ${[...keys.map(({ name, sql }) => `${sql} AS "${name}"`), 'line_item_currency_code AS currency'].join(', ')},
    SUM(${costs[cost]}) AS ${cost}_cost, COUNT(*) AS line_items
  FROM cur WHERE ${where}
  GROUP BY ${positions} ORDER BY ${positions}`);
if (rows.length === 0)
  throw new Error(
    `There are no lines from ${from} to ${to}. Choose other days: params {"from": "YYYY-MM-DD", "to": "YYYY-MM-DD"}`,
  );

const header = [...keys.map(({ name }) => name), 'currency', `${cost}_cost`, 'line_items'];
const path = `data/export-${from}-to-${to}-by-${[granularity, ...groupBy].join('-')}-${cost}.csv`;
const text = [header, ...rows.map((row) => header.map((name) => row[name]))]
  .map((cells) => cells.map(csvCell).join(','))
  .join('\r\n');
fs.writeFileSync(path, text + '\r\n');

// Tie-out: the file's rows, read back and added up as whole numbers, must be the table's own total by currency.
const totals = await query(`
  SELECT line_item_currency_code AS currency, SUM(${costs[cost]}) AS total, COUNT(*) AS line_items FROM cur WHERE ${where} GROUP BY 1 ORDER BY 1`);
const check = totals.map(({ currency, total, line_items }) => {
  const mine = rows.filter((row) => row.currency === currency);
  const exported = addExactly(mine.map((row) => row[`${cost}_cost`]));
  if (/[1-9]/.test(addExactly([exported, negated(total)]))) {
    throw new Error(`The file's total in ${currency} is ${exported}, the table's is ${total}: the export is not complete`);
  }
  return { currency, exported, table_total: total, line_items, rows: mine.length };
});
table(rows, { title: `${cost} cost, ${from} to ${to}` });
table(check, { title: 'Tie-out' });
for (const each of check)
  console.log(`${each.rows} rows, ${each.exported} ${each.currency}: equal to the table's total. Written to ${path}.`);

const result = { path, from, to, granularity, group_by: groupBy, cost, totals: check };

// Adds decimals written as text without losing a digit.
function addExactly(amounts) {
  const places = Math.max(0, ...amounts.map((amount) => (String(amount).split('.')[1] ?? '').length));
  const units = amounts.map((amount) => {
    const [whole, fraction = ''] = String(amount).replace('-', '').split('.');
    const value = BigInt(whole + fraction.padEnd(places, '0'));
    return String(amount).startsWith('-') ? -value : value;
  });
  const sum = units.reduce((all, each) => all + each, 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const decimal = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return sum < 0n ? `-${decimal}` : decimal;
}

function negated(amount) {
  return String(amount).startsWith('-') ? String(amount).slice(1) : `-${amount}`;
}

function csvCell(value) {
  // A name that begins like a formula would be one in a spreadsheet.
  const text = /^[=+@\t\r]|^-(?![\d.])/.test(String(value ?? '')) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function choose(field, value, choices) {
  if (!Object.hasOwn(choices, value)) {
    throw new Error(`params.${field}: got ${JSON.stringify(value)}, wants one of ${Object.keys(choices).join(', ')}`);
  }
}

function checkDay(field, value) {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new Error(`params.${field}: got ${JSON.stringify(value)}, wants a day such as "2026-10-01"`);
  }
}

function dayAfter(day) {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function previousMonth() {
  const now = new Date();
  const day = (month, date) => new Date(Date.UTC(now.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
  return { first: day(now.getUTCMonth() - 1, 1), last: day(now.getUTCMonth(), 0) };
}
