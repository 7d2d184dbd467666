"""A leveling problem laid out as columns of numbers for the kernels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, NamedTuple

import numpy as np

from milepost.engine.calendar.table import Horizon, Tables
from milepost.engine.calendar.worktime import WIDEST
from milepost.engine.instants import MINUTES_PER_DAY
from milepost.engine.leveling.clocks import ClockBuilder, Clocks
from milepost.engine.leveling.model import Activity, Problem
from milepost.engine.network.columns import NONE
from milepost.engine.network.graph import group
from milepost.engine.network.model import LinkType
from milepost.engine.schedule.work import is_elapsed, lag_minutes

MOST_MODES = 64
"""Of the ways to staff one activity no more are tried; those nearest to the plan come first."""

LONGEST_DAYS = 60 * 366
"""A plan that leveling draws out over more than 60 years is a mistake."""

WORKED_A_DAY = 480 * 5 / 7
"""Minutes that most people work, over all days."""
DRAWN_OUT = 1.3
"""So much longer than the work of the busiest resource most schedules are."""


class Jobs(NamedTuple):
    """Activities as columns; the modes of one stand from its offset to the next one's."""

    duration: Any
    release: Any
    calendar: Any
    fixed_start: Any
    fixed_finish: Any
    shortest_part: Any
    """0 of an activity that may not be split."""
    mode_offset: Any


class Modes(NamedTuple):
    """Ways to staff activities: a clock, and resources with units from its offset on."""

    clock: Any
    need_offset: Any
    resource: Any
    units: Any


class Links(NamedTuple):
    """Links sorted by successor, and what follows each activity."""

    into_offset: Any
    predecessor: Any
    type: Any
    lag: Any
    is_elapsed: Any
    out_offset: Any
    successor: Any


@dataclass(frozen=True, slots=True)
class Layout:
    """A problem over a horizon, in the order of its activities and resources."""

    problem: Problem
    horizon: Horizon
    jobs: Jobs
    modes: Modes
    links: Links
    clocks: Clocks
    profiles: tuple[tuple[Any, Any], ...]
    choices: tuple[tuple[tuple[int, ...], ...], ...]
    """Of each activity, for each mode, the index of the resource that serves each demand."""
    order: tuple[int, ...]
    """Activities, each after all it waits for."""

    @property
    def tables(self) -> Tables:
        return self.clocks.tables


def lay_out(problem: Problem, horizon: Horizon, order: Sequence[int]) -> Layout:
    """Bring a checked problem into the form that kernels take."""
    at_resource = {resource.uid: at for at, resource in enumerate(problem.resources)}
    builder = ClockBuilder(problem.calendars, problem.resources, horizon)
    choices = tuple(tuple(_choices(activity, at_resource)) for activity in problem.activities)
    clock: list[int] = []
    need_offset, resource, units = [0], [], []
    for activity, ways in zip(problem.activities, choices, strict=True):
        for way in ways:
            needs = _needs(activity, way)
            # What is fixed takes what it takes: only total absence stops its clock.
            limits = needs if activity.fixed_start is None else [(need[0], 1) for need in needs]
            clock.append(builder.clock(activity.calendar or 0, limits, is_alone=activity.keeps_own_hours))
            resource += [need[0] for need in needs]
            units += [need[1] for need in needs]
            need_offset.append(len(resource))
    return Layout(
        problem=problem,
        horizon=horizon,
        jobs=_jobs(problem, choices),
        modes=Modes(_whole(clock), _whole(need_offset), _whole(resource), _whole(units)),
        links=_links(problem),
        clocks=builder.laid_out(),
        profiles=tuple(builder.profile(at) for at in range(len(problem.resources))),
        choices=choices,
        order=tuple(order),
    )


def first_horizon(problem: Problem) -> Horizon:
    """Give days that hold all dates decided and, at the first attempt, the leveled schedule."""
    dates = [problem.start]
    for activity in problem.activities:
        fixed = (activity.fixed_start, activity.fixed_finish, activity.release)
        dates += [date for date in fixed if date is not None]
    first, last = min(dates) // MINUTES_PER_DAY - 2, max(dates) // MINUTES_PER_DAY + 2
    longest = max((activity.duration for activity in problem.activities), default=0)
    ahead = max(2 * 366, longest // 120, _busiest_days(problem))
    return Horizon(max(first, WIDEST.first), min(last + ahead, first + LONGEST_DAYS, WIDEST.last))


def _busiest_days(problem: Problem) -> int:
    """Guess how many days the work of the busiest resource takes, so that few problems are laid out twice."""
    units = {resource.uid: max(1, resource.units) for resource in problem.resources}
    minutes: dict[int, float] = dict.fromkeys(units, 0.0)
    for activity in problem.activities:
        for demand in activity.demands:
            for uid in demand.choices:
                minutes[uid] += activity.duration * demand.units / units[uid] / len(demand.choices)
    return round(max(minutes.values(), default=0) * DRAWN_OUT / WORKED_A_DAY)


def wider(horizon: Horizon) -> Horizon | None:
    """Give a horizon three times as long, or `None` when it already is as long as it may be."""
    last = min(horizon.first + 3 * (horizon.last - horizon.first), horizon.first + LONGEST_DAYS, WIDEST.last)
    return Horizon(horizon.first, last) if last > horizon.last else None


def _choices(activity: Activity, at_resource: dict[int, int]) -> Iterator[tuple[int, ...]]:
    planned = tuple(at_resource[uid] for uid in activity.planned_resources) or tuple(
        at_resource[demand.choices[0]] for demand in activity.demands
    )
    yield planned
    if activity.fixed_start is not None:
        return
    each = [[at_resource[uid] for uid in demand.choices] for demand in activity.demands]
    ways = islice(product(*each), MOST_MODES)
    # Two demands of one activity want two people; planned that way, one may still serve both.
    yield from (way for way in ways if way != planned and len(set(way)) == len(way))


def _needs(activity: Activity, way: Sequence[int]) -> list[tuple[int, int]]:
    units: dict[int, int] = {}
    for resource, demand in zip(way, activity.demands, strict=True):
        units[resource] = units.get(resource, 0) + demand.units
    return [need for need in units.items() if need[1]] if activity.duration or activity.fixed_finish else []


def _jobs(problem: Problem, choices: Sequence[Sequence[Any]]) -> Jobs:
    activities = problem.activities
    return Jobs(
        duration=_whole(activity.duration for activity in activities),
        release=_whole(
            problem.start if activity.release is None else max(activity.release, problem.start)
            for activity in activities
        ),
        calendar=_whole(activity.calendar or 0 for activity in activities),
        fixed_start=_instants(activity.fixed_start for activity in activities),
        fixed_finish=_instants(activity.fixed_finish for activity in activities),
        shortest_part=_whole(
            max(1, activity.shortest_part) if activity.is_splittable else 0 for activity in activities
        ),
        mode_offset=np.cumsum([0, *map(len, choices)], dtype=np.int64),
    )


def _links(problem: Problem) -> Links:
    at = {activity.uid: place for place, activity in enumerate(problem.activities)}
    links = sorted(problem.links, key=lambda link: at[link.successor])
    predecessor = _whole(at[link.predecessor] for link in links)
    successor = _whole(at[link.successor] for link in links)
    count = len(problem.activities)
    into = np.searchsorted(successor, np.arange(count + 1))
    out_offset, out = np.zeros(count + 1, dtype=np.int64), np.zeros(len(links), dtype=np.int64)
    group(predecessor, out_offset, out)
    duration = [problem.activities[place].duration for place in predecessor.tolist()]
    return Links(
        into_offset=into,
        predecessor=predecessor,
        type=_whole(LinkType(link.type) for link in links),
        lag=_whole(
            lag_minutes(link.lag, link.lag_unit, length) for link, length in zip(links, duration, strict=True)
        ),
        is_elapsed=_whole(is_elapsed(link.lag_unit) for link in links),
        out_offset=out_offset,
        successor=successor[out],
    )


def _whole(values: Iterable[int]) -> Any:
    return np.array(list(values), dtype=np.int64)


def _instants(values: Iterable[int | None]) -> Any:
    return np.array([NONE if value is None else value for value in values], dtype=np.int64)
