"""Untagged spend: the share of the cost that could carry a tag and does not, by month, service and account.

Taggable lines are usage lines of a resource (Usage, SavingsPlanCoveredUsage, DiscountedUsage with a resource id), at amortized cost.
Share = cost of taggable lines without the tag / cost of taggable lines. A tag that is empty counts as missing.
"""

import csv
from datetime import date
from decimal import Decimal

tag = str(params.get("tag", "user_team"))
names = {str(account): str(name) for account, name in (params.get("account_names") or {}).items()}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


TAGGABLE = "line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') AND line_item_resource_id <> ''"
months = await query(f"SELECT billing_period AS month, line_item_currency_code AS currency FROM cur WHERE {TAGGABLE} GROUP BY 1, 2 ORDER BY 1 DESC, COUNT(*) DESC")
if not months:
    raise ValueError("The table cur has no usage lines with a line_item_resource_id: export the report with resource ids")
# The current month is not complete; the last one before it is reported where there is one.
month = params.get("month") or next((each["month"] for each in months if each["month"] < f"{date.today():%Y-%m}"), months[0]["month"])
currency = next((each["currency"] for each in months if each["month"] == month), None)
if currency is None:
    raise ValueError(f"params.month: got {month!r}, wants one of {', '.join(sorted({each['month'] for each in months}))}")

rows = await query(f"""
    SELECT billing_period AS month, COALESCE(NULLIF(element_at(product, 'product_name'), ''), line_item_product_code) AS service,
      line_item_usage_account_id AS account, COALESCE(NULLIF(MAX(line_item_usage_account_name), ''), line_item_usage_account_id) AS account_name,
      COALESCE(element_at(resource_tags, {quoted(tag)}), '') <> '' AS tagged,
      SUM(CAST(CASE line_item_line_item_type
        WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
        WHEN 'DiscountedUsage' THEN reservation_effective_cost
        ELSE line_item_unblended_cost END AS DECIMAL(24, 10))) AS cost,
      COUNT_IF(line_item_line_item_type = 'SavingsPlanCoveredUsage' AND savings_plan_savings_plan_effective_cost IS NULL
        OR line_item_line_item_type = 'DiscountedUsage' AND reservation_effective_cost IS NULL) AS unknown_lines
    FROM cur
    WHERE {TAGGABLE} AND line_item_currency_code = {quoted(currency)} AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
    GROUP BY 1, 2, 3, 5""")


def shares(by: str, only: str | None = None) -> list[dict]:
    """Taggable and untagged cost by a column, the largest untagged cost first; `only`: of one month."""
    sums = {}
    for row in rows:
        if only is None or row["month"] == only:
            key = names.get(row["account"], row["account_name"]) if by == "account" else row[by]
            taggable, untagged = sums.get(key, (Decimal(0), Decimal(0)))
            sums[key] = (taggable + (row["cost"] or 0), untagged + (0 if row["tagged"] else row["cost"] or 0))
    found = [
        {by: key, "taggable": round(taggable, 2), "untagged": round(untagged, 2), "untagged_percent": round(100 * untagged / taggable, 1) if taggable else None}
        for key, (taggable, untagged) in sums.items()
    ]
    return sorted(found, key=lambda each: (-each["untagged"], each[by]))


total = round(sum((row["cost"] or 0 for row in rows if row["month"] == month), Decimal(0)), 2)
untagged = round(sum((row["cost"] or 0 for row in rows if row["month"] == month and not row["tagged"]), Decimal(0)), 2)
services, accounts = shares("service", month), shares("account", month)
trend = sorted(shares("month"), key=lambda each: each["month"])
if total == 0:
    raise ValueError(f"The taggable lines of {month} cost nothing: choose another month")
share = 100 * untagged / total
unknown = sum(row["unknown_lines"] for row in rows if row["month"] == month)
warning = f"\n\n**{unknown:,} covered lines have no effective cost in the table and count as 0.**" if unknown else ""
markdown(f"""# Untagged spend, {month}

**{untagged:,.2f} {currency}** of {total:,.2f} {currency} taggable cost ({share:.1f} %) has no tag `{tag}`.{warning}

| Service | Taggable | Untagged | Share |
|---|---:|---:|---:|
{chr(10).join(f"| {each['service']} | {each['taggable']:,.2f} | {each['untagged']:,.2f} | {each['untagged_percent']} % |" for each in services[:8])}

Amortized cost of usage lines that have a resource id, in {currency}. Fees, tax, credits and refunds cannot be tagged and are not included.""")
table(services, title=f"By service, {month}, {currency}")
table(accounts, title=f"By account, {month}, {currency}")
table(trend, title=f"By month, {currency}")
chart({
    "data": {"values": [{"month": each["month"], "share": float(each["untagged_percent"] or 0)} for each in trend]},
    "mark": {"type": "bar"},
    "encoding": {
        "x": {"field": "month", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
        "y": {"field": "share", "type": "quantitative", "title": "Percent of taggable cost"},
    },
}, title=f"Cost without the tag {tag}, by month")

path = f"data/untagged-spend-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["by", "name", "taggable", "untagged", "untagged_percent", "currency"])
    for by, found in (("service", services), ("account", accounts), ("month", trend)):
        writer.writerows([by, each[by], each["taggable"], each["untagged"], each["untagged_percent"], currency] for each in found)
print(f"{month}: {untagged:,.2f} of {total:,.2f} {currency} has no tag {tag}. Written to {path}.")
result = {"month": month, "tag": tag, "currency": currency, "taggable": total, "untagged": untagged, "untagged_percent": round(share, 2)}
