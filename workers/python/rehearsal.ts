/**
 * Code as people write it, with something of each kind, so that the browser has compiled what reads, runs and answers it when the run
 * comes. It changes nothing outside of its own names.
 */
export const REHEARSED_CODE = `# Costs by service
import csv, io, json
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

class Ledger:
    """Sums by name."""
    def __init__(self, unit="USD", **rest):
        self.sums, self.unit = defaultdict(Decimal), unit

    def add(self, name, cost, *tags):
        self.sums[name] += cost

    @property
    def total(self):
        return sum(self.sums.values(), Decimal(0))

def read(text):
    for at, row in enumerate(csv.DictReader(io.StringIO(text))):
        try:
            yield at, row["service"], Decimal(row["cost"])
        except (KeyError, ArithmeticError) as error:
            raise ValueError(f"line {at}: {error!r}") from error
        finally:
            pass

ledger = Ledger()
for at, service, cost in read("service,cost\\nAmazonEC2,12.50\\nAmazonS3,0.25\\n"):
    if at >= 0 and not service.startswith("x"):
        ledger.add(service, cost, *[1, 2])
    else:
        continue
n = 0
while n < 3:
    n += 1
squares = [k * k % 7 for k in range(20_000) if k % 2]
total = sum(k * k for k in range(1000))
rows = sorted(({"service": name, "cost": cost} for name, cost in ledger.sums.items()), key=lambda row: row["cost"], reverse=True)
month = {"start": date(2026, 11, 1), "days": timedelta(days=30).days, "now": datetime(2026, 11, 20).strftime("%Y-%m-%d")}
print(f"{ledger.total:,.2f} {ledger.unit}", total, Counter(squares).most_common(1)[0][0], set("ab") | {"c"})
print("%-10s %5.2f" % ("EC2", 12.5), "a,b".split(",")[-1].upper(), json.dumps({"ok": True, "none": None, "at": [1, 2.5]}))
try:
    raise KeyError("nothing")
except KeyError as error:
    kept = str(error)
with io.StringIO() as file:
    file.write(kept)
{"rows": rows, "month": month, "params": params}
`;

/** It fails, as code does. */
export const REHEARSED_MISTAKE = `def check(cost):
    if cost > 2:
        raise ValueError(f"too much: {cost}")

for cost in (1, 2, 3):
    check(cost)
`;
