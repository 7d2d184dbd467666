"""Progress told in a word: as planned, started or done, turned into the fields that are recorded."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from milepost.domain.projects.calculations.working_time import WorkingTime
from milepost.domain.projects.models import Task

MOST_UNFINISHED = 99.0
LATELY = timedelta(days=7)
DAY_ENDS = time(17)


class Word(StrEnum):
    """What may be said of a task instead of figures."""

    AS_PLANNED = "as planned"
    STARTED = "started"
    DONE = "done"


def progress_by(word: Word, task: Task, *, time: WorkingTime, now: datetime) -> dict[str, Any]:
    """Give the fields that a word stands for at a local moment; nothing where the plan has nothing to record yet."""
    if word is Word.DONE:
        return {"percent_complete": 100.0, "actual_finish": _lately(task.dates.finish, now)}
    if word is Word.STARTED:
        return {} if task.actual_start else {"actual_start": _lately(task.dates.start, now)}
    if task.dates.finish <= now:
        return {"percent_complete": 100.0, "actual_finish": task.dates.finish}
    return _so_far(task, time, now) if task.dates.start <= now else {}


def _so_far(task: Task, time: WorkingTime, now: datetime) -> dict[str, Any]:
    """Record the share of the plan that has passed, and as much left to do as keeps the finish where it is."""
    measure = _clock if task.is_elapsed else time.minutes
    share = measure(task.dates.start, now) / max(1, measure(task.dates.start, task.dates.finish))
    total = _planned_minutes(task)
    planned = max(1, task.duration_minutes)
    percent = min(MOST_UNFINISHED, float(round(100 * share * total / planned)))
    if percent <= 0:
        return {} if task.actual_start else {"actual_start": task.dates.start}
    values: dict[str, Any] = {
        "percent_complete": percent,
        "actual_start": task.actual_start or task.dates.start,
    }
    if total != task.duration_minutes:
        values["remaining_minutes"] = max(0, round(total - planned * percent / 100))
    return values


def _planned_minutes(task: Task) -> float:
    """Give how long the plan takes a task to last, which a remaining duration lengthens or shortens."""
    if task.remaining_minutes is None:
        return task.duration_minutes
    return task.duration_minutes * task.percent_complete / 100 + task.remaining_minutes


def _clock(first: datetime, second: datetime) -> int:
    return round((second - first).total_seconds() / 60)


def _lately(planned: datetime, now: datetime) -> datetime:
    """Take the planned moment where it lies in the past week, and today for what was open longer or is early."""
    if now - LATELY <= planned <= now:
        return planned
    return min(now, datetime.combine(now.date(), DAY_ENDS))
