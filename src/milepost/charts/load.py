"""How much of something is used over time, below the line of how much there is."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from milepost.charts.figure import svg
from milepost.charts.plot import Figure, Plot

HEIGHT = 130


class Level(NamedTuple):
    """From a day on, or a number of periods, so much."""

    at: float
    value: float


def load(
    used: Sequence[Level],
    there: Sequence[Level],
    *,
    until: float,
    is_dated: bool,
    title: str,
    finding: str,
    shown: Callable[[float], str],
    width: float = 960,
) -> Figure:
    """Draw use and capacity as steps until an end; days are ordinals unless time counts in periods."""
    first = min(level.at for level in [*used, *there])
    high = max(level.value for level in [*used, *there]) or 1.0
    plot = Plot(first, until, 0, high * 1.08, width=width, height=HEIGHT, top=8, left=64)
    body = plot.rows(shown) + (plot.dates() if is_dated else plot.numbers())
    body += f'<path class="figure-beyond" d="{plot.path(_area(used, until))}Z"/>'
    body += f'<path class="figure-curve figure-strong-line" d="{plot.path(_steps(there, until))}"/>'
    drawn = svg(
        body, width=width, height=HEIGHT, title=title, finding=finding, css_class="figure figure-wide"
    )
    rows = [(_when(level.at, is_dated=is_dated), shown(level.value)) for level in used]
    return Figure(title, finding, drawn, ("From", "Used"), rows)


def _when(at: float, *, is_dated: bool) -> str:
    return date.fromordinal(int(at)).isoformat() if is_dated else f"{at:.2f}".rstrip("0").rstrip(".")


def _steps(levels: Sequence[Level], until: float) -> list[tuple[float, float]]:
    points = [(levels[0].at, levels[0].value)]
    for before, after in pairwise([*levels, Level(until, levels[-1].value)]):
        points += [(after.at, before.value), (after.at, after.value)]
    return points


def _area(levels: Sequence[Level], until: float) -> list[tuple[float, float]]:
    return [(levels[0].at, 0.0), *_steps(levels, until), (until, 0.0)]
