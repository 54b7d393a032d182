"""Invoice Reconciliation: what the report says of each invoice, by line item type, and how that compares with what was charged.

Unblended cost by bill_invoice_id; lines without an invoice are an estimate. Put the totals of your invoices into `invoices`, such as
{"1234567890": 80412.33}, to see the differences. Tax is shown apart, as invoices do.
"""

import csv
from datetime import date
from decimal import Decimal

TOP = 20
# What Markdown would read in a name as its own, and what would end a table's row.
PLAIN = str.maketrans({"\n": " ", "\r": " ", **{mark: f"\\{mark}" for mark in "\\`*_[]<>|~"}})
charged = {str(invoice): Decimal(str(amount)) for invoice, amount in (params.get("invoices") or {}).items()}
months = [row["month"] for row in await query("SELECT billing_period AS month FROM cur GROUP BY 1 ORDER BY 1")]
if not months:
    raise ValueError("The table cur has no lines")
month = params.get("month") or next((each for each in reversed(months) if each < f"{date.today():%Y-%m}"), months[-1])
if month not in months:
    raise ValueError(f"params.month: got {month!r}, wants one of {', '.join(months)}")
rows = await query(f"""
    SELECT COALESCE(NULLIF(bill_invoice_id, ''), 'no invoice') AS invoice, MAX(bill_invoicing_entity) AS seller, bill_bill_type AS bill_type,
      COALESCE(NULLIF(line_item_currency_code, ''), 'XXX') AS currency, line_item_line_item_type AS line_type, COUNT(*) AS lines,
      COALESCE(SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))), 0) AS cost, COUNT(*) - COUNT(line_item_unblended_cost) AS unknown_lines
    FROM cur
    WHERE billing_period = '{month}' AND COALESCE(line_item_operation, '') NOT IN ('EKSPod-EC2', 'ECSTask-EC2')
    GROUP BY 1, 3, 4, 5""")

# An invoice is in one currency; sums of exact amounts are rounded once.
invoices = []
for key in sorted({(row["invoice"], row["currency"]) for row in rows}):
    lines = [row for row in rows if (row["invoice"], row["currency"]) == key]
    tax = round(sum((row["cost"] for row in lines if row["line_type"] == "Tax"), Decimal(0)), 2)
    total = round(sum((row["cost"] for row in lines), Decimal(0)), 2)
    amount = charged.get(key[0])
    invoices.append({
        "invoice": key[0], "seller": next((row["seller"] for row in lines if row["seller"]), None), "currency": key[1], "lines": sum(row["lines"] for row in lines),
        "before_tax": total - tax, "tax": tax, "total": total, "charged": amount, "difference": None if amount is None else total - amount,
    })
invoices.sort(key=lambda each: -each["total"])
types = sorted(({"invoice": row["invoice"], "bill_type": row["bill_type"], "line_item_type": row["line_type"], "currency": row["currency"], "lines": row["lines"], "cost": round(row["cost"], 2)} for row in rows), key=lambda each: (each["invoice"], -each["cost"]))
missing = [invoice for invoice in charged if invoice not in {each["invoice"] for each in invoices}]
open_lines = [each for each in invoices if each["invoice"] == "no invoice"]
differing = [each for each in invoices if each["difference"]]

# The largest by name; sums of the others and of all, a line for each currency.
summary, rest = invoices[:TOP], invoices[TOP:]
currencies = sorted({row["currency"] for row in rows})
for label, of in (("others", rest), ("Total", invoices)):
    for currency in currencies:
        if these := [each for each in of if each["currency"] == currency]:
            sums = {part: sum(each[part] for each in these) for part in ("before_tax", "tax", "total")}
            summary.append({"invoice": f"{len(these)} {label}" if of is rest else label, "seller": "", "currency": currency, **sums, "charged": None, "difference": None})
mixed = f"**The month has several currencies: {', '.join(currencies)}. Each invoice is in its own; none is left out, and no sum is across them.**" if len(currencies) > 1 else ""
unknown = sum(row["unknown_lines"] for row in rows)
warning = f"**Lines without unblended cost in the table: {unknown:,}. They count as 0.**" if unknown else ""
by_type = {}
for row in rows:
    by_type[row["line_type"], row["currency"]] = by_type.get((row["line_type"], row["currency"]), Decimal(0)) + row["cost"]
state = "an estimate: no line has an invoice yet" if len(open_lines) == len(invoices) else "partly an estimate: some lines have no invoice" if open_lines else "invoiced"
compared = [f"Invoice {each['invoice'].translate(PLAIN)} differs by **{each['difference']:+,.2f} {each['currency']}**." for each in differing]
compared += [f"Invoice {invoice.translate(PLAIN)} is not in the report of {month}." for invoice in missing]
if charged and not compared:
    compared = ["All amounts that were given agree to the cent."]
markdown(f"""# Invoices, {month}

The month is **{state}**. {" ".join(compared)}
{warning} {mixed}

| Invoice | Seller | Before tax | Tax | Total | Charged | Difference |
|---|---|---:|---:|---:|---:|---:|
{chr(10).join(f"| {each['invoice'].translate(PLAIN)} | {(each['seller'] or '').translate(PLAIN)} | {each['before_tax']:,.2f} | {each['tax']:,.2f} | **{each['total']:,.2f}** {each['currency']} | {'' if each['charged'] is None else format(each['charged'], ',.2f')} | {'' if each['difference'] is None else format(each['difference'], '+,.2f')} |" for each in summary)}

| Line item type | Unblended cost |
|---|---:|
{chr(10).join(f"| {line_type.translate(PLAIN)} | {cost:,.2f} {currency} |" for (line_type, currency), cost in sorted(by_type.items(), key=lambda each: -each[1]))}

Unblended cost with all line item types. Amounts of the types are rounded one by one, totals once.""")
table(invoices, title=f"By invoice, {month}")
table(types, title=f"By line item type, {month}")


def inert(value: object) -> object:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


path = f"data/invoices-{month}.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=list(invoices[0]))
    writer.writeheader()
    writer.writerows({name: inert(value) for name, value in each.items()} for each in invoices)
print(f"{len(invoices)} {'invoice' if len(invoices) == 1 else 'invoices'} in {month}. Written to {path}.")
result = {"month": month, "state": state, "invoices": invoices, "missing": missing}
