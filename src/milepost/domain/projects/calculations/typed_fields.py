"""The fields of a task as texts: read as a planner types them, and written as the schedule shows them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from django.db.models import Q
from django.utils.translation import gettext

from milepost.domain.people.models import Equipment, Person, WorkingCalendar
from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.effort import work_minutes_of
from milepost.domain.projects.calculations.gantt_document import units_of
from milepost.domain.projects.calculations.teams import Terms, booking, member_text, team_of, terms_of
from milepost.domain.projects.models import Assignment, Link, Project, Task
from milepost.domain.projects.queries import calendars_for
from milepost.domain.projects.wording import day_text
from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint, LagUnit, LinkType
from milepost.exchange.fields import BadValue, number_of
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import (
    CONSTRAINT_NAMES,
    constraint_of,
    duration_of,
    duration_text,
    link_text,
    links_of,
)
from milepost.exchange.sheets.typed_dates import Reference, instant_of

DAY_BEGINS, DAY_ENDS = 8 * 60, 17 * 60
FINISHES = frozenset({"finish", "actual_finish", "deadline"})
FINISH_CONSTRAINTS = frozenset(
    {Constraint.MUST_FINISH_ON, Constraint.FINISH_NO_EARLIER_THAN, Constraint.FINISH_NO_LATER_THAN}
)
YES, NO = frozenset({"yes", "y", "true", "1", "x", "on"}), frozenset({"no", "n", "false", "0", "off", ""})
FLAGS = ("milestone", "active", "manual", "effort_driven", "ignores_people")
FLAG_WORDS = {True: "yes", False: "no", None: ""}
TYPE_NAMES = {kind: kind.name.replace("_", " ").capitalize() for kind in TaskType}
TYPES = {name.lower(): kind for kind, name in TYPE_NAMES.items()}
MOST_NAMED = 3


Row = TypeVar("Row", Person, WorkingCalendar)


class Duration(NamedTuple):
    """A duration as it was typed."""

    minutes: int
    unit: str = "d"
    is_estimated: bool = False


class TypedFields:
    """Reads and writes texts for one project and one person; what many tasks share is read once."""

    def __init__(self, project: Project, *, by: Person, as_of: date) -> None:
        self.project = project
        self.units = units_of(project)
        self._by = by
        self._as_of = as_of

    def read(self, field: str, text: str, task: Task) -> Any:
        """Give the value of a typed text, `None` where it is empty; raises `BadValue`."""
        text = text.strip()
        if field in _INSTANTS:
            return self._instant(field, text, task) if text else None
        if field in _LINKS:
            return list(links_of(text, 0, self.units))
        return _READ[field](self, text, task)

    def text(self, field: str, task: Task) -> str:
        """Write a field as the schedule shows it."""
        if field in _INSTANTS:
            return _day_text(field, _instant_in(field, task))
        if field in _LINKS:
            return self.links_text(self._links_at(field, task))
        return _TEXT[field](self, task)

    def is_still(self, field: str, seen: str, task: Task) -> bool:
        """Tell whether a field reads as its editor had seen it."""
        if _plain(seen) == _plain(self.text(field, task)):
            return True
        try:
            read = self.read(field, seen, task)
        except BadValue:
            return False
        now = _instant_in(field, task) if field in _INSTANTS else None
        if isinstance(read, datetime) and now is not None:
            return read == now
        return field in _READ_BACK and _READ_BACK[field](self, read, task)

    def links_text(self, links: Iterable[tuple[Task, Link]]) -> str:
        """Write links with the number of their other task, and of its project where that is another."""
        return "; ".join(
            link_text(
                PlanLink(
                    other.uid,
                    0,
                    LinkType(one.type),
                    one.lag,
                    LagUnit(one.lag_unit),
                    one.lag_shown_in,
                    predecessor_project=other.project.number if one.is_external else "",
                ),
                self.units,
            )
            for other, one in links
        )

    def _links_at(self, field: str, task: Task) -> list[tuple[Task, Link]]:
        """Give the links at one end of a task; from other projects those that the person may see, to others none."""
        if field == "predecessors":
            links = Link.objects.filter(successor=task).select_related("predecessor__project")
            visible = Q(predecessor__project__in=Project.objects.visible_to(self._by))
            kept = links.filter(Q(is_external=False) | visible).order_by("is_external", "pk")
            return [(one.predecessor, one) for one in kept]
        links = Link.objects.filter(predecessor=task, is_external=False).select_related("successor__project")
        return [(one.successor, one) for one in links.order_by("pk")]

    @cached_property
    def day_begins(self) -> int:
        """Give the minute of the day at which the project's first shift starts."""
        return min((day[0][0] for day in self.project.calendar.week if day), default=DAY_BEGINS)

    @cached_property
    def day_ends(self) -> int:
        """Give the minute of the day at which the project's last shift ends."""
        return max((day[-1][1] for day in self.project.calendar.week if day), default=DAY_ENDS)

    def _instant(self, field: str, text: str, task: Task) -> datetime:
        is_finish = field in FINISHES or (field == "constraint_at" and task.constraint in FINISH_CONSTRAINTS)
        near = _instant_in(field, task) or _instant_in("start", task) or self._middle
        minute = min(self.day_ends, 1439) if is_finish else self.day_begins
        return instant_of(text, minute_of_day=minute, reference=Reference(self._as_of, near.date()))

    @cached_property
    def _middle(self) -> datetime:
        """A day of the project to tell the year by: today, or where the project does not run then its start."""
        start: datetime = self.project.start
        return max(start, datetime(self._as_of.year, self._as_of.month, self._as_of.day))

    def _duration(self, text: str, _task: Task) -> Duration | None:
        if not text:
            return None
        minutes, unit, is_estimated = duration_of(text, self.units)
        if minutes < 0:
            raise BadValue(gettext("is negative, which no duration is"))
        return Duration(minutes, unit, is_estimated)

    def _person(self, text: str, _task: Task) -> Person | None:
        if not text:
            return None
        return _only(_named(self._persons, text), "is nobody of the directory")

    def _team(self, text: str, task: Task) -> list[Terms]:
        team = team_of(text, lambda name: self._person(name, task), self._resources, self.units)
        return booking(team, self._catalog)

    def _hours(self, text: str, _task: Task) -> Duration | None:
        """Read work; a bare number is hours."""
        return self._duration(f"{text}h" if text.replace(".", "", 1).isdecimal() else text, _task)

    def _work_text(self, task: Task) -> str:
        rows = list(task.assignments.all()) if task.pk else []
        work = work_minutes_of(task, [terms_of(row) for row in rows])
        return duration_text(work, "h", self.units) if rows else ""

    def _team_text(self, task: Task) -> str:
        rows = task.assignments.select_related("person") if task.pk else ()
        return "; ".join(
            member_text(row.who, row.units_percent, row.own_work_minutes, self.units) for row in rows
        )

    @cached_property
    def _resources(self) -> Sequence[str]:
        """The roles and resources that the project's plan names, and the equipment of the catalog."""
        rows = Assignment.objects.filter(task__project=self.project, person=None).order_by()
        bookable = [one.name for one in self._catalog.values() if one.is_active]
        return [*rows.values_list("resource", flat=True).distinct(), *bookable]

    @cached_property
    def _catalog(self) -> Mapping[str, Equipment]:
        """The equipment and rooms, by the name folded for comparison."""
        return {one.name.casefold(): one for one in Equipment.objects.all()}

    @cached_property
    def _persons(self) -> Sequence[Person]:
        """The directory, or for whom it is closed those who take part in the project."""
        involved = Q(tasks__project=self.project) | Q(project_roles__project=self.project)
        persons = Person.objects.filter(is_active=True)
        return list(
            persons if may(self._by, "people.view_directory") else persons.filter(involved).distinct()
        )

    def _calendar(self, text: str, _task: Task) -> WorkingCalendar | None:
        if not text:
            return None
        return _only(_named(self._calendars, text), "is no working calendar of this project")

    @cached_property
    def _calendars(self) -> Sequence[WorkingCalendar]:
        return list(calendars_for(self.project))

    def _duration_text(self, task: Task) -> str:
        return duration_text(
            task.duration_minutes, task.duration_unit, self.units, estimated=task.is_estimated
        )

    def _remaining_text(self, task: Task) -> str:
        if task.remaining_minutes is None:
            return ""
        return duration_text(task.remaining_minutes, task.duration_unit, self.units)


def _percent(_fields: TypedFields, text: str, _task: Task) -> float:
    if not text:
        return 0.0
    percent = number_of(text.removesuffix("%").strip())
    if not 0 <= percent <= 100:
        raise BadValue(gettext("does not lie between 0 and 100 percent"))
    return percent


def _flag(_fields: TypedFields, text: str, _task: Task) -> bool:
    word = text.lower()
    if word not in YES | NO:
        raise BadValue(gettext("is neither yes nor no"))
    return word in YES


def _flag_or_nothing(fields: TypedFields, text: str, task: Task) -> bool | None:
    return _flag(fields, text, task) if text else None


def _priority(_fields: TypedFields, text: str, _task: Task) -> int:
    priority = number_of(text) if text else 500.0
    if not 0 <= priority <= 1000:
        raise BadValue(gettext("does not lie between 0 and 1000"))
    return round(priority)


def _type(_fields: TypedFields, text: str, _task: Task) -> TaskType:
    if text and text.lower() not in TYPES:
        raise BadValue(gettext("is none of: fixed units, fixed duration, fixed work"))
    return TYPES.get(text.lower(), TaskType.FIXED_UNITS)


def _words(_fields: TypedFields, text: str, _task: Task) -> str:
    return text


def _name(_fields: TypedFields, text: str, _task: Task) -> str:
    name = " ".join(text.split())
    if not name:
        raise BadValue(gettext("is empty; a task needs a name"))
    if len(name) > 255:
        raise BadValue(gettext("is longer than 255 characters"))
    return name


def _constraint(_fields: TypedFields, text: str, _task: Task) -> Constraint:
    return constraint_of(text) if text else Constraint.AS_SOON_AS_POSSIBLE


_INSTANTS = frozenset({"start", "finish", "constraint_at", "deadline", "actual_start", "actual_finish"})
_LINKS = frozenset({"predecessors", "successors"})
_READ: dict[str, Callable[[TypedFields, str, Task], Any]] = {
    "name": _name,
    "notes": _words,
    "duration": TypedFields._duration,
    "remaining": TypedFields._duration,
    "percent": _percent,
    "priority": _priority,
    "responsible": TypedFields._person,
    "assigned": TypedFields._team,
    "work": TypedFields._hours,
    "type": _type,
    "calendar": TypedFields._calendar,
    "constraint": _constraint,
    "may_split": _flag_or_nothing,
    **dict.fromkeys(FLAGS, _flag),
}
_TEXT: dict[str, Callable[[TypedFields, Task], str]] = {
    "name": lambda _, task: task.name,
    "notes": lambda _, task: task.notes,
    "duration": TypedFields._duration_text,
    "remaining": TypedFields._remaining_text,
    "percent": lambda _, task: f"{task.percent_complete:.0f}%",
    "priority": lambda _, task: str(task.priority),
    "responsible": lambda _, task: task.responsible.name if task.responsible else task.responsible_name,
    "assigned": TypedFields._team_text,
    "work": TypedFields._work_text,
    "type": lambda _, task: TYPE_NAMES[TaskType(task.type)],
    "calendar": lambda _, task: task.calendar.name if task.calendar else "",
    "constraint": lambda _, task: CONSTRAINT_NAMES[Constraint(task.constraint)] if task.constraint else "",
    "milestone": lambda _, task: "yes" if task.is_milestone else "no",
    "active": lambda _, task: "yes" if task.is_active else "no",
    "manual": lambda _, task: "yes" if task.is_manual else "no",
    "effort_driven": lambda _, task: "yes" if task.is_effort_driven else "no",
    "ignores_people": lambda _, task: "yes" if task.ignores_people else "no",
    "may_split": lambda _, task: FLAG_WORDS[task.may_split],
}
_READ_BACK: dict[str, Callable[[TypedFields, Any, Task], bool]] = {
    "duration": lambda _, read, task: read == (task.duration_minutes, task.duration_unit, task.is_estimated),
    "remaining": lambda _, read, task: (read and read.minutes) == task.remaining_minutes,
    "percent": lambda _, read, task: round(read) == round(task.percent_complete),
    "priority": lambda _, read, task: bool(read == task.priority),
    "assigned": lambda _, read, task: set(read) == {terms_of(row) for row in task.assignments.all()},
    "constraint": lambda _, read, task: bool(read == task.constraint),
    "milestone": lambda _, read, task: bool(read == task.is_milestone),
    "active": lambda _, read, task: bool(read == task.is_active),
    "manual": lambda _, read, task: bool(read == task.is_manual),
    "effort_driven": lambda _, read, task: bool(read == task.is_effort_driven),
    "ignores_people": lambda _, read, task: bool(read == task.ignores_people),
    "may_split": lambda _, read, task: read is task.may_split,
    "type": lambda _, read, task: bool(read == task.type),
}
TYPED = frozenset({*_READ, *_INSTANTS, *_LINKS})


def _instant_in(field: str, task: Task) -> datetime | None:
    """Give the instant that a field shows; start and finish follow from the schedule."""
    if field in ("start", "finish"):
        dates = getattr(task, "dates", None) if task.pk else None
        found: datetime | None = getattr(dates, field, None)
        return found
    return getattr(task, field)  # type: ignore[no-any-return]


def _day_text(field: str, instant: datetime | None) -> str:
    """Write the day; what finishes at midnight finished the day before."""
    if instant is None:
        return ""
    return day_text(instant - timedelta(minutes=1) if field in FINISHES else instant)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _named(rows: Iterable[Row], text: str) -> list[Row]:
    """Give the rows of exactly this name, or else those whose name begins so."""
    typed = _plain(text)
    fitting = [row for row in rows if _begins(row.name, typed)]
    return [row for row in fitting if _plain(row.name) == typed] or fitting


def _begins(name: str, typed: str) -> bool:
    """Tell whether a name, or the rest of it from a later word on, begins so."""
    words = name.casefold().split()
    return any(" ".join(words[first:]).startswith(typed) for first in range(len(words)))


def _only(found: Sequence[Row], unknown: str) -> Row:
    if not found:
        raise BadValue(unknown)
    if len(found) > 1:
        names = ", ".join(str(one) for one in found[:MOST_NAMED])
        raise BadValue(
            f"fits {names}{' and others' if len(found) > MOST_NAMED else ''}; type more of the name"
        )
    return found[0]
