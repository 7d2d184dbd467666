"""Work packages over time: the plan spread over the working time of the baseline, and all of it rolled up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from milepost.engine.calendar.worktime import WorkTime
from milepost.engine.earned_value.measures import Measures
from milepost.engine.instants import MINUTES_PER_DAY, datetime_of, minutes_of

WEEK = 7 * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Package:
    """Work with a budget, spread evenly over the working time of the baseline; instants in minutes."""

    uid: int
    budget: float
    start: int
    finish: int
    time: WorkTime
    earned_share: float = 0.0
    actual: float | None = None
    parent: int | None = None

    def planned_share(self, at: int) -> float:
        """Give the share of the budget that the baseline wanted done by an instant."""
        if at >= self.finish:
            return 1.0
        whole = self.time.between(self.start, self.finish)
        return max(0.0, self.time.between(self.start, at) / whole) if whole > 0 and at > self.start else 0.0


def measures_of(packages: Iterable[Package], *, at: int) -> Measures:
    """Add packages up at a status date; the actual cost of all is unknown where nobody knows that of any."""
    found = list(packages)
    actuals = [package.actual for package in found if package.actual is not None]
    return Measures(
        budget=sum(package.budget for package in found),
        planned=sum(package.budget * package.planned_share(at) for package in found),
        earned=sum(package.budget * package.earned_share for package in found),
        actual=sum(actuals) if actuals else None,
    )


def rolled_up(
    packages: Sequence[Package], parents: Mapping[int, int | None], *, at: int
) -> dict[int, Measures]:
    """Give the measures of each package and of each summary above, by uid; `parents` names who stands above whom."""
    below: dict[int, list[Package]] = {}
    for package in packages:
        above: int | None = package.uid
        while above is not None:
            below.setdefault(above, []).append(package)
            above = parents.get(above)
    return {uid: measures_of(found, at=at) for uid, found in below.items()}


def planned_by_month(packages: Sequence[Package]) -> list[tuple[int, float]]:
    """Give the end of each month of the plan with the cumulative planned value, from the first month to the last."""
    return _planned_until(packages, _month_end)


def planned_by_week(packages: Sequence[Package]) -> list[tuple[int, float]]:
    """Give the end of each week from the plan's start with the cumulative planned value, to the plan's end."""
    return _planned_until(packages, lambda instant: instant + WEEK)


def weeks_passed(packages: Sequence[Package], *, at: int) -> float:
    """Count the weeks from the plan's start to an instant; none before it."""
    return max(0.0, (at - min(each.start for each in packages)) / WEEK)


def _planned_until(packages: Sequence[Package], end_after: Callable[[int], int]) -> list[tuple[int, float]]:
    if not packages:
        return []
    last = max(each.finish for each in packages)
    ends = [end_after(min(each.start for each in packages))]
    while ends[-1] < last:
        ends.append(end_after(ends[-1]))
    return [(end, sum(each.budget * each.planned_share(end) for each in packages)) for end in ends]


def _month_end(instant: int) -> int:
    """Give the first midnight of the month after an instant."""
    moment = datetime_of(instant)
    year, month = divmod(moment.year * 12 + moment.month, 12)
    return minutes_of(datetime(year, month + 1, 1))
