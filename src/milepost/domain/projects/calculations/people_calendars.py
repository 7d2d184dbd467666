"""The calendars that tasks run on by who is assigned and what is booked.

People decide in a project that is scheduled by its people's calendars; equipment decides in every project, for what is
closed cannot be used.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.calculations.openings import opening_calendars
from milepost.domain.people.calculations.presence import presence_calendars
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Assignment, Project
from milepost.engine.calendar.pattern import AnyCalendar, Calendar, CombinedCalendar, while_people_work
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import MINUTES_PER_DAY, minutes_of

DAYS_LOOKED_AT = 2 * 366
"""How long calendars are looked at from a project's start on for time that they have in common."""


class Member(NamedTuple):
    """The key of a person, that of the calendar a file gives a role or resource, or that of equipment."""

    person: int | None = None
    calendar: int | None = None
    equipment: int | None = None


Crews = dict[int, set[Member]]
"""Who works on each task and what it books, by its key."""


class PeopleCalendars:
    """What the tasks of one project run on; calendars are read once and combined once."""

    def __init__(self, project: Project, crews: Crews) -> None:
        self.crews = crews
        self.has_people = project.follows_people
        """Whether people decide, too, and not only what is booked."""
        self._years = years_of(project)
        self._project_calendar = engine_calendar(project.calendar, years=self._years)
        self._present: dict[int, AnyCalendar] = {}
        self._named: dict[int, AnyCalendar] = {}
        self._open: dict[int, AnyCalendar] = {}
        self._start = minutes_of(project.start)
        self._works: dict[AnyCalendar, bool] = {}
        self.load(crews.values())

    def load(self, crews: Iterable[set[Member]]) -> None:
        """Read the calendars of those who are not known yet."""
        members = {member for crew in crews for member in crew}
        persons = {one.person for one in members if one.person is not None} - self._present.keys()
        named = {one.calendar for one in members if one.calendar is not None} - self._named.keys()
        booked = {one.equipment for one in members if one.equipment is not None} - self._open.keys()
        if persons:
            self._present |= presence_calendars(persons, years=self._years)
        if named:
            rows = WorkingCalendar.objects.filter(pk__in=named).prefetch_related("exceptions")
            self._named |= {row.pk: engine_calendar(row, years=self._years) for row in rows}
        if booked:
            self._open |= opening_calendars(booked, years=self._years)

    def on(self, task_id: int, own: AnyCalendar | None) -> AnyCalendar | None:
        """Give what a task runs on that has, or has not, a calendar of its own; `None` where that is the usual one.

        Where its people never work on its own calendar, such as at night, that counts alone; where what it books is
        never open at their hours, as with a council in the evening, it runs while that is open.
        """
        crew = self.crews.get(task_id)
        if not crew:
            return None
        by_people = self._by_people(crew, own)
        booked = [self._open[key] for key in sorted(_equipment_in(crew)) if key in self._open]
        if not booked:
            return by_people
        opened = booked[0] if len(booked) == 1 else CombinedCalendar(tuple(booked), is_common=True)
        usual = by_people or own or self._project_calendar
        common = CombinedCalendar((usual, *booked), is_common=True)
        return next((found for found in (common, opened) if self._has_work(found)), by_people)

    def _by_people(self, crew: set[Member], own: AnyCalendar | None) -> AnyCalendar | None:
        people = [member for member in crew if member.equipment is None]
        if not people:
            return None
        usual = _hours(own or self._project_calendar)
        theirs = {_hours(calendar): calendar for calendar in map(self._of, sorted(people, key=str))}
        if theirs.keys() == {usual}:
            return None
        runs_on = while_people_work(list(theirs.values()), own)
        return runs_on if self._has_work(runs_on) else None

    def _has_work(self, calendar: AnyCalendar) -> bool:
        if calendar not in self._works:
            begins, ends = self._start, self._start + DAYS_LOOKED_AT * MINUTES_PER_DAY
            self._works[calendar] = WorkTime(calendar).between(begins, ends) > 0
        return self._works[calendar]

    def in_network(self, own: Mapping[int, int | None], calendars: list[AnyCalendar]) -> dict[int, int]:
        """Give the place of the calendar each task runs on by its people; `calendars` takes those that are new.

        `own` holds the place of each task's own calendar, or `None`.
        """
        places: dict[AnyCalendar, int] = {}
        found = {}
        for task_id, place in own.items():
            runs_on = self.on(task_id, None if place is None else calendars[place])
            if runs_on is None:
                continue
            if runs_on not in places:
                places[runs_on] = len(calendars)
                calendars.append(runs_on)
            found[task_id] = places[runs_on]
        return found

    def _of(self, member: Member) -> AnyCalendar:
        if member.person is not None:
            return self._present.get(member.person, self._project_calendar)
        return self._project_calendar if member.calendar is None else self._named[member.calendar]


def people_calendars_of(project: Project) -> PeopleCalendars | None:
    """Read who works when on a project's tasks, in a constant number of queries; `None` where that does not count."""
    crews = crews_of(project)
    return PeopleCalendars(project, crews) if crews or project.follows_people else None


def crews_of(project: Project, *, tasks: Iterable[int] | None = None) -> Crews:
    """Give who works on each task whose dates its people decide, and what it books, in one query."""
    crews: Crews = defaultdict(set)
    rows = Assignment.objects.filter(task__project=project, task__ignores_people=False, units_percent__gt=0)
    if not project.follows_people:
        rows = rows.filter(equipment__isnull=False)
    if tasks is not None:
        rows = rows.filter(task__in=list(tasks))
    for task, *named in rows.values_list("task_id", "person_id", "calendar_id", "equipment_id"):
        crews[task].add(member_of(*named))
    return crews


def member_of(person: int | None, calendar: int | None, equipment: int | None) -> Member:
    """Give what of an assignment tells when a task runs: a person's calendar is that of the directory."""
    if person is not None or equipment is not None:
        return Member(person=person, equipment=equipment)
    return Member(calendar=calendar)


def _equipment_in(crew: set[Member]) -> set[int]:
    return {member.equipment for member in crew if member.equipment is not None}


def _hours(calendar: AnyCalendar) -> object:
    """Give what tells a calendar from others, which its name does not."""
    return (calendar.week, calendar.exceptions) if isinstance(calendar, Calendar) else calendar
