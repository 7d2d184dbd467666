"""Finish and cost of the same simulations together: where both keep their promise, one, or none."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure, Plot


class Joint(NamedTuple):
    """One simulated finish with its cost."""

    on: date
    cost: float


def joint_scatter(
    points: Sequence[Joint],
    *,
    wanted: Joint,
    shares: tuple[float, float, float, float],
    title: str,
    finding: str,
    shown: Callable[[float], str],
) -> Figure:
    """Draw points about a wanted date and cost.

    `shares` are those in time and within the cost, in time only, within the cost only, and neither.
    """
    days = [point.on.toordinal() for point in points] + [wanted.on.toordinal()]
    costs = [point.cost for point in points] + [wanted.cost]
    plot = Plot(min(days), max(days) + 1, min(costs), max(costs), left=72, right=24, height=320)
    body = plot.rows(shown) + plot.dates()
    for point in points:
        is_kept = point.on <= wanted.on and point.cost <= wanted.cost
        css_class = "figure-point" if is_kept else "figure-point figure-point-beyond"
        x, y = plot.x(point.on.toordinal()), plot.y(point.cost)
        body += f'<circle class="{css_class}" cx="{x:.1f}" cy="{y:.1f}" r="2"/>'
    x, y = plot.x(wanted.on.toordinal() + 1), plot.y(wanted.cost)
    upright, across = f"M{x:.1f} {plot.top:g}V{plot.y(plot.y_low):.1f}", f"M{plot.left:g} {y:.1f}"
    body += f'<path class="figure-stem" d="{upright}{across}H{plot.width - plot.right:g}"/>'
    body += text(
        plot.left + 8, plot.height - plot.bottom - 8, f"Both: {shares[0]:.0%}", css_class="figure-note"
    )
    drawn = svg(
        body,
        width=plot.width,
        height=plot.height,
        title=title,
        finding=finding,
        css_class="figure figure-wide",
    )
    names = ("In time and within the cost", "In time only", "Within the cost only", "Neither")
    rows = [(name, f"{share:.0%}") for name, share in zip(names, shares, strict=True)]
    return Figure(title, finding, drawn, ("Outcome", "Share"), rows)
