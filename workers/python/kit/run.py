"""One run, from its first instruction to its end."""

import atexit
import builtins
import gc
import io
import sys
from json import dumps
from traceback import clear_frames
from types import ModuleType

from _sandbank import errors, host
from _sandbank.program import VALUE
from _sandbank.values import TooLargeError, to_json

RECURSION_LIMIT = sys.getrecursionlimit()
# Given back when memory has run out, so that there is some to say so.
_reserve = [bytearray(512 * 1024)]


class Run:
    """
    `names` are the globals of the code; `task` is what runs code that awaits something. At the end of the last run the interpreter's
    own end comes.
    """

    def __init__(self, is_last):
        module = ModuleType("__main__")
        module.__file__ = f"/workspace/{errors.MAIN}"
        module.__builtins__ = builtins
        sys.modules["__main__"] = module
        self.names = module.__dict__
        self.result = None
        self.task = None
        self.exit = None
        self.is_last = is_last
        self.ended = False

    async def steps(self, coroutine):
        try:
            await coroutine
            self.keep_value()
        except BaseException as error:
            self.end(self.exit or error)
        else:
            self.end(None)

    def cancel(self):
        """Ends code that awaits something, also where a task that it has made was interrupted."""
        if self.task is not None:
            self.task.cancel()

    def leave(self, code):
        """sys.exit in a task of the code ends the run, not only the task."""
        self.exit = SystemExit(code)
        self.cancel()

    def keep_value(self):
        names = self.names
        value = names["result"] if "result" in names else names.get(VALUE)
        if "result" in names or value is not None:
            self.result = to_json(value, host.bridge.resultBytes)

    def end(self, error):
        """Says how the run ended, once: by `error`, or by coming to its end."""
        if self.ended:
            return
        self.ended = True
        if isinstance(error, SystemExit) and not error.code:
            error = self._left()
        stopped = host.bridge.disarm()
        sys.setrecursionlimit(RECURSION_LIMIT)
        if isinstance(error, MemoryError):
            self._free(error)
        outcome = _outcome(error, stopped)
        if self.is_last and outcome["status"] in ("succeeded", "failed"):
            atexit._run_exitfuncs()
        _flush_files()
        host.bridge.end(dumps(outcome), self.result)

    def _left(self):
        """The end of code that left by sys.exit(): its value is what `result` holds, if anything."""
        self.names.pop(VALUE, None)
        try:
            self.keep_value()
        except BaseException as error:
            return error
        return None

    def _free(self, error):
        _reserve.clear()
        self.names.clear()
        clear_frames(error.__traceback__)


def _outcome(error, stopped):
    """{status, error}; the status "stopped" stands for what the clock or a cap has said."""
    if isinstance(error, SystemExit) and not isinstance(error.code, str):
        error.args = (f"The code ended with exit code {error.code!r}.",)
    if stopped:
        return {"status": "stopped", "error": errors.describe(error) if error else None}
    if error is None:
        return {"status": "succeeded", "error": None}
    if isinstance(error, TooLargeError):
        return {"status": "result_too_large", "error": None}
    status = "out_of_memory" if isinstance(error, MemoryError) else "failed"
    return {"status": status, "error": errors.describe(error)}


def report_task(loop, context):
    """Says of a task that failed and that nobody awaits. Exits and interrupts of one end the run, and are told by its end."""
    error = context.get("exception")
    if not isinstance(error, (SystemExit, KeyboardInterrupt)):
        text = errors.describe(error).get("traceback") if error else context["message"]
        host.bridge.complain(f"A task failed that nobody awaits:\n{text}\n")


def _flush_files():
    """Writes out what open files still hold, as Python does when it ends."""
    _flush(sys.__stdout__)
    _flush(sys.__stderr__)
    if host.bridge.openFiles() == 0:
        return
    opened = gc.get_objects()
    for kind in (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom):
        for file in opened:
            if isinstance(file, kind):
                _flush(file)


def _flush(file):
    try:
        if not file.closed:
            file.flush()
    except (OSError, ValueError) as error:
        host.bridge.complain(f"{file!r} could not be written: {error}\n")
