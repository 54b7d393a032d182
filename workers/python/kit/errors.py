"""An exception of the code as people and models read it: type, message, line and traceback, without our frames."""

import linecache
from traceback import TracebackException

from _sandbank.values import text_of, whole_text

MAIN = "main.py"
# The kit's own files, and the worker's script, which Pyodide puts into the traceback of a JavaScript error.
OURS = ("<sandbank>", "blob:")


def remember_source(code):
    """Lets tracebacks and `inspect` show the lines of the code."""
    entry = (len(code), None, code.splitlines(keepends=True), MAIN)
    linecache.cache[MAIN] = entry
    linecache.cache[f"/workspace/{MAIN}"] = entry


def describe(error):
    """{type, message, line?, traceback?}, ready for JSON."""
    description = {"type": type(error).__name__, "message": whole_text(_message(error))}
    if line := _line(error):
        description["line"] = line
    if text := _traceback(error):
        description["traceback"] = whole_text(text)
    return description


def _message(error):
    if isinstance(error, SyntaxError) and error.filename == MAIN:
        return str(error.msg)
    return text_of(error)


def _line(error):
    if isinstance(error, SyntaxError) and error.filename == MAIN and error.lineno:
        return error.lineno
    line = None
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == MAIN:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _traceback(error):
    _show_line(error)
    report = TracebackException.from_exception(error)
    waiting, seen = [report], set()
    while waiting:
        part = waiting.pop()
        if part is None or id(part) in seen:
            continue
        seen.add(id(part))
        _keep_user_frames(part.stack)
        waiting += [part.__cause__, part.__context__, *(part.exceptions or ())]
    return "".join(report.format()).rstrip()


def _show_line(error):
    """Mistakes that are found after parsing come without the text of their line."""
    if isinstance(error, SyntaxError) and error.filename == MAIN and error.text is None and error.lineno:
        error.text = linecache.getline(MAIN, error.lineno)


def _keep_user_frames(stack):
    """From the first frame of the code on (what is above it started the code), without ours."""
    first = next((at for at, frame in enumerate(stack) if frame.filename == MAIN), 0)
    stack[:] = [frame for frame in stack[first:] if not frame.filename.startswith(OURS)]
