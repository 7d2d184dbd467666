"""Whose projects the portfolio shows first: all, those one manages or sponsors, or those of one's department."""

from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project

EVERYBODYS = "whose"


class Lens(NamedTuple):
    """One way to look at the portfolio: its words, its filter as the table below has it, and how many it keeps."""

    label: str
    query: dict[str, str]
    kept: int
    is_current: bool

    @property
    def address(self) -> str:
        return f"?{urlencode(self.query)}"


def lenses_for(person: Person, projects: Sequence[Project], request: HttpRequest) -> list[Lens]:
    """Give the lenses that keep something, all first; one that keeps everything is no lens."""
    lenses = [Lens("All", {EVERYBODYS: "all"}, len(projects), is_current=False)]
    for label, query, keeps in _own(person):
        count = sum(keeps(project) for project in projects)
        if 0 < count < len(projects):
            is_current = all(request.GET.get(name) == value for name, value in query.items())
            lenses.append(Lens(label, query, count, is_current))
    if not any(lens.is_current for lens in lenses):
        lenses[0] = lenses[0]._replace(is_current=True)
    return lenses


def first_lens(person: Person, projects: Sequence[Project], request: HttpRequest) -> Lens | None:
    """Give the lens to open the portfolio with: their own for those who do not oversee all projects."""
    if may(person, "projects.view_restricted"):
        return None
    return next(iter(lenses_for(person, projects, request)[1:]), None)


Keeps = Callable[[Project], bool]


def _own(person: Person) -> list[tuple[str, dict[str, str], Keeps]]:
    own: list[tuple[str, dict[str, str], Keeps]] = [
        ("I manage", {"manager": "me"}, lambda project: project.manager_id == person.pk),
        ("I sponsor", {"sponsor": "me"}, lambda project: project.sponsor_id == person.pk),
    ]
    if person.department is not None:
        key = person.department.pk
        own.append(
            (person.department.name, {"department": str(key)}, lambda project: project.department_id == key)
        )
    return own
