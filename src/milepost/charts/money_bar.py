"""The states of money as one bar, whose parts are named beside their sums."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure

WIDTH, TOP, THICK, ROW, LEAST = 1120, 4, 26, 20, 2.0


class Part(NamedTuple):
    """One state with its sum, and the figure as it is written; `css` names its fill."""

    name: str
    value: float
    shown: str
    css: str


def money_bar(parts: Sequence[Part], *, whole: float, title: str, finding: str) -> Figure:
    """Draw what is spent, promised and available of a whole; what goes beyond it is drawn beyond its mark."""
    drawn = [part for part in parts if part.value > 0]
    reach = max(whole, sum(part.value for part in drawn)) or 1
    x, body = 0.0, ""
    for part in drawn:
        width = max(LEAST, part.value / reach * WIDTH)
        body += (
            f'<rect class="figure-{part.css}" x="{x:.1f}" y="{TOP}" width="{width:.1f}" height="{THICK}">'
            f"<title>{escape(f'{part.name}: {part.shown}')}</title></rect>"
        )
        x += width
    if 0 < whole < reach:
        body += f'<path class="figure-stem" d="M{whole / reach * WIDTH:.1f} 0V{TOP + THICK + 4}"/>'
    y = TOP + THICK + ROW
    for place, part in enumerate(parts):
        across, down = place % 2 * WIDTH / 2, y + place // 2 * ROW
        body += f'<rect class="figure-{part.css}" x="{across:.1f}" y="{down - 10}" width="10" height="10"/>'
        body += text(across + 16, down, part.name)
        body += text(across + WIDTH / 2 - 24, down, part.shown, anchor="end")
    height = y + (len(parts) + 1) // 2 * ROW - ROW + 8
    picture = svg(
        body, width=WIDTH, height=height, title=title, finding=finding, css_class="figure figure-wide"
    )
    return Figure(title, finding, picture, ("State", "Dollars"), [(part.name, part.shown) for part in parts])
