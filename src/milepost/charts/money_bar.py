"""The states of money as one bar; what each part is and how much stands in the page's own text, which reflows."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from milepost.charts.figure import svg
from milepost.charts.plot import Figure

WIDTH, TOP, THICK, LEAST = 1120, 4, 26, 2.0


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
        body += f'<path class="figure-stem" d="M{whole / reach * WIDTH:.1f} 0V{TOP + THICK + TOP}"/>'
    picture = svg(
        body, width=WIDTH, height=TOP + THICK + TOP, title=title, finding=finding, css_class="figure figure-bar",
        stretches=True,
    )  # fmt: skip
    return Figure(title, finding, picture, ("State", "Dollars"), [(part.name, part.shown) for part in parts])
