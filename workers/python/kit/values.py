"""Values of the code as JSON: what a run answers and what it shows."""

import math
from collections import deque
from collections.abc import Mapping, Set
from datetime import date, datetime, time, timezone
from decimal import Decimal
from json import dumps

MAX_DEPTH = 200
MAX_SAFE_INTEGER = 2**53


class TooLargeError(Exception):
    """The value takes more JSON than it may."""


def to_json(value, max_bytes=math.inf):
    """The value as JSON text without lone surrogates. Raises TooLargeError past `max_bytes`."""
    text = whole_text(dumps(to_plain(value, max_bytes), ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    if len(text) > max_bytes:
        raise TooLargeError
    return text


def to_plain(value, max_bytes=math.inf):
    """The value made of None, bool, int, float, str, list and dict only, none of it nested deeper than MAX_DEPTH."""
    return _Plain(max_bytes).of(value, 1)


def to_plain_cells(cells):
    """As `to_plain`, for values that lie in rows of a table."""
    plain = _Plain(math.inf)
    return [plain.of(cell, 3) for cell in cells]


def whole_text(text):
    """The text with half surrogate pairs replaced, as no encoding can carry them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def text_of(value):
    """str(value); where that fails, what it is and why there is no text."""
    try:
        return str(value)
    except Exception as error:
        return f"<{type(value).__name__}, whose text raised {type(error).__name__}>"


def is_frame(value):
    """True for a DataFrame, of whatever library: it has columns and gives its rows as records."""
    return hasattr(type(value), "to_dict") and hasattr(value, "columns") and not isinstance(value, Mapping)


def frame_rows(value):
    """A DataFrame's rows as dicts. An older library that knows no orient gives a dict of columns."""
    return value.to_dict(orient="records")


class _Plain:
    """One walk over a value. `left` is what it may still take, counted low, so that a bomb ends the walk and not the memory."""

    def __init__(self, max_bytes):
        self.left = max_bytes
        self.open = set()

    def of(self, value, depth):
        kind = type(value)
        if kind is str:
            self.spend(len(value))
            return value
        if kind is int and -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
            return value
        scalar = _SCALARS.get(kind)
        if scalar is not None:
            return self.text(scalar(value))
        if isinstance(value, _CONTAINERS):
            return self.container(value, len(value), depth)
        for base, convert in _SCALARS.items():
            if isinstance(value, base):
                return self.text(convert(value))
        if is_frame(value):
            rows = frame_rows(value)
            return self.container(rows, len(rows), depth)
        return self.text(text_of(value))

    def text(self, plain):
        if type(plain) is str:
            self.spend(len(plain))
        return plain

    def spend(self, size):
        self.left -= size
        if self.left < 0:
            raise TooLargeError

    def container(self, value, size, depth):
        mark = id(value)
        is_map = isinstance(value, Mapping)
        if mark in self.open or depth > MAX_DEPTH:
            return "{...}" if is_map else "[...]"
        self.spend(2 + 2 * size)
        self.open.add(mark)
        try:
            if is_map:
                return {self.text(key if type(key) is str else _key(key)): self.of(item, depth + 1) for key, item in value.items()}
            return [self.of(item, depth + 1) for item in value]
        finally:
            self.open.discard(mark)


def _key(key):
    if type(key) is str:
        return key
    if isinstance(key, (date, datetime)):
        return _SCALARS[datetime if isinstance(key, datetime) else date](key)
    return str.__str__(key) if isinstance(key, str) else text_of(key)


def _int(value):
    number = int(value)
    return number if -MAX_SAFE_INTEGER <= number <= MAX_SAFE_INTEGER else _digits(number)


def _digits(number):
    """All digits, however many: str() refuses long ones."""
    return format(Decimal(number), "f")


def _float(value):
    number = float(value)
    return number if math.isfinite(number) else None


def _decimal(value):
    return format(value, "f") if value.is_finite() else None


def _datetime(value):
    if value.tzinfo is not None:
        value = value.astimezone(timezone.utc).replace(tzinfo=None)
    return value.isoformat(timespec="microseconds" if value.microsecond % 1000 else "milliseconds") + "Z"


_CONTAINERS = (list, tuple, Mapping, Set, deque, range, type({}.keys()), type({}.values()), type({}.items()))

# The order matters to subclasses: bool before int, datetime before date.
_SCALARS = {
    type(None): lambda value: None,
    bool: bool,
    str: str.__str__,
    int: _int,
    float: _float,
    Decimal: _decimal,
    datetime: _datetime,
    date: date.isoformat,
    time: time.isoformat,
}
