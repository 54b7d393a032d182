"""Month Forecast: what the current month will cost, with an interval.

Forecast = use to date + daily run rate * days left + fixed fees. The run rate is the mean of the last `window` complete days (7 or 28).
Fixed fees (reservations, support, tax) stand apart: those of this month so far, or of the last month where they were more. Purchases,
credits and refunds count as they are billed; none are expected. The interval comes from the spread of the last 28 daily costs, for
the days left and for the run rate itself: s * sqrt(n + n^2 / window).
"""

import calendar
import csv
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from statistics import NormalDist, stdev

window, confidence = int(params.get("window", 28)), float(params.get("confidence", 80))
kind = params.get("cost", "unblended")
if window not in (7, 28) or not 50 <= confidence < 100 or kind not in ("unblended", "amortized"):
    raise ValueError(f"params: got window {window}, confidence {confidence}, cost {kind!r}; wants 7 or 28, 50 to 99.9, unblended or amortized")

# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
COST = "line_item_unblended_cost" if kind == "unblended" else """CASE
    WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN line_item_line_item_type = 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
    WHEN line_item_line_item_type IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
    WHEN line_item_line_item_type = 'DiscountedUsage' THEN reservation_effective_cost
    WHEN line_item_line_item_type = 'RIFee'
      THEN COALESCE(reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee,
        reservation_unused_amortized_upfront_fee_for_billing_period, reservation_unused_recurring_fee)
    WHEN line_item_line_item_type = 'Fee' AND reservation_reservation_a_r_n <> '' THEN 0
    ELSE line_item_unblended_cost END"""
lines = await query(f"""
    SELECT {CURRENCY} AS currency, billing_period AS month, CAST(line_item_usage_start_date AS DATE) AS day, line_item_product_code AS service,
      CASE WHEN line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation', 'SavingsPlanRecurringFee', 'DiscountedUsage') THEN 'use'
        WHEN line_item_line_item_type IN ('RIFee', 'Tax') OR (line_item_line_item_type = 'Fee' AND COALESCE(reservation_reservation_a_r_n, '') = '') THEN 'fixed'
        ELSE 'once' END AS part,
      COALESCE(SUM(CAST({COST} AS DECIMAL(24, 10))), 0) AS cost, COUNT(*) AS lines, SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS unblended,
      COUNT(*) - COUNT({COST}) AS unknown_lines, SUM(CASE WHEN {COST} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    FROM cur
    WHERE COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
      AND line_item_usage_start_date >= (SELECT date_add('day', -63, MAX(line_item_usage_start_date)) FROM cur WHERE line_item_line_item_type = 'Usage')
    GROUP BY 1, 2, 3, 4, 5""")
use = [line for line in lines if line["part"] == "use"]
if not use:
    raise ValueError("The table cur has no usage lines")
usage_lines, left_out = Counter(), {}
for line in use:
    usage_lines[line["currency"]] += line["lines"]
currency = params.get("currency") or usage_lines.most_common(1)[0][0]
if currency not in usage_lines:
    raise ValueError(f"params.currency: got {currency!r}, wants one of {', '.join(usage_lines)}, which the usage of the last 63 days is in")
for code in {line["currency"] for line in lines} - {currency}:
    of_code = [line for line in lines if line["currency"] == code]
    left_out[code] = f"{sum(line['lines'] for line in of_code):,} in {code} ({sum(line['unblended'] or 0 for line in of_code):,.2f} unblended)"
mixed = f"**The last 63 days have several currencies. This report is in {currency}; lines left out: {' and '.join(left_out[code] for code in sorted(left_out))}.**" if left_out else ""
lines, use = ([line for line in group if line["currency"] == currency] for group in (lines, use))

# The last two days are not complete.
last = max(line["day"] for line in use) - timedelta(days=2)
first, days = last.replace(day=1), calendar.monthrange(last.year, last.month)[1]
left = days - last.day
month, month_before = f"{last:%Y-%m}", f"{first - timedelta(days=1):%Y-%m}"
unknown = [line for line in lines if line["month"] in (month, month_before) and line["unknown_lines"]]
stands_for = f"; their unblended cost is {sum(line['unknown_cost'] or 0 for line in unknown):,.2f} {currency}" if kind == "amortized" else ""
warning = f"**Lines of this month and the last without {kind} cost in the table: {sum(line['unknown_lines'] for line in unknown):,}. They count as 0{stands_for}.**" if unknown else ""
# Days before the report begins cost nothing that is known: they are in no mean.
known_days = min(28, (last - min(line["day"] for line in use)).days + 1)
if known_days < 2:
    raise ValueError(f"The usage begins {min(line['day'] for line in use)} and is complete up to {last}: a forecast needs at least 2 complete days")
daily = {last - timedelta(days=back): Decimal(0) for back in range(known_days)}
for line in use:
    if line["day"] in daily:
        daily[line["day"]] += line["cost"]
spans = {span: min(span, known_days) for span in (7, 28)}
rates = {span: sum(daily[last - timedelta(days=back)] for back in range(of)) / of for span, of in spans.items()}

to_date = sum((line["cost"] for line in use if line["month"] == month and line["day"] <= last), Decimal(0))
services = {line["service"] for line in lines if line["part"] == "fixed"}
billed = {name: [sum((line["cost"] for line in lines if line["part"] == "fixed" and (line["month"], line["service"]) == (of, name)), Decimal(0)) for of in (month, month_before)] for name in services}
fixed = sum((max(costs) for costs in billed.values()), Decimal(0))
once = sum((line["cost"] for line in lines if line["part"] == "once" and line["month"] == month), Decimal(0))
forecast = {span: to_date + rates[span] * left + fixed + once for span in (7, 28)}
spread = stdev(float(cost) for cost in daily.values()) * sqrt(left + left**2 / spans[window])
margin = Decimal(NormalDist().inv_cdf(0.5 + confidence / 200) * spread)
low, high = forecast[window] - margin, forecast[window] + margin

counted = lambda number: f"{number} day" if number == 1 else f"{number} days"
parts = [("Use to date, days 1 to " + str(last.day), to_date), (f"Run rate of {counted(spans[window])}, {counted(left)} left", rates[window] * left), ("Fixed fees and tax", fixed), ("Purchases, credits, refunds as billed", once), ("Forecast", forecast[window])]
markdown(f"""# Forecast, {first:%B %Y}

**{forecast[window]:,.0f} {currency}** {kind}, {confidence:g} % interval {low:,.0f} to {high:,.0f} {currency}.
{warning} {mixed}

| Part | {currency} |
|---|---:|
{chr(10).join(f"| {name} | {cost:,.2f} |" for name, cost in parts)}

The run rate is {rates[7]:,.2f} {currency} a day over {spans[7]} days and {rates[28]:,.2f} over {spans[28]}; by those, the month would cost {forecast[7]:,.0f} or
{forecast[28]:,.0f}. Known up to {last}. Fees and tax are this month's, or last month's where those were more. The month is an estimate.""")

points, total = [], fixed + once
for number in range(1, days + 1):
    day = first + timedelta(days=number - 1)
    known = day <= last
    total += sum((line["cost"] for line in use if line["day"] == day), Decimal(0)) if known else rates[window]
    ahead = max(0, number - last.day)
    wide = margin * Decimal(sqrt(ahead + ahead**2 / spans[window]) / sqrt(left + left**2 / spans[window])) if ahead else Decimal(0)
    points.append({"day": day, "state": "known" if known else "forecast", "cumulative": round(total, 2), "low": round(total - wide, 2), "high": round(total + wide, 2)})
table(points, title=f"Cumulative {kind} cost, {currency}")
x = {"field": "day", "timeUnit": "utcyearmonthdate", "title": None, "axis": {"format": "%b %d"}}
values = [{**point, "day": str(point["day"]), **{name: float(point[name]) for name in ("cumulative", "low", "high")}} for point in points]
# The forecast begins where the known cost ends.
values += [{**value, "state": "forecast"} for value in values if value["day"] == str(last)]
chart({
    "data": {"values": values},
    "layer": [
        {"mark": {"type": "area", "opacity": 0.25}, "encoding": {"x": x, "y": {"field": "low", "type": "quantitative", "title": f"Cumulative {kind} cost, {currency}"}, "y2": {"field": "high"}}},
        {"mark": "line", "encoding": {"x": x, "y": {"field": "cumulative", "type": "quantitative"}, "strokeDash": {"field": "state", "title": None, "sort": ["known", "forecast"]}}},
    ],
}, title=f"Cost of {first:%B %Y}, with fixed fees from the first day")

path = f"data/forecast-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=[*points[0], "currency"])
    writer.writeheader()
    writer.writerows({**point, "currency": currency} for point in points)
print(f"{month}: {forecast[window]:,.2f} {currency}, {low:,.2f} to {high:,.2f}. Written to {path}.")
result = {"month": month, "currency": currency, "known_to": last, "forecast": round(forecast[window], 2), "low": round(low, 2), "high": round(high, 2), "to_date": round(to_date, 2), "run_rate": {str(span): round(rate, 2) for span, rate in rates.items()}, "fixed": round(fixed, 2), "once": round(once, 2), "days_left": left}
