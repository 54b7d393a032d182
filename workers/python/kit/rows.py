"""Rows of a query as Python values."""

from datetime import date, datetime, timezone
from decimal import Decimal
from json import loads


class QueryError(Exception):
    """A query that was refused or failed. `line` and `position` are 1-based, None where not known."""

    def __init__(self, message, type="QueryError", line=None, position=None, construct=None):
        super().__init__(message)
        self.type = type
        self.line = line
        self.position = position
        self.construct = construct


QueryError.__module__ = "builtins"


class Rows(list):
    """A list of dicts. `columns` holds the names in order, `types` the SQL type of each by name. Awaiting it gives itself."""

    def __init__(self, columns=()):
        super().__init__()
        self.columns = [column["name"] for column in columns]
        self.types = {column["name"]: column["type"] for column in columns}

    def __hash__(self):
        """By identity, as asyncio.gather wants of what it awaits."""
        return id(self)

    def __await__(self):
        return self
        yield


def decode_rows(columns, chunks):
    """`columns`: [{name, type}]; `chunks`: JSON bytes, each an array of rows, each an array of cells."""
    rows = Rows(columns)
    names = rows.columns
    converters = [(at, convert) for at, column in enumerate(columns) if (convert := converter(column["type"]))]
    for chunk in chunks:
        for cells in loads(chunk):
            for at, convert in converters:
                if cells[at] is not None:
                    cells[at] = convert(cells[at])
            rows.append(dict(zip(names, cells)))
    return rows


def converter(sql_type):
    """How a cell of this type becomes a Python value; None where it already is one."""
    base = sql_type.upper().partition("(")[0].strip()
    if sql_type.endswith("]"):
        return None
    return _CONVERTERS.get(base)


def _timestamp(text):
    """Aware, in UTC. A year that datetime has no room for stays text."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return text
    return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def _date(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


_INTEGERS = "TINYINT SMALLINT INTEGER INT BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT".split()
_TIMESTAMPS = ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE", "DATETIME"]

_CONVERTERS = {
    "DECIMAL": Decimal,
    "NUMERIC": Decimal,
    "DATE": _date,
    "DOUBLE": float,
    "FLOAT": float,
    "REAL": float,
    **dict.fromkeys(_INTEGERS, int),
    **dict.fromkeys(_TIMESTAMPS, _timestamp),
}
