"""Where dates went: a line for each task from what it was to what it is."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure, Plot

WIDTH, NAMES, ROW = 960, 300, 22
LONGEST_NAME = 48


class Movement(NamedTuple):
    """One date before and after."""

    name: str
    before: date
    after: date

    @property
    def days(self) -> int:
        return (self.after - self.before).days


def movements(moved: Sequence[Movement], *, title: str, finding: str) -> Figure:
    """Draw a hollow dot where each date was and a full one where it is; what comes later is darker."""
    headings = ("Task", "Before", "After", "Days")
    if not moved:
        return Figure(title, finding, "", headings, ())
    days = [day.toordinal() for one in moved for day in (one.before, one.after)]
    low, high = min(days) - 1, max(days) + 1
    height = 16 + ROW * len(moved) + 32
    plot = Plot(low, high, 0, 1, width=WIDTH, height=height, left=NAMES + 16, right=80, top=8)
    body = plot.dates()
    for place, one in enumerate(moved):
        y = 16 + ROW * place + ROW / 2
        was, now = plot.x(one.before.toordinal()), plot.x(one.after.toordinal())
        told = escape(f"{one.name}: {_shown(one.before)} to {_shown(one.after)}")
        css_class = "figure-curve" if one.days > 0 else "figure-curve figure-faint"
        body += text(NAMES, y + 4, _short(one.name), anchor="end")
        body += f'<g><title>{told}</title><path class="{css_class}" d="M{was:.1f} {y:.1f}H{now:.1f}"/>'
        body += f'<circle class="figure-dot" cx="{was:.1f}" cy="{y:.1f}" r="4"/>'
        body += f'<circle class="figure-met" cx="{now:.1f}" cy="{y:.1f}" r="4"/></g>'
        body += text(max(was, now) + 9, y + 4, f"{one.days:+d} d" if one.days else "same day")
    drawn = svg(
        body, width=WIDTH, height=height, title=title, finding=finding, css_class="figure figure-wide"
    )
    rows = [(one.name, _shown(one.before), _shown(one.after), f"{one.days:+d}") for one in moved]
    return Figure(title, finding, drawn, headings, rows)


def _shown(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
