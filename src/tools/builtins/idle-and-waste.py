"""Idle and Waste: what the report alone shows to be paid for and not used, over the last `days` complete days.

NAT gateways and load balancers with hours and no traffic, idle addresses, volumes in an account and region without any instance,
snapshots older than `snapshot_days` that never changed, and what gp2 volumes would save as gp3 (20 % of the list price for storage).
Costs are unblended, of usage lines. Right-sizing of instances needs CloudWatch and is not here.
"""

import csv
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

days, snapshot_days = int(params.get("days", 30)), int(params.get("snapshot_days", 90))
least = Decimal(str(params.get("min_saving", 1)))
names = {str(account): str(name) for account, name in (params.get("account_names") or {}).items()}
if days < 1 or snapshot_days < days:
    raise ValueError(f"params: got days {days} and snapshot_days {snapshot_days}, wants at least 1 day and no fewer snapshot_days than days")

USAGE = "line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')"
# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
currencies = await query(f"""
    SELECT {CURRENCY} AS code, COUNT(*) AS lines, COUNT_IF({USAGE}) AS reported,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost,
      CAST(MIN(CASE WHEN {USAGE} THEN line_item_usage_start_date END) AS DATE) AS first,
      CAST(MAX(CASE WHEN {USAGE} THEN line_item_usage_start_date END) AS DATE) AS last
    FROM cur GROUP BY 1 ORDER BY 3 DESC, 2 DESC""")
usable = [each["code"] for each in currencies if each["reported"]]
currency = params.get("currency") or next(iter(usable), None)
if currency not in usable:
    others = f"; it has some in {', '.join(usable)}" if usable else ""
    raise ValueError(f"The table cur has no usage lines in {currency or 'any currency'}{others}")
left_out = [f"{each['lines']:,} in {each['code']} ({each['cost'] or 0:,.2f} unblended)" for each in currencies if each["code"] != currency]
mixed = f"**The table has several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""
first, end = next((each["first"], each["last"] - timedelta(days=2)) for each in currencies if each["code"] == currency)
if end < first:
    raise ValueError(f"The usage begins {first} and is complete up to {end}: looking for waste needs at least 1 complete day")
start, long_ago = end - timedelta(days=days - 1), end - timedelta(days=snapshot_days - 1)
# A table that begins later knows fewer days than were asked for, and a year is worked out from those.
too_short = f"The table begins {first}: no snapshot can be known to be unchanged for {snapshot_days} days." if first > long_ago else ""
start = max(start, first)
days = (end - start).days + 1

METERS = {
    "nat_hours": "%NatGateway-Hours", "nat_bytes": "%NatGateway-Bytes", "lb_hours": "%LoadBalancerUsage", "lb_units": "%LCUUsage",
    "lb_bytes": "%DataProcessing-Bytes", "idle_address": "%IdleAddress", "gp2": "%VolumeUsage.gp2", "volume": "%VolumeUsage%",
    "snapshot": "%SnapshotUsage", "instance": "%BoxUsage%", "spot": "%SpotUsage%",
}
rows = await query(f"""
    SELECT line_item_resource_id AS resource, line_item_usage_account_id AS account, COALESCE(NULLIF(MAX(line_item_usage_account_name), ''), line_item_usage_account_id, '(no account)') AS account_name,
      COALESCE(product_region_code, '') AS region,
      CASE {' '.join(f"WHEN line_item_usage_type LIKE '{pattern}' THEN '{meter}'" for meter, pattern in METERS.items())} END AS meter,
      SUM(CASE WHEN line_item_usage_start_date >= DATE '{start}' THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) ELSE 0 END) AS cost,
      SUM(CASE WHEN line_item_usage_start_date >= DATE '{start}' THEN line_item_usage_amount ELSE 0 END) AS amount,
      COUNT_IF(line_item_unblended_cost IS NULL AND line_item_usage_start_date >= DATE '{start}') AS unknown_lines,
      CAST(MIN(line_item_usage_start_date) AS DATE) AS first_seen, MAX(line_item_usage_amount) - MIN(line_item_usage_amount) AS varied
    FROM cur
    WHERE {USAGE} AND {CURRENCY} = '{currency}' AND line_item_product_code IN ('AmazonEC2', 'AmazonVPC', 'AWSELB')
      AND line_item_usage_start_date >= DATE '{long_ago}' AND line_item_usage_start_date < DATE '{end + timedelta(days=1)}'
      AND ({' OR '.join(f"line_item_usage_type LIKE '{pattern}'" for pattern in METERS.values())})
    GROUP BY 1, 2, 4, 5""")
meters = defaultdict(dict)
for row in rows:
    if row["amount"] or row["meter"] == "snapshot":
        meters[row["resource"], row["region"]][row["meter"]] = row
with_instances = {(row["account"], row["region"]) for row in rows if row["meter"] in ("instance", "spot") and row["amount"]}


def finding(found: dict) -> tuple[str, dict, Decimal, str] | None:
    """What is wrong with a resource, by its meters: the kind, the meter that pays, what it would save, what to do."""
    if "nat_hours" in found and "nat_bytes" not in found:
        return "NAT gateway without traffic", found["nat_hours"], Decimal(1), "Delete it"
    if "lb_hours" in found and "lb_units" not in found and "lb_bytes" not in found:
        return "Load balancer without traffic", found["lb_hours"], Decimal(1), "Delete it"
    if "idle_address" in found:
        return "Idle public address", found["idle_address"], Decimal(1), "Release it"
    volume = found.get("gp2") or found.get("volume")
    if volume and (volume["account"], volume["region"]) not in with_instances:
        return "Volume where no instance runs", volume, Decimal(1), "Snapshot and delete it"
    if "gp2" in found:
        return "gp2 volume", found["gp2"], Decimal("0.2"), "Change it to gp3"
    snapshot = found.get("snapshot")
    if snapshot and snapshot["first_seen"] <= long_ago and not snapshot["varied"]:
        return f"Snapshot unchanged for {snapshot_days} days", snapshot, Decimal(1), "Delete or archive it"
    return None


report = []
for (resource, region), found in meters.items():
    if hit := finding(found):
        kind, row, share, advice = hit
        cost = row["cost"] or Decimal(0)
        if cost * share < least:
            continue
        report.append({"finding": kind, "resource": resource, "account": names.get(row["account"], row["account_name"]), "region": region, "cost": round(cost, 2), "saving": round(cost * share, 2), "advice": advice})
report.sort(key=lambda each: (-each["saving"], each["resource"]))
kinds = {kind: [each for each in report if each["finding"] == kind] for kind in dict.fromkeys(each["finding"] for each in report)}
summary = sorted(({"finding": kind, "resources": len(each), "cost": sum(line["cost"] for line in each), "saving": sum(line["saving"] for line in each), "advice": each[0]["advice"]} for kind, each in kinds.items()), key=lambda each: -each["saving"])
saving = sum((each["saving"] for each in summary), Decimal(0))
unknown = sum(row["unknown_lines"] for row in rows)
warning = f"**Lines without unblended cost in the table: {unknown:,}. They count as 0: what they are for may be idle too.**" if unknown else ""
counted = lambda number, noun: f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
said = (
    f"**{saving:,.2f} {currency}** could have been saved in {counted(days, 'day')}, about {saving * 365 / days:,.0f} {currency} a year, on {counted(len(report), 'resource')}."
    if report
    else f"**Nothing** was found that costs {least:,.2f} {currency} or more in {counted(days, 'day')} and is not used."
)
markdown(f"""# Idle and waste, {start} to {end}

{said}
{warning} {mixed}

| Finding | Resources | Cost | Saving | What to do |
|---|---:|---:|---:|---|
{chr(10).join(f"| {each['finding']} | {each['resources']} | {each['cost']:,.2f} | {each['saving']:,.2f} | {each['advice']} |" for each in summary) or "| nothing found | | | | |"}

Unblended cost in {currency}. These are signs, not proof: ask the owner first. Volumes are judged by whether any instance ran in their
account and region. Snapshots bill what changed since the one before, so that deleting one may save less.
{too_short}""")
if report:
    table(report, title=f"Resources, {currency} in {counted(days, 'day')}")
    chart({
        "data": {"values": [{"finding": each["finding"], "saving": float(each["saving"])} for each in summary]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "finding", "type": "nominal", "sort": "-x", "title": None},
            "x": {"field": "saving", "type": "quantitative", "title": f"Possible saving in {counted(days, 'day')}, {currency}"},
        },
    }, title="Possible saving by finding")

def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


path = "data/idle-and-waste.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=["finding", "resource", "account", "region", "cost", "saving", "advice", "currency"])
    writer.writeheader()
    writer.writerows({**{name: inert(value) for name, value in each.items()}, "currency": currency} for each in report)
print(f"{counted(len(report), 'resource')}, {saving:,.2f} {currency} in {counted(days, 'day')}. Written to {path}.")
result = {"from": start, "to": end, "currency": currency, "saving": saving, "findings": summary}
