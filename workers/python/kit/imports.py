"""An import of what is not there says what is."""

import sys
from difflib import get_close_matches
from importlib.abc import MetaPathFinder
from pkgutil import iter_modules

from _sandbank.network import REASON
from _sandbank.packages import MODULES

_PACKAGES = set(
    "numpy pandas scipy sklearn statsmodels matplotlib seaborn plotly polars pyarrow duckdb altair openpyxl xlsxwriter"
    " tabulate pytz yaml bs4 lxml PIL sqlalchemy pydantic tqdm rich networkx sympy".split()
)
_NETWORK = set("requests httpx aiohttp urllib3 websockets paramiko".split())
_CLOUD = set("awswrangler s3fs pyathena aiobotocore aioboto3 boto".split())


class MissingFinder(MetaPathFinder):
    """Comes last of all finders, so a module that it is asked for does not exist."""

    def find_spec(self, name, path=None, target=None):
        # importlib.util.find_spec asks whether there is one: the answer is None, as always.
        if path is None and sys._getframe(2).f_code.co_name == "_find_and_load_unlocked":
            raise ModuleNotFoundError(explain(name), name=name)
        return None


def explain(name):
    """Why there is no such module, and what to use."""
    return f"No module named {name!r}. {_reason(name)}"


def _reason(name):
    if name in _NETWORK:
        return f"{REASON}."
    if name in _CLOUD:
        return "It is not in this build: call AWS with boto3, or read billing data with query(sql)."
    if name in _PACKAGES:
        return f"Packages such as {name} are not in this build: use the standard library (csv, json, statistics, decimal …) and query(sql)."
    if name == "sqlite3":
        return "It is not in this build: use query(sql)."
    if name in sys.stdlib_module_names:
        return "This part of the standard library needs what a browser page does not have."
    near = get_close_matches(name, available(), n=3)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{hint}What is here: Python's standard library, boto3, and .py files of the workspace. Other packages are not in this build."


def available():
    """Names of all modules that can be imported, private ones left out."""
    names = {module.name for module in iter_modules()} | set(sys.builtin_module_names) | MODULES
    return sorted(name for name in names if not name.startswith("_"))
