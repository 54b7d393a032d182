"""The rows of a table as JSON's own values, by columns: a hundred thousand rows are no exception, and a call per cell would take seconds."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from operator import itemgetter

from _sandbank.values import MAX_SAFE_INTEGER, to_plain_cells

_AS_IT_IS = {str, bool, type(None)}


def table_of(rows, names):
    """(rows, SQL types): every row as long as `names`, made of plain values."""
    columns = _columns(rows, names)
    kinds = [set(map(type, column)) for column in columns]
    plain = [_plain(column, kind) for column, kind in zip(columns, kinds)]
    return list(zip(*plain)) if plain else [()] * len(rows), [_sql_type(kind - {type(None)}) for kind in kinds]


def names_of(rows):
    """The columns of rows, in the order in which they are first met."""
    kinds = set(map(type, rows))
    if all(issubclass(kind, Mapping) for kind in kinds):
        return list(dict.fromkeys(key for keys in dict.fromkeys(map(tuple, rows)) for key in keys))
    if any(issubclass(kind, (list, tuple)) for kind in kinds):
        width = max(len(row) if isinstance(row, (list, tuple)) else 1 for row in rows)
        named = getattr(rows[0], "_fields", ())
        return list(named) if len(named) == width else [f"column{at + 1}" for at in range(width)]
    return ["value"]


def _columns(rows, names):
    if len(names) > 1 and set(map(type, rows)) == {dict}:
        try:
            return list(zip(*map(itemgetter(*names), rows)))
        except KeyError:
            pass
    return list(zip(*(_cells(row, names) for row in rows)))


def _cells(row, names):
    if isinstance(row, Mapping):
        return [row.get(name) for name in names]
    cells = list(row) if isinstance(row, (list, tuple)) else [row]
    return cells + [None] * (len(names) - len(cells))


def _plain(column, kinds):
    if kinds <= _AS_IT_IS:
        return column
    if type(None) in kinds:
        present = iter(_plain([cell for cell in column if cell is not None], kinds - {type(None)}))
        return [None if cell is None else next(present) for cell in column]
    if kinds == {int} and -MAX_SAFE_INTEGER <= min(column) and max(column) <= MAX_SAFE_INTEGER:
        return column
    if kinds == {float} and all(map(isfinite, column)):
        return column
    if kinds == {date}:
        return list(map(date.isoformat, column))
    if kinds == {Decimal} and all(map(Decimal.is_finite, column)):
        return [text if "E" not in text else format(cell, "f") for text, cell in zip(map(str, column), column)]
    return to_plain_cells(column)


def _sql_type(kinds):
    if not kinds:
        return "varchar"
    return next((sql_type for sql_type, members in _TYPES.items() if kinds <= members), "json")


_TYPES = {
    "boolean": {bool},
    "bigint": {int},
    "double": {float, int},
    "decimal": {Decimal, int},
    "varchar": {str},
    "timestamp": {datetime},
    "date": {date},
}
