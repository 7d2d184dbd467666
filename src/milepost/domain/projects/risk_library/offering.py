"""Which common risks a project is offered."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from milepost.domain.projects.models import CommonRisk, Project

SHIPPED = "shipped.toml"
ANY = "any"


class OfferedRisk(NamedTuple):
    """A common risk as the library has it."""

    event: str
    cause: str
    effect: str
    trigger: str
    category: str
    probability: int
    impact: int
    strategy: str
    response: str
    own_id: int | None = None
    """The city's own entry it comes from; shipped ones have none."""


@cache
def shipped_risks() -> dict[str, tuple[OfferedRisk, ...]]:
    """Give the risks that ship with Milepost by type of project; those under `any` are for all."""
    content = tomllib.loads(files(__package__).joinpath(SHIPPED).read_text("utf-8"))
    return {kind: tuple(OfferedRisk(**row) for row in rows) for kind, rows in content.items()}


def offered_to(project: Project) -> list[OfferedRisk]:
    """Give what a project of its type commonly meets and its register does not hold yet, the city's own first."""
    own = CommonRisk.objects.filter(type__in=[project.type, ""], is_active=True)
    shipped = shipped_risks()
    offered = [*map(_own, own), *shipped.get(project.type, ()), *shipped[ANY]]
    known = {event.casefold() for event in project.risks.values_list("event", flat=True)}
    unique = {one.event.casefold(): one for one in reversed(offered)}
    return [
        one for one in offered if one.event.casefold() not in known and unique[one.event.casefold()] is one
    ]


def _own(row: CommonRisk) -> OfferedRisk:
    words = {name: getattr(row, name) for name in OfferedRisk._fields if name != "own_id"}
    return OfferedRisk(**words, own_id=row.pk)
