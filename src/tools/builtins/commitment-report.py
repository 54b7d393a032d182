"""Commitments: how well savings plans and reservations are used, how much of what they could cover they cover, and what they save.

Utilization of a savings plan = used / total commitment. Of a reservation = used / (used + unused) hours.
Coverage = covered / (covered + eligible on demand), both at on-demand prices.
Effective savings rate = (list - effective) / list, where effective includes what was committed and not used.
Eligible for savings plans: EC2 instances without spot, Fargate, Lambda duration. For reservations: instances and nodes of databases,
caches, search and warehouses. Change the two patterns below for what your organization may buy.
"""

import csv
from datetime import date
from decimal import Decimal

SAVINGS_PLANS = "regexp_like(line_item_usage_type, '(BoxUsage|DedicatedUsage|Fargate-(ARM-)?(vCPU|GB)-Hours|Lambda-GB-Second)')"
RESERVATIONS = "regexp_like(line_item_usage_type, '(InstanceUsage|Multi-AZUsage|NodeUsage|ESInstance|Node:)') AND line_item_product_code IN ('AmazonRDS', 'AmazonElastiCache', 'AmazonES', 'AmazonRedshift')"

months = await query("""
    SELECT billing_period AS month, line_item_currency_code AS currency FROM cur
    WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') GROUP BY 1, 2 ORDER BY 1 DESC, COUNT(*) DESC""")
if not months:
    raise ValueError("The table cur has no usage lines")
month = params.get("month") or next((each["month"] for each in months if each["month"] < f"{date.today():%Y-%m}"), months[0]["month"])
currency = next((each["currency"] for each in months if each["month"] == month), None)
if currency is None:
    raise ValueError(f"params.month: got {month!r}, wants one of {', '.join(sorted({each['month'] for each in months}))}")
FROM = f"FROM cur WHERE line_item_currency_code = '{currency}' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')"

plans = await query(f"""
    SELECT billing_period AS month, savings_plan_savings_plan_a_r_n AS arn, MAX(savings_plan_offering_type) AS kind, 'USD' AS unit,
      SUM(CAST(savings_plan_used_commitment AS DECIMAL(24, 10))) AS used,
      SUM(CAST(savings_plan_total_commitment_to_date AS DECIMAL(24, 10))) - SUM(CAST(savings_plan_used_commitment AS DECIMAL(24, 10))) AS unused,
      SUM(CAST(savings_plan_total_commitment_to_date - savings_plan_used_commitment AS DECIMAL(24, 10))) AS unused_cost
    {FROM} AND line_item_line_item_type = 'SavingsPlanRecurringFee' GROUP BY 1, 2""")
reservations = await query(f"""
    SELECT billing_period AS month, reservation_reservation_a_r_n AS arn, 'Reservation' AS kind, 'hours' AS unit,
      SUM(CASE WHEN line_item_line_item_type = 'DiscountedUsage' THEN CAST(line_item_usage_amount AS DECIMAL(24, 6)) ELSE 0 END) AS used,
      SUM(CASE WHEN line_item_line_item_type = 'RIFee' THEN CAST(COALESCE(reservation_unused_quantity, 0) AS DECIMAL(24, 6)) ELSE 0 END) AS unused,
      SUM(CASE WHEN line_item_line_item_type = 'RIFee' THEN CAST(COALESCE(reservation_unused_amortized_upfront_fee_for_billing_period, 0)
        + COALESCE(reservation_unused_recurring_fee, 0) AS DECIMAL(24, 10)) ELSE 0 END) AS unused_cost
    {FROM} AND line_item_line_item_type IN ('DiscountedUsage', 'RIFee') GROUP BY 1, 2""")
usage = await query(f"""
    SELECT billing_period AS month,
      CASE WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' OR (line_item_line_item_type = 'Usage' AND {SAVINGS_PLANS}) THEN 'Savings plans' ELSE 'Reservations' END AS kind,
      SUM(CAST(CASE WHEN line_item_line_item_type = 'Usage' THEN 0 ELSE COALESCE(pricing_public_on_demand_cost, 0) END AS DECIMAL(24, 10))) AS covered,
      SUM(CAST(CASE WHEN line_item_line_item_type = 'Usage' THEN COALESCE(pricing_public_on_demand_cost, line_item_unblended_cost) ELSE 0 END AS DECIMAL(24, 10))) AS on_demand,
      SUM(CAST(CASE line_item_line_item_type
        WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
        WHEN 'DiscountedUsage' THEN reservation_effective_cost
        ELSE line_item_unblended_cost END AS DECIMAL(24, 10))) AS effective
    {FROM} AND (line_item_line_item_type IN ('SavingsPlanCoveredUsage', 'DiscountedUsage')
      OR (line_item_line_item_type = 'Usage' AND (({SAVINGS_PLANS}) OR ({RESERVATIONS}))))
    GROUP BY 1, 2""")


def percent(part, whole) -> Decimal | None:
    return round(100 * part / whole, 1) if whole else None


def rates(of_month: str, kind: str) -> dict:
    """Coverage and effective savings rate of one kind of commitment in one month."""
    lines = next((each for each in usage if (each["month"], each["kind"]) == (of_month, kind)), None)
    if lines is None:
        return {"month": of_month, "kind": kind, "covered": Decimal(0), "on_demand": Decimal(0), "coverage_percent": None, "saved": Decimal(0), "savings_rate_percent": None}
    owned = plans if kind == "Savings plans" else reservations
    unused = sum((each["unused_cost"] for each in owned if each["month"] == of_month), Decimal(0))
    list_cost = lines["covered"] + lines["on_demand"]
    saved = list_cost - (lines["effective"] or 0) - unused
    return {
        "month": of_month, "kind": kind, "covered": round(lines["covered"], 2), "on_demand": round(lines["on_demand"], 2),
        "coverage_percent": percent(lines["covered"], list_cost), "saved": round(saved, 2), "savings_rate_percent": percent(saved, list_cost),
    }


commitments = [
    {"commitment": (each["arn"] or "no ARN").rpartition("/")[2].rpartition(":")[2] or "no ARN", "kind": each["kind"], "used": round(each["used"], 2), "unused": round(each["unused"], 2),
     "unit": each["unit"] if each["unit"] == "hours" else currency, "utilization_percent": percent(each["used"], each["used"] + each["unused"]), "unused_cost": round(each["unused_cost"], 2)}
    for each in sorted([*plans, *reservations], key=lambda each: -each["unused_cost"]) if each["month"] == month
]
now = [rates(month, kind) for kind in ("Savings plans", "Reservations")]
trend = [rates(each, kind) for each in sorted({row["month"] for row in usage}) for kind in ("Savings plans", "Reservations")]
shown = lambda value: "none" if value is None else f"{value} %"
markdown(f"""# Commitments, {month}

| Commitment | Utilization | Not used, {currency} |
|---|---:|---:|
{chr(10).join(f"| {each['kind']} `{each['commitment']}` | {shown(each['utilization_percent'])} | {each['unused_cost']:,.2f} |" for each in commitments) or "| none | | |"}

| | Coverage | Covered at list prices | Eligible, on demand | Saved | Effective savings rate |
|---|---:|---:|---:|---:|---:|
{chr(10).join(f"| {each['kind']} | {shown(each['coverage_percent'])} | {each['covered']:,.2f} | {each['on_demand']:,.2f} | {each['saved']:,.2f} | {shown(each['savings_rate_percent'])} |" for each in now)}

All amounts in {currency}. Savings are against on-demand list prices, after what was committed and not used. Spot and what cannot be covered are left out.""")
table(commitments, title=f"Utilization, {month}")
table(trend, title=f"Coverage and savings by month, {currency}")
chart({
    "data": {"values": [{"month": each["month"], "kind": each["kind"], "coverage": float(each["coverage_percent"] or 0)} for each in trend]},
    "mark": {"type": "line", "point": True},
    "encoding": {
        "x": {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
        "y": {"field": "coverage", "type": "quantitative", "title": "Coverage, percent of eligible use", "scale": {"domain": [0, 100]}},
        "color": {"field": "kind", "type": "nominal", "title": None},
    },
}, title="Coverage by month")

path = f"data/commitments-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=list(trend[0]))
    writer.writeheader()
    writer.writerows(trend)
print(f"{len(commitments)} commitments in {month}. Coverage by month written to {path}.")
result = {"month": month, "currency": currency, "commitments": commitments, "rates": now}
