"""What a task's duration, work and units become when one of them is changed: rows in, the engine's answer out.

Work that is done stays as it is; what changes is the work left, over what is left of the duration.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from milepost.domain.projects.calculations.teams import FULL_TIME, Terms, Who
from milepost.domain.projects.models import Task
from milepost.engine.effort import (
    Effort,
    Share,
    TaskType,
    with_duration,
    with_people,
    with_share,
    with_share_work,
    with_units,
    with_work,
    without_person,
)


class Settled(NamedTuple):
    """How long a task lasts, and who works on it how much."""

    duration_minutes: int
    team: list[Terms]

    def values(self, task: Task) -> dict[str, Any]:
        """Give the fields of the task that are other now; what is done of it is another share of another duration."""
        if self.duration_minutes == task.duration_minutes:
            return {}
        values: dict[str, Any] = {"duration_minutes": self.duration_minutes}
        left = minutes_left(task)
        if left < task.duration_minutes:
            done = task.duration_minutes - left
            values["percent_complete"] = 100 * done / self.duration_minutes
        if task.remaining_minutes is not None:
            values["remaining_minutes"] = self.duration_minutes - task.duration_minutes + left
        return values


def settled_with_team(task: Task, before: Sequence[Terms], after: Sequence[Terms]) -> Settled:
    """Give what follows when another team works on a task, by its type; raises `ImpossibleEffort`."""
    left = minutes_left(task)
    after = _with_joining(task, left, before, after)
    if not _is_driven(task, left):
        return Settled(task.duration_minutes, after)
    under_way = _UnderWay(task, left, before)
    under_way.become(after)
    return under_way.settled(after)


def settled_with_duration(task: Task, team: Sequence[Terms], duration_minutes: int) -> list[Terms]:
    """Give a team's terms when its task is to last otherwise: units follow of fixed work, else the work.

    Whoever helps some hours only keeps them while they fit.
    """
    left = minutes_left(task)
    left_then = duration_minutes - task.duration_minutes + left
    if left <= 0 or left_then <= 0 or task.type != TaskType.FIXED_WORK:
        return [_fitting(one, duration_minutes) for one in team]
    under_way = _UnderWay(task, left, team)
    if under_way.effort.shares:
        under_way.effort = with_duration(under_way.effort, left_then)
    return under_way.settled(team).team


def settled_with_work(task: Task, team: Sequence[Terms], work_minutes: int) -> Settled:
    """Give what follows when the work of a task is to be this much in sum; raises `ImpossibleEffort`."""
    under_way = _UnderWay(task, minutes_left(task), team)
    done = sum(under_way.done.values())
    under_way.effort = with_work(under_way.effort, work_minutes - done)
    return under_way.settled(team)


def work_minutes_of(task: Task, team: Sequence[Terms]) -> int:
    """Give the work of a task in sum."""
    return round(sum(one.work_in(task.duration_minutes) for one in team))


def work_done(task: Task, one: Terms) -> float:
    """Give the work of a member that is done, in minutes."""
    duration = task.duration_minutes
    return one.work_in(duration) * (1 - one.part_left(duration, minutes_left(task)))


def minutes_left(task: Task) -> int:
    """Give how much of a task's duration is left."""
    if task.actual_finish is not None or task.is_done:
        return 0
    if task.remaining_minutes is not None and task.actual_start is not None:
        return min(task.remaining_minutes, task.duration_minutes)
    return task.duration_minutes - round(task.duration_minutes * task.percent_complete / 100)


def _with_joining(task: Task, left: int, before: Sequence[Terms], after: Sequence[Terms]) -> list[Terms]:
    """Let who joins have only what is left of a task, and who stays have what they had."""
    since = {one.who: one.joined_minutes for one in before}
    now = 0 if left <= 0 or task.is_elapsed else max(task.duration_minutes - left, 0)
    return [one._replace(joined_minutes=since.get(one.who, now)) for one in after]


def _is_driven(task: Task, left: int) -> bool:
    """Tell whether people make a task shorter or longer, as they do not where it is elapsed or fixed by hand."""
    return left > 0 and not task.is_elapsed and not task.is_manual


class _UnderWay:
    """What is left of a task as the engine's effort, with the work that is done by whoever did it."""

    def __init__(self, task: Task, left: int, team: Sequence[Terms]) -> None:
        self._task, self._left = task, left
        duration, working = task.duration_minutes, [one for one in team if _works(one)]
        works = {one.who: one.work_in(duration) * one.part_left(duration, left) for one in working}
        self.done = {one.who: one.work_in(duration) - works[one.who] for one in working}
        self._who = list(works)
        self._before = {one.who: one for one in team}
        units = {one.who: one.units_percent / FULL_TIME for one in team}
        shares = tuple(Share(units[who], work) for who, work in works.items())
        self.effort = Effort(TaskType(task.type), left, shares, task.keeps_work)

    def become(self, after: Sequence[Terms]) -> None:
        """Take who leaves away, change who stays, and add who joins."""
        wanted = {one.who: one for one in after if _works(one)}
        for who in [who for who in self._who if who not in wanted]:
            self.effort = without_person(self.effort, self._who.index(who))
            self._who.remove(who)
        for who in self._who:
            self._change(self._who.index(who), self._before[who], wanted[who])
        joining = [one for who, one in wanted.items() if who not in self._who]
        self._join(joining)

    def _change(self, place: int, was: Terms, now: Terms) -> None:
        if (was.units_percent, was.work_minutes) == (now.units_percent, now.work_minutes):
            return
        units = now.units_percent / FULL_TIME
        if was.work_minutes == now.work_minutes:
            self.effort = with_units(self.effort, place, units)
            return
        work = self._left_of(now, self.done[now.who])
        if was.units_percent == now.units_percent and now.work_minutes is not None:
            self.effort = with_share_work(self.effort, place, work)
        else:
            self.effort = with_share(self.effort, place, Share(units, work))

    def _join(self, joining: Sequence[Terms]) -> None:
        if not joining:
            return
        self.effort = with_people(self.effort, [one.units_percent / FULL_TIME for one in joining])
        self._who += [one.who for one in joining]
        for one in joining:
            if one.work_minutes is not None:
                share = Share(one.units_percent / FULL_TIME, one.work_minutes)
                self.effort = with_share(self.effort, self._who.index(one.who), share)

    def _left_of(self, terms: Terms, done: float) -> float:
        if terms.work_minutes is None:
            return terms.units_percent / FULL_TIME * self._left
        return max(terms.work_minutes - done, 0)

    def settled(self, team: Sequence[Terms]) -> Settled:
        """Give the duration and the terms; work that follows from units and duration is not named."""
        left = self._left if self.effort.type is TaskType.FIXED_DURATION else round(self.effort.duration)
        duration = self._task.duration_minutes - self._left + left
        shares = dict(zip(self._who, self.effort.shares, strict=True))
        return Settled(duration, [_terms(one, shares, self.done, duration, left) for one in team])


def _works(one: Terms) -> bool:
    """Tell whether somebody does any of the work, as equipment that is booked never does."""
    return one.units_percent > 0 and one.work_minutes != 0


def _terms(
    one: Terms, shares: Mapping[Who, Share], done: Mapping[Who, float], duration: int, left: int
) -> Terms:
    if one.who not in shares:
        return one
    share = shares[one.who]
    work = done.get(one.who, 0) + share.work
    # Spread evenly from there on, the work leaves what is left of it: work x left / (duration - joined).
    joined = duration - round(work * left / share.work) if share.work > 0 else one.joined_minutes
    settled = one._replace(
        units_percent=round(share.units * FULL_TIME, 4),
        work_minutes=None,
        joined_minutes=one.joined_minutes if abs(joined - one.joined_minutes) <= 1 else joined,
    )
    follows = abs(work - settled.work_in(duration)) < 1
    return settled if follows else settled._replace(work_minutes=round(work))


def _fitting(one: Terms, duration: int) -> Terms:
    """Let work follow from units and duration where more was decided than fits."""
    follows = one._replace(work_minutes=None)
    is_more = one.work_minutes is not None and one.work_minutes > follows.work_in(duration)
    return follows if is_more else one
