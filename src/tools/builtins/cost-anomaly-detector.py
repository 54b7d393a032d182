"""Cost Anomaly Detector: days on which a service in a region cost much more than the same weekday usually does.

The baseline of a day is the median of the same weekday in the weeks before, so that a quiet weekend is no surprise. A day stands out
where three things hold: a robust z-score (median and MAD) of at least `z`, and at least `min_dollars` and `min_percent` more than the
baseline. Amortized usage only: no credits, refunds, fees or tax. The last two days are left out, as they are not complete. Services
that are new in a region or gone from it have no baseline and are named apart.
"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

TOP = 20
# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
DAYS, WEEKS = int(params.get("days", 60)), int(params.get("weeks", 8))
Z, FLOOR, PERCENT = (Decimal(str(params.get(*each))) for each in (("z", 6), ("min_dollars", 100), ("min_percent", 40)))
if DAYS < 1 or WEEKS < 4:
    raise ValueError(f"params: got days {DAYS} and weeks {WEEKS}, wants at least 1 day and 4 weeks")

USAGE = "line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')"
# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
currencies = await query(f"""
    SELECT {CURRENCY} AS code, COUNT(*) AS lines, COUNT_IF({USAGE}) AS reported,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost,
      CAST(MIN(CASE WHEN {USAGE} THEN line_item_usage_start_date END) AS DATE) AS first, CAST(MAX(CASE WHEN {USAGE} THEN line_item_usage_start_date END) AS DATE) AS last
    FROM cur GROUP BY 1 ORDER BY 3 DESC, 2 DESC""")
usable = [each["code"] for each in currencies if each["reported"]]
currency = params.get("currency") or next(iter(usable), None)
if currency not in usable:
    others = f"; it has some in {', '.join(usable)}" if usable else ""
    raise ValueError(f"The table cur has no usage in {currency or 'any currency'}{others}")
left_out = [f"{each['lines']:,} in {each['code']} ({each['cost'] or 0:,.2f} unblended)" for each in currencies if each["code"] != currency]
mixed = f"**The table has several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""
span = next(each for each in currencies if each["code"] == currency)
end = span["last"] - timedelta(days=2)
# Four weeks of history go before the days that are looked at; of a short report, that leaves fewer.
usable_days = (end - span["first"]).days + 1 - 28
if "days" not in params:
    DAYS = max(1, min(DAYS, usable_days))
start = end - timedelta(days=DAYS - 1)
history = start - timedelta(weeks=WEEKS)
if usable_days < DAYS:
    hint = f"Set params.days to {usable_days} or less" if usable_days > 0 else "Add the report of the month before"
    raise ValueError(f"The data begins {span['first']}; {DAYS} {'day' if DAYS == 1 else 'days'} up to {end} {'needs' if DAYS == 1 else 'need'} 4 weeks before {start}. {hint}")

AMORTIZED = """CASE line_item_line_item_type
    WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN 'DiscountedUsage' THEN reservation_effective_cost
    ELSE line_item_unblended_cost END"""
rows = await query(f"""
    SELECT COALESCE(NULLIF(element_at(product, 'product_name'), ''), NULLIF(line_item_product_code, ''), '(no service)') AS service, COALESCE(product_region_code, '') AS region,
      line_item_usage_account_id AS account, COALESCE(NULLIF(MAX(line_item_usage_account_name), ''), line_item_usage_account_id, '(no account)') AS account_name,
      COALESCE(line_item_usage_type, 'no usage type') AS usage_type, CAST(line_item_usage_start_date AS DATE) AS day,
      SUM(CAST({AMORTIZED} AS DECIMAL(24, 10))) AS cost,
      COUNT(*) - COUNT({AMORTIZED}) AS unknown_lines, SUM(CASE WHEN {AMORTIZED} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    FROM cur
    WHERE {USAGE} AND {CURRENCY} = '{currency}' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
      AND line_item_usage_start_date >= DATE '{history}' AND line_item_usage_start_date < DATE '{end + timedelta(days=1)}'
    GROUP BY 1, 2, 3, 5, 6""")
costs = defaultdict(lambda: defaultdict(Decimal))
for row in rows:
    costs[row["service"], row["region"]][row["day"]] += row["cost"] or 0


def baseline(daily: dict[date, Decimal], day: date) -> tuple[Decimal, Decimal]:
    """What that weekday usually costs, and how much that varies: median and scaled MAD. A day without lines cost nothing."""
    usual = [daily.get(day - timedelta(weeks=week), Decimal(0)) for week in range(1, WEEKS + 1) if day - timedelta(weeks=week) >= min(daily)]
    if len(usual) < 4:
        return Decimal(0), Decimal("Infinity")
    middle = median(usual)
    # 1.4826 makes the MAD of a normal distribution its standard deviation; 2 % keeps a flat cost from dividing by zero.
    return middle, max(Decimal("1.4826") * median(abs(cost - middle) for cost in usual), middle / 50, Decimal("0.01"))


def driver(service: str, region: str, first: date, last: date) -> str:
    """The account and usage type that cost most in those days beyond what they cost in as many weeks-aligned days before."""
    extra = defaultdict(Decimal)
    for row in rows:
        if (row["service"], row["region"]) == (service, region):
            for weeks, sign in ((0, 1), (4, -1)):
                if first <= row["day"] + timedelta(weeks=weeks) <= last:
                    extra[f"{row['usage_type']} in account {NAMES.get(row['account'], row['account_name'])}"] += sign * (row["cost"] or 0)
    return max(extra, key=extra.get, default="")


NAMES = params.get("account_names") or {}
found = []
for (service, region), daily in sorted(costs.items()):
    recent, seen = sum(cost for day, cost in daily.items() if day >= start), [day for day in daily if daily[day] > 0]
    spikes = [(day, daily[day] - usual, (daily[day] - usual) / spread) for day in sorted(seen) if day >= start for usual, spread in [baseline(daily, day)]]
    spikes = [(day, extra, z) for day, extra, z in spikes if z >= Z and extra >= FLOOR and extra * 100 >= PERCENT * (daily[day] - extra)]
    if seen and min(seen) >= start and recent >= FLOOR:
        found.append({"kind": "new", "service": service, "region": region, "from": min(seen), "to": end, "days": len(seen), "extra": recent, "z": None})
    elif seen and max(seen) < end - timedelta(days=7) and sum(daily.values()) >= FLOOR:
        found.append({"kind": "vanished", "service": service, "region": region, "from": max(seen), "to": end, "days": (end - max(seen)).days, "extra": Decimal(0), "z": None})
    for day, extra, z in spikes:
        last = found[-1] if found else {}
        if last.get("kind") == "spike" and (last["service"], last["region"]) == (service, region) and day - last["to"] <= timedelta(days=3):
            last.update(to=day, days=last["days"] + 1, extra=last["extra"] + extra, z=max(last["z"], round(z, 1)))
        else:
            found.append({"kind": "spike", "service": service, "region": region, "from": day, "to": day, "days": 1, "extra": extra, "z": round(z, 1)})
found.sort(key=lambda each: -each["extra"])
for each in found:
    each["extra"] = round(each["extra"], 2)
    each["driver"] = driver(each["service"], each["region"], each["from"], each["to"]) if each["kind"] != "vanished" else ""

# The first of the days has the fewest weeks before it, the last the most.
fewest, most = (min(WEEKS, (day - span["first"]).days // 7) for day in (start, end))
weeks_there = f"{most} weeks" if fewest == most else f"{fewest} to {most} weeks"
if fewest < WEEKS:
    weeks_there += f", as the data begins {span['first']}"
when = lambda each: f"{each['days']} days, {each['from']} to {each['to']}" if each["days"] > 1 else str(each["from"])
SAYS = {"spike": "{extra:,.2f} {currency} more than usual on {on}", "new": "new since {from}, {extra:,.2f} {currency} so far", "vanished": "no cost since {from}"}
lines = [f"- **{each['service'].translate(PLAIN)}** in {each['region'].translate(PLAIN) or 'no region'}: {SAYS[each['kind']].format(currency=currency, on=when(each), **each)}{'; mostly ' + each['driver'].translate(PLAIN) if each['driver'] else ''}." for each in found[:TOP]]
if found[TOP:]:
    lines.append(f"- and **{len(found) - TOP} more**, {sum(each['extra'] for each in found[TOP:]):,.2f} {currency} together: all are in the table and the CSV.")
unknown = [row for row in rows if row["unknown_lines"]]
warning = f"**Lines without amortized cost in the table: {sum(row['unknown_lines'] for row in unknown):,}. They count as 0; their unblended cost is {sum(row['unknown_cost'] or 0 for row in unknown):,.2f} {currency}.**" if unknown else ""
markdown(f"""# Cost anomalies, {start} to {end}

{chr(10).join(lines) or "Nothing stands out."}

{warning} {mixed}

Amortized usage in {currency}; no credits, refunds, fees or tax. {len(costs)} services by region, against the median of the same weekday
in {weeks_there}. A day stands out from {FLOOR:,} {currency} and {PERCENT} % over it, with a robust z-score of {Z} or more.""")
columns = ["kind", "service", "region", "from", "to", "days", "extra", "z", "driver"]
if found:
    table([{name: each[name] for name in columns} for each in found], title=f"Anomalies, {currency}")
for each in found[:3]:
    daily = costs[each["service"], each["region"]]
    days = [start + timedelta(days=offset) for offset in range(DAYS)]
    usual = [{"day": str(day), "cost": float(baseline(daily, day)[0]), "series": "usual"} for day in days if day >= min(daily)]
    chart({
        "data": {"values": [{"day": str(day), "cost": float(daily.get(day, 0)), "series": "cost"} for day in days] + usual},
        "mark": "line",
        "encoding": {
            "x": {"field": "day", "timeUnit": "utcyearmonthdate", "title": None, "axis": {"format": "%b %d"}},
            "y": {"field": "cost", "type": "quantitative", "title": f"Amortized cost a day, {currency}"},
            "color": {"field": "series", "type": "nominal", "title": None, "sort": ["cost", "usual"]},
        },
    }, title=f"{each['service']} in {each['region'] or 'no region'}")


def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


with open("data/cost-anomalies.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow([*columns, "currency"])
    writer.writerows([*(inert(each[name]) for name in columns), currency] for each in found)
print(f"{len(found)} {'anomaly' if len(found) == 1 else 'anomalies'} from {start} to {end}. Written to data/cost-anomalies.csv.")
result = [{name: each[name] for name in columns} for each in found]
