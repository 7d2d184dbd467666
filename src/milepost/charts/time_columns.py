"""Columns over time: counts by kind stacked on one another, those that are taken away below the line."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from milepost.charts.figure import hatch, svg, text

WIDTH, HEIGHT = 544, 250
LEFT, RIGHT, TOP, BOTTOM = 38, 108, 20, 34
GAP_SHARE = 0.24
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
MOST_LINES = 5
MOST_LABELS = 9
LABEL_HEIGHT = 14


class Series(NamedTuple):
    """One kind of what is counted; `key` names its color, and below the line it counts negative."""

    key: str
    label: str
    values: Sequence[float]
    is_hatched: bool = False
    """Whether slanted lines tell it from its neighbors besides its color."""


def time_columns(
    periods: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    finding: str,
    notes: Sequence[str] = (),
    unit: str = "",
    most: float | None = None,
) -> str:
    """Draw a column for each period; `notes` stand over the columns, and the kinds are named beside the last."""
    if not periods:
        return ""
    high = most or max(1.0, *(sum(max(0, v) for v in values) for values in _by_period(series)))
    low = min(0.0, *(sum(min(0, v) for v in values) for values in _by_period(series)))
    scale = (HEIGHT - TOP - BOTTOM) / (high - low)
    zero = TOP + high * scale
    step = (WIDTH - LEFT - RIGHT) / len(periods)
    pattern = f"hatch-{title.lower().replace(' ', '-')}"
    body = hatch(pattern) + _grid(low, high, zero, scale, unit)
    for place, period in enumerate(periods):
        x = LEFT + place * step
        room = (x + step * GAP_SHARE / 2, step * (1 - GAP_SHARE))
        body += _column(series, place, period, room, zero, scale, unit, pattern)
        if notes and notes[place]:
            top = zero - sum(max(0, one.values[place]) for one in series) * scale
            body += text(x + step / 2, top - 5, notes[place], css_class="figure-note", anchor="middle")
    body += period_names(periods, step) + _names(series, zero, scale, pattern, unit)
    return svg(
        body,
        width=WIDTH,
        height=HEIGHT,
        title=title,
        finding=finding,
        css_class="figure figure-wide figure-history",
    )


def _by_period(series: Sequence[Series]) -> list[tuple[float, ...]]:
    return list(zip(*(one.values for one in series), strict=True))


def _grid(low: float, high: float, zero: float, scale: float, unit: str) -> str:
    step = value_step(low, high)
    value, lines = -int(-low // step) * step, ""
    while value <= high:
        y = zero - value * scale
        css_class = "figure-line" if value == 0 else "figure-grid"
        lines += f'<path class="{css_class}" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        lines += text(LEFT - 6, y + 4, f"{abs(value):g}{unit}", css_class="figure-axis", anchor="end")
        value += step
    return lines


def _column(
    series: Sequence[Series],
    place: int,
    period: str,
    room: tuple[float, float],
    zero: float,
    scale: float,
    unit: str,
    pattern: str,
) -> str:
    up = down = zero
    (x, width), drawn = room, ""
    for one in series:
        value = one.values[place]
        if not value:
            continue
        height = abs(value) * scale
        y = up - height if value > 0 else down
        up, down = (y, down) if value > 0 else (up, y + height)
        told = escape(f"{period}: {abs(value):g}{unit} {one.label}")
        box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{max(0.5, height - 1):.1f}"'
        drawn += _filled(one, box, pattern, told)
    return drawn


def _filled(one: Series, box: str, pattern: str, told: str = "") -> str:
    title = f"<title>{told}</title>" if told else ""
    lines = f'<rect {box} fill="url(#{pattern})">{title}</rect>' if one.is_hatched else ""
    return f'<rect class="figure-{one.key}" {box}>{title}</rect>{lines}'


def value_step(low: float, high: float) -> int:
    """Give the round number by which an axis counts."""
    return next((step for step in STEPS if (high - low) / step <= MOST_LINES), STEPS[-1])


def period_names(periods: Sequence[str], step: float) -> str:
    """Name as many periods as there is room for, counted back from the last one."""
    every = -(-len(periods) // MOST_LABELS)
    return "".join(
        text(LEFT + (place + 0.5) * step, HEIGHT - 12, period, css_class="figure-axis", anchor="middle")
        for place, period in enumerate(periods)
        if (len(periods) - 1 - place) % every == 0
    )


def _names(series: Sequence[Series], zero: float, scale: float, pattern: str, unit: str) -> str:
    """Name the kinds beside the last column, each at its own height, from the top down without overlap."""
    up = down = zero
    wanted = []
    for one in series:
        value = one.values[-1]
        height = abs(value) * scale
        middle = up - height / 2 if value >= 0 else down + height / 2
        up, down = (up - height, down) if value >= 0 else (up, down + height)
        if any(one.values):
            wanted.append((middle, one))
    drawn, least = "", 0.0
    for middle, one in sorted(wanted, key=lambda name: name[0]):
        y = max(middle + 4, least)
        least = y + LABEL_HEIGHT
        drawn += _filled(one, f'x="{WIDTH - RIGHT + 8}" y="{y - 9:.1f}" width="10" height="10"', pattern)
        drawn += text(WIDTH - RIGHT + 23, y, f"{one.label} {abs(one.values[-1]):g}{unit}")
    return drawn
