"""Cost Anomaly Detector: days on which a service cost much more than the same weekday usually does.

The baseline of a day is the median of the same weekday in the weeks before it, so that a quiet weekend is no surprise. A day stands
out only where three things hold: a robust z-score (median and MAD) over `z`, at least `min_dollars` more than the baseline, and at
least `min_percent` more. Credits, refunds, fees and tax are left out, and so are the last two days, whose figures are not complete.
Services that are new in a region, or gone from one, are named apart: they have no baseline.

Parameters
  days         how many days to look at, up to the day before yesterday (default 60)
  weeks        how many weeks make a baseline (default 8)
  z            robust z-score from which a day stands out (default 6)
  min_dollars  least difference to the baseline, a day (default 100)
  min_percent  least difference to the baseline, percent (default 40)
"""

from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from statistics import median
import csv

DAYS = int(params.get("days", 60))
WEEKS = int(params.get("weeks", 8))
Z = float(params.get("z", 6))
MIN_DOLLARS = Decimal(str(params.get("min_dollars", 100)))
MIN_PERCENT = Decimal(str(params.get("min_percent", 40)))

if DAYS < 1 or WEEKS < 4:
    raise ValueError(f"params: got days={DAYS}, weeks={WEEKS}; wants at least 1 day and 4 weeks")

last_day = datetime.now(timezone.utc).date() - timedelta(days=2)
first_day = last_day - timedelta(days=DAYS - 1)
history_start = first_day - timedelta(weeks=WEEKS)

# Amortized, so that buying a commitment is no anomaly. Sums are decimals from here to the end.
rows = await query(f"""
    SELECT
      CAST(date_trunc('day', line_item_usage_start_date) AS DATE) AS day,
      line_item_product_code AS service,
      COALESCE(product_region_code, '') AS region,
      SUM(CASE
        WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
        WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
        ELSE line_item_unblended_cost
      END) AS cost
    FROM cur
    WHERE line_item_usage_start_date >= DATE '{history_start}'
      AND line_item_usage_start_date < DATE '{last_day + timedelta(days=1)}'
      AND line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')
      AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
    GROUP BY 1, 2, 3
""")
if not rows:
    raise ValueError(f"There is no usage from {history_start} to {last_day}: choose a table with daily costs up to now")

costs = defaultdict(dict)
for row in rows:
    costs[row["service"], row["region"]][row["day"]] = row["cost"]


def find_spikes(service: str, region: str, daily: dict[date, Decimal]) -> list[dict]:
    """The days of one service in one region that stand out against their own weekday."""
    spikes = []
    for offset in range(DAYS):
        day = first_day + timedelta(days=offset)
        usual = [daily[earlier] for week in range(1, WEEKS + 1) if (earlier := day - timedelta(weeks=week)) in daily]
        if day not in daily or len(usual) < 4:
            continue
        baseline = median(usual)
        # 1.4826 makes the MAD of a normal distribution its standard deviation; 2 % of the baseline keeps flat costs from dividing by 0.
        spread = max(Decimal("1.4826") * median(abs(cost - baseline) for cost in usual), baseline * Decimal("0.02"), Decimal("0.01"))
        extra = daily[day] - baseline
        if extra >= MIN_DOLLARS and extra * 100 >= MIN_PERCENT * baseline and extra / spread >= Z:
            score = round(float(extra / spread), 1)
            spikes.append({"service": service, "region": region, "day": day, "cost": daily[day], "baseline": baseline, "extra": extra, "z": score})
    return spikes


spikes, new, vanished = [], [], []
for done, ((service, region), daily) in enumerate(sorted(costs.items())):
    progress(done, len(costs), service)
    seen = sorted(daily)
    recent = sum(cost for day, cost in daily.items() if day >= first_day)
    earlier = sum(cost for day, cost in daily.items() if day < first_day)
    if seen[0] >= first_day and recent >= MIN_DOLLARS:
        new.append({"service": service, "region": region, "since": seen[0], "cost": recent})
    elif seen[-1] < last_day - timedelta(days=7) and earlier + recent >= MIN_DOLLARS:
        vanished.append({"service": service, "region": region, "last_seen": seen[-1], "cost": earlier + recent})
    else:
        spikes += find_spikes(service, region, daily)


def cents(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def episodes(found: list[dict]) -> list[dict]:
    """Neighbouring days of one service as one thing to look into."""
    joined = []
    for spike in sorted(found, key=lambda each: (each["service"], each["region"], each["day"])):
        last = joined[-1] if joined else None
        same = last and (last["service"], last["region"]) == (spike["service"], spike["region"])
        if same and spike["day"] - last["to"] <= timedelta(days=3):
            last["to"] = spike["day"]
            last["extra"] += spike["extra"]
            last["days"] += 1
        else:
            joined.append(
                {"service": spike["service"], "region": spike["region"], "from": spike["day"], "to": spike["day"], "days": 1, "extra": spike["extra"]}
            )
    return sorted(joined, key=lambda each: -each["extra"])


found = episodes(spikes)
lines = [
    f"- **{each['service']}** in {each['region'] or 'no region'}: {cents(each['extra'])} more than usual, {each['from']} to {each['to']}" for each in found
] + [f"- **{each['service']}** is new in {each['region'] or 'no region'} since {each['since']}: {cents(each['cost'])} so far" for each in new]
markdown(
    f"# Anomalies, {first_day} to {last_day}\n\n"
    + ("\n".join(lines) if lines else "Nothing stands out.")
    + f"\n\nAmortized cost in the billing currency. Looked at {len(costs)} services by region, {WEEKS} weeks of baseline.",
    title="Anomalies",
)
if found:
    table(found, title="Spikes")
if new:
    table(new, title="New services")
if vanished:
    table(vanished, title="Vanished services")

for each in found[:1] + new[:1]:
    series = costs[each["service"], each["region"]]
    chart(
        {
            "data": {"values": [{"day": day.isoformat(), "cost": float(cost)} for day, cost in sorted(series.items())]},
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": {"field": "day", "type": "temporal", "title": None},
                "y": {"field": "cost", "type": "quantitative", "title": "Amortized cost a day"},
            },
        },
        title=f"{each['service']} in {each['region']}",
    )

path = "data/cost-anomalies.csv"
with open(path, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["kind", "service", "region", "from", "to", "amount"])
    writer.writerows(["spike", each["service"], each["region"], each["from"], each["to"], each["extra"]] for each in found)
    writer.writerows(["new", each["service"], each["region"], each["since"], last_day, each["cost"]] for each in new)
    writer.writerows(["vanished", each["service"], each["region"], "", each["last_seen"], each["cost"]] for each in vanished)

print(f"{len(found)} spikes, {len(new)} new services, {len(vanished)} vanished. Written to {path}.")
result = {"spikes": found, "new": new, "vanished": vanished}
