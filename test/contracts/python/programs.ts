import type { ContractId } from '../runtime/contracts.ts';
import type { Program } from '../runtime/contract.ts';

const P = (code: string, line?: number): Program => ({ code, ...(line === undefined ? {} : { line }) });

export const pythonPrograms: Record<ContractId, Program> = {
  lastExpression: P('x = 1\nx + 1'),
  resultVariable: P('result = 7\n"another"'),
  noValue: P('x = 1'),
  emptyCode: P(''),
  awaitedValue: P('import asyncio\nawait asyncio.sleep(0, 4)'),
  jsonValue: P(
    '{"int": -1, "float": 0.1, "text": "Größe 💶 \\"quoted\\"\\n", "none": None, "yes": True, "list": [1, (2, set())], "empty": {}}',
  ),
  notANumber: P('[float("nan"), float("inf"), -float("inf")]'),
  bigInteger: P('[2**53 - 1, 2**53 + 1, -123456789012345678901234567890]'),
  textOfObject: P('class Invoice:\n    def __str__(self):\n        return "invoice 42"\nInvoice()'),
  cycle: P('loop = {"name": "loop"}\nloop["self"] = [loop]\nloop'),
  hostileKeys: P('{"__proto__": {"polluted": True}, "constructor": 1, "then": 2}'),

  thrown: P('print("before")\n\nraise ValueError("boom")', 3),
  thrownInFunction: P('def inner():\n    return {}["none"]\n\ndef outer():\n    return inner()\n\nouter()', 2),
  thrownAfterAwait: P('import asyncio\nawait asyncio.sleep(0)\nraise ValueError("late")', 3),
  syntaxError: P('print("never")\nif True print("x")', 2),
  nulInCode: P('x = 1\n"a\0b"'),
  loneSurrogateInCode: P('x = 1\n"\ud800"'),
  deepRecursion: P('def f():\n    return f()\nf()'),
  unknownImport: P('import json\nimport requests', 2),
  misspeltImport: P('import datetim'),
  askingAPerson: P('name = input("Your name? ")'),

  unicode: P('print("Größe 💶 漢字 \u{1f469}\u200d\u{1f680} é")'),
  order: P('import sys\nprint("one")\nprint("oops", file=sys.stderr)\ndisplay({"a": 1})\nprint("two")'),
  streamsBeforeRequest: P('print("asking")\nquery("SELECT * FROM costs")\nprint("answered")'),
  streamsWhileBusy: P('print("working")\nwhile True:\n    pass'),
  manyLines: P('for line in range(100_000):\n    print(line)'),
  cut: P('for _ in range(1000):\n    print("x" * 100)\n"went on"'),
  flood: P('while True:\n    print("x" * 1000)'),

  params: P('params'),
  paramsInFunction: P('def month():\n    return params["month"]\nmonth()'),

  readsFile: P('open("data/in.csv", encoding="utf-8").read()'),
  missingFile: P('open("data/none.csv")'),
  writesFile: P('with open("data/out.csv", "w") as file:\n    file.write("a,b\\n1,ä💶\\n")'),
  writesBytes: P('open("data/out.bin", "wb").write(bytes([0, 255, 128, 10]))'),
  changesFiles: P(
    `import os
with open("data/in.csv", "a") as file:
    file.write("S3,3.00\\n")
open("notes.txt").read()
os.remove("gone.txt")
os.rename("old.txt", "renamed.txt")`,
  ),
  seesOwnFiles: P(
    `import os
open("data/made.txt", "w").write("text")
result = [*os.listdir("."), os.listdir("data"), open("data/made.txt").read()]`,
  ),
  filesSurviveFailure: P('open("data/before.txt", "w").write("kept")\nraise ValueError("after")'),
  tooManyFiles: P('for at in range(10):\n    open(f"data/{at}.txt", "w").write("x")'),
  tooLargeFiles: P('open("data/large.bin", "wb").write(bytes(2 * 1024 * 1024))'),

  query: P(
    `rows = await query("SELECT * FROM costs")
result = {
    "services": [row["service"] for row in rows],
    "costs": [row["cost"] for row in rows],
    "hours": [row["hours"] for row in rows],
    "days": [row["day"] for row in rows],
    "shares": [row["share"] for row in rows],
    "columns": rows.columns,
}`,
  ),
  queryInFunction: P('def count(table):\n    return len(query(f"SELECT * FROM {table}"))\ncount("costs")'),
  emptyQuery: P('rows = query("SELECT * FROM nothing")\n[len(rows), len(rows.columns)]'),
  manyQueries: P('sum(len(query("SELECT * FROM costs")) for _ in range(50))'),
  queryFails: P('x = 1\nquery("SELECT * FROM cosst")', 2),
  queryErrorCaught: P(
    'try:\n    query("SELECT * FROM cosst")\nexcept QueryError as error:\n    result = [type(error).__name__, error.line, error.position]',
  ),

  displayLongTable: P(
    'table(({"n": n, "text": None if n % 2 else f"x{n}", "half": n / 2, "mixed": [1] if n % 2 else "none"} for n in range(100_001)), "Long")',
  ),
  displayAfterLongTable: P(
    'table([[n] for n in range(2000)])\ntable([[n] for n in range(2001)])\nmarkdown("# after")\ntable([[1]])',
  ),
  displayTable: P('table([{"service": "EC2", "cost": 1.5}, {"service": "S3", "note": "new"}], title="Costs")'),
  displayQuery: P('display(query("SELECT * FROM costs"))'),
  displayChart: P(
    'chart({"mark": "bar", "data": {"values": [{"x": 1, "y": 2}]}, "encoding": {"x": {"field": "x"}, "y": {"field": "y"}}}, title="By day")',
  ),
  displayMarkdown: P('markdown("# Ä *b*")'),
  displayJson: P('display({"total": 3, "parts": (1, 2)}, title="Totals")\ndisplay("text")\ndisplay(None)'),
  progress: P('for done in range(4):\n    progress(done, 3, "done" if done == 3 else "working")'),
  tooManyDisplays: P('for at in range(10):\n    display(at)'),
  tooLargeDisplays: P('display("x" * 200_000)'),

  endlessLoop: P('print("kept")\nopen("data/kept.txt", "w").write("kept")\nwhile True: pass', 3),
  catchingLoop: P(
    'print("kept")\nwhile True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass',
  ),
  longSleep: P('import time\nprint("kept")\ntime.sleep(100)'),
  longNativeCall: P('print("kept")\n7 ** (10 ** 9)'),
  cancelledSleep: P('import asyncio\nprint("waiting")\nawait asyncio.sleep(100)'),
  memoryBomb: P('kept = []\nwhile True:\n    kept.append(bytearray(1024 * 1024))'),
  hugeAllocation: P('bytearray(1024 ** 3)'),
  largeResult: P('"x" * 200_000'),

  leavesState: P(
    `import builtins, json, os, sys, decimal, random
builtins.print = None
builtins.leaked = 1
json.dumps = lambda *_, **__: '"patched"'
decimal.getcontext().prec = 3
os.environ["LEAKED"] = "1"
sys.path.append("/leaked")
os.makedirs("/tmp/leaked")
leaked = 1`,
  ),
  looksForState: P(
    `import builtins, decimal, json, os, sys
result = []
if "leaked" in globals() or hasattr(builtins, "leaked"): result.append("a name")
if not callable(print): result.append("print")
if json.dumps(1) != "1": result.append("json")
if decimal.getcontext().prec != 28: result.append("decimal")
if "LEAKED" in os.environ: result.append("environment")
if "/leaked" in sys.path: result.append("path")
if os.path.exists("/tmp/leaked"): result.append("files outside the workspace")
if os.listdir("data"): result.append("files")`,
  ),
};
