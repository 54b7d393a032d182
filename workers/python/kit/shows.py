"""display, table, chart and markdown."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from json import dumps

from _sandbank import host
from _sandbank.rows import Rows
from _sandbank.values import frame_rows, is_frame, text_of, to_plain, whole_text

MAX_TABLE_ROWS = 100_000
_PICTURES = ((b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


def display(value, title=None):
    """Shows a value: rows or a DataFrame as a table, a Vega-Lite specification as a chart, a picture's bytes, all else as JSON."""
    if is_frame(value) or _is_rows(value):
        table(value, title)
    elif isinstance(value, Mapping) and "vega-lite" in str(value.get("$schema")):
        chart(value, title)
    elif isinstance(value, (bytes, bytearray)) and (media_type := _picture(value)):
        _show({"kind": "image", "media_type": media_type, "data": b64encode(value).decode()}, title)
    else:
        _show({"kind": "json", "value": to_plain(value)}, title)


def table(rows, title=None):
    """Shows rows: a list of dicts, of lists, of values, or a DataFrame."""
    columns, types = (rows.columns, rows.types) if isinstance(rows, Rows) else ([], {})
    rows = frame_rows(rows) if is_frame(rows) else rows
    if isinstance(rows, (str, bytes)) or not hasattr(rows, "__iter__"):
        raise TypeError(f"table() takes rows, such as a list of dicts, not {type(rows).__name__}")
    rows = [rows] if isinstance(rows, Mapping) else list(rows)
    shown = rows[:MAX_TABLE_ROWS]
    names = _names(shown) if shown else columns
    cells = [_cells(row, names) for row in shown]
    spec = {
        "kind": "table",
        "columns": [{"name": text_of(name), "type": types.get(name) or _type(cells, at)} for at, name in enumerate(names)],
        "rows": to_plain(cells),
        "row_count": len(rows),
        "truncated": len(rows) > len(shown),
    }
    _show(spec, title)


def chart(spec, title=None):
    """Shows a Vega-Lite specification, or an object that gives one by to_dict() (Altair)."""
    if not isinstance(spec, Mapping) and hasattr(spec, "to_dict"):
        spec = spec.to_dict()
    if not isinstance(spec, Mapping):
        raise TypeError(f"chart() takes a Vega-Lite specification as a dict, not {type(spec).__name__}")
    _show({"kind": "chart", "spec": to_plain(spec)}, title)


def markdown(text, title=None):
    """Shows Markdown."""
    _show({"kind": "markdown", "text": str(text)}, title)


def _show(spec, title):
    if title is not None:
        spec["title"] = text_of(title)[:1000]
    host.flush_output()
    host.bridge.display(whole_text(dumps(spec, ensure_ascii=False)))


def _is_rows(value):
    return isinstance(value, (Rows, list, tuple)) and len(value) > 0 and all(isinstance(row, Mapping) for row in value)


def _names(rows):
    if all(isinstance(row, Mapping) for row in rows):
        return list(dict.fromkeys(key for row in rows for key in row))
    if any(isinstance(row, (list, tuple)) for row in rows):
        width = max(len(row) if isinstance(row, (list, tuple)) else 1 for row in rows)
        named = getattr(rows[0], "_fields", ())
        return list(named) if len(named) == width else [f"column{at + 1}" for at in range(width)]
    return ["value"]


def _cells(row, names):
    if isinstance(row, Mapping):
        return [row.get(name) for name in names]
    cells = list(row) if isinstance(row, (list, tuple)) else [row]
    return cells + [None] * (len(names) - len(cells))


def _type(cells, at):
    kinds = {type(row[at]) for row in cells} - {type(None)}
    for sql_type, members in _TYPES.items():
        if kinds and kinds <= members:
            return sql_type
    return "VARCHAR" if not kinds else "JSON"


_TYPES = {
    "BOOLEAN": {bool},
    "BIGINT": {int},
    "DOUBLE": {float, int},
    "DECIMAL": {Decimal, int},
    "VARCHAR": {str},
    "TIMESTAMP": {datetime},
    "DATE": {date},
}


def _picture(value):
    if value[:4] == b"RIFF" and value[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for magic, media_type in _PICTURES if value[: len(magic)] == magic), None)
