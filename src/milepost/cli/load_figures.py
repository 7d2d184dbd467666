"""The figure of leveled plans: what each resource is used over time, and what there is of it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from milepost.charts.load import Level, load
from milepost.charts.plot import Figure
from milepost.charts.stacked import stacked
from milepost.engine.instants import EPOCH_ORDINAL, MINUTES_PER_DAY
from milepost.engine.leveling import Leveling, Problem, Resource

MOST_RESOURCES = 12
PERSON = 100


def load_figures(problem: Problem, leveling: Leveling, *, title: str, is_dated: bool) -> str:
    """Draw the resources that are used most, the busiest first; time counts in days, or in periods."""
    return stacked(list(_figures(problem, leveling, is_dated=is_dated)), title=title)


def _figures(problem: Problem, leveling: Leveling, *, is_dated: bool) -> Iterator[Figure]:
    changes = _changes(problem, leveling)
    spent = {uid: _spent(steps) for uid, steps in changes.items()}
    resources = {resource.uid: resource for resource in problem.resources}
    busiest = sorted(spent, key=lambda uid: -spent[uid] / max(1, resources[uid].units))[:MOST_RESOURCES]
    for uid in busiest:
        yield _figure(resources[uid], changes[uid], leveling, is_dated=is_dated)


def _changes(problem: Problem, leveling: Leveling) -> dict[int, Counter[int]]:
    """Give by how much the use of each resource changes at each instant."""
    changes: dict[int, Counter[int]] = defaultdict(Counter)
    for activity, placement in zip(problem.activities, leveling.placements, strict=True):
        for demand, resource in zip(activity.demands, placement.resources, strict=True):
            for part in placement.parts:
                changes[resource][part.start] += demand.units
                changes[resource][part.finish] -= demand.units
    return changes


def _levels(changes: Counter[int]) -> list[tuple[int, int]]:
    used, levels = 0, []
    for at in sorted(changes):
        used += changes[at]
        levels.append((at, used))
    return levels


def _spent(changes: Counter[int]) -> int:
    """Give units times minutes."""
    levels = _levels(changes)
    return sum(used * (after - at) for (at, used), (after, _) in pairwise(levels))


def _figure(resource: Resource, changes: Counter[int], leveling: Leveling, *, is_dated: bool) -> Figure:
    levels = _levels(changes)
    first, last = leveling.start, leveling.finish
    steps = [(first, resource.units), *(one for one in resource.availability if one.at < last)]
    peak = max(used for _, used in levels)
    finding = f"{_shown(peak, is_dated=is_dated)} of {_shown(resource.units, is_dated=is_dated)} at most."
    return load(
        [Level(_at(at, is_dated=is_dated), used) for at, used in [(first, 0), *levels]],
        [Level(_at(max(at, first), is_dated=is_dated), units) for at, units in steps],
        until=_at(last, is_dated=is_dated),
        is_dated=is_dated,
        title=resource.name,
        finding=finding,
        shown=lambda value: _shown(value, is_dated=is_dated),
    )


def _at(instant: int, *, is_dated: bool) -> float:
    return instant / MINUTES_PER_DAY + EPOCH_ORDINAL if is_dated else float(instant)


def _shown(units: float, *, is_dated: bool) -> str:
    """Write units; of plans they are percent of one person."""
    return f"{units / PERSON:.4g}" if is_dated else f"{units:g}"
