import ast
import asyncio
import inspect
import json
import math
import os
import re
import sys
import time
from collections.abc import Mapping, Set
from datetime import date, datetime, timezone
from decimal import Decimal
from types import ModuleType


class Rows(list):
    """Rows of a query: dicts. `columns` are the names in order, `types` the SQL type of each. `await` gives them as they are."""

    def __init__(self, rows=(), columns=(), types=()):
        super().__init__(rows)
        self.columns, self.types = list(columns), dict(zip(columns, types))

    def __hash__(self):
        return id(self)

    def __await__(self):
        return self
        yield


class QueryError(Exception):
    """A query that Athena refused or that failed."""


def query(sql):
    """The rows of a query on Athena. Works with and without `await`."""
    if not isinstance(sql, str):
        raise TypeError(f"query() takes the SQL text as a str, not {type(sql).__name__}")
    try:
        import boto3
    except ModuleNotFoundError:
        raise SystemExit("query() needs boto3: python3 -m pip install boto3") from None
    athena = boto3.client("athena")
    database, catalog, output = (os.environ.get(f"SANDBANK_{name}") for name in ("DATABASE", "CATALOG", "OUTPUT"))
    where = {name: value for name, value in (("Database", database), ("Catalog", catalog)) if value}
    started = athena.start_query_execution(
        QueryString=sql,
        WorkGroup=os.environ.get("SANDBANK_WORKGROUP", "primary"),
        **({"QueryExecutionContext": where} if where else {}),
        **({"ResultConfiguration": {"OutputLocation": output}} if output else {}),
    )
    id = started["QueryExecutionId"]
    wait = 0.2
    while True:
        execution = athena.get_query_execution(QueryExecutionId=id)["QueryExecution"]
        status = execution["Status"]
        if status["State"] == "SUCCEEDED":
            break
        if status["State"] in ("FAILED", "CANCELLED"):
            raise QueryError(status.get("StateChangeReason") or f"The query was {status['State'].lower()}.")
        time.sleep(wait)
        wait = min(2, wait * 1.5)
    columns, rows, more = [], [], {}
    while True:
        page = athena.get_query_results(QueryExecutionId=id, **more)
        columns = page["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]
        rows += [[cell.get("VarCharValue") for cell in row.get("Data", [])] for row in page["ResultSet"]["Rows"]]
        if not page.get("NextToken"):
            break
        more = {"NextToken": page["NextToken"]}
    # The first row of a SELECT repeats the names of its columns.
    if execution.get("StatementType") == "DML" and rows:
        del rows[0]
    names = [column["Name"] for column in columns]
    kinds = [column["Type"].lower() for column in columns]
    return Rows([dict(zip(names, map(_cell, kinds, row))) for row in rows], names, kinds)


def _cell(kind, text):
    if text is None:
        return None
    try:
        if kind in ("tinyint", "smallint", "int", "integer", "bigint"):
            return int(text)
        if kind in ("double", "float", "real"):
            return float(text) if math.isfinite(float(text)) else None
        if kind == "decimal":
            return Decimal(text)
        if kind == "boolean":
            return text == "true"
        if kind == "date":
            return date.fromisoformat(text)
        if kind in ("timestamp", "timestamp with time zone"):
            return datetime.fromisoformat(text.removesuffix(" UTC")[:26]).replace(tzinfo=timezone.utc)
        if kind == "map":
            return _map(text)
    except ValueError:
        pass
    return text


def _map(text):
    """Athena writes maps as {key=value, …}, without quotes: one that could be read in another way too stays text."""
    pairs = [pair.split("=") for pair in text[1:-1].split(", ")] if text != "{}" else []
    if any(len(pair) != 2 or re.search(r"[{}\[\]]", pair[1]) for pair in pairs) or len({pair[0] for pair in pairs}) < len(pairs):
        return text
    return {key: None if value == "null" else value for key, value in pairs}


def display(value, title=None):
    """Rows or a DataFrame as a table, a Vega-Lite specification as a file, a picture's bytes as a file, all else as JSON."""
    if _is_frame(value) or (isinstance(value, (list, tuple)) and value and all(isinstance(row, Mapping) for row in value)):
        table(value, title)
    elif isinstance(value, Mapping) and "vega-lite" in str(value.get("$schema")):
        chart(value, title)
    elif isinstance(value, (bytes, bytearray)):
        kinds = ((b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"GIF8", ".gif"), (b"RIFF", ".webp"))
        ending = next((ending for magic, ending in kinds if value.startswith(magic)), ".bin")
        _save(title or "picture", ending, bytes(value))
    else:
        _say(title, json.dumps(_plain(value), indent=2, ensure_ascii=False))


def table(rows, title=None):
    """Prints the first rows."""
    columns = list(getattr(rows, "columns", []))
    rows = _records(rows) if _is_frame(rows) else rows
    rows = [rows] if isinstance(rows, Mapping) else list(rows)
    if rows and all(isinstance(row, Mapping) for row in rows):
        columns = list(dict.fromkeys(key for row in rows for key in row))
        cells = [[row.get(column) for column in columns] for row in rows]
    else:
        cells = [list(row) if isinstance(row, (list, tuple)) else [row] for row in rows]
        columns = columns or [f"column{at + 1}" for at in range(max(map(len, cells), default=0))]
    shown = [[_text(cell) for cell in row] for row in [columns, *cells[:50]]]
    widths = [min(60, max(len(row[at]) for row in shown if at < len(row))) for at in range(len(columns))]
    lines = ["  ".join(cell[:width].ljust(width) for cell, width in zip(row, widths)).rstrip() for row in shown]
    lines += [f"… {len(cells) - 50} more rows"] if len(cells) > 50 else []
    _say(title, "\n".join(lines))


def chart(spec, title=None):
    """Writes a Vega-Lite specification, for https://vega.github.io/editor."""
    spec = spec if isinstance(spec, Mapping) else spec.to_dict()
    _save(title or "chart", ".vl.json", json.dumps(_plain(spec), indent=2, ensure_ascii=False).encode())


def markdown(text, title=None):
    _say(title, str(text))


def progress(done, total, text=None):
    print(f"[{done:g}/{total:g}] {text or ''}".rstrip(), file=sys.stderr)


def _say(title, text):
    print(f"\n── {title} ──\n{text}\n" if title else f"\n{text}\n", flush=True)


def _save(title, ending, content):
    name = re.sub(r"[^\w.-]+", "-", str(title)).strip("-.")[:80] or "shown"
    os.makedirs("data/shown", exist_ok=True)
    path = next(path for number in range(1, 10_000) if not os.path.exists(path := f"data/shown/{name}{'' if number == 1 else f'-{number}'}{ending}"))
    with open(path, "wb") as file:
        file.write(content)
    print(f"{title}: {path}", flush=True)


def _is_frame(value):
    return hasattr(type(value), "to_dict") and hasattr(value, "columns") and not isinstance(value, Mapping)


def _records(frame):
    return frame.to_dict(orient="records")


def _text(value):
    if isinstance(value, (Mapping, list, tuple)):
        value = json.dumps(_plain(value), ensure_ascii=False)
    return "" if value is None else str(value).replace("\n", " ")


def _plain(value, above=()):
    """The value as JSON's own: decimals and integers past 2^53 are text with all digits, dates ISO 8601, NaN and infinities null."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) <= 2**53 else format(Decimal(int(value)), "f")
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else None
    if isinstance(value, datetime):
        value = value.astimezone(timezone.utc).replace(tzinfo=None) if value.tzinfo else value
        return value.isoformat(timespec="microseconds" if value.microsecond % 1000 else "milliseconds") + "Z"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if id(value) in above:
        return "{...}" if isinstance(value, Mapping) else "[...]"
    above = (*above, id(value))
    if isinstance(value, Mapping):
        return {key if isinstance(key, str) else str(_plain(key) if isinstance(key, date) else key): _plain(item, above) for key, item in value.items()}
    if _is_frame(value):
        return [_plain(row, above) for row in _records(value)]
    if isinstance(value, (list, tuple, Set, range)) or type(value).__name__ in ("deque", "dict_keys", "dict_values", "dict_items"):
        return [_plain(item, above) for item in value]
    return str(value)


def run(code, defaults):
    """Runs the workflow. Its value is the variable `result`, else its last expression; it is printed at the end, as JSON."""
    line = sys._getframe(1).f_lineno
    os.makedirs("data", exist_ok=True)
    try:
        given = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
    except ValueError as error:
        raise SystemExit(f"The parameters are no JSON ({error}). Write an object, such as '{{\"month\": \"2026-10\"}}'.") from None
    if not isinstance(given, dict):
        raise SystemExit("The parameters must be a JSON object, such as '{\"month\": \"2026-10\"}'.")
    flags, value = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, "__value_of_the_run__"
    tree = compile(code, __file__, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        target = ast.copy_location(ast.Name(value, ast.Store()), last)
        tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
    # Tracebacks lead to the code's lines in this file.
    ast.increment_lineno(tree, line - 1)
    program = compile(tree, __file__, "exec", flags, dont_inherit=True)
    module = ModuleType("__main__")
    names = vars(module)
    names.update(__file__=__file__, params={**defaults, **given}, query=query, display=display, table=table, chart=chart)
    names.update(markdown=markdown, progress=progress, QueryError=QueryError)
    sys.modules["__main__"] = module
    try:
        coroutine = eval(program, names)
        if inspect.iscoroutine(coroutine):
            asyncio.run(coroutine)
    except SystemExit as end:
        if end.code:
            raise
    result = names["result"] if "result" in names else names.get(value)
    if result is not None:
        print(f"\nresult:\n{json.dumps(_plain(result), indent=2, ensure_ascii=False)}")
