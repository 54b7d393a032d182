"""Idle Resources: what is there (EC2), what it did (CloudWatch) and what it cost (the report), over the last `days` complete days.

Instances whose CPU stayed below `cpu_percent` at every hour, stopped instances, volumes that are attached to nothing, and addresses
without an instance. One account and region: those that you are signed in to. Costs are unblended, of usage lines, from the table `cur` of
the connection; what the report has no line of is listed without a cost. Memory and disks do not show in the CPU: ask the owner first.
"""

import csv
import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import boto3

days, cpu_percent = int(params.get("days", 14)), float(params.get("cpu_percent", 5))
if days < 1 or not 0 < cpu_percent <= 100:
    raise ValueError(f"params: got days {days} and cpu_percent {cpu_percent:g}, wants at least 1 day and a percentage up to 100")

if not os.environ.get("AWS_REGION"):
    raise RuntimeError("AWS is not configured here. Set it up in Settings, or in sandbank.config.json; the template Idle and Waste needs the report alone.")
end = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
start = end - timedelta(days=days)
ec2, cloudwatch = boto3.client("ec2"), boto3.client("cloudwatch")
account, region = boto3.client("sts").get_caller_identity()["Account"], ec2.meta.region_name


def everything(operation: str, key: str) -> list[dict]:
    """All items of a paginated operation of EC2."""
    return [item for page in ec2.get_paginator(operation).paginate() for item in page.get(key, [])]


def name_of(resource: dict) -> str:
    """What its tag `Name` says."""
    return next((tag["Value"] for tag in resource.get("Tags") or [] if tag["Key"] == "Name"), "")


def highest_cpu(ids: list[str]) -> dict[str, float]:
    """The highest hourly mean of the CPU, in percent, of each instance that CloudWatch knows. A call takes 500 metrics at most."""
    found = {}
    for at in range(0, len(ids), 500):
        metric = {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization"}
        queries = [
            {"Id": f"i{number}", "Label": each, "MetricStat": {"Metric": {**metric, "Dimensions": [{"Name": "InstanceId", "Value": each}]}, "Period": 3600, "Stat": "Average"}}
            for number, each in enumerate(ids[at : at + 500])
        ]
        for page in cloudwatch.get_paginator("get_metric_data").paginate(MetricDataQueries=queries, StartTime=start, EndTime=end):
            for result in page["MetricDataResults"]:
                if result["Values"]:
                    found[result["Label"]] = max(found.get(result["Label"], 0), *result["Values"])
    return found


progress(0, 3, "Asking EC2 what there is")
instances = [instance for reservation in everything("describe_instances", "Reservations") for instance in reservation["Instances"]]
volumes, addresses = everything("describe_volumes", "Volumes"), ec2.describe_addresses()["Addresses"]
running = [each for each in instances if each["State"]["Name"] == "running"]
progress(1, 3, f"Asking CloudWatch about {len(running)} instances")
cpu = highest_cpu([each["InstanceId"] for each in running])

progress(2, 3, "Asking the report what it cost")
rows = await query(f"""
    SELECT line_item_resource_id AS resource, line_item_currency_code AS currency,
      SUM(CAST(line_item_unblended_cost AS DECIMAL(24, 10))) AS cost
    FROM cur
    WHERE line_item_line_item_type IN ('Usage', 'SavingsPlanCoveredUsage', 'DiscountedUsage')
      AND regexp_like(line_item_resource_id, '(^|/)(i|vol|eipalloc)-[0-9a-f]+$')
      AND line_item_usage_start_date >= TIMESTAMP '{start:%Y-%m-%d} 00:00:00' AND line_item_usage_start_date < TIMESTAMP '{end:%Y-%m-%d} 00:00:00'
    GROUP BY 1, 2""")
# The report names some resources by their ARN, whose last part is the id.
costs = {row["resource"].split("/")[-1]: row for row in rows}

found = []


def add(finding: str, resource: str, name: str, detail: str, advice: str, pays: list[str]) -> None:
    """`pays` are the ids whose lines in the report are what it costs."""
    lines = [costs[each] for each in pays if each in costs]
    cost = sum((line["cost"] or Decimal(0) for line in lines), Decimal(0)) if lines else None
    currency = lines[0]["currency"] if lines else ""
    found.append({"finding": finding, "resource": resource, "name": name, "detail": detail, "cost": None if cost is None else round(cost, 2), "currency": currency, "advice": advice})


for each in instances:
    resource, state = each["InstanceId"], each["State"]["Name"]
    disks = [disk["Ebs"]["VolumeId"] for disk in each.get("BlockDeviceMappings", []) if "Ebs" in disk]
    if state == "running" and resource in cpu and cpu[resource] < cpu_percent:
        add("Idle instance", resource, name_of(each), f"{each['InstanceType']}, CPU at most {cpu[resource]:.1f} %", "Stop it, or take a smaller one", [resource])
    elif state == "stopped" and disks:
        add("Stopped instance", resource, name_of(each), f"{each['InstanceType']}, {len(disks)} volumes kept", "Snapshot its volumes and terminate it", disks)
for each in volumes:
    if each["State"] == "available":
        add("Volume attached to nothing", each["VolumeId"], name_of(each), f"{each['VolumeType']}, {each['Size']} GB", "Snapshot and delete it", [each["VolumeId"]])
for each in addresses:
    if not each.get("AssociationId"):
        add("Address without an instance", each["AllocationId"], name_of(each), each["PublicIp"], "Release it", [each["AllocationId"]])
found.sort(key=lambda each: (-(each["cost"] or 0), each["finding"], each["resource"]))
progress(3, 3, "Done")

kinds = list(dict.fromkeys(each["finding"] for each in found))
currencies = sorted({each["currency"] for each in found if each["currency"]})
totals = {code: sum(each["cost"] for each in found if each["currency"] == code) for code in currencies}
unknown = sum(each["cost"] is None for each in found)
total = " and ".join(f"{amount:,.2f} {code}" for code, amount in totals.items()) or "an unknown amount"
unmeasured = [each["InstanceId"] for each in running if each["InstanceId"] not in cpu]
lines = [
    f"| {kind} | {sum(each['finding'] == kind for each in found)} | {sum((each['cost'] or Decimal(0) for each in found if each['finding'] == kind), Decimal(0)):,.2f} |"
    for kind in kinds
]
counted = lambda number, noun: f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
markdown(f"""# Idle resources of account {account} in {region}, {start:%Y-%m-%d} to {end - timedelta(days=1):%Y-%m-%d}

**{counted(len(found), 'resource')}**, which cost **{total}** in {counted(days, 'day')}.
{f"**Without a line in the report of these days, so that their cost is not known: {unknown}.**" if unknown else ""}
{f"Running instances without a CPU in CloudWatch, which were not judged: {len(unmeasured)}." if unmeasured else ""}

| Finding | Resources | Cost |
|---|---:|---:|
{chr(10).join(lines) or "| nothing found | | |"}

Looked at: {len(running)} running and {len(instances) - len(running)} other instances, {len(volumes)} volumes, {len(addresses)} addresses.""")
if found:
    table(found, title=f"Idle resources, {counted(days, 'day')}")


def inert(text: str) -> str:
    """A name that begins as a formula does stays text in a spreadsheet."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


path = "data/idle-resources.csv"
with open(path, "w", newline="") as file:
    writer = csv.DictWriter(file, fieldnames=["finding", "resource", "name", "detail", "cost", "currency", "advice"])
    writer.writeheader()
    writer.writerows({**each, "name": inert(each["name"])} for each in found)
print(f"{counted(len(found), 'resource')}, {total} in {counted(days, 'day')}. Written to {path}.")
result = {"account": account, "region": region, "from": f"{start:%Y-%m-%d}", "days": days, "resources": len(found), "cost": totals}
