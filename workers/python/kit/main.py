"""What JavaScript calls: `boot` once, `rehearse` while nobody waits, `start` once, and what stops code that awaits something."""

import asyncio
import builtins
import calendar
import gc
import linecache
import logging
import os
import random
import sys
import time
from decimal import localcontext
from inspect import CO_COROUTINE
from json import loads

from _sandbank import errors, host, network, packages, shows, waits, zones
from _sandbank.imports import MissingFinder
from _sandbank.program import compile_program
from _sandbank.rows import QueryError
from _sandbank.run import Run, report_task


def prepare():
    """What can be done before the snapshot is taken."""
    packages.install()
    sys.meta_path.append(MissingFinder())
    sys.argv = [errors.MAIN]
    network.install()
    zones.install()
    names = {"query": host.query, "progress": host.progress, "QueryError": QueryError}
    names |= {name: getattr(shows, name) for name in ("display", "table", "chart", "markdown")}
    vars(builtins).update(names)
    gc.collect()
    gc.freeze()


def boot():
    """Makes the interpreter ready for its run. What is done here differs from worker to worker; the rest is in the snapshot."""
    random.seed()
    logging._startTime = time.time_ns()
    _set_time_zone()
    sys.path[:] = ["/workspace", *dict.fromkeys(entry for entry in sys.path if entry)]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    waits.install()


def rehearse(bridge, code, params_json, environment_json):
    """Runs code of ours, that awaits nothing, as `start` does, and puts back what a run would see of it."""
    main, sources = sys.modules["__main__"], dict(linecache.cache)
    with localcontext():
        start(bridge, code, params_json, environment_json, is_last=False)
    run.names.clear()
    sys.modules["__main__"] = main
    linecache.cache.clear()
    linecache.cache.update(sources)
    del builtins.params


def start(bridge, code, params_json, environment_json, is_last=True):
    """Runs the code; `bridge.end` hears how it ended, at once or, where the code awaits something, later."""
    global run
    host.connect(bridge)
    run = Run(is_last)
    try:
        builtins.params = loads(params_json)
        os.environ.update(loads(environment_json))
        errors.remember_source(code)
        program = compile_program(code)
    except BaseException as error:
        bridge.started()
        return run.end(error)
    bridge.started()
    try:
        coroutine = eval(program, run.names)
        if program.co_flags & CO_COROUTINE:
            return _drive(coroutine)
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


def _drive(coroutine):
    loop = asyncio.get_event_loop()
    loop._keyboard_interrupt_handler = run.cancel
    loop._system_exit_handler = run.leave
    loop.set_exception_handler(report_task)
    run.task = loop.create_task(run.steps(coroutine))


def _set_time_zone():
    """The constants of `time` are those of where the snapshot was made; dates themselves ask the browser."""
    year = time.gmtime().tm_year
    days = [time.localtime(calendar.timegm((year, month, 1, 0, 0, 0))) for month in (1, 7)]
    winter, summer = sorted(days, key=lambda day: day.tm_gmtoff)
    time.timezone, time.altzone = -winter.tm_gmtoff, -summer.tm_gmtoff
    time.tzname = (winter.tm_zone, summer.tm_zone)
    time.daylight = int(winter.tm_gmtoff != summer.tm_gmtoff)
