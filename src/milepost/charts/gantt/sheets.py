"""Which rows and which stretch of time stand on which page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from milepost.charts.gantt.plan import MINUTES_PER_DAY, Plan, Row
from milepost.charts.gantt.scale import Scale

LINE, PADDING = 8.6, 6.0
FEWEST_POINTS_PER_DAY, MOST_POINTS_PER_DAY = 0.02, 24.0


@dataclass(frozen=True, slots=True)
class Space:
    """What a page offers, in points: its width beside the table of the first and of the following pages across."""

    first_width: float
    next_width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: rows `first_row` to before `last_row`, and the chart from `left` to `right`."""

    first_row: int
    last_row: int
    left: float
    right: float
    across: int


def height_of(row: Row) -> float:
    """Give the height of a row, which grows with the lines of its name."""
    return LINE * len(row.lines) + PADDING


def fitted_scale(plan: Plan, space: Space, pages: int) -> Scale:
    """Give the scale at which the whole time takes so many pages across."""
    days = max(1.0, (plan.window.finish - plan.window.start) / MINUTES_PER_DAY)
    width = space.first_width + (pages - 1) * space.next_width
    return Scale(plan.window, max(FEWEST_POINTS_PER_DAY, min(MOST_POINTS_PER_DAY, width / days)))


def sheets(plan: Plan, space: Space, scale: Scale) -> list[Sheet]:
    """Split a chart over pages: down first, then across."""
    stretches = list(_stretches(space, scale.width))
    return [
        Sheet(first, last, left, right, across)
        for across, (left, right) in enumerate(stretches)
        for first, last in _runs(plan.rows, space.height)
    ]


def _stretches(space: Space, width: float) -> Iterator[tuple[float, float]]:
    left, right = 0.0, space.first_width
    yield left, right
    while width - right > 1:
        left, right = right, right + space.next_width
        yield left, right


def _runs(rows: Sequence[Row], height: float) -> Iterator[tuple[int, int]]:
    first, used = 0, 0.0
    for place, row in enumerate(rows):
        needed = height_of(row)
        if used + needed > height and place > first:
            yield first, place
            first, used = place, 0.0
        used += needed
    yield first, len(rows)
