"""Unit Cost: amortized cost divided by a business metric, day by day.

Unit cost of a day = amortized cost of the day / units of the day. Of several days it is the sum of the costs / the sum of the units,
over days that have both. The metric is a CSV file of the workspace (`file`, with columns date and value) or the parameter `metric`,
{"2026-10-01": 41250}. Where neither is given, made-up orders stand in to show how it works, and the report says so.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
unit, days = str(params.get("unit", "order")), int(params.get("days", 60))
per = Decimal(str(params.get("per", 1000)))
if days < 2 or per <= 0:
    raise ValueError(f"params: got days {days} and per {per}, wants at least 2 days and a positive number of units")


def read_metric(path: str) -> dict[date, Decimal]:
    """Units by day from a CSV whose first two columns are a date such as 2026-10-01 and a number."""
    found = {}
    if not Path(path).is_file():
        there = sorted(str(each) for each in Path().rglob("*.csv"))
        wanted = f"wants one of {', '.join(there[:20])}{' …' if there[20:] else ''}" if there else "it has no CSV file yet: add one, or set params.metric"
        raise ValueError(f"params.file: got {path!r}, which is no file of the workspace; {wanted}")
    with open(path, newline="", encoding="utf-8-sig") as file:
        for number, record in enumerate(csv.reader(file), start=1):
            if not record or (number == 1 and not record[0][:4].isdigit()):
                continue
            try:
                found[date.fromisoformat(record[0].strip())] = Decimal(record[1].strip())
            except (ArithmeticError, IndexError, ValueError):
                raise ValueError(f"{path}, line {number}: got {','.join(record)!r}, wants a date and a number such as 2026-10-01,41250") from None
    return found


def read_day(day: str, value: object) -> tuple[date, Decimal]:
    """A day of the parameter `metric`."""
    try:
        return date.fromisoformat(day), Decimal(str(value))
    except (ArithmeticError, ValueError):
        raise ValueError(f'params.metric: got {{"{day}": {value}}}, wants days and numbers such as {{"2026-10-01": 41250}}') from None


# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
currencies = await query(f"""
    SELECT {CURRENCY} AS code, COUNT(*) AS lines, COUNT_IF(line_item_line_item_type = 'Usage') AS reported,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost,
      CAST(MAX(CASE WHEN line_item_line_item_type = 'Usage' THEN line_item_usage_start_date END) AS DATE) AS last
    FROM cur GROUP BY 1 ORDER BY 3 DESC, 2 DESC""")
usable = [each["code"] for each in currencies if each["reported"]]
currency = params.get("currency") or next(iter(usable), None)
if currency not in usable:
    others = f"; it has some in {', '.join(usable)}" if usable else ""
    raise ValueError(f"The table cur has no usage lines in {currency or 'any currency'}{others}")
left_out = [f"{each['lines']:,} in {each['code']} ({each['cost'] or 0:,.2f} unblended)" for each in currencies if each["code"] != currency]
mixed = f"**The table has several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""
end = next(each["last"] for each in currencies if each["code"] == currency) - timedelta(days=2)
span = [end - timedelta(days=back) for back in reversed(range(days))]
made_up = not params.get("file") and not params.get("metric")
if params.get("file"):
    units = read_metric(params["file"])
elif params.get("metric"):
    units = dict(read_day(day, value) for day, value in params["metric"].items())
else:
    # 40,000 orders on a working day and 30,000 at the weekend, growing by 60 a day.
    units = {day: Decimal((40_000 if day.weekday() < 5 else 30_000) + 60 * number) for number, day in enumerate(span)}

AMORTIZED = """CASE
    WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
    WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
    ELSE line_item_unblended_cost END"""
costs = await query(f"""
    SELECT CAST(line_item_usage_start_date AS DATE) AS day, SUM(CAST({AMORTIZED} AS DECIMAL(24, 10))) AS cost,
      COUNT(*) - COUNT({AMORTIZED}) AS unknown_lines, SUM(CASE WHEN {AMORTIZED} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    FROM cur
    WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee', 'DiscountedUsage')
      AND {CURRENCY} = '{currency}' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
      AND line_item_usage_start_date >= DATE '{span[0]}' AND line_item_usage_start_date < DATE '{end + timedelta(days=1)}'
    GROUP BY 1""")
cost_of = {row["day"]: row["cost"] or Decimal(0) for row in costs}
unknown = [row for row in costs if row["unknown_lines"]]
warning = f"**Lines without amortized cost in the table: {sum(row['unknown_lines'] for row in unknown):,}. They count as 0; their unblended cost is {sum(row['unknown_cost'] or 0 for row in unknown):,.2f} {currency}.**" if unknown else ""
rows = [
    {"day": day, "cost": round(cost_of[day], 2), "units": units[day], f"cost_per_{per:f}": round(per * cost_of[day] / units[day], 4)}
    for day in span if day in cost_of and units.get(day, 0) > 0
]
outside = sorted(day for day in units if not span[0] <= day <= end)
missing = [day for day in span if day in cost_of and not units.get(day, 0) > 0]
if not rows:
    raise ValueError(f"The metric has no day with units from {span[0]} to {end}: check the dates of the file or of params.metric")


def unit_cost(of: list[date]) -> Decimal | None:
    """Cost of `per` units over these days, as far as both cost and units are known."""
    both = [day for day in of if day in cost_of and units.get(day, 0) > 0]
    return per * sum(cost_of[day] for day in both) / sum(units[day] for day in both) if both else None


half = days // 2
earlier, later, whole = unit_cost(span[: days - half]), unit_cost(span[days - half :]), unit_cost(span)
change = f"{100 * (later / earlier - 1):+.1f} %" if earlier and later else "not known"
plural = f"{unit}s".translate(PLAIN)
counted = lambda number: f"{number} day" if number == 1 else f"{number} days"
markdown(f"""# Unit cost, {span[0]} to {end}

**{whole:,.2f} {currency} for {per:,f} {plural}** in {counted(len(rows))}.
{warning} {mixed}

| Days | {currency} for {per:,f} {plural} |
|---|---:|
| {span[0]} to {span[days - half - 1]} | {f"{earlier:,.2f}" if earlier is not None else "not known"} |
| {span[days - half]} to {end} | {f"{later:,.2f}" if later is not None else "not known"} |
| Change | {change} |

{f"**The {plural} are made up**, to show how it works: set the parameter file or metric to your own." if made_up else f"Units from {str(params.get('file') or 'the parameter metric').translate(PLAIN)}."}
Amortized cost of usage in {currency}, with unused savings plan commitment; monthly fees, credits, refunds and tax are left out.
{f"{counted(len(missing))} with cost and no units left out, the first {missing[0]}." if missing else "Every day has units."}
{f"{counted(len(outside))} of the metric {'is' if len(outside) == 1 else 'are'} outside of {span[0]} to {end} and left out, the first {outside[0]}." if outside else ""}
{f"{counted(days - len(cost_of))} {'has' if days - len(cost_of) == 1 else 'have'} no cost in the table." if len(cost_of) < days else ""}""")
table(rows, title=f"Unit cost by day, {currency} for {per:,f} {unit}s")
chart({
    "data": {"values": [{"day": str(row["day"]), "value": float(row[f"cost_per_{per:f}"])} for row in rows]},
    "mark": {"type": "line"},
    "encoding": {
        "x": {"field": "day", "timeUnit": "utcyearmonthdate", "title": None, "axis": {"format": "%b %d"}},
        "y": {"field": "value", "type": "quantitative", "title": f"{currency} for {per:,f} {unit}s", "scale": {"zero": False}},
    },
}, title=f"Cost of {per:,f} {unit}s{' (made-up units)' if made_up else ''}")

path = "data/unit-cost.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=[*rows[0], "currency"])
    writer.writeheader()
    writer.writerows({**row, "currency": currency} for row in rows)
print(f"{whole:,.2f} {currency} for {per:,f} {unit}s over {counted(len(rows))}. Written to {path}.")
result = {"from": span[0], "to": end, "currency": currency, "unit": unit, "per": per, "unit_cost": round(whole, 4), "days": len(rows), "days_without_units": len(missing), "made_up": made_up}
