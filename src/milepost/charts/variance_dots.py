"""How far each project's finish is from its baseline, as dots on one axis."""

from collections.abc import Sequence
from typing import NamedTuple

from milepost.charts.figure import svg, text

WIDTH, LEFT, RIGHT, ROW, TOP = 360, 158, 52, 22, 22
LONGEST_NAME = 21
LEAST_SPAN_DAYS = 10.0


class Distance(NamedTuple):
    """A project with working days later than agreed; negative is earlier."""

    name: str
    days: float


def variance_dots(distances: Sequence[Distance], *, title: str) -> str:
    """Draw a line from the baseline to each finish, in the order given."""
    if not distances:
        return ""
    low = min(0.0, *(distance.days for distance in distances))
    high = max(LEAST_SPAN_DAYS + low, *(distance.days for distance in distances))
    scale = (WIDTH - LEFT - RIGHT) / (high - low)
    zero = LEFT - low * scale
    height = TOP + ROW * len(distances) + 4
    body = text(zero, 12, "baseline", css_class="figure-axis", anchor="middle")
    body += f'<path class="figure-line" d="M{zero:.1f} {TOP - 4}V{height}"/>'
    for place, distance in enumerate(distances):
        body += _row(distance, TOP + ROW * (place + 0.5), zero, zero + distance.days * scale)
    late = sum(distance.days > 0 for distance in distances)
    finding = f"{late} of {len(distances)} finish later than their baseline"
    return svg(body, width=WIDTH, height=height, title=title, finding=finding)


def _row(distance: Distance, y: float, zero: float, x: float) -> str:
    key = "off_track" if distance.days > 0 else "on_track"
    name = distance.name if len(distance.name) <= LONGEST_NAME else f"{distance.name[: LONGEST_NAME - 1]}…"
    days = f"{distance.days:+.0f} d".replace("-", "\u2212") if round(distance.days) else "0 d"
    return (
        text(LEFT - 12, y + 4, name, anchor="end")
        + f'<path class="figure-stem" d="M{zero:.1f} {y:.1f}H{x:.1f}"/>'
        + f'<circle class="figure-{key}" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        + text(max(x, zero) + 10, y + 4, days, css_class="figure-axis")
    )
