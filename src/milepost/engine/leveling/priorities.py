"""Priority rules: in what order activities are given their resources when they want the same.

Sources: Kolisch 1996 (LFT, LST, most total successors); with several projects the critical path of each counts from the
last finish of all, and a deadline that comes earlier from that, sooner the heavier its weight.
"""

from collections.abc import Sequence

from milepost.engine.leveling.layout import Layout
from milepost.engine.leveling.model import Problem, Rule
from milepost.engine.network.columns import NONE
from milepost.engine.schedule.work import drives_from_start, drives_start


def keys_of(layout: Layout, rule: Rule) -> list[float]:
    """Give each activity's key; the least goes first."""
    problem, tails = layout.problem, tails_of(layout)
    match rule:
        case Rule.LATEST_FINISH:
            return [-float(tail) for tail in tails]
        case Rule.LATEST_START:
            return [
                -float(tail + activity.duration)
                for tail, activity in zip(tails, problem.activities, strict=True)
            ]
        case Rule.MOST_SUCCESSORS:
            return [-float(count) for count in _successors(layout)]
        case Rule.DEADLINE:
            return _by_deadline(layout, tails)
        case Rule.PLANNED:
            return [
                float(activity.planned_start if activity.planned_start is not None else problem.start)
                for activity in problem.activities
            ]
        case Rule.GIVEN:
            return [float(at) for at in range(len(problem.activities))]


def tails_of(layout: Layout) -> list[int]:
    """Give the minutes of work and lag that follow the finish of each activity on its longest path."""
    links, duration = layout.links, layout.jobs.duration.tolist()
    tails = [0] * len(duration)
    into, before = links.into_offset.tolist(), links.predecessor.tolist()
    kinds, lags = links.type.tolist(), links.lag.tolist()
    for job in reversed(layout.order):
        for at in range(into[job], into[job + 1]):
            tail = tails[job] + lags[at]
            if drives_start(kinds[at]):
                tail += duration[job]
            if drives_from_start(kinds[at]):
                tail -= duration[before[at]]
            tails[before[at]] = max(tails[before[at]], tail)
    return tails


def weights_of(problem: Problem) -> list[float]:
    """Give the weight of each activity times that of its project."""
    of_project = {project.key: project.weight for project in problem.projects}
    return [activity.weight * of_project.get(activity.project, 1.0) for activity in problem.activities]


def _by_deadline(layout: Layout, tails: Sequence[int]) -> list[float]:
    """Give the latest start that still meets the deadlines behind, drawn nearer for heavy activities."""
    problem = layout.problem
    horizon = problem.start + 2 * max(
        (tail + activity.duration for tail, activity in zip(tails, problem.activities, strict=True)),
        default=0,
    )
    latest = [
        horizon - tail if activity.deadline is None else min(activity.deadline, horizon - tail)
        for tail, activity in zip(tails, problem.activities, strict=True)
    ]
    links, duration = layout.links, layout.jobs.duration.tolist()
    for job in reversed(layout.order):
        for at in range(links.into_offset[job], links.into_offset[job + 1]):
            before = int(links.predecessor[at])
            latest[before] = min(latest[before], latest[job] - duration[job] - int(links.lag[at]))
    return [
        problem.start + (at - length - problem.start) / max(weight, 1e-6)
        if at - length > problem.start
        else problem.start + (at - length - problem.start) * weight
        for at, length, weight in zip(latest, duration, weights_of(problem), strict=True)
    ]


def _successors(layout: Layout) -> list[int]:
    out, following = layout.links.out_offset.tolist(), layout.links.successor.tolist()
    sets = [0] * len(layout.order)
    for job in reversed(layout.order):
        for at in range(out[job], out[job + 1]):
            sets[job] |= sets[following[at]] | 1 << following[at]
    return [one.bit_count() for one in sets]


def holds_of(problem: Problem, *, keep_plan: bool) -> list[int]:
    """Give how early each activity may start: with the plan kept, never before what people were told."""
    return [
        activity.planned_start if keep_plan and activity.planned_start is not None else NONE
        for activity in problem.activities
    ]
