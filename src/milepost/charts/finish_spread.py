"""How likely each finish is: a histogram with the curve of what is done by then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from milepost.charts.figure import svg, text
from milepost.charts.plot import Figure, Plot, number_ticks

WIDTH = 960
MOST_BINS = 36
BIN_DAYS = (1, 2, 7, 14, 28, 91, 364)
PER = {1: "day", 2: "2 days", 7: "week", 14: "2 weeks", 28: "4 weeks", 91: "quarter", 364: "year"}
HEADROOM = 0.85
"""How much of the height the tallest bar takes, so that the curve is seen above it."""


class Bin(NamedTuple):
    """So many of the simulated finishes fall into so many days from a day on."""

    first: date
    days: int
    finishes: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)


def binned(days: Sequence[int]) -> list[tuple[int, int, int]]:
    """Count days by spans that keep the picture readable: first day, days, count of each."""
    first, last = min(days), max(days)
    width = next((one for one in BIN_DAYS if (last - first) // one < MOST_BINS), BIN_DAYS[-1])
    counts = Counter((day - first) // width for day in days)
    return [(first + place * width, width, counts[place]) for place in range((last - first) // width + 1)]


class Mark(NamedTuple):
    """A date worth showing, with its words."""

    on: date
    words: str
    is_strong: bool = False


def finish_spread(bins: Sequence[Bin], marks: Sequence[Mark], *, title: str, finding: str) -> Figure:
    """Draw the share of finishes in each span of days, the share done by then, and dates to hold against it.

    The curve is read at the left, the bars, whose shares are far smaller, at the right.
    """
    total = sum(one.finishes for one in bins)
    shares = [one.finishes / total for one in bins]
    done = list(accumulate(shares))
    x_low = min([bins[0].first, *(mark.on for mark in marks)]).toordinal()
    x_high = max([bins[-1].last, *(mark.on for mark in marks)]).toordinal() + 1
    plot = Plot(x_low, x_high, 0, 1, width=WIDTH, height=310, right=56, top=34 + 13 * len(marks))
    most = max(shares) / HEADROOM
    sure = next((mark.on for mark in marks if mark.is_strong), None)
    body = plot.rows(lambda value: f"{value:.0%}") + _scales(plot, most, bins[0].days)
    for one, share in zip(bins, shares, strict=True):
        x, width = plot.x(one.first.toordinal()), plot.x(one.first.toordinal() + one.days)
        y = plot.y(share / most)
        css_class = "figure-met" if sure is None or one.first <= sure else "figure-beyond"
        told = f"{_span(one)}: {share:.1%} of the simulations"
        body += (
            f'<rect class="{css_class}" x="{x + 0.5:.1f}" y="{y:.1f}" width="{max(1.0, width - x - 1):.1f}" '
            f'height="{plot.y(0) - y:.1f}"><title>{told}</title></rect>'
        )
    ends = [one.first.toordinal() + one.days for one in bins]
    curve = [(bins[0].first.toordinal(), 0.0), *zip(ends, done, strict=True)]
    body += f'<path class="figure-curve figure-strong" d="{plot.path(curve)}"/>' + plot.dates()
    for level, mark in enumerate(sorted(marks)):
        css_class = "figure-stem figure-strong" if mark.is_strong else "figure-stem"
        body += plot.mark(mark.on.toordinal() + 1, mark.words, level=level, css_class=css_class)
    drawn = svg(
        body,
        width=plot.width,
        height=plot.height,
        title=title,
        finding=finding,
        css_class="figure figure-wide",
    )
    rows = [
        (_span(one), f"{share:.1%}", f"{by:.1%}") for one, share, by in zip(bins, shares, done, strict=True)
    ]
    return Figure(title, finding, drawn, ("Finish", "Share", "Done by then"), rows)


def _scales(plot: Plot, most: float, days: int) -> str:
    """Say what is read at the left, and number the bars' own scale at the right."""
    right, above = plot.width - plot.right, plot.y(1) - 14
    drawn = text(0, above, "Line: by then", css_class="figure-axis")
    drawn += text(plot.width, above, f"Bars: each {PER[days]}", css_class="figure-axis", anchor="end")
    for share in number_ticks(0, most):
        drawn += text(right + 6, plot.y(share / most) + 4, f"{100 * share:.3g}%", css_class="figure-axis")
    return drawn


def _span(one: Bin) -> str:
    first = f"{one.first:%b} {one.first.day}, {one.first.year}"
    return first if one.days == 1 else f"{first} to {one.last:%b} {one.last.day}, {one.last.year}"
