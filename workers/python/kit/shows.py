"""display, table, chart and markdown."""

from base64 import b64encode
from collections.abc import Mapping
from itertools import zip_longest
from json import dumps

from _sandbank import host
from _sandbank.rows import Rows
from _sandbank.table_rows import names_of, table_of
from _sandbank.values import frame_rows, is_frame, text_of, to_plain, whole_text

MAX_TABLE_ROWS = 100_000
# A long table goes in parts, so that the page can draw in between.
ROWS_AT_A_TIME = 2000
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
    names = names_of(shown) if shown else columns
    cells, kinds = table_of(shown, names) if shown else ([], [])
    last = max(0, len(cells) - 1) // ROWS_AT_A_TIME * ROWS_AT_A_TIME
    spec = {
        "kind": "table",
        "columns": [{"name": text_of(name), "type": types.get(name) or kind} for name, kind in zip_longest(names, kinds, fillvalue="varchar")],
        "rows": cells[last:],
        "row_count": len(rows),
        "truncated": len(rows) > len(shown),
    }
    _show(spec, title, [cells[at : at + ROWS_AT_A_TIME] for at in range(0, last, ROWS_AT_A_TIME)])


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


def _show(spec, title, parts=()):
    if title is not None:
        spec["title"] = text_of(title)[:1000]
    host.flush_output()
    for part in parts:
        host.bridge.rows(_json(part))
    host.bridge.display(_json(spec))


def _json(plain):
    return whole_text(dumps(plain, ensure_ascii=False))


def _is_rows(value):
    return isinstance(value, (Rows, list, tuple)) and len(value) > 0 and all(isinstance(row, Mapping) for row in value)


def _picture(value):
    if value[:4] == b"RIFF" and value[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for magic, media_type in _PICTURES if value[: len(magic)] == magic), None)
