"""Untagged spend: the share of the cost that could carry a tag and does not, by month, service and account.

Taggable lines are usage lines of a resource (Usage, SavingsPlanCoveredUsage, DiscountedUsage with a resource id), at amortized cost.
Share = cost of taggable lines without the tag / cost of taggable lines. A tag that is empty counts as missing.
"""

import csv
from datetime import date
from decimal import Decimal

TOP = 10
# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
tag = str(params.get("tag", "user_team"))
names = {str(account): str(name) for account, name in (params.get("account_names") or {}).items()}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# ISO 4217's XXX stands where a line names no currency.
CURRENCY = "COALESCE(NULLIF(line_item_currency_code, ''), 'XXX')"
TAGGABLE = "line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage') AND line_item_resource_id <> ''"
months = [row["month"] for row in await query(f"SELECT billing_period AS month FROM cur WHERE {TAGGABLE} GROUP BY 1 ORDER BY 1")]
if not months:
    raise ValueError("The table cur has no usage lines with a line_item_resource_id: export the report with resource ids")
# The current month is not complete; the last one before it is reported where there is one.
month = params.get("month") or next((each for each in reversed(months) if each < f"{date.today():%Y-%m}"), months[-1])
if month not in months:
    raise ValueError(f"params.month: got {month!r}, wants one of {', '.join(months)}")
currencies = await query(f"""
    SELECT {CURRENCY} AS code, COUNT(*) AS lines, COUNT_IF({TAGGABLE} AND billing_period = '{month}') AS reported,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost
    FROM cur GROUP BY 1 ORDER BY 3 DESC, 2 DESC""")
usable = [each["code"] for each in currencies if each["reported"]]
currency = params.get("currency") or next(iter(usable), None)
if currency not in usable:
    raise ValueError(f"params.currency: got {currency!r}, wants one of {', '.join(usable)} in {month}")
left_out = [f"{each['lines']:,} in {each['code']} ({each['cost'] or 0:,.2f} unblended)" for each in currencies if each["code"] != currency]
mixed = f"**The table has several currencies. This report is in {currency}; lines left out: {' and '.join(left_out)}.**" if left_out else ""

AMORTIZED = """CASE line_item_line_item_type
    WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN 'DiscountedUsage' THEN reservation_effective_cost
    ELSE line_item_unblended_cost END"""
rows = await query(f"""
    SELECT billing_period AS month, COALESCE(NULLIF(element_at(product, 'product_name'), ''), NULLIF(line_item_product_code, ''), '(no service)') AS service,
      line_item_usage_account_id AS account, COALESCE(NULLIF(MAX(line_item_usage_account_name), ''), line_item_usage_account_id, '(no account)') AS account_name,
      COALESCE(element_at(resource_tags, {quoted(tag)}), '') <> '' AS tagged,
      SUM(CAST({AMORTIZED} AS DECIMAL(24, 10))) AS cost,
      COUNT(*) - COUNT({AMORTIZED}) AS unknown_lines, SUM(CASE WHEN {AMORTIZED} IS NULL THEN CAST(line_item_unblended_cost AS DECIMAL(24, 10)) END) AS unknown_cost
    FROM cur
    WHERE {TAGGABLE} AND {CURRENCY} = {quoted(currency)} AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
    GROUP BY 1, 2, 3, 5""")
if not any(row["tagged"] for row in rows):
    # A key that no line has at all is a slip, and not untagged cost.
    keys = [row["tag_key"] for row in await query("SELECT DISTINCT tag_key FROM cur CROSS JOIN UNNEST(map_keys(resource_tags)) AS of_line(tag_key) ORDER BY 1")]
    if keys and tag not in keys:
        raise ValueError(f"params.tag: got {tag!r}, which no line has; wants one of {', '.join(keys[:30])}{' …' if keys[30:] else ''}")


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
percent = lambda part, whole: f"{100 * part / whole:.1f} %" if whole else ""
unknown = [row for row in rows if row["month"] == month and row["unknown_lines"]]
warning = f"**Lines without amortized cost in the table: {sum(row['unknown_lines'] for row in unknown):,}. They count as 0; their unblended cost is {sum(row['unknown_cost'] or 0 for row in unknown):,.2f} {currency}.**" if unknown else ""
named, rest = services[:TOP], services[TOP:]
summary = [(each["service"].translate(PLAIN), each["taggable"], each["untagged"]) for each in named]
if rest:
    summary.append((f"{len(rest)} others", total - sum(each["taggable"] for each in named), untagged - sum(each["untagged"] for each in named)))
markdown(f"""# Untagged spend, {month}

**{untagged:,.2f} {currency}** of {total:,.2f} {currency} taggable cost ({percent(untagged, total)}) has no tag {tag.translate(PLAIN)}.
{warning} {mixed}

| Service | Taggable | Untagged | Share |
|---|---:|---:|---:|
{chr(10).join(f"| {name} | {of:,.2f} | {part:,.2f} | {percent(part, of)} |" for name, of, part in [*summary, ("**Total**", total, untagged)])}

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


def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


path = f"data/untagged-spend-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["by", "name", "taggable", "untagged", "untagged_percent", "currency"])
    for by, found in (("service", services), ("account", accounts), ("month", trend)):
        writer.writerows([by, inert(each[by]), each["taggable"], each["untagged"], each["untagged_percent"], currency] for each in found)
print(f"{month}: {untagged:,.2f} of {total:,.2f} {currency} has no tag {tag}. Written to {path}.")
result = {"month": month, "tag": tag, "currency": currency, "taggable": total, "untagged": untagged, "untagged_percent": round(100 * untagged / total, 2) if total else None}
