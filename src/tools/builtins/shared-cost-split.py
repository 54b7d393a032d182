"""Shared Cost Split: what each team or account costs after the shared costs are split among them, to the cent.

Shared is what has no owner (lines without the tag) and what belongs to the owners in `shared`. `method` is "proportional" (to each
owner's direct cost), "even", or "fixed" (by `shares`, such as {"checkout": 60, "data": 40}). The month's cost in whole cents is dealt
out by largest remainder: the total after equals the total before.
"""

import csv
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

TOP = 20
# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
by, method = params.get("by", "team"), params.get("method", "proportional")
shares = {str(name): Decimal(str(share)) for name, share in (params.get("shares") or {}).items()}
names = {str(account): str(name) for account, name in (params.get("account_names") or {}).items()}
tag = str(params.get("tag", "user_team"))
quoted_tag = "'" + tag.replace("'", "''") + "'"
OWNERS = {"team": f"COALESCE(element_at(resource_tags, {quoted_tag}), '')", "account": "COALESCE(NULLIF(line_item_usage_account_name, ''), line_item_usage_account_id, '(no account)')"}
for field, value, known in (("by", by, OWNERS), ("method", method, ("proportional", "even", "fixed"))):
    if value not in known:
        raise ValueError(f"params.{field}: got {value!r}, wants one of {', '.join(known)}")


def split(cents: int, weights: list[Decimal]) -> list[int]:
    """Deals out whole cents by weight: each gets its part rounded down, and the largest remainders one cent more. The sum is `cents`."""
    if any(weight < 0 for weight in weights) or sum(weights) <= 0:
        raise ValueError(f"Weights must not be negative, and not all zero: got {', '.join(map(str, weights))}")
    sign = 1 if cents >= 0 else -1
    # Whole numbers, so that no digit is lost.
    scale = 10 ** max(0, *(-weight.as_tuple().exponent for weight in weights))
    whole = [int(weight * scale) for weight in weights]
    parts = [divmod(abs(cents) * weight, sum(whole)) for weight in whole]
    rest = abs(cents) - sum(part for part, _ in parts)
    first = sorted(range(len(parts)), key=lambda at: (-parts[at][1], at))[:rest]
    return [sign * (part + (at in first)) for at, (part, _) in enumerate(parts)]


months = [row["month"] for row in await query("SELECT billing_period AS month FROM cur GROUP BY 1 ORDER BY 1")]
if not months:
    raise ValueError("The table cur has no lines")
month = params.get("month") or next((each for each in reversed(months) if each < f"{date.today():%Y-%m}"), months[-1])
if month not in months:
    raise ValueError(f"params.month: got {month!r}, wants one of {', '.join(months)}")
# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
currencies = await query(f"""
    SELECT {CURRENCY} AS code, COUNT(*) AS lines, COUNT_IF(line_item_line_item_type = 'Usage') AS reported,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost, COUNT(DISTINCT NULLIF(bill_invoice_id, '')) AS invoices
    FROM cur WHERE billing_period = '{month}' GROUP BY 1 ORDER BY 3 DESC, 2 DESC""")
currency = params.get("currency") or currencies[0]["code"]
bill = next((each for each in currencies if each["code"] == currency), None)
if bill is None:
    raise ValueError(f"params.currency: got {currency!r}, wants one of {', '.join(each['code'] for each in currencies)} in {month}")
left_out = [f"{each['lines']:,} in {each['code']} ({each['cost'] or 0:,.2f} unblended)" for each in currencies if each["code"] != currency]
mixed = f"**{month} has several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""

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
    SELECT {OWNERS[by]} AS owner, line_item_usage_account_id AS account, SUM(CAST({AMORTIZED} AS DECIMAL(24, 10))) AS cost,
      COUNT(*) - COUNT({AMORTIZED}) AS unknown_lines, SUM(CASE WHEN {AMORTIZED} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    FROM cur
    WHERE billing_period = '{month}' AND {CURRENCY} = '{currency}' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
    GROUP BY 1, 2""")
costs, unknown = {}, [row for row in rows if row["unknown_lines"]]
for row in rows:
    owner = names.get(row["account"], row["owner"]) if by == "account" else row["owner"]
    costs[owner] = costs.get(owner, Decimal(0)) + (row["cost"] or 0)

if by == "team" and not any(costs):
    # A key that no line has at all is a slip, and not shared cost.
    keys = [row["tag_key"] for row in await query("SELECT DISTINCT tag_key FROM cur CROSS JOIN UNNEST(map_keys(resource_tags)) AS of_line(tag_key) ORDER BY 1")]
    if keys and tag not in keys:
        raise ValueError(f"params.tag: got {tag!r}, which no line has; wants one of {', '.join(keys[:30])}{' …' if keys[30:] else ''}")
shared = {"", *(str(name) for name in params.get("shared") or [])}
if strangers := sorted(shared - {""} - set(costs)):
    raise ValueError(f"params.shared: got {', '.join(strangers)}; wants owners by {by} of {month}: {', '.join(sorted(filter(None, costs))) or 'there are none'}")
owners = sorted(owner for owner in costs if owner not in shared)
if not owners:
    raise ValueError(f"There is nobody to split among: no line of {month} has an owner by {by} that is not shared. Set params.by, params.tag or params.shared")
if method == "fixed" and (strangers := [name for name in shares if name not in owners] or (not shares and ["no share at all"])):
    raise ValueError(f"params.shares: got {', '.join(strangers)}; wants shares of {', '.join(owners)}")
cent = lambda amount: int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
total = cent(sum(costs.values(), Decimal(0)))
pool = cent(sum((cost for owner, cost in costs.items() if owner in shared), Decimal(0)))
direct = {owner: cent(costs[owner]) for owner in owners}
# The cent or two that rounding each of them leaves goes to the largest, so that nothing is lost.
direct[max(owners, key=lambda owner: costs[owner])] += total - pool - sum(direct.values())
weights = {"even": lambda owner: Decimal(1), "fixed": lambda owner: shares.get(owner, Decimal(0)), "proportional": lambda owner: max(costs[owner], Decimal(0))}[method]
parts = dict(zip(owners, split(pool, [weights(owner) for owner in owners])))
assert sum(direct.values()) + sum(parts.values()) == total

money = lambda cents: Decimal(cents).scaleb(-2)
report = [{by: owner, "direct": money(direct[owner]), "shared": money(parts[owner]), "total": money(direct[owner] + parts[owner])} for owner in sorted(owners, key=lambda owner: -direct[owner] - parts[owner])]
sources = {owner: cent(cost) for owner, cost in costs.items() if owner in shared}
if sources:
    # Here too, what rounding leaves goes to the largest: what is named adds up to what is shared.
    sources[max(sources, key=sources.get)] += pool - sum(sources.values())
ranked = sorted(sources, key=lambda owner: -sources[owner])
largest = [f"{(owner or '(no owner)').translate(PLAIN)} {money(sources[owner]):,.2f}" for owner in ranked[:TOP]]
if ranked[TOP:]:
    largest.append(f"{len(ranked[TOP:])} others {money(sum(sources[owner] for owner in ranked[TOP:])):,.2f}")
summary, rest = [{**line, by: line[by].translate(PLAIN)} for line in report[:TOP]], report[TOP:]
if rest:
    summary.append({by: f"{len(rest)} others", **{part: sum(line[part] for line in rest) for part in ("direct", "shared", "total")}})
warning = f"**Lines without amortized cost in the table: {sum(row['unknown_lines'] for row in unknown):,}. They count as 0; their unblended cost is {sum(row['unknown_cost'] or 0 for row in unknown):,.2f} {currency}.**" if unknown else ""
markdown(f"""# Shared costs, {month}

**{money(pool):,.2f} {currency}** of {money(total):,.2f} is shared and split {"by fixed shares" if method == "fixed" else "evenly" if method == "even" else "in proportion to direct cost"}: {", ".join(largest) or "nothing"}.
{warning} {mixed}

| {by.capitalize()} | Direct | Shared | Total |
|---|---:|---:|---:|
{chr(10).join(f"| {line[by]} | {line['direct']:,.2f} | {line['shared']:,.2f} | {line['total']:,.2f} |" for line in summary)}
| **Total** | {money(sum(direct.values())):,.2f} | {money(pool):,.2f} | **{money(total):,.2f}** |

Amortized cost in {currency}, with fees, credits, refunds and tax. The total is that before the split, to the cent.
{"The month is invoiced." if bill["invoices"] else "**The month is an estimate: it has no invoice yet.**"}
""")
table(report, title=f"After the split, {month}, {currency}")
chart({
    "data": {"values": [{"owner": line[by], "part": part, "cost": float(line[part])} for line in report[:TOP] for part in ("direct", "shared")]},
    "mark": "bar",
    "encoding": {
        "y": {"field": "owner", "type": "nominal", "sort": [line[by] for line in report[:TOP]], "title": None},
        "x": {"field": "cost", "type": "quantitative", "title": f"Amortized cost, {currency}", "axis": {"format": ",.0f"}},
        "color": {"field": "part", "type": "nominal", "title": None, "sort": ["direct", "shared"]},
    },
}, title=f"Direct and shared cost, {month}")


def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


path = f"data/shared-cost-split-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=[by, "direct", "shared", "total", "currency"])
    writer.writeheader()
    writer.writerows({**line, by: inert(line[by]), "currency": currency} for line in report)
print(f"{money(pool):,.2f} {currency} split among {len(owners)}; total {money(total):,.2f} before and after. Written to {path}.")
result = {"month": month, "currency": currency, "method": method, "shared": money(pool), "total": money(total), "lines": report}
