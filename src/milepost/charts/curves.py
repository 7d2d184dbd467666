"""Curves over time: money planned, earned and spent, an index month by month, and a cone of what may come."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure, Plot

LINE_HEIGHT = 14
NAMES_WIDTH = 132


class Curve(NamedTuple):
    """One figure over dates; its style tells it from the others without color: plain, dashed, dotted or faint."""

    name: str
    points: Sequence[tuple[date, float | None]]
    style: str = "plain"


class Cone(NamedTuple):
    """What may come between a low and a high value."""

    name: str
    points: Sequence[tuple[date, float, float]]


def curves(
    lines: Sequence[Curve],
    *,
    title: str,
    finding: str,
    shown: Callable[[float], str],
    cone: Cone | None = None,
    today: date | None = None,
    level: float | None = None,
    span: tuple[float, float] | None = None,
    width: float = 640,
) -> Figure:
    """Draw curves with their names at their ends.

    `level` draws a line across at a value worth comparing with; `span` fixes how far the values reach.
    """
    known = [(day, value) for line in lines for day, value in line.points if value is not None]
    if not known:
        return Figure(title, finding, "", ("Date",), ())
    days = [day for day, _ in known] + [day for day, *_ in (cone.points if cone else ())]
    values = [value for _, value in known] + [high for *_, high in (cone.points if cone else ())]
    low, high = span or (min(0.0, *values), max(values) * 1.04 or 1.0)
    first, last = min(days).toordinal(), max(days).toordinal()
    plot = Plot(
        first, max(last, first + 1), low, high, left=64, right=NAMES_WIDTH, top=22, width=width, height=280
    )
    body = plot.rows(shown) + plot.dates()
    if level is not None:
        body += (
            f'<path class="figure-line" d="M{plot.left:g} {plot.y(level):.1f}H{plot.width - plot.right:g}"/>'
        )
    if cone and cone.points:
        there = [(day.toordinal(), high) for day, _, high in cone.points]
        back = [(day.toordinal(), low) for day, low, _ in reversed(cone.points)]
        body += f'<path class="figure-cone" d="{plot.path([*there, *back])}Z"/>'
    if today is not None and first <= today.toordinal() <= last:
        body += plot.mark(today.toordinal(), "Status date")
    body += "".join(_line(plot, line) for line in lines) + _names(plot, lines, shown)
    drawn = svg(
        body,
        width=plot.width,
        height=plot.height,
        title=title,
        finding=finding,
        css_class="figure figure-wide figure-history",
    )
    return Figure(title, finding, drawn, ("Date", *(line.name for line in lines)), _rows(lines, shown))


def _line(plot: Plot, line: Curve) -> str:
    """Draw the known values; one that is not known leaves a gap."""
    drawn, piece = "", []
    for day, value in [*line.points, (None, None)]:
        if day is not None and value is not None:
            piece.append((day.toordinal(), value))
        elif piece:
            if len(piece) == 1:
                x, y = plot.x(piece[0][0]), plot.y(piece[0][1])
                drawn += f'<circle class="figure-dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
            drawn += f'<path class="figure-curve figure-{line.style}" d="{plot.path(piece)}"/>'
            piece = []
    return drawn


def _names(plot: Plot, lines: Sequence[Curve], shown: Callable[[float], str]) -> str:
    """Name each curve, over its last value, at the height of that, from the top down without overlap."""
    ends = []
    for line in lines:
        last = next(((day, value) for day, value in reversed(line.points) if value is not None), None)
        if last is not None:
            ends.append((plot.y(last[1]), line, last[1]))
    drawn, least = "", plot.top
    x = plot.width - plot.right + 8
    for y, line, value in sorted(ends, key=lambda end: end[0]):
        at = max(least, y + 4)
        least = at + 2 * LINE_HEIGHT
        drawn += f'<path class="figure-curve figure-{line.style}" d="M{x:.1f} {at - 4:.1f}h14"/>'
        drawn += text(x + 19, at, line.name) + text(x + 19, at + LINE_HEIGHT, shown(value))
    return drawn


def _rows(lines: Sequence[Curve], shown: Callable[[float], str]) -> list[tuple[str, ...]]:
    by_name = [dict(line.points) for line in lines]
    days = sorted({day for line in lines for day, _ in line.points})
    return [
        (
            f"{day:%b} {day.day}, {day.year}",
            *("" if (value := points.get(day)) is None else shown(value) for points in by_name),
        )
        for day in days
    ]
