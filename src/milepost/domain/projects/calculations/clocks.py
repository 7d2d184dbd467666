"""The working time that a task runs on, and the splits in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from milepost.domain.people.calculations.calendars import engine_calendar
from milepost.domain.projects.calculations.people_calendars import PeopleCalendars, crews_of
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Project, Task
from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, AnyCalendar
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.instants import datetime_of, minutes_of
from milepost.engine.network.model import Pause


def clock_of(task: Task) -> WorkTime:
    """Give what a task's duration runs on: elapsed time, its own calendar, or that of its people."""
    if task.is_elapsed:
        return WorkTime(ROUND_THE_CLOCK)
    project, years = task.project, years_of(task.project)
    own = engine_calendar(task.calendar, years=years) if task.calendar else None
    usual: AnyCalendar = own or engine_calendar(project.calendar, years=years)
    crews = crews_of(project, tasks=[task.pk]) if task.pk else {}
    return WorkTime((PeopleCalendars(project, crews).on(task.pk, own) if crews else None) or usual)


def split_parts(project: Project, tasks: Iterable[int] | None = None) -> dict[int, list[tuple[int, int]]]:
    """Give from when to when the interrupted tasks of a project are worked on, by key."""
    rows = Task.objects.filter(project=project, pauses__isnull=False, dates__isnull=False)
    rows = rows.select_related("dates", "calendar")
    if tasks is not None:
        rows = rows.filter(pk__in=tasks)
    found = {}
    for row in rows:
        row.project = project
        start, finish = minutes_of(row.dates.start), minutes_of(row.dates.finish)
        found[row.pk] = list(parts_of(clock_of(row), pauses_of(row.pauses), start, finish))
    return found


def pauses_of(stored: Sequence[Sequence[int]] | None) -> tuple[Pause, ...]:
    """Give a task's splits as its row keeps them."""
    return tuple(Pause(after, minutes) for after, minutes in stored) if stored else ()


def worked_within(pauses: Sequence[Pause], minutes: int) -> int:
    """Give how much is worked of so many minutes from a task's start on, splits included."""
    paused = 0
    for pause in pauses:
        paused += max(0, min(pause.minutes, minutes - pause.after - paused))
    return minutes - paused


def splits_of(task: Task) -> list[tuple[datetime, datetime]]:
    """Give from when to when work on a task is interrupted, as its dates stand."""
    if not task.pauses or not hasattr(task, "dates"):
        return []
    start, finish = minutes_of(task.dates.start), minutes_of(task.dates.finish)
    parts = list(parts_of(clock_of(task), pauses_of(task.pauses), start, finish))
    return [(datetime_of(one[1]), datetime_of(following[0])) for one, following in pairwise(parts)]


def parts_of(clock: WorkTime, pauses: Sequence[Pause], start: int, finish: int) -> Iterator[tuple[int, int]]:
    """Give from when to when a task is worked on that runs from its start to its finish."""
    begins, worked = start, 0
    for pause in pauses:
        ends = clock.add(begins, pause.after - worked)
        if ends >= finish:
            break
        yield begins, ends
        begins, worked = clock.next_work(clock.add(ends, pause.minutes)), pause.after
    yield begins, finish
