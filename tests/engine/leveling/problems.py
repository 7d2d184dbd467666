"""Random leveling problems in whole hours, and a judge that knows nothing of how leveling works."""

from collections import defaultdict
from collections.abc import Iterator

from hypothesis import strategies as st

from milepost.engine.calendar.pattern import ROUND_THE_CLOCK, STANDARD, Calendar, Shift
from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.leveling import (
    Activity,
    Availability,
    Demand,
    Leveling,
    Placement,
    Problem,
    Resource,
    Span,
)
from milepost.engine.network.model import LagUnit, Link, LinkType

HOUR, DAY = 60, 1440
MONDAY = 20_458 * DAY
CALENDARS = (STANDARD, ROUND_THE_CLOCK, Calendar((((Shift(600, 900),),) * 6 + ((),)), name="Late"))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    resources = [draw(_resource(uid)) for uid in range(draw(st.integers(1, 3)))]
    count = draw(st.integers(1, 12))
    activities = [draw(_activity(uid, resources)) for uid in range(count)]
    links = draw(st.lists(_link(count), max_size=2 * count)) if count > 1 else []
    return Problem(MONDAY, activities, resources, links, CALENDARS)


@st.composite
def _resource(draw: st.DrawFn, uid: int) -> Resource:
    days = st.integers(0, 20).map(lambda day: MONDAY + day * DAY)
    away = draw(st.lists(st.tuples(days, st.integers(1, 5)), max_size=2))
    steps = [
        Availability(at, draw(st.sampled_from([50, 100]))) for at in sorted(draw(st.sets(days, max_size=2)))
    ]
    return Resource(
        uid,
        f"R{uid}",
        draw(st.sampled_from([100, 150, 200])),
        [*steps, Availability(MONDAY + 40 * DAY, 100)],
        [Span(at, at + length * DAY) for at, length in away],
        draw(st.sampled_from([None, *CALENDARS])),
    )


@st.composite
def _activity(draw: st.DrawFn, uid: int, resources: list[Resource]) -> Activity:
    uids = [resource.uid for resource in resources]
    choices = st.lists(st.sampled_from(uids), min_size=1, max_size=2, unique=True).map(tuple)
    demand = st.builds(Demand, choices, st.sampled_from([50, 100, 100]))
    demands = draw(st.lists(demand, max_size=2, unique_by=lambda one: one.choices[0]))
    starts = st.none() | st.integers(0, 10).map(lambda day: MONDAY + day * DAY + 480)
    is_fixed = draw(st.integers(0, 5)) == 0
    return Activity(
        uid,
        draw(st.integers(0, 30)) * HOUR,
        demands,
        calendar=draw(st.sampled_from([None, 1, 2])),
        release=draw(starts),
        fixed_start=draw(starts) if is_fixed else None,
        planned_start=draw(starts),
        is_splittable=draw(st.booleans()),
        shortest_part=draw(st.sampled_from([60, 120])),
    )


@st.composite
def _link(draw: st.DrawFn, count: int) -> Link:
    first = draw(st.integers(0, count - 2))
    return Link(
        first,
        draw(st.integers(first + 1, count - 1)),
        draw(st.sampled_from(LinkType)),
        draw(st.sampled_from([0, 0, 120, -60, 600])),
        draw(st.sampled_from([LagUnit.WORKING, LagUnit.ELAPSED])),
    )


def faults(problem: Problem, leveling: Leveling) -> Iterator[str]:
    """Name every rule that a leveled schedule breaks, by walking through its hours."""
    used: dict[tuple[int, int], int] = defaultdict(int)
    movable: set[tuple[int, int]] = set()
    activities = {activity.uid: activity for activity in problem.activities}
    for placement in leveling.placements:
        activity = activities[placement.uid]
        hours = list(_hours_worked(problem, activity, placement))
        if activity.fixed_start is None and len(hours) * HOUR != activity.duration:
            yield f"{activity.uid} is worked on for {len(hours)} hours of {activity.duration / HOUR}"
        if activity.fixed_start is None and placement.start < max(problem.start, activity.release or 0):
            yield f"{activity.uid} starts too early"
        for hour in hours:
            for uid, demand in zip(placement.resources, activity.demands, strict=True):
                used[uid, hour] += demand.units
                if activity.fixed_start is None:
                    movable.add((uid, hour))
    resources = {resource.uid: resource for resource in problem.resources}
    for (uid, hour), units in used.items():
        if (uid, hour) in movable and units > _units(resources[uid], hour):
            yield f"{uid} is used by {units} at {hour}"
    placements = {placement.uid: placement for placement in leveling.placements}
    yield from _broken_links(problem, placements, activities)


def _hours_worked(problem: Problem, activity: Activity, placement: Placement) -> Iterator[int]:
    resources = {resource.uid: resource for resource in problem.resources}
    is_fixed = activity.fixed_start is not None
    needs = [
        (resources[uid], 1 if is_fixed else demand.units)
        for uid, demand in zip(placement.resources, activity.demands, strict=True)
    ]
    for part in placement.parts:
        for hour in range(part.start, part.finish, HOUR):
            is_staffed = all(
                (one.calendar is None or _works(one.calendar, hour)) and _units(one, hour) >= units
                for one, units in needs
            )
            if is_staffed and _works(problem.calendars[activity.calendar or 0], hour):
                yield hour


def _works(calendar: Calendar, hour: int) -> bool:
    minute = hour % DAY
    return any(shift.start <= minute < shift.finish for shift in calendar.week[(hour // DAY + 3) % 7])


def _units(resource: Resource, hour: int) -> int:
    if any(span.start <= hour < span.finish for span in resource.blackouts):
        return 0
    return next((one.units for one in reversed(resource.availability) if one.at <= hour), resource.units)


def _broken_links(
    problem: Problem, placements: dict[int, Placement], activities: dict[int, Activity]
) -> Iterator[str]:
    for link in problem.links:
        before, after = placements[link.predecessor], placements[link.successor]
        if activities[link.successor].fixed_start is not None:
            continue
        from_start = link.type in (LinkType.START_TO_START, LinkType.START_TO_FINISH)
        to_start = link.type in (LinkType.START_TO_START, LinkType.FINISH_TO_START)
        clock = WorkTime(problem.calendars[activities[link.successor].calendar or 0])
        instant = before.start if from_start else before.finish
        lag = int(link.lag)
        bound = instant + lag if link.lag_unit is LagUnit.ELAPSED else clock.add(instant, lag)
        reached = after.start if to_start else after.finish
        # A finish holds in working time: Friday evening is no earlier than Saturday.
        if reached < bound and (to_start or clock.between(reached, bound) > 0):
            yield f"{link} is broken: {reached} < {bound}"
