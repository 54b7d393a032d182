"""Packages that come with this build and are loaded when code first imports them: boto3, and what it is made of."""

import builtins
import importlib
import marshal
import sys
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec

from _sandbank import host

# The modules at the top of the one package that there is.
MODULES = {"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six"}
PACKAGE = "boto3"
OURS = "_sandbank.boto"
_SITE = "/lib/python3.13/site-packages"


class Archive:
    """Modules and data of the package, once it has been loaded. Each stays marshalled until it is needed."""

    def __init__(self):
        self._modules = self._data = self._refused = None

    def load(self):
        if self._modules is not None:
            return
        content = marshal.loads(host.package(PACKAGE))
        self._modules, self._data, self._refused = content["modules"], content["data"], content["refused"]

    def module(self, name):
        """(whether it is a package, its marshalled code), or None."""
        return (self._modules or {}).get(name)

    def data(self, name):
        content = self._data.get(name)
        return None if content is None else marshal.loads(content)

    def data_names(self):
        return self._data.keys()

    def refused(self, service):
        """Names of the service's operations that are not in its model."""
        return self._refused.get(service, ())


archive = Archive()


class PackageFinder(MetaPathFinder, InspectLoader):
    """Comes after the finder of files: what lies in the workspace goes before, as on a laptop."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in MODULES:
            archive.load()
        found = archive.module(name)
        if found is None:
            return None
        spec = ModuleSpec(name, self, origin=_origin(name, found[0]), is_package=found[0])
        spec.has_location = not name.startswith(OURS)
        return spec

    def get_code(self, name):
        return marshal.loads(archive.module(name)[1])

    def get_source(self, name):
        return None

    def is_package(self, name):
        return archive.module(name)[0]

    def exec_module(self, module):
        name = module.__name__
        if name.startswith(OURS):
            module.__dict__["__builtins__"] = dict(vars(builtins))
        exec(self.get_code(name), module.__dict__)
        if name == "botocore":
            module.register_initializer(_prepare_session)


def install():
    sys.meta_path.append(PackageFinder())


def _prepare_session(session):
    importlib.import_module(f"{OURS}.session").prepare(session)


def _origin(name, is_package):
    return f"{_SITE}/{name.replace('.', '/')}{'/__init__' if is_package else ''}.py"
