"""What no schedule can be made from, told by task and field before anything is computed."""

import math
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

from milepost.engine.leveling.model import Activity, Demand, Problem, Resource
from milepost.engine.leveling.result import Infeasible, Obstacle, Relaxation
from milepost.engine.network.columns import LONGEST
from milepost.engine.network.graph import CycleFound
from milepost.engine.network.model import LagUnit, Task

MOST_UNITS = 10**9
FAR = 600 * 366 * 1440
"""No instant lies further from 1970 than this many minutes."""


def checked_order(problem: Problem) -> list[int]:
    """Give the activities in an order in which each stands after all it waits for; raises Infeasible or CycleFound."""
    obstacles = [*_impossible_numbers(problem)] or [*_dangling(problem)] or [*_impossible_demands(problem)]
    if obstacles:
        raise Infeasible(obstacles)
    return ordered(problem, [0.0] * len(problem.activities))


def ordered(problem: Problem, keys: Sequence[float]) -> list[int]:
    """Give the activities by least key first, each after all it waits for; raises CycleFound."""
    at = {activity.uid: place for place, activity in enumerate(problem.activities)}
    waits = [0] * len(problem.activities)
    following: list[list[int]] = [[] for _ in problem.activities]
    for link in problem.links:
        waits[at[link.successor]] += 1
        following[at[link.predecessor]].append(at[link.successor])
    ready = [(keys[place], place) for place, count in enumerate(waits) if count == 0]
    heapify(ready)
    order = []
    while ready:
        _, place = heappop(ready)
        order.append(place)
        for other in following[place]:
            waits[other] -= 1
            if waits[other] == 0:
                heappush(ready, (keys[other], other))
    if len(order) < len(waits):
        raise CycleFound([_task(problem.activities[place]) for place in _circle(waits, following)])
    return order


def _circle(waits: Sequence[int], following: Sequence[Sequence[int]]) -> list[int]:
    """Walk back from one activity that could not be placed until one comes twice."""
    before = {other: place for place, count in enumerate(waits) if count for other in following[place]}
    place = next(place for place, count in enumerate(waits) if count)
    walked: dict[int, None] = {}
    while place not in walked:
        walked[place] = None
        place = before[place]
    circle = list(walked)
    return circle[circle.index(place) :][::-1]


def _task(activity: Activity) -> Task:
    return Task(activity.uid, name=activity.name)


def _impossible_numbers(problem: Problem) -> Iterator[Obstacle]:
    seen: set[int] = set()
    resources = {resource.uid for resource in problem.resources}
    for activity in problem.activities:
        if activity.uid in seen:
            yield Obstacle(f"Two tasks have the number {activity.uid}.", (activity.uid,), field="uid")
        seen.add(activity.uid)
        for name, value, low, high in _numbers(activity):
            if value is not None and not low <= value <= high:
                yield _out_of_range(activity, name)
        if activity.calendar is not None and not 0 <= activity.calendar < len(problem.calendars):
            yield _out_of_range(activity, "calendar")
        for demand in activity.demands:
            if not demand.choices or not set(demand.choices) <= resources:
                yield _unknown_resource(activity)
            if not 0 <= demand.units <= MOST_UNITS:
                yield _out_of_range(activity, "units")
        planned = activity.planned_resources
        if planned and (len(planned) != len(activity.demands) or not set(planned) <= resources):
            yield _unknown_resource(activity)
    for resource in problem.resources:
        if any(
            not 0 <= units <= MOST_UNITS
            for units in (resource.units, *(each.units for each in resource.availability))
        ):
            yield Obstacle(
                f"The units of “{resource.name}” are out of range.", resource=resource.uid, field="units"
            )


def _numbers(activity: Activity) -> Iterator[tuple[str, float | None, float, float]]:
    yield "duration", activity.duration, 0, LONGEST
    for name in ("release", "fixed_start", "fixed_finish", "deadline", "planned_start"):
        yield name.replace("_", " "), getattr(activity, name), -FAR, FAR
    yield "weight", activity.weight, 0, MOST_UNITS
    yield "shortest part", activity.shortest_part, 0, LONGEST


def _out_of_range(activity: Activity, name: str) -> Obstacle:
    return Obstacle(
        f"The {name} of task {activity.uid} {activity.words} is out of range.", (activity.uid,), field=name
    )


def _unknown_resource(activity: Activity) -> Obstacle:
    return Obstacle(
        f"Task {activity.uid} {activity.words} asks for a resource that is not there.",
        (activity.uid,),
        field="resource",
    )


def _dangling(problem: Problem) -> Iterator[Obstacle]:
    uids = {activity.uid for activity in problem.activities}
    for link in problem.links:
        ends = (link.predecessor, link.successor)
        for missing in (uid for uid in ends if uid not in uids):
            yield Obstacle(
                f"The link from task {link.predecessor} to task {link.successor} names task {missing}, "
                "which is not there.",
                ends,
                field="link",
            )
        limit = 10**6 if link.lag_unit in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT) else LONGEST
        if not (math.isfinite(link.lag) and abs(link.lag) <= limit):
            yield Obstacle(
                f"The lag of the link from task {link.predecessor} to task {link.successor} is out of range.",
                ends,
                field="lag",
            )


def _impossible_demands(problem: Problem) -> Iterator[Obstacle]:
    resources = {resource.uid: resource for resource in problem.resources}
    for activity in problem.activities:
        if activity.fixed_start is not None or not activity.duration:
            continue
        for demand in activity.demands:
            if all(_most(resources[uid]) < demand.units for uid in demand.choices):
                yield _too_much(activity, demand, [resources[uid] for uid in demand.choices])


def _most(resource: Resource) -> int:
    return max([resource.units, *(one.units for one in resource.availability)])


def _too_much(activity: Activity, demand: Demand, choices: Sequence[Resource]) -> Obstacle:
    best = max(choices, key=_most)
    most = _most(best)
    names = " or ".join(f"“{resource.name}”" for resource in choices[:3])
    cheapest = (
        Relaxation(
            f"Lower the units of the task to {most}, or raise those of “{best.name}” to {demand.units}.",
            activity.uid,
            best.uid,
            "units",
            most,
        )
        if most
        else Relaxation(
            f"Raise the units of “{best.name}” to {demand.units}, or give the task to someone else.",
            activity.uid,
            best.uid,
            "capacity",
            demand.units,
        )
    )
    return Obstacle(
        f"Task {activity.uid} {activity.words} needs {demand.units} units of {names}, and there are never more "
        f"than {most}.",
        (activity.uid,),
        best.uid,
        "units",
        cheapest,
    )
