"""What the code may ask of the outside: rows, calls to AWS, a package, something shown, progress, time to pass."""

import sys
import time
from json import loads

from pyodide.ffi import can_run_sync, run_sync

from _sandbank.rows import QueryError, decode_rows

_real_sleep = time.sleep
_SLEEP_STEP = 0.02
_CANNOT_WAIT = (
    "waits for its answers inside Python, which this browser cannot do here (it lacks WebAssembly's JavaScript Promise Integration)."
    " Use a current Chrome or Edge, or read billing data with `rows = await query(sql)`."
)

# The JavaScript side of this run. Set once, when the worker boots.
bridge = None


def connect(the_bridge):
    global bridge
    bridge = the_bridge


def flush_output():
    """What was printed goes out before what comes next, so that both stand in the order of the code."""
    if not sys.__stdout__.closed:
        sys.__stdout__.flush()


class PendingRows:
    """The rows of a query where the browser cannot suspend Python: they come with `await`, and with nothing else."""

    def __init__(self, promise):
        self._promise = promise

    def __await__(self):
        return self._rows().__await__()

    async def _rows(self):
        return _decode(await self._promise)

    def _refuse(self, *args, **kwargs):
        raise TypeError("This browser cannot wait inside Python: write `rows = await query(sql)` instead of `rows = query(sql)`.")

    __getitem__ = __iter__ = __len__ = __bool__ = __contains__ = __eq__ = __add__ = __reversed__ = _refuse
    __hash__ = None

    def __getattr__(self, name):
        self._refuse()


def query(sql):
    """Rows of the run's connection: a list of dicts with `.columns`. Works with and without `await`."""
    if not isinstance(sql, str):
        raise TypeError(f"query() takes the SQL text as a str, not {type(sql).__name__}")
    flush_output()
    promise = bridge.query(sql)
    return _decode(run_sync(promise)) if can_run_sync() else PendingRows(promise)


def _decode(answer):
    if answer.error:
        raise QueryError(**loads(answer.error))
    return decode_rows(loads(answer.columns), [chunk.to_bytes() for chunk in answer.chunks])


def call_aws(service, operation, region, input_json):
    """What the page answers to a call of AWS: `output` and `blobs`, or `error`, all but the blobs JSON."""
    if not can_run_sync():
        raise RuntimeError(f"boto3 {_CANNOT_WAIT}")
    flush_output()
    return run_sync(bridge.aws(service, operation, region, input_json))


def package(name):
    """The bytes of a package of this build. Raises ModuleNotFoundError."""
    if not can_run_sync():
        raise ModuleNotFoundError(f"{name} {_CANNOT_WAIT}", name=name)
    answer = run_sync(bridge.package(name))
    if answer.error:
        raise ModuleNotFoundError(
            f"{name} could not be loaded: {answer.error} (A build has {name} where Debian's packages of it could be had when it was made.)", name=name
        )
    return answer.content.to_bytes()


def progress(done, total, text=None):
    """Says how far the run is."""
    for name, value in (("done", done), ("total", total)):
        if isinstance(value, bool) or not hasattr(value, "__float__"):
            raise TypeError(f"progress() takes {name} as a number, not {type(value).__name__}")
    bridge.progress(float(done), float(total), None if text is None else str(text))


def sleep(seconds, /):
    """time.sleep that the run's time limit can end."""
    if not hasattr(seconds, "__float__") and not hasattr(seconds, "__index__"):
        raise TypeError(f"{type(seconds).__name__!r} object cannot be interpreted as an integer")
    seconds = float(seconds)
    if not seconds >= 0:
        raise ValueError("sleep length must be non-negative")
    if can_run_sync():
        if not run_sync(bridge.sleep(seconds * 1000)):
            raise KeyboardInterrupt
        return
    until = time.monotonic() + seconds
    while (rest := until - time.monotonic()) > 0:
        _real_sleep(min(rest, _SLEEP_STEP))
