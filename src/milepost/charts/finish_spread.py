"""How likely each finish is: a histogram with the curve of what is done by then."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from milepost.charts.figure import svg
from milepost.charts.plot import Figure, Plot

WIDTH = 960
MOST_BINS = 36
BIN_DAYS = (1, 2, 7, 14, 28, 91, 364)


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
    """Draw the share of finishes in each span of days, the share done by then, and dates to hold against it."""
    total = sum(one.finishes for one in bins)
    shares = [one.finishes / total for one in bins]
    done = list(accumulate(shares))
    x_low = min([bins[0].first, *(mark.on for mark in marks)]).toordinal()
    x_high = max([bins[-1].last, *(mark.on for mark in marks)]).toordinal() + 1
    plot = Plot(x_low, x_high, 0, 1, width=WIDTH, height=300, top=20 + 13 * len(marks))
    highest = max(shares)
    sure = next((mark.on for mark in marks if mark.is_strong), None)
    body = plot.rows(lambda value: f"{value:.0%}")
    for one, share in zip(bins, shares, strict=True):
        x, width = plot.x(one.first.toordinal()), plot.x(one.first.toordinal() + one.days)
        y = plot.y(share / highest * 0.85)
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


def _span(one: Bin) -> str:
    first = f"{one.first:%b} {one.first.day}, {one.first.year}"
    return first if one.days == 1 else f"{first} to {one.last:%b} {one.last.day}, {one.last.year}"
