"""What a task's team becomes when one person's work on it goes to another; the same for trial and deed."""

from collections.abc import Sequence

from milepost.domain.projects.calculations.effort import (
    Settled,
    minutes_left,
    settled_with_team,
    work_minutes_of,
)
from milepost.domain.projects.calculations.teams import FULL_TIME, Terms
from milepost.domain.projects.models import Task
from milepost.domain.projects.models.assignment import MOST_UNITS_PERCENT
from milepost.engine.effort import TaskType

WHOLE = 100.0


def given(
    task: Task, team: Sequence[Terms], *, giver: int, taker: int, share_percent: float = WHOLE
) -> Settled:
    """Give team and duration once a person's work, or a share of it, is another's; the dates stay as they are.

    Somebody who works on the task already takes the share in addition, up to all of the time: from there on the task
    lasts longer, unless its duration is fixed. The giver is in the team. Raises `ImpossibleEffort`.
    """
    leaving = next(one for one in team if one.person == giver)
    passed, kept = _parted(leaving, share_percent / WHOLE)
    standing = next((one for one in team if one.person == taker), None)
    others = [one for one in team if one.person not in (giver, taker)]
    staying = [] if share_percent >= WHOLE else [kept]
    if standing is None:
        return Settled(task.duration_minutes, [*others, *staying, passed._replace(person=taker)])
    joined = _joined(task, standing, passed)
    before = [*others, *staying, joined]
    units = max(standing.units_percent, min(FULL_TIME, joined.units_percent))
    is_fixed = task.type == TaskType.FIXED_DURATION or task.is_elapsed or task.is_manual
    if units == joined.units_percent or is_fixed:
        return Settled(task.duration_minutes, before)
    return settled_with_team(task, before, [*others, *staying, joined._replace(units_percent=units)])


def _parted(one: Terms, part: float) -> tuple[Terms, Terms]:
    """Part somebody's units and work in two, which add up to the whole."""
    units = round(one.units_percent * part, 4)
    work = None if one.work_minutes is None else round(one.work_minutes * part)
    left = None if one.work_minutes is None or work is None else one.work_minutes - work
    return (
        one._replace(units_percent=units, work_minutes=work),
        one._replace(units_percent=round(one.units_percent - units, 4), work_minutes=left),
    )


def _joined(task: Task, standing: Terms, passed: Terms) -> Terms:
    units = min(standing.units_percent + passed.units_percent, MOST_UNITS_PERCENT)
    together = [standing, passed]
    is_since_one_day = standing.joined_minutes == passed.joined_minutes
    follows = is_since_one_day and standing.work_minutes is None and passed.work_minutes is None
    work = None if follows else work_minutes_of(task, together)
    joined = standing.joined_minutes if is_since_one_day else _joined_since(task, together)
    return standing._replace(units_percent=units, work_minutes=work, joined_minutes=joined)


def _joined_since(task: Task, together: Sequence[Terms]) -> int:
    """Give the instant of a task from which the works of several spread evenly leave what is left of each in sum."""
    duration, left = task.duration_minutes, minutes_left(task)
    works = sum(one.work_in(duration) for one in together)
    works_left = sum(one.work_in(duration) * one.part_left(duration, left) for one in together)
    return duration - round(left * works / works_left) if works_left else 0
