"""The text of the code as a program."""

import ast

from _sandbank.errors import MAIN

# The name under which a program leaves the value of its last expression.
VALUE = "__value_of_the_run__"


def compile_program(code):
    """The code with top-level await, its last expression kept under the name VALUE. Raises SyntaxError."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    _refuse_half_characters(code)
    tree = compile(code, MAIN, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr):
        target = ast.copy_location(ast.Name(VALUE, ast.Store()), last)
        tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
    return compile(tree, MAIN, "exec", flags, dont_inherit=True)


def _refuse_half_characters(code):
    try:
        code.encode()
    except UnicodeEncodeError as error:
        where = (MAIN, code.count("\n", 0, error.start) + 1, None, None)
        raise SyntaxError("the code holds half of a surrogate pair; replace it by a whole character", where) from None
