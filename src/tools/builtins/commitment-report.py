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

TOP = 20
# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
SAVINGS_PLANS = "regexp_like(line_item_usage_type, '(BoxUsage|DedicatedUsage|Fargate-(ARM-)?(vCPU|GB)-Hours|Lambda-GB-Second)')"
RESERVATIONS = "regexp_like(line_item_usage_type, '(InstanceUsage|Multi-AZUsage|NodeUsage|ESInstance|Node:)') AND line_item_product_code IN ('AmazonRDS', 'AmazonElastiCache', 'AmazonES', 'AmazonRedshift')"

USAGE = "line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')"
# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"

months = [row["month"] for row in await query(f"SELECT billing_period AS month FROM cur WHERE {USAGE} GROUP BY 1 ORDER BY 1")]
if not months:
    raise ValueError("The table cur has no usage lines")
month = params.get("month") or next((each for each in reversed(months) if each < f"{date.today():%Y-%m}"), months[-1])
if month not in months:
    raise ValueError(f"params.month: got {month!r}, wants one of {', '.join(months)}")
currencies = await query(f"""
    SELECT {CURRENCY} AS code, COUNT(*) AS lines, COUNT_IF({USAGE} AND billing_period = '{month}') AS reported,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost
    FROM cur GROUP BY 1 ORDER BY 3 DESC, 2 DESC""")
usable = [each["code"] for each in currencies if each["reported"]]
currency = params.get("currency") or next(iter(usable), None)
if currency not in usable:
    raise ValueError(f"params.currency: got {currency!r}, wants one of {', '.join(usable)} in {month}")
left_out = [f"{each['lines']:,} in {each['code']} ({each['cost'] or 0:,.2f} unblended)" for each in currencies if each["code"] != currency]
mixed = f"**The table has several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""
FROM = f"FROM cur WHERE {CURRENCY} = '{currency}' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')"

plans = await query(f"""
    SELECT billing_period AS month, savings_plan_savings_plan_a_r_n AS arn, MAX(savings_plan_offering_type) AS kind, 'USD' AS unit,
      SUM(CAST(savings_plan_used_commitment AS DECIMAL(24, 10))) AS used,
      SUM(CAST(savings_plan_total_commitment_to_date AS DECIMAL(24, 10))) - SUM(CAST(savings_plan_used_commitment AS DECIMAL(24, 10))) AS unused,
      SUM(CAST(savings_plan_total_commitment_to_date - savings_plan_used_commitment AS DECIMAL(24, 10))) AS unused_cost,
      COUNT(*) - COUNT(savings_plan_total_commitment_to_date - savings_plan_used_commitment) AS unknown_lines,
      SUM(CASE WHEN savings_plan_total_commitment_to_date - savings_plan_used_commitment IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    {FROM} AND line_item_line_item_type = 'SavingsPlanRecurringFee' GROUP BY 1, 2""")
reservations = await query(f"""
    SELECT billing_period AS month, reservation_reservation_a_r_n AS arn, 'Reservation' AS kind, 'hours' AS unit,
      SUM(CASE WHEN line_item_line_item_type = 'DiscountedUsage' THEN CAST(line_item_usage_amount AS DECIMAL(24, 6)) ELSE 0 END) AS used,
      CASE WHEN COUNT_IF(line_item_line_item_type = 'RIFee' AND reservation_unused_quantity IS NULL) = 0
        THEN SUM(CASE WHEN line_item_line_item_type = 'RIFee' THEN CAST(reservation_unused_quantity AS DECIMAL(24, 6)) ELSE 0 END) END AS unused,
      SUM(CASE WHEN line_item_line_item_type = 'RIFee' THEN CAST(COALESCE(
        reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee,
        reservation_unused_amortized_upfront_fee_for_billing_period, reservation_unused_recurring_fee) AS DECIMAL(24, 10)) ELSE 0 END) AS unused_cost,
      COUNT_IF(line_item_line_item_type = 'RIFee' AND reservation_unused_amortized_upfront_fee_for_billing_period IS NULL
        AND reservation_unused_recurring_fee IS NULL) AS unknown_lines,
      SUM(CASE WHEN line_item_line_item_type = 'RIFee' AND reservation_unused_amortized_upfront_fee_for_billing_period IS NULL
        AND reservation_unused_recurring_fee IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    {FROM} AND line_item_line_item_type IN ('DiscountedUsage', 'RIFee') GROUP BY 1, 2""")
EFFECTIVE = """CASE line_item_line_item_type
    WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN 'DiscountedUsage' THEN reservation_effective_cost
    ELSE line_item_unblended_cost END"""
usage = await query(f"""
    SELECT billing_period AS month,
      CASE WHEN line_item_line_item_type = 'SavingsPlanCoveredUsage' OR (line_item_line_item_type = 'Usage' AND {SAVINGS_PLANS}) THEN 'Savings plans' ELSE 'Reservations' END AS kind,
      SUM(CAST(CASE WHEN line_item_line_item_type = 'Usage' THEN 0 ELSE COALESCE(pricing_public_on_demand_cost, 0) END AS DECIMAL(24, 10))) AS covered,
      SUM(CAST(CASE WHEN line_item_line_item_type = 'Usage' THEN COALESCE(pricing_public_on_demand_cost, line_item_unblended_cost) ELSE 0 END AS DECIMAL(24, 10))) AS on_demand,
      SUM(CAST({EFFECTIVE} AS DECIMAL(24, 10))) AS effective, COUNT(*) - COUNT({EFFECTIVE}) AS unknown_lines,
      SUM(CASE WHEN {EFFECTIVE} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost,
      COUNT_IF(line_item_line_item_type <> 'Usage') AS covered_lines, COUNT_IF(line_item_line_item_type <> 'Usage' AND pricing_public_on_demand_cost IS NULL) AS no_list_price
    {FROM} AND (line_item_line_item_type IN ('SavingsPlanCoveredUsage', 'DiscountedUsage')
      OR (line_item_line_item_type = 'Usage' AND (({SAVINGS_PLANS}) OR ({RESERVATIONS}))))
    GROUP BY 1, 2""")


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return round(100 * part / whole, 1) if whole and part is not None else None


def cents(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else round(amount, 2)


def rates(of_month: str, kind: str) -> dict:
    """Coverage and effective savings rate of one kind of commitment in one month; what cannot be known is None, and `why` says why."""
    nothing = {"covered": Decimal(0), "on_demand": Decimal(0), "effective": Decimal(0), "unknown_lines": 0, "covered_lines": 0, "no_list_price": 0}
    lines = next((each for each in usage if (each["month"], each["kind"]) == (of_month, kind)), nothing)
    owned = [each for each in (plans if kind == "Savings plans" else reservations) if each["month"] == of_month]
    why = []
    covered = list_cost = saved = None
    if lines["no_list_price"]:
        why.append(f"covered lines without a list price (pricing_public_on_demand_cost): {lines['no_list_price']:,} of {lines['covered_lines']:,}")
    else:
        covered, list_cost = lines["covered"], lines["covered"] + lines["on_demand"]
    if unknown_lines := lines["unknown_lines"] + sum(each["unknown_lines"] for each in owned):
        why.append(f"lines without amortized cost: {unknown_lines:,}")
    if not why:
        saved = list_cost - lines["effective"] - sum((each["unused_cost"] for each in owned), Decimal(0))
    return {
        "month": of_month, "kind": kind, "covered": cents(covered), "on_demand": cents(lines["on_demand"]), "coverage_percent": percent(covered, list_cost),
        "saved": cents(saved), "savings_rate_percent": percent(saved, list_cost), "why": "; ".join(why) or None,
    }


def utilization(commitment: dict) -> Decimal | None:
    known = commitment["used"] is not None and commitment["unused"] is not None
    return percent(commitment["used"], commitment["used"] + commitment["unused"]) if known else None


commitments = [
    {"commitment": (each["arn"] or "no ARN").rpartition("/")[2].rpartition(":")[2] or "no ARN", "kind": each["kind"], "used": cents(each["used"]), "unused": cents(each["unused"]),
     "unit": each["unit"] if each["unit"] == "hours" else currency, "utilization_percent": utilization(each), "unused_cost": cents(each["unused_cost"])}
    for each in sorted([*plans, *reservations], key=lambda each: -(each["unused_cost"] or 0)) if each["month"] == month
]
now = [rates(month, kind) for kind in ("Savings plans", "Reservations")]
trend = [rates(each, kind) for each in sorted({row["month"] for row in usage}) for kind in ("Savings plans", "Reservations")]
reasons = [f"**{each['kind']}**, why not all is known: {each['why']}." for each in now if each["why"]]
unknown = [row for row in [*plans, *reservations, *usage] if row["month"] == month and row["unknown_lines"]]
warning = f"**Lines without amortized cost in the table: {sum(row['unknown_lines'] for row in unknown):,}. What is not used is summed without them; their unblended cost is {sum(row['unknown_cost'] or 0 for row in unknown):,.2f} {currency}.**" if unknown else ""


def shown(value: Decimal | None, of: dict | None = None) -> str:
    """A percentage; where there is none, whether that is since nothing was eligible or since it cannot be known."""
    return f"{value} %" if value is not None else "none" if of is not None and of["why"] is None else "not known"


amount = lambda value: "not known" if value is None else f"{value:,.2f}"
unused_cost = lambda these: sum((each["unused_cost"] or 0 for each in these), Decimal(0))
named = lambda each: f"{each['kind']} {each['commitment']}".translate(PLAIN)
summary = [f"| {named(each)} | {shown(each['utilization_percent'])} | {amount(each['unused_cost'])} |" for each in commitments[:TOP]]
if rest := commitments[TOP:]:
    summary.append(f"| {len(rest)} others | | {unused_cost(rest):,.2f} |")
summary.append(f"| **Total** | | {unused_cost(commitments):,.2f} |" if commitments else "| none | | |")
markdown(f"""# Commitments, {month}

{warning} {mixed}

| Commitment | Utilization | Not used, {currency} |
|---|---:|---:|
{chr(10).join(summary)}

| | Coverage | Covered at list prices | Eligible, on demand | Saved | Effective savings rate |
|---|---:|---:|---:|---:|---:|
{chr(10).join(f"| {each['kind']} | {shown(each['coverage_percent'], each)} | {amount(each['covered'])} | {amount(each['on_demand'])} | {amount(each['saved'])} | {shown(each['savings_rate_percent'], each)} |" for each in now)}

{chr(10).join(reasons)}

All amounts in {currency}. Savings are against on-demand list prices, after what was committed and not used. Spot and what cannot be covered are left out.""")
table(commitments, title=f"Utilization, {month}; unused_cost in {currency}")
table(trend, title=f"Coverage and savings by month, {currency}")
points = [{"month": each["month"], "kind": each["kind"], "coverage": float(each["coverage_percent"])} for each in trend if each["coverage_percent"] is not None]
if points:
    chart({
        "data": {"values": points},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
            "y": {"field": "coverage", "type": "quantitative", "title": "Coverage, percent of eligible use", "scale": {"domain": [0, 100]}},
            "color": {"field": "kind", "type": "nominal", "title": None},
        },
    }, title="Coverage by month")


def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


path, by_month = f"data/commitments-{month}.csv", f"data/coverage-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=["month", "commitment", "kind", "used", "unused", "unit", "utilization_percent", "unused_cost", "currency"])
    writer.writeheader()
    writer.writerows({"month": month, **{name: inert(value) for name, value in each.items()}, "currency": currency} for each in commitments)
with open(by_month, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=[*now[0], "currency"])
    writer.writeheader()
    writer.writerows({**each, "currency": currency} for each in trend)
print(f"{len(commitments)} {'commitment' if len(commitments) == 1 else 'commitments'} in {month}, written to {path}; coverage by month to {by_month}.")
result = {"month": month, "currency": currency, "commitments": commitments, "rates": now}
