"""How far one finish is from its baseline, as a bar on an axis that it shares with its neighbors."""

from typing import NamedTuple

WIDTH, HEIGHT, THICK = 200, 16, 8
LEAST_SPAN_DAYS = 10.0
LEAST_LENGTH = 2.0


class Axis(NamedTuple):
    """From how many days earlier to how many days later a bar may reach."""

    low: float
    high: float

    def x(self, days: float) -> float:
        """Give where a number of days lies."""
        return (days - self.low) / (self.high - self.low) * WIDTH


def axis_over(days: list[float]) -> Axis:
    """Give the axis on which all these distances have room, the baseline included."""
    low = min([0.0, *days])
    return Axis(low, max([low + LEAST_SPAN_DAYS, *days]))


def variance_bar(days: float, axis: Axis) -> str:
    """Draw the way from the baseline to a finish; the figure stands beside it in words."""
    zero, end = axis.x(0), axis.x(days)
    x, length = min(zero, end), max(LEAST_LENGTH, abs(end - zero))
    key = "off_track" if days > 0 else "on_track"
    return (
        f'<svg class="variance-bar" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="variance-bar-zero" d="M{zero:.1f} 0V{HEIGHT}"/>'
        f'<rect class="figure-{key}" x="{x:.1f}" y="{(HEIGHT - THICK) / 2:g}" '
        f'width="{length:.1f}" height="{THICK}"/></svg>'
    )
