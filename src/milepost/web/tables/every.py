"""Every table of the product by its name, for exports in the background and for tests."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from milepost import web
from milepost.web.tables.table import Table


@cache
def every_table() -> dict[str, Table]:
    """Give the tables that stand in the modules called tables, of every area."""
    return {table.name: table for table in _found()}


def _found() -> Iterator[Table]:
    for module in walk_packages(web.__path__, f"{web.__name__}."):
        if ".tables" in module.name and not module.name.startswith(f"{web.__name__}.tables"):
            yield from (
                thing for thing in vars(import_module(module.name)).values() if isinstance(thing, Table)
            )
