"""Who works on tasks, as terms that rows, texts and files share."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext

from milepost.domain.people.calculations.openings import equipment_named
from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.models import Assignment, Project
from milepost.domain.projects.models.assignment import MOST_UNITS_PERCENT
from milepost.domain.projects.wording import number_text
from milepost.exchange.fields import BadValue, number_of
from milepost.exchange.sheets.typed import Units, duration_of, duration_text

FULL_TIME = 100.0
NO_WORK = 0
"""What equipment does of a task that books it."""
ROLE = "role:"
_ONE = re.compile(r"\s*([^\[\];]+?)\s*(?:\[([^\[\]]*)\])?\s*")


class Terms(NamedTuple):
    """One member of a task's team; `person` is the key of a person, or `None` for a role or resource by name.

    Equipment stands by its name, with no work.
    """

    person: int | None
    resource: str = ""
    units_percent: float = FULL_TIME
    work_minutes: int | None = None
    joined_minutes: int = 0
    """From where in the task's duration their work is evenly spread; nobody types it."""

    @property
    def who(self) -> "Who":
        return self.person, self.resource

    @property
    def typed(self) -> "Terms":
        """Give what a person or a file says of a member."""
        return self._replace(joined_minutes=0)

    def lasts(self, duration: int) -> int:
        """Give how much of a task's duration is theirs; all of it where it became shorter than what was done."""
        return duration - self.joined_minutes if self.joined_minutes < duration else duration

    def work_in(self, duration: int) -> float:
        """Give the work in minutes: as it was decided, else units over what is theirs of the duration."""
        if self.work_minutes is not None:
            return self.work_minutes
        return self.lasts(duration) * self.units_percent / FULL_TIME

    def part_left(self, duration: int, left: float) -> float:
        """Give which part of the work is left where that much of a task's duration is."""
        return min(left / self.lasts(duration), 1) if duration else 0


Who = tuple[int | None, str]
"""The key of a person, or `None` with the name of a role or resource."""


def terms_of(assignment: Assignment) -> Terms:
    """Give a row's terms."""
    return Terms(
        assignment.person_id,
        assignment.resource,
        assignment.units_percent,
        assignment.work_minutes,
        assignment.joined_minutes,
    )


def team_texts(project: Project, units: Units, *, ids: Collection[int] | None = None) -> dict[int, str]:
    """Write the teams of a project's tasks as they are typed, by task, in one query."""
    rows = Assignment.objects.filter(task__project=project).order_by("pk")
    if ids is not None:
        rows = rows.filter(task__in=ids)
    found: dict[int, list[str]] = {}
    for task, person, resource, equipment, percent, work in rows.values_list(
        "task_id", "person__name", "resource", "equipment_id", "units_percent", "work_minutes"
    ):
        shown = None if equipment else work
        found.setdefault(task, []).append(member_text(person or resource, percent, shown, units))
    return {task: "; ".join(texts) for task, texts in found.items()}


def member_text(name: str, units_percent: float, work_minutes: int | None, units: Units) -> str:
    """Write one member: `Kara Montoya`, `Kara Montoya [50%]`, `Kara Montoya [50%, 16h]`."""
    terms = [] if units_percent == FULL_TIME else [f"{number_text(units_percent)}%"]
    if work_minutes is not None:
        terms.append(duration_text(work_minutes, "h", units))
    return f"{name} [{', '.join(terms)}]" if terms else name


def team_of(
    text: str, person_of: Callable[[str], Person | None], resources: Iterable[str], units: Units
) -> list[Terms]:
    """Read a typed team; `person_of` finds a person or raises `BadValue`.

    A name that the project's plan holds as a role or resource is taken as that; a new one is typed `role: Analyst`.
    """
    known = {name.casefold(): name for name in resources}
    found: dict[Who, Terms] = {}
    for part in filter(str.strip, re.split(r";|\n", text)):
        matched = _ONE.fullmatch(part)
        if matched is None:
            raise BadValue(gettext("is no list such as “Kara Montoya [50%]; role: Analyst”"))
        one = _member(matched[1], matched[2] or "", person_of, known, units)
        if one.who in found:
            raise BadValue(gettext("names {value} twice").format(value=matched[1]))
        found[one.who] = one
    return list(found.values())


def _member(
    name: str,
    terms: str,
    person_of: Callable[[str], Person | None],
    known: Mapping[str, str],
    units: Units,
) -> Terms:
    percent, work = _amounts(terms, units)
    if name.casefold() in known:
        return Terms(None, known[name.casefold()], percent, work)
    if name.casefold().startswith(ROLE):
        role = " ".join(name[len(ROLE) :].split())
        if not role or len(role) > 200:
            raise BadValue(gettext("names no role; type it as in “role: Analyst”"))
        return Terms(None, known.get(role.casefold(), role), percent, work)
    try:
        person = person_of(name)
    except BadValue as error:
        raise BadValue(
            gettext("names {name}, which {error}; a role nobody fills yet is typed “role: {name}”").format(
                name=name, error=error
            )
        ) from error
    return Terms(person.pk if person else None, "", percent, work)


def _amounts(terms: str, units: Units) -> tuple[float, int | None]:
    percent, work = FULL_TIME, None
    for term in filter(None, map(str.strip, terms.split(","))):
        if term.endswith("%"):
            percent = number_of(term.removesuffix("%").strip())
        else:
            work, _, _ = duration_of(term, units)
    if not 0 <= percent <= MOST_UNITS_PERCENT:
        raise BadValue(
            gettext("has units outside 0 to {most_units_percent:,} percent").format(
                most_units_percent=MOST_UNITS_PERCENT
            )
        )
    if work is not None and work < 0:
        raise BadValue(gettext("has negative work"))
    return percent, work


def booking(team: Sequence[Terms], catalog: Mapping[str, Equipment]) -> list[Terms]:
    """Give a team in which equipment stands by the name of the catalog, and does no work."""
    return [
        one._replace(resource=found.name, work_minutes=NO_WORK)
        if one.person is None and (found := catalog.get(one.resource.casefold()))
        else one
        for one in team
    ]


def catalog_of(team: Sequence[Terms]) -> Mapping[str, Equipment]:
    """Give the equipment that a team names, by its name folded for comparison; no query where nothing could be."""
    return equipment_named(one.resource for one in team if one.person is None)


def joined(terms: Sequence[Terms]) -> Terms:
    """Join what a file says of one person in several lines."""
    first = terms[0]
    works = [one.work_minutes for one in terms if one.work_minutes is not None]
    units = min(sum(one.units_percent for one in terms), MOST_UNITS_PERCENT)
    return first._replace(units_percent=units, work_minutes=sum(works) if works else None)
