"""Budget Variance: actual cost against a monthly budget, where the month will end, and the day on which the budget runs out.

Variance = actual - budget. Forecast = cost to date + mean use of the last 28 complete days * days left + fees still to come; what is
billed once a month (fees, credits, refunds) is not run on. Fees to come are those by which last month's were more than this month's so
far, by service, as in Month Forecast. Forecast variance = forecast - budget.
The budget runs out on the first day whose cumulative cost, known or forecast, is above it. Cost is amortized and without tax, so that
commitments and monthly bills do not jump. `budgets` names the amounts, {"checkout": 9000}; where it is empty, the mean of the three full
months before stands in, and the report says so.
"""

import calendar
import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

TOP = 20
# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
by = params.get("by", "team")
budgets = {str(name): Decimal(str(amount)) for name, amount in (params.get("budgets") or {}).items()}
names = {str(account): str(name) for account, name in (params.get("account_names") or {}).items()}
if wrong := [f"{name} {amount}" for name, amount in budgets.items() if not amount > 0]:
    raise ValueError(f"params.budgets: got {', '.join(wrong)}; wants amounts above 0, or leave the name out")
tag = str(params.get("tag", "user_team"))
quoted_tag = "'" + tag.replace("'", "''") + "'"
COLUMNS = {
    "total": "'All'",
    "team": f"COALESCE(NULLIF(element_at(resource_tags, {quoted_tag}), ''), '(no tag)')",
    "account": "COALESCE(NULLIF(line_item_usage_account_name, ''), line_item_usage_account_id, '(no account)')",
    "service": "COALESCE(NULLIF(element_at(product, 'product_name'), ''), NULLIF(line_item_product_code, ''), '(no service)')",
}
if by not in COLUMNS:
    raise ValueError(f"params.by: got {by!r}, wants one of {', '.join(COLUMNS)}")

# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
AMORTIZED = """CASE
    WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
    WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
    WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
    WHEN line_item_line_item_type = 'RIFee'
      THEN COALESCE(reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee,
        reservation_unused_amortized_upfront_fee_for_billing_period, reservation_unused_recurring_fee)
    WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
    ELSE line_item_unblended_cost END"""
rows = await query(f"""
    SELECT {CURRENCY} AS currency, billing_period AS month, CAST(line_item_usage_start_date AS DATE) AS day,
      {COLUMNS[by]} AS name, line_item_usage_account_id AS account, COUNT(*) AS lines, SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS unblended,
      line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee', 'DiscountedUsage') AS is_use,
      CASE WHEN line_item_line_item_type = 'RIFee' OR (line_item_line_item_type = 'Fee' AND COALESCE(reservation_reservation_a_r_n, '') = '')
        THEN COALESCE(line_item_product_code, '') END AS fee_for,
      SUM(CAST({AMORTIZED} AS DECIMAL(24, 10))) AS cost, COUNT(*) - COUNT({AMORTIZED}) AS unknown_lines,
      SUM(CASE WHEN {AMORTIZED} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    FROM cur
    WHERE line_item_line_item_type <> 'Tax' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
      AND line_item_usage_start_date >= (SELECT date_add('day', -150, MAX(line_item_usage_start_date)) FROM cur WHERE line_item_line_item_type = 'Usage')
    GROUP BY 1, 2, 3, 4, 5, 8, 9""")
usage_lines, lines_in, costs_in = Counter(), Counter(), Counter()
for row in rows:
    usage_lines[row["currency"]] += row["lines"] if row["is_use"] else 0
    lines_in[row["currency"]] += row["lines"]
    costs_in[row["currency"]] += row["unblended"] or 0
currency = params.get("currency") or next((code for code, _ in usage_lines.most_common(1)), None)
if not usage_lines[currency]:
    raise ValueError(f"The table cur has no usage lines in {currency or 'any currency'}; the last 150 days have {', '.join(+usage_lines) or 'none'}")
left_out = [f"{lines_in[code]:,} in {code} ({costs_in[code]:,.2f} unblended)" for code in sorted(lines_in) if code != currency]
mixed = f"**The last 150 days have several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""
rows = [row for row in rows if row["currency"] == currency]
newest = max(row["day"] for row in rows if row["is_use"])
oldest = min(row["day"] for row in rows if row["is_use"])

# The last two days are not complete. A month that is asked for and over is taken as a whole.
month = params.get("month") or f"{newest - timedelta(days=2):%Y-%m}"
first = date.fromisoformat(f"{month}-01")
days = calendar.monthrange(first.year, first.month)[1]
last = min(first + timedelta(days=days - 1), newest - timedelta(days=2))
if not any(row["month"] == month for row in rows):
    raise ValueError(f"params.month: got {month!r}, and there are no lines; the data of the last 150 days ends {newest}")
if last < oldest:
    raise ValueError(f"The usage begins {oldest} and is complete up to {newest - timedelta(days=2)}: a budget needs at least 1 complete day")
# The mean is of days that the report knows.
window = max(1, min(28, (last - oldest).days + 1))
daily, use, fees = (defaultdict(lambda: defaultdict(Decimal)) for _ in range(3))
for row in rows:
    name = names.get(row["account"], row["name"]) if by == "account" else row["name"]
    daily[name][row["day"]] += row["cost"] or 0
    use[name][row["day"]] += (row["cost"] or 0) if row["is_use"] else 0
    if row["fee_for"] is not None:
        fees[name, row["fee_for"]][row["month"]] += row["cost"] or 0
if by == "team" and set(daily) == {"(no tag)"}:
    # A key that no line has at all is a slip, and not a team without a tag.
    keys = [row["tag_key"] for row in await query("SELECT DISTINCT tag_key FROM cur CROSS JOIN UNNEST(map_keys(resource_tags)) AS of_line(tag_key) ORDER BY 1")]
    if keys and tag not in keys:
        raise ValueError(f"params.tag: got {tag!r}, which no line has; wants one of {', '.join(keys[:30])}{' …' if keys[30:] else ''}. Or set params.by")
three_before = sorted({row["month"] for row in rows if row["month"] < month})[-3:]
assumed = not budgets
if assumed:
    if not three_before:
        raise ValueError('params.budgets: is empty, and there is no month before to stand in; set it to amounts such as {"checkout": 9000}')
    # A budget is an amount in itself, in whole cents; their total is that of the budgets.
    budgets = {name: round(sum((cost for day, cost in costs.items() if f"{day:%Y-%m}" in three_before), Decimal(0)) / len(three_before), 2) for name, costs in daily.items()}
absent = [name for name in budgets if name not in daily]
if len(absent) == len(budgets):
    there = sorted(daily, key=lambda name: -sum(daily[name].values()))
    raise ValueError(f"params.budgets: got {', '.join(absent)}, and none is a name by {by} with costs; there are {', '.join(there[:10])}{' …' if there[10:] else ''}")


is_over = month < f"{newest - timedelta(days=2):%Y-%m}"
month_before = f"{first - timedelta(days=1):%Y-%m}"


def assess(name: str, budget: Decimal) -> dict:
    """One line of the report, not rounded yet. Costs of the month before its last complete day are known."""
    costs = daily[name]
    rate = sum((use[name].get(last - timedelta(days=back), Decimal(0)) for back in range(window)), Decimal(0)) / window
    to_come = Decimal(0)
    if not is_over:
        # Fees, credits and refunds that are dated later, and fees that are not billed yet: both count on the month's last day.
        to_come = sum((cost - use[name][day] for day, cost in costs.items() if f"{day:%Y-%m}" == month and day > last), Decimal(0))
        to_come += sum((max(billed[month_before] - billed[month], Decimal(0)) for (of, _), billed in fees.items() if of == name), Decimal(0))
    cumulative, actual, runs_out = Decimal(0), Decimal(0), None
    for day in (first + timedelta(days=offset) for offset in range(days)):
        cumulative += (costs.get(day, Decimal(0)) if day <= last else rate) + (to_come if day.day == days else 0)
        actual += costs.get(day, Decimal(0)) if day <= last else 0
        runs_out = runs_out or (day if cumulative > budget else None)
    return {by: name, "budget": budget, "actual": actual, "forecast": cumulative, "runs_out": runs_out}


def cents(amounts: list[Decimal]) -> list[Decimal]:
    """Each to the cent. What rounding leaves of their sum goes to the largest: they add up, and to the same by team as by account."""
    parts = [round(amount, 2) for amount in amounts]
    parts[parts.index(max(parts))] += round(sum(amounts, Decimal(0)), 2) - sum(parts)
    return parts


assessed = [assess(name, budget) for name, budget in budgets.items() if name in daily]
rounded = zip(*(cents([line[key] for line in assessed]) for key in ("budget", "actual", "forecast")))
report = [
    {
        by: line[by], "budget": budget, "actual": actual, "variance": actual - budget, "used_percent": round(100 * actual / budget, 1) if budget else None,
        "forecast": forecast, "forecast_variance": forecast - budget, "runs_out": line["runs_out"],
    }
    for line, (budget, actual, forecast) in zip(assessed, rounded)
]
report.sort(key=lambda line: -line["forecast_variance"])
sums = {key: sum((line[key] for line in report), Decimal(0)) for key in ("budget", "actual", "variance", "forecast", "forecast_variance")}
signed = lambda amount: f"{amount:+,.2f}"
over = [line for line in report if line["forecast_variance"] > 0]
summary, rest = [{**line, by: line[by].translate(PLAIN)} for line in report[:TOP]], report[TOP:]
if rest:
    summary.append({by: f"{len(rest)} others", **{key: sum(line[key] for line in rest) for key in sums}, "runs_out": ""})
summary.append({by: "**Total**", **sums, "runs_out": ""})
used = lambda line: f"{100 * line['actual'] / line['budget']:.1f} %" if line["budget"] else ""
unknown = [row for row in rows if row["month"] in (month, *three_before) and row["unknown_lines"]]
warning = f"**Lines of {month} and the three months before without amortized cost in the table: {sum(row['unknown_lines'] for row in unknown):,}. They count as 0; their unblended cost is {sum(row['unknown_cost'] or 0 for row in unknown):,.2f} {currency}.**" if unknown else ""
markdown(f"""# Budget, {first:%B %Y}

Cost to {last}: **{sums['actual']:,.2f} {currency}** of {sums['budget']:,.2f}. Forecast **{sums['forecast']:,.2f}**, {signed(sums['forecast_variance'])} against the budget.
{f"{len(over)} of {len(report)} budgets will be exceeded." if over else "No budget will be exceeded."}
{warning} {mixed}

| {by.capitalize()} | Budget | Actual | Used | Forecast | Forecast variance | Runs out |
|---|---:|---:|---:|---:|---:|---|
{chr(10).join(f"| {line[by]} | {line['budget']:,.2f} | {line['actual']:,.2f} | {used(line)} | {line['forecast']:,.2f} | {signed(line['forecast_variance'])} | {'within budget' if line['runs_out'] is None else line['runs_out']} |" for line in summary)}

{f"**No budgets were given: each is the mean of {', '.join(three_before)}.**" if assumed else "Budgets as given."} Amortized cost in {currency}, without tax.
{"" if is_over else "Fees in the forecast are this month's, or last month's where those were more."}
{"There is no cost for: " + ", ".join(absent).translate(PLAIN) + "." if absent else ""}""")
table(report, title=f"Budgets by {by}, {currency}")
shown = report[:8]
chart({
    "data": {"values": [{"name": line[by], "kind": kind, "cost": float(line[kind])} for line in shown for kind in ("budget", "forecast")]},
    "mark": "bar",
    "encoding": {
        "y": {"field": "name", "type": "nominal", "sort": [line[by] for line in shown], "title": None},
        "x": {"field": "cost", "type": "quantitative", "title": f"Amortized cost of the month, {currency}", "axis": {"format": ",.0f"}},
        "yOffset": {"field": "kind", "sort": ["budget", "forecast"]},
        "color": {"field": "kind", "type": "nominal", "title": None, "sort": ["budget", "forecast"]},
    },
}, title=f"Budget and forecast, {first:%B %Y}")


def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


path = f"data/budget-variance-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=[by, *list(report[0])[1:], "currency"])
    writer.writeheader()
    writer.writerows({**line, by: inert(line[by]), "currency": currency} for line in report)
print(f"{month}: {sums['actual']:,.2f} {currency} of {sums['budget']:,.2f}. Written to {path}.")
result = {"month": month, "currency": currency, "known_to": last, **sums, "lines": report}
