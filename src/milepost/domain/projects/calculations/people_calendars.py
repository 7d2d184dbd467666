"""The calendars that tasks run on by who is assigned, in a project that is scheduled by its people's calendars."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.people.calculations.presence import presence_calendars
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Assignment, Project
from milepost.engine.calendar.pattern import AnyCalendar, Calendar, while_people_work
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import MINUTES_PER_DAY, minutes_of

DAYS_LOOKED_AT = 2 * 366
"""How long calendars are looked at from a project's start on for time that they have in common."""
Member = tuple[int | None, int | None]
"""The key of a person, and of the calendar that a file gives a role or resource."""
Crews = dict[int, set[Member]]
"""Who works on each task, by its key."""


class PeopleCalendars:
    """What the tasks of one project run on; calendars are read once and combined once."""

    def __init__(self, project: Project, crews: Crews) -> None:
        self.crews = crews
        self._years = years_of(project)
        self._project_calendar = engine_calendar(project.calendar, years=self._years)
        self._present: dict[int, AnyCalendar] = {}
        self._named: dict[int, AnyCalendar] = {}
        self._start = minutes_of(project.start)
        self._works: dict[AnyCalendar, bool] = {}
        self.load(crews.values())

    def load(self, crews: Iterable[set[Member]]) -> None:
        """Read the calendars of those who are not known yet."""
        members = {member for crew in crews for member in crew}
        persons = {person for person, _ in members if person is not None} - self._present.keys()
        named = {calendar for _, calendar in members if calendar is not None} - self._named.keys()
        if persons:
            self._present |= presence_calendars(persons, years=self._years)
        if named:
            rows = WorkingCalendar.objects.filter(pk__in=named).prefetch_related("exceptions")
            self._named |= {row.pk: engine_calendar(row, years=self._years) for row in rows}

    def on(self, task_id: int, own: AnyCalendar | None) -> AnyCalendar | None:
        """Give what a task runs on that has, or has not, a calendar of its own; `None` where that is the usual one.

        Where its people never work on its own calendar, such as at night, that counts alone.
        """
        crew = self.crews.get(task_id)
        if not crew:
            return None
        usual = _hours(own or self._project_calendar)
        theirs = {_hours(calendar): calendar for calendar in map(self._of, sorted(crew, key=str))}
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
        person, named = member
        if person is not None:
            return self._present.get(person, self._project_calendar)
        return self._project_calendar if named is None else self._named[named]


def people_calendars_of(project: Project) -> PeopleCalendars | None:
    """Read who works when on a project's tasks, in a constant number of queries; `None` where that does not count."""
    if not project.follows_people:
        return None
    return PeopleCalendars(project, crews_of(project))


def crews_of(project: Project, *, tasks: Iterable[int] | None = None) -> Crews:
    """Give who works on each task whose dates its people decide, in one query."""
    crews: Crews = defaultdict(set)
    rows = Assignment.objects.filter(task__project=project, task__ignores_people=False, units_percent__gt=0)
    if tasks is not None:
        rows = rows.filter(task__in=list(tasks))
    for task, person, calendar in rows.values_list("task_id", "person_id", "calendar_id"):
        crews[task].add((person, None if person else calendar))
    return crews


def _hours(calendar: AnyCalendar) -> object:
    """Give what tells a calendar from others, which its name does not."""
    return (calendar.week, calendar.exceptions) if isinstance(calendar, Calendar) else calendar
