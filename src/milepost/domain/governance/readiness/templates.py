"""Checklists that ship with Milepost, by type of project."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

EVERY = "every"
"""The section of what every go-live needs."""


class ChecklistItem(NamedTuple):
    """An item of a template; it is due so many days before the cutover."""

    category: str
    title: str
    days_before: int
    is_required: bool = True


def checklist_for(project_type: str) -> list[ChecklistItem]:
    """Give what every go-live needs, and what projects of this type need besides, by category."""
    content = _content()
    rows = [*content[EVERY], *content.get(project_type, ())]
    categories = list(dict.fromkeys(row["category"] for row in rows))
    items = [ChecklistItem(**row) for row in rows]
    return sorted(items, key=lambda item: categories.index(item.category))


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("checklists.toml").read_text("utf-8"))
