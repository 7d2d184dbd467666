"""Every action asks the table of permissions, and the table holds nothing that nobody asks."""

import ast
import re

from milepost.domain.people.permissions import ALLOWED
from tests.architecture.sources import PACKAGE, files, functions, text_of
from tests.architecture.test_actions import _is_action, _modules, _reached, _takes_a_recorder

TABLE = f"{PACKAGE}/domain/people/permissions.py"
# Done by the program for whoever signs in; what it may touch is decided by the city's own identity provider.
WITHOUT_PERMISSION = {"found_city", "link_account"}
HELPING = re.compile(rf"{PACKAGE}/domain/(?!people/)\w+/permissions\.py")
"""Where an area keeps who may do what by more than a role, such as whoever leads a meeting."""
COMMON = f"{PACKAGE}/domain/common/"  # lies below the table; the areas above ask before they call it


def test_every_action_asks_for_a_permission_of_the_table() -> None:
    found = [(name, function) for name in _modules() for function in functions(name)]
    helping = [
        function for name in files(endings=(".py",)) if HELPING.match(name) for function in functions(name)
    ]
    calls = {
        function.name: {node.func.id for node in ast.walk(function) if _is_call(node)}
        for _, function in found
    }
    asking = {function.name for _, function in found if _named_permissions(function)}
    asking |= {function.name for function in helping if _named_permissions(function)}

    unasked = [
        f"{name}: {function.name}"
        for name, function in found
        if _is_action(function) and not name.startswith(COMMON) and not _takes_a_recorder(function)
        if function.name not in WITHOUT_PERMISSION and not _reached(function.name, calls) & asking
    ]

    assert unasked == []


def test_everything_in_the_table_is_asked_somewhere() -> None:
    sources = "".join(
        text_of(name) for name in files(under=PACKAGE, endings=(".py", ".html")) if name != TABLE
    )

    assert [action for action in ALLOWED if f'"{action}"' not in sources] == []


def test_nothing_is_asked_that_the_table_does_not_hold() -> None:
    asked = {
        node.args[1].value
        for name in files(under=PACKAGE, endings=(".py",))
        for node in ast.walk(ast.parse(text_of(name)))
        if _is_call(node) and node.func.id in {"require", "may", "may_anywhere", "departments_where"}
        if len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    }

    assert asked - ALLOWED.keys() == set()


def _named_permissions(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {
        node.value for node in ast.walk(function) if isinstance(node, ast.Constant) and node.value in ALLOWED
    }


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
