"""Figures over time as lines, above or below what was agreed."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.time_columns import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, period_names, value_step

LEAST_SPAN = 6.0
LINE_HEIGHT = 14


class Line(NamedTuple):
    """One figure; dashes tell it from its neighbors, and its name stands at its end."""

    label: str
    values: Sequence[float | None]
    is_dashed: bool = False


def time_line(
    periods: Sequence[str], lines: Sequence[Line], *, title: str, finding: str, unit: str = ""
) -> str:
    """Draw the known values as dots on lines, higher for the worse; a period without one leaves a gap."""
    known = [value for line in lines for value in line.values if value is not None]
    if not known:
        return ""
    low, high = min(0.0, *known), max(0.0, *known)
    high = max(high, low + LEAST_SPAN)
    scale = (HEIGHT - TOP - BOTTOM) / (high - low)
    zero = TOP + high * scale
    step = (WIDTH - LEFT - RIGHT) / len(periods)
    body, least = _grid(low, high, zero, scale), 0.0
    for line in sorted(lines, key=lambda one: -(one.values[-1] or 0)):
        points = _points(line.values, zero, scale, step)
        body += (
            f'<path class="figure-curve{" figure-dashed" if line.is_dashed else ""}" d="{_path(points)}"/>'
        )
        body += _dots(points, periods, line, unit)
        end = next((point for point in reversed(points) if point is not None), None)
        if end is not None:
            least = max(least, end[1] + 4)
            value = next(value for value in reversed(line.values) if value is not None)
            body += text(end[0] + 9, least, f"{_signed(value)}{unit} {line.label}", css_class="figure-note")
            least += LINE_HEIGHT
    body += period_names(periods, step)
    return svg(
        body,
        width=WIDTH,
        height=HEIGHT,
        title=title,
        finding=finding,
        css_class="figure figure-wide figure-history",
    )


def _points(
    values: Sequence[float | None], zero: float, scale: float, step: float
) -> list[tuple[float, float] | None]:
    return [
        None if value is None else (LEFT + (place + 0.5) * step, zero - value * scale)
        for place, value in enumerate(values)
    ]


def _dots(points: Sequence[tuple[float, float] | None], periods: Sequence[str], line: Line, unit: str) -> str:
    drawn = ""
    for point, period, value in zip(points, periods, line.values, strict=True):
        if point is not None and value is not None:
            told = escape(f"{period}: {_signed(value)}{unit} {line.label}")
            place = f'cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="3"'
            drawn += f'<circle class="figure-dot" {place}><title>{told}</title></circle>'
    return drawn


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "\u2212") if value else "0"


def _grid(low: float, high: float, zero: float, scale: float) -> str:
    step = value_step(low, high)
    value, lines = -int(-low // step) * step, ""
    while value <= high:
        y = zero - value * scale
        css_class = "figure-line" if value == 0 else "figure-grid"
        lines += f'<path class="{css_class}" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        lines += text(
            LEFT - 6,
            y + 4,
            f"{value:+g}".replace("-", "\u2212") if value else "0",
            css_class="figure-axis",
            anchor="end",
        )
        value += step
    return lines


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    drawn, is_open = "", False
    for point in points:
        if point is not None:
            drawn += f"{'L' if is_open else 'M'}{point[0]:.1f} {point[1]:.1f}"
        is_open = point is not None
    return drawn
