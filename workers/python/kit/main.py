"""Runs the code of one run, from its text to its end."""

import ast
import asyncio
import atexit
import builtins
import calendar
import gc
import io
import logging
import random
import sys
import time
from inspect import CO_COROUTINE
from json import dumps, loads
from types import ModuleType

from _sandbank import errors, host, network, shows, waits, zones
from _sandbank.imports import MissingFinder
from _sandbank.rows import QueryError
from _sandbank.values import TooLargeError, to_json

VALUE = "__value_of_the_run__"
RECURSION_LIMIT = sys.getrecursionlimit()


def boot():
    """Makes the interpreter ready for its run. What is done here must differ from worker to worker; the rest is in the snapshot."""
    random.seed()
    logging._startTime = time.time_ns()
    set_time_zone()
    sys.path[:] = ["/workspace", *dict.fromkeys(entry for entry in sys.path if entry)]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    waits.install()


def set_time_zone():
    """The constants of `time` are those of where the snapshot was made; dates themselves ask the browser."""
    year = time.gmtime().tm_year
    winter, summer = sorted((time.localtime(calendar.timegm((year, month, 1, 0, 0, 0))) for month in (1, 7)), key=lambda day: day.tm_gmtoff)
    time.timezone, time.altzone = -winter.tm_gmtoff, -summer.tm_gmtoff
    time.tzname = (winter.tm_zone, summer.tm_zone)
    time.daylight = int(winter.tm_gmtoff != summer.tm_gmtoff)


def prepare():
    """What can be done before the snapshot is taken."""
    sys.meta_path.append(MissingFinder())
    sys.argv = [errors.MAIN]
    network.install()
    zones.install()
    names = {"query": host.query, "progress": host.progress, "QueryError": QueryError}
    names |= {name: getattr(shows, name) for name in ("display", "table", "chart", "markdown")}
    vars(builtins).update(names)
    gc.collect()
    gc.freeze()


def start(bridge, code, params_json):
    """Runs the code; `bridge.end` hears how it ended, at once or, where the code awaits something, later."""
    global run
    host.connect(bridge)
    run = Run()
    namespace = run.module.__dict__
    try:
        builtins.params = loads(params_json)
        errors.remember_source(code)
        compiled = compile_main(code)
    except BaseException as error:
        host.bridge.started()
        return run.end(error)
    host.bridge.started()
    try:
        coroutine = eval(compiled, namespace)
        if compiled.co_flags & CO_COROUTINE:
            return run.drive(coroutine)
        run.keep_value()
    except BaseException as error:
        return run.end(error)
    run.end(None)


def cancel():
    """Ends code that awaits something: its time is over."""
    run.cancel()


def abandon():
    """Ends the run of code that awaits something and was told to stop: an interrupt between two of its steps loses the next one."""
    if run.task is not None:
        run.end(KeyboardInterrupt())


def compile_main(code):
    """The code with top-level await, its last expression kept under the name VALUE."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        code.encode()
    except UnicodeEncodeError as error:
        line = code.count("\n", 0, error.start) + 1
        where = (errors.MAIN, line, None, None)
        raise SyntaxError("the code holds half of a surrogate pair; replace it by a whole character", where) from None
    tree = compile(code, errors.MAIN, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        target = ast.copy_location(ast.Name(VALUE, ast.Store()), last)
        tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
    return compile(tree, errors.MAIN, "exec", flags, dont_inherit=True)


class Run:
    """One run. `task` is what runs code that awaits."""

    def __init__(self):
        self.module = ModuleType("__main__")
        self.module.__file__ = f"/workspace/{errors.MAIN}"
        self.module.__builtins__ = builtins
        sys.modules["__main__"] = self.module
        self.result = None
        self.task = None
        self.exit = None
        self.ended = False

    def drive(self, coroutine):
        loop = asyncio.get_event_loop()
        loop._keyboard_interrupt_handler = self.cancel
        loop._system_exit_handler = self.leave
        loop.set_exception_handler(report_task)
        self.task = loop.create_task(self.steps(coroutine))

    async def steps(self, coroutine):
        try:
            await coroutine
            self.keep_value()
        except BaseException as error:
            self.end(self.exit or error)
        else:
            self.end(None)

    def cancel(self):
        """Also where a task that the code has made was interrupted."""
        if self.task is not None:
            self.task.cancel()

    def leave(self, code):
        """sys.exit in a task of the code ends the run, not only the task."""
        self.exit = SystemExit(code)
        self.cancel()

    def keep_value(self):
        names = self.module.__dict__
        value = names["result"] if "result" in names else names.get(VALUE)
        if "result" in names or value is not None:
            self.result = to_json(value, host.bridge.resultBytes)

    def end(self, error):
        if self.ended:
            return
        self.ended = True
        if isinstance(error, SystemExit) and not error.code:
            error = self.left()
        stopped = host.bridge.disarm()
        sys.setrecursionlimit(RECURSION_LIMIT)
        outcome = self.outcome(error, stopped)
        if not stopped:
            atexit._run_exitfuncs()
        flush_files()
        host.bridge.end(dumps(outcome), self.result)

    def left(self):
        """The end of code that left by sys.exit(): its value is what `result` holds, if anything."""
        self.module.__dict__.pop(VALUE, None)
        try:
            self.keep_value()
        except BaseException as error:
            return error
        return None

    def outcome(self, error, stopped):
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


def flush_files():
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
    if file.closed:
        return
    try:
        file.flush()
    except OSError as error:
        host.bridge.complain(f"{file!r} could not be written: {error}\n")
