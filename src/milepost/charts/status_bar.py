"""How many projects stand in each status, as one bar."""

from collections.abc import Sequence
from typing import NamedTuple

from milepost.charts.figure import svg, text

WIDTH, HEIGHT, GAP = 360, 44, 2
BAR_TOP, BAR_HEIGHT = 0, 22
NARROWEST_WORD = 88


class Share(NamedTuple):
    """A status with how many stand in it; `key` names its color."""

    key: str
    label: str
    size: int


def status_bar(shares: Sequence[Share], *, title: str) -> str:
    """Draw the shares that hold something, each with its count and, where there is room, its word."""
    held = [share for share in shares if share.size]
    total = sum(share.size for share in held)
    if not total:
        return ""
    width_of_one = (WIDTH - GAP * (len(held) - 1)) / total
    body, x = "", 0.0
    for share in held:
        width = share.size * width_of_one
        body += _share(share, x, width)
        x += width + GAP
    finding = ", ".join(f"{share.size} {share.label.lower()}" for share in held)
    return svg(body, width=WIDTH, height=HEIGHT, title=title, finding=finding)


def _share(share: Share, x: float, width: float) -> str:
    place = f'x="{x:.1f}" y="{BAR_TOP}" width="{width:.1f}" height="{BAR_HEIGHT}"'
    bar = f'<rect class="figure-{share.key}" {place} rx="3"/>'
    words = f"{share.size} {share.label.lower()}" if width >= NARROWEST_WORD else str(share.size)
    return bar + text(x, BAR_TOP + BAR_HEIGHT + 16, words)
