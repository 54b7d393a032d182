"""Reads Python by its own parser and writes down what its text says; nothing of it is executed, and nothing of it is imported.

The code is `params["code"]`. What is written, to the file program.json of this run, is a list of nodes that name each other by number, as
`workers/analysis/program/program.ts` describes it. It is made from a list of what is still to do, so that it goes no deeper than one call.
"""

import ast
import importlib.util
import json
import sys
import warnings

PACKAGES = {"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six"}
# Of a text that is longer, the beginning.
LONGEST_TEXT = 100_000
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


class Scope:
    """Names that are looked up together. `outer` is where a name is looked for next: never a class, as in Python."""

    def __init__(self, number, outer, is_class=False):
        self.number = number
        self.outer = outer
        self.is_class = is_class
        self.elsewhere = {}
        self.returns = []


class Writer:
    def __init__(self, lines):
        self.lines = lines
        self.nodes, self.todo = [], []
        self.scopes, self.bindings, self.attributes = [], [], []
        self.imports, self.stars, self.notable = [], [], []
        self.kinds = {}

    def scope(self, outer, is_class=False):
        self.scopes.append(-1 if outer is None else outer.number)
        return Scope(len(self.scopes) - 1, outer, is_class)

    def place(self, node):
        """Line and column, from 1. Python counts bytes, an editor counts characters."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if not text.isascii():
            before = text.encode(errors="replace")[:column].decode(errors="replace")
            column = len(before.encode("utf-16-le", errors="replace")) // 2
        return [line, column + 1]

    def ref(self, node, scope):
        """The number of a node that is read later."""
        self.nodes.append(None)
        self.todo.append((len(self.nodes) - 1, node, scope))
        return len(self.nodes) - 1

    def refs(self, nodes, scope):
        return [self.ref(node, scope) for node in nodes if node is not None]

    def made(self, at, *shape):
        """A node that the text does not have by itself."""
        self.nodes.append([shape[0], *self.place(at), *shape[1:]])
        return len(self.nodes) - 1

    def write(self, tree):
        top = self.scope(None)
        self.refs(tree.body, top)
        while self.todo:
            number, node, scope = self.todo.pop()
            kind, *rest = self.shape(node, scope) or ("other",)
            self.nodes[number] = [kind, *self.place(node), *rest]

    def shape(self, node, scope):
        read = getattr(self, type(node).__name__, None)
        if read is not None:
            return read(node, scope)
        if isinstance(node, COMPREHENSIONS):
            return self.comprehension(node, scope)
        self.refs(ast.iter_child_nodes(node), scope)

    # Expressions

    def Name(self, node, scope):
        return "name", self.where(node.id, scope).number, node.id

    def Constant(self, node, scope):
        if isinstance(node.value, str):
            return "text", node.value[:LONGEST_TEXT]
        if isinstance(node.value, bytes):
            return "text", node.value[:LONGEST_TEXT].decode("latin-1")

    def JoinedStr(self, node, scope):
        return "join", self.refs(node.values, scope)

    def FormattedValue(self, node, scope):
        if node.format_spec is not None:
            self.ref(node.format_spec, scope)
        value = self.ref(node.value, scope)
        if node.conversion == -1 and node.format_spec is None:
            return "same", value

    def Attribute(self, node, scope):
        return "attribute", self.ref(node.value, scope), node.attr

    def Subscript(self, node, scope):
        return "index", self.ref(node.value, scope), self.ref(node.slice, scope)

    def Call(self, node, scope):
        arguments = []
        spread = any(isinstance(each, ast.Starred) for each in node.args) or any(each.arg is None for each in node.keywords)
        for each in node.args:
            if isinstance(each, ast.Starred):
                arguments.append(self.made(each, "item", self.ref(each.value, scope), 0))
            else:
                arguments.append(self.ref(each, scope))
        named = [[each.arg or "**", self.ref(each.value, scope)] for each in node.keywords]
        return "call", self.ref(node.func, scope), arguments, named, spread

    def BinOp(self, node, scope):
        operands, operator = [], type(node.op)
        while isinstance(node, ast.BinOp) and type(node.op) is operator:
            operands.append(node.right)
            node = node.left
        parts = self.refs([node, *reversed(operands)], scope)
        if operator is ast.Add:
            return "join", parts
        if operator is ast.Div:
            return "path", parts
        if operator is ast.Mod:
            return "filled", parts[0]

    def BoolOp(self, node, scope):
        return "either", self.refs(node.values, scope)

    def IfExp(self, node, scope):
        self.ref(node.test, scope)
        return "either", self.refs([node.body, node.orelse], scope)

    def Await(self, node, scope):
        return "same", self.ref(node.value, scope)

    def Starred(self, node, scope):
        return "element", self.ref(node.value, scope)

    def NamedExpr(self, node, scope):
        value = self.ref(node.value, scope)
        self.bind(node.target, value, scope)
        return "same", value

    def List(self, node, scope):
        return "list", self.refs(node.elts, scope)

    Tuple = Set = List

    def Dict(self, node, scope):
        entries = []
        for key, value in zip(node.keys, node.values):
            number = self.ref(value, scope)
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                entries.append([key.value, number])
            elif key is not None:
                self.ref(key, scope)
                entries.append(["", number])
        return "record", entries

    def comprehension(self, node, scope):
        inner = self.scope(scope.outer if scope.is_class else scope)
        for each in node.generators:
            self.bind(each.target, self.made(each.iter, "element", self.ref(each.iter, inner)), inner)
            self.refs(each.ifs, inner)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        items = self.refs(parts, inner)
        return "list", items[-1:]

    def Lambda(self, node, scope):
        return self.function(node, "", scope)

    # Statements

    def FunctionDef(self, node, scope):
        self.refs(node.decorator_list, scope)
        number = self.made(node, "other")
        self.nodes[number] = ["function", *self.place(node), *self.function(node, node.name, scope)[1:]]
        self.give(node.name, number, scope)

    AsyncFunctionDef = FunctionDef

    def function(self, node, name, scope):
        inner = self.scope(scope.outer if scope.is_class else scope)
        self.find_elsewhere(node, inner)
        given = node.args
        params = [*given.posonlyargs, *given.args]
        defaults = self.refs(given.defaults, scope)
        for param, default in zip(reversed(params), reversed(defaults)):
            self.bindings.append([inner.number, param.arg, default])
        for param, default in zip(given.kwonlyargs, given.kw_defaults):
            if default is not None:
                self.bindings.append([inner.number, param.arg, self.ref(default, scope)])
        for param in (given.vararg, given.kwarg):
            if param is not None:
                self.bindings.append([inner.number, param.arg, self.made(param, "other")])
        for param in [*params, *given.kwonlyargs]:
            if param.annotation is not None:
                self.ref(param.annotation, scope)
        if isinstance(node, ast.Lambda):
            inner.returns.append(self.ref(node.body, inner))
        else:
            self.refs(node.body, inner)
        names = [param.arg for param in [*params, *given.kwonlyargs]]
        return "function", name, names, inner.number, inner.returns

    def ClassDef(self, node, scope):
        self.refs([*node.decorator_list, *node.bases, *(each.value for each in node.keywords)], scope)
        inner = self.scope(scope.outer if scope.is_class else scope, is_class=True)
        self.give(node.name, self.made(node, "other"), scope)
        self.refs(node.body, inner)

    def Return(self, node, scope):
        if node.value is not None:
            scope.returns.append(self.ref(node.value, scope))

    def Assign(self, node, scope):
        value = self.ref(node.value, scope)
        for target in node.targets:
            self.bind(target, value, scope)

    def AnnAssign(self, node, scope):
        self.ref(node.annotation, scope)
        if node.value is not None:
            self.bind(node.target, self.ref(node.value, scope), scope)

    def AugAssign(self, node, scope):
        before, after = self.ref(node.target, scope), self.ref(node.value, scope)
        self.bind(node.target, self.made(node, "join", [before, after]), scope)

    def For(self, node, scope):
        self.bind(node.target, self.made(node.iter, "element", self.ref(node.iter, scope)), scope)
        self.refs([*node.body, *node.orelse], scope)

    AsyncFor = For

    def With(self, node, scope):
        for each in node.items:
            value = self.ref(each.context_expr, scope)
            if each.optional_vars is not None:
                self.bind(each.optional_vars, value, scope)
        self.refs(node.body, scope)

    AsyncWith = With

    def ExceptHandler(self, node, scope):
        if node.name is not None:
            self.give(node.name, self.made(node, "other"), scope)
        self.refs([node.type, *node.body], scope)

    def Import(self, node, scope):
        for each in node.names:
            self.imported(node, each.name)
            top = each.name.partition(".")[0]
            path = each.name if each.asname else top
            self.give(each.asname or top, self.made(node, "module", path), scope)

    def ImportFrom(self, node, scope):
        module = "." * node.level + (node.module or "")
        self.imported(node, module)
        for each in node.names:
            if each.name == "*":
                self.stars.append(module)
                continue
            full = f"{module}.{each.name}"
            self.imported_name(node, module, full)
            self.give(each.asname or each.name, self.made(node, "module", full), scope)

    def MatchAs(self, node, scope):
        if node.name is not None:
            self.give(node.name, self.made(node, "other"), scope)
        self.refs([node.pattern], scope)

    # What names are given

    def find_elsewhere(self, function, scope):
        """`global` and `nonlocal` hold in all of a function, wherever in it they stand."""
        top = scope
        while top.outer is not None:
            top = top.outer
        waiting = list(function.body) if isinstance(function.body, list) else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Global):
                scope.elsewhere.update(dict.fromkeys(node.names, top))
            elif isinstance(node, ast.Nonlocal) and scope.outer is not None:
                scope.elsewhere.update(dict.fromkeys(node.names, scope.outer))
            elif isinstance(node, ast.stmt) and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                waiting += [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.expr)]
            elif isinstance(node, (ast.ExceptHandler, ast.match_case)):
                waiting += node.body

    def where(self, name, scope):
        return scope.elsewhere.get(name, scope)

    def give(self, name, value, scope):
        self.bindings.append([self.where(name, scope).number, name, value])
        if scope.is_class:
            self.attributes.append([name, value])

    def bind(self, target, value, scope):
        waiting = [(target, value)]
        while waiting:
            target, value = waiting.pop()
            if isinstance(target, ast.Name):
                self.give(target.id, value, scope)
            elif isinstance(target, ast.Attribute):
                self.ref(target, scope)
                self.attributes.append([target.attr, value])
            elif isinstance(target, ast.Starred):
                waiting.append((target.value, self.made(target, "other")))
            elif isinstance(target, (ast.Tuple, ast.List)):
                waiting += [(each, self.made(each, "item", value, at)) for at, each in enumerate(target.elts)]
            else:
                self.ref(target, scope)

    def imported(self, node, name):
        self.imports.append([*self.place(node), name, self.kind(name)])

    def imported_name(self, node, module, full):
        """A module that is taken out of its package is an import of its own where it lies in the standard library."""
        if full in ("http.client", "http.server", "urllib.request", "os.path", "concurrent.futures") and module:
            self.imports.append([*self.place(node), full, self.kind(full)])

    def kind(self, name):
        top = name.partition(".")[0]
        if top not in self.kinds:
            self.kinds[top] = self.find(top)
        return self.kinds[top]

    @staticmethod
    def find(top):
        if top in PACKAGES:
            return "package"
        if top not in sys.stdlib_module_names:
            return "unknown"
        try:
            return "built in" if top in sys.modules or importlib.util.find_spec(top) else "unknown"
        except (ImportError, ValueError):
            return "unknown"


def read(code):
    """The program of a text as a dict, or {"error": [line, column, message]}."""
    try:
        code.encode()
    except UnicodeEncodeError as error:
        return {"error": [code.count("\n", 0, error.start) + 1, 1, "the code holds half of a surrogate pair; replace it by a whole character"]}
    try:
        tree = compile(code, "code", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return {"error": [error.lineno or 1, max(1, error.offset or 1), error.msg or "invalid syntax"]}
    except (RecursionError, MemoryError):
        return {"error": [1, 1, "The code nests too deeply to be read"]}
    except ValueError as error:
        return {"error": [1, 1, str(error)]}
    writer = Writer(code.split("\n"))
    writer.write(tree)
    names = ("nodes", "scopes", "bindings", "attributes", "imports", "stars", "notable")
    return {name: getattr(writer, name) for name in names}


def write(code, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(read(code), file, separators=(",", ":"))


warnings.simplefilter("ignore")
write(params["code"], "program.json")
