"""Pages, API and commands write nothing: every change is an action of the domain."""

import ast

from tests.architecture.sources import PACKAGE, files, text_of

EDGES = ["web", "api", "cli"]
WRITES = {"save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def test_the_edges_never_write_rows_themselves() -> None:
    written = [
        f"{name}:{call.lineno}"
        for edge in EDGES
        for name in files(under=f"{PACKAGE}/{edge}/", endings=(".py",))
        for call in ast.walk(ast.parse(text_of(name)))
        if isinstance(call, ast.Call) and writes(call)
    ]

    assert written == []


def writes(call: ast.Call) -> bool:
    """Say whether a call writes rows, by its name."""
    # A mapping is updated with a mapping, a queryset with keywords; a route is named by its path.
    if call.args and isinstance(call.args[0], ast.Constant):
        return False
    match call.func:
        case ast.Attribute(attr="update"):
            return bool(call.keywords)
        case ast.Attribute(attr=name):
            return name in WRITES
    return False
