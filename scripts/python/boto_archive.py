"""
Run inside the Pyodide of the build: makes one archive of Debian's boto3 and botocore, as `kit/packages.py` loads it. The code is
bytecode of the very interpreter that runs it; of the services' models it holds what code may call.
"""

import ast
import json
import marshal
import re
from pathlib import Path

SITE = "/lib/python3.13/site-packages"
PACKAGES = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer")
SINGLE_MODULES = ("six",)

# Of each service, how the names of the operations begin that code may ask for. What it may have of them is the page's decision.
OPERATIONS = {
    "athena": ("Start", "Get", "BatchGet", "Stop", "List"),
    "ce": ("Get", "List"),
    "cloudwatch": ("Get", "List", "Describe"),
    "ec2": ("Describe", "Get"),
    "glue": ("Get", "List", "BatchGet"),
    "lambda": ("Invoke", "List", "Get"),
    "organizations": ("List", "Describe"),
    "pricing": ("",),
    "s3": ("List", "Get", "Head"),
    "sns": ("Publish", "List", "Get"),
    "sts": ("GetCallerIdentity",),
}

# Modules that only another transport, another language binding or another service needs.
LEFT_OUT = re.compile(
    r"botocore\.(?:httpsession|crt\.auth)$|s3transfer\.(?:crt|processpool)$|boto3\.(?:dynamodb|examples)(?:\.|$)|dateutil\.tz\.win$|dateutil\.tzwin$"
)

# What is changed in the sources, and why. A text that is not found fails the build.
PATCHES = {
    # The HTTP libraries are not here. Botocore names their exceptions, and makes its own of some of their classes.
    "botocore/awsrequest.py": [
        ("import urllib3.util\nfrom urllib3.connection import", "from _sandbank.boto.absent import"),
        ("from urllib3.connectionpool import", "from _sandbank.boto.absent import"),
    ],
    "botocore/compat.py": [("from urllib3 import exceptions", "from _sandbank.boto.absent import urllib3_exceptions as exceptions")],
    "botocore/exceptions.py": [
        ("import requests\nfrom requests.packages import urllib3", "from _sandbank.boto.absent import requests, urllib3"),
    ],
    "botocore/response.py": [("from urllib3.exceptions import", "from _sandbank.boto.absent import")],
    "botocore/utils.py": [("from urllib3.exceptions import", "from _sandbank.boto.absent import")],
    "s3transfer/__init__.py": [("from urllib3.exceptions import", "from _sandbank.boto.absent import")],
    # There are no threads: a transfer does one thing after another, as `use_threads=False` has it.
    "s3transfer/futures.py": [
        ("EXECUTOR_CLS = futures.ThreadPoolExecutor", "EXECUTOR_CLS = property(lambda self: NonThreadedExecutor)"),
    ],
}


def build(debian, ours):
    """
    The archive's bytes. `debian` is the folder into which the packages were unpacked, `ours` that of the modules which connect them to
    the sandbox.
    """
    modules = {}
    for file, text in sources(debian):
        *folders, last = file.removesuffix(".py").split("/")
        is_package = last == "__init__"
        name = ".".join(folders if is_package else [*folders, last])
        if not LEFT_OUT.match(name):
            modules[name] = (is_package, _compile(text, f"{SITE}/{file}"))
    for path in sorted(Path(ours).glob("*.py")):
        name = "_sandbank.boto" if path.stem == "__init__" else f"_sandbank.boto.{path.stem}"
        modules[name] = (path.stem == "__init__", _compile(path.read_text(), f"<sandbank>/boto/{path.name}"))
    modules["botocore.httpsession"] = (False, _compile("from _sandbank.boto.absent import URLLib3Session\n", "<sandbank>/boto/httpsession.py"))
    data, refused = _models(_site(debian))
    return marshal.dumps({"modules": modules, "data": data, "refused": refused})


def sources(debian):
    """(file, patched text) of each module of the packages; the files are named from the folder that Python finds them in."""
    site = _site(debian)
    for path in [path for package in PACKAGES for path in sorted((site / package).rglob("*.py"))] + [site / f"{name}.py" for name in SINGLE_MODULES]:
        file = str(path.relative_to(site))
        yield file, _patched(file, path.read_text())


def _site(debian):
    return Path(debian) / "usr/lib/python3/dist-packages"


def _patched(file, text):
    for old, new in PATCHES.get(file, ()):
        if old not in text:
            raise ValueError(f"{file} holds no text {old!r} to replace: this version of the package is another than the patches know")
        text = text.replace(old, new)
    return text


def _compile(text, file):
    """Without docstrings, which take more room than the code; with assertions."""
    tree = ast.parse(text, file)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and ast.get_docstring(node, clean=False) is not None:
            node.body[0:1] = [] if len(node.body) > 1 else [ast.copy_location(ast.Pass(), node.body[0])]
    return marshal.dumps(compile(tree, file, "exec", dont_inherit=True))


def _models(site):
    """({path without .json: marshalled content}, {service: names of the operations that are not in its model})."""
    data, refused = {}, {}
    botocore, boto3 = site / "botocore/data", site / "boto3/data"
    for name in ("_retry", "sdk-default-configuration"):
        data[name] = _read(botocore / f"{name}.json")
    data["endpoints"] = _endpoints(_read(botocore / "endpoints.json"))
    for service, starts in OPERATIONS.items():
        latest = sorted(path for path in (botocore / service).iterdir() if (path / "service-2.json").exists())[-1]
        resources = sorted((boto3 / service).glob("*/resources-1.json"))[-1:]
        model = _read(latest / "service-2.json")
        where = f"{service}/{latest.name}"
        if resources and resources[0].parent.name != latest.name:
            raise ValueError(f"the resources of {service} are of another version than its model")
        kept = _read(resources[0]) if resources else None
        if kept:
            data[f"{where}/resources-1"] = kept
        refused[service] = sorted(name for name in model["operations"] if not name.startswith(starts))
        data[f"{where}/service-2"] = _trimmed(model, set(refused[service]), _resource_shapes(kept))
        for kind in ("paginators-1", "waiters-2"):
            if (latest / f"{kind}.json").exists():
                data[f"{where}/{kind}"] = _read(latest / f"{kind}.json")
    return {name: marshal.dumps(content) for name, content in data.items()}, refused


def _read(path):
    return json.loads(path.read_text())


def _endpoints(content):
    """Only of the services that are here."""
    for partition in content["partitions"]:
        services = partition["services"]
        wanted = {*OPERATIONS, "monitoring", "api.pricing"}
        partition["services"] = {name: value for name, value in services.items() if name in wanted}
    return content


def _trimmed(model, refused, roots):
    """The model without the refused operations, without the shapes that only those need, and without documentation."""
    operations = {name: _plain(operation) for name, operation in model["operations"].items() if name not in refused}
    shapes = model["shapes"]
    waiting = [*roots, *(name for name, shape in shapes.items() if shape.get("exception"))]
    for operation in operations.values():
        waiting += [operation[part]["shape"] for part in ("input", "output") if part in operation]
        waiting += [error["shape"] for error in operation.get("errors", ())]
    reached = {}
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        shape = reached[name] = _shape(shapes[name])
        waiting += [member["shape"] for member in shape.get("members", {}).values()]
        waiting += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]
    return {
        "version": model.get("version"),
        "metadata": model["metadata"],
        "operations": operations,
        "shapes": {name: reached[name] for name in sorted(reached)},
    }


def _plain(description):
    return {key: value for key, value in description.items() if key not in ("documentation", "documentationUrl")}


def _shape(shape):
    plain = _plain(shape)
    if "members" in plain:
        plain["members"] = {name: _plain(member) for name, member in plain["members"].items()}
    for part in ("member", "key", "value"):
        if part in plain:
            plain[part] = _plain(plain[part])
    return plain


def _resource_shapes(resources):
    return [each["shape"] for each in (resources or {}).get("resources", {}).values() if "shape" in each]
