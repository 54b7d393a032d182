"""Makes the package `_sandbank` of the texts in `sources`, so that nothing of it lies in the file system."""

import builtins
import importlib
import sys
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

PACKAGE = "_sandbank"


class KitLoader(MetaPathFinder, InspectLoader):
    """Each module gets the builtins as they are now: what the code changes in them does not reach ours."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if self.get_source(name) is not None else None

    def get_source(self, name):
        package, _, module = name.partition(".")
        return self.sources.get(module) if package == PACKAGE else None

    def get_code(self, name):
        path = f"<sandbank>/{name.partition('.')[2]}.py"
        return compile(self.get_source(name), path, "exec", dont_inherit=True)

    def exec_module(self, module):
        module.__dict__["__builtins__"] = dict(vars(builtins))
        exec(self.get_code(module.__name__), module.__dict__)


def install(sources):
    package = sys.modules[PACKAGE] = ModuleType(PACKAGE)
    package.__path__ = []
    loader = KitLoader(sources)
    sys.meta_path.insert(0, loader)
    try:
        importlib.import_module(f"{PACKAGE}.main").prepare()
    finally:
        sys.meta_path.remove(loader)


install(dict(sources))
