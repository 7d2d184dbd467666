"""What weighs most, as bars from the longest to the shortest."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure

WIDTH, NAMES, ROW, THICK = 640, 250, 24, 14
LEAST_RIGHT, PER_LETTER = 70, 7.5
LONGEST_NAME = 40


class Bar(NamedTuple):
    """One cause and its weight, with the figure as it is written."""

    name: str
    value: float
    shown: str


def tornado(bars: Sequence[Bar], *, title: str, finding: str, headings: tuple[str, str]) -> Figure:
    """Draw causes by their weight; what makes things better goes to the left."""
    if not bars:
        return Figure(title, finding, "", headings, ())
    low, high = min(0.0, *(bar.value for bar in bars)), max(0.0, *(bar.value for bar in bars))
    right = max(LEAST_RIGHT, 12 + PER_LETTER * max(len(bar.shown) for bar in bars))
    scale = (WIDTH - NAMES - right) / ((high - low) or 1)
    zero = NAMES + 8 - low * scale
    height = ROW * len(bars) + 8
    body = f'<path class="figure-line" d="M{zero:.1f} 0V{height}"/>'
    for place, bar in enumerate(sorted(bars, key=lambda one: -abs(one.value))):
        middle = place * ROW + ROW / 2 + 4
        end = zero + bar.value * scale
        x, width = min(zero, end), max(1.0, abs(end - zero))
        css_class = "figure-met" if bar.value >= 0 else "figure-on_track"
        body += text(NAMES, middle + 4, _short(bar.name), anchor="end")
        body += (
            f'<rect class="{css_class}" x="{x:.1f}" y="{middle - THICK / 2:.1f}" width="{width:.1f}" '
            f'height="{THICK}"><title>{escape(f"{bar.name}: {bar.shown}")}</title></rect>'
        )
        body += text(max(zero, end) + 6, middle + 4, bar.shown, css_class="figure-note")
    drawn = svg(
        body, width=WIDTH, height=height, title=title, finding=finding, css_class="figure figure-wide"
    )
    return Figure(title, finding, drawn, headings, [(bar.name, bar.shown) for bar in bars])


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
