"""The ground of a figure over time or numbers: scales, rounded ticks, grid and what stands beside it."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from milepost.charts.figure import text

MOST_DATES, MOST_NUMBERS = 7, 5
DAY_STEPS, MONTH_STEPS = (1, 2, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120)
MONTHS = 12


class Figure(NamedTuple):
    """A picture with its title, the finding it shows, and the table behind it."""

    title: str
    finding: str
    svg: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle of the figure on which values from `low` to `high` lie, both ways."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float
    width: float = 640
    height: float = 260
    left: float = 56
    right: float = 24
    top: float = 30
    bottom: float = 32

    def x(self, value: float) -> float:
        """Give where a value lies from left to right."""
        share = (value - self.x_low) / ((self.x_high - self.x_low) or 1)
        return self.left + share * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """Give where a value lies from the bottom up."""
        share = (value - self.y_low) / ((self.y_high - self.y_low) or 1)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)

    def rows(self, shown: Callable[[float], str]) -> str:
        """Draw a line with its number for each rounded value upward."""
        drawn = ""
        for value in number_ticks(self.y_low, self.y_high):
            y = self.y(value)
            drawn += f'<path class="figure-grid" d="M{self.left:g} {y:.1f}H{self.width - self.right:g}"/>'
            drawn += text(self.left - 6, y + 4, shown(value), css_class="figure-axis", anchor="end")
        return drawn

    def dates(self) -> str:
        """Name rounded dates along the bottom; across, the plot counts in days of the calendar."""
        first, last = date.fromordinal(math.ceil(self.x_low)), date.fromordinal(math.floor(self.x_high))
        drawn = self.floor()
        for day, name in date_ticks(first, last):
            x = self.x(day.toordinal())
            drawn += f'<path class="figure-line" d="M{x:.1f} {self.y(self.y_low):.1f}v4"/>'
            drawn += text(x, self.height - self.bottom + 17, name, css_class="figure-axis", anchor="middle")
        return drawn

    def numbers(self) -> str:
        """Name rounded numbers along the bottom."""
        drawn = self.floor()
        for value in number_ticks(self.x_low, self.x_high, MOST_DATES):
            x = self.x(value)
            drawn += f'<path class="figure-line" d="M{x:.1f} {self.y(self.y_low):.1f}v4"/>'
            words = f"{value:g}"
            drawn += text(x, self.height - self.bottom + 17, words, css_class="figure-axis", anchor="middle")
        return drawn

    def floor(self) -> str:
        """Draw the line along the bottom."""
        y = self.y(self.y_low)
        return f'<path class="figure-line" d="M{self.left:g} {y:.1f}H{self.width - self.right:g}"/>'

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        """Give the way through points that are known by their values."""
        return "".join(
            f"{'L' if place else 'M'}{self.x(x):.1f} {self.y(y):.1f}" for place, (x, y) in enumerate(points)
        )

    def mark(self, value: float, words: str, *, level: int = 0, css_class: str = "figure-stem") -> str:
        """Draw an upright line at a value with words over it, on one of several levels."""
        x, y = self.x(value), 12 + 13 * level
        is_right = x > self.width * 0.6
        words_at = x - 4 if is_right else x + 4
        line = f'<path class="{css_class}" d="M{x:.1f} {y - 8:.1f}V{self.y(self.y_low):.1f}"/>'
        return line + text(words_at, y, words, css_class="figure-note", anchor="end" if is_right else "start")


def number_ticks(low: float, high: float, most: int = MOST_NUMBERS) -> list[float]:
    """Give rounded values between two, at most about so many."""
    span = high - low
    if span <= 0:
        return [low]
    step: float = 10 ** math.floor(math.log10(span / most))
    step = next(step * factor for factor in (1, 2, 2.5, 5, 10, 20) if span / (step * factor) <= most)
    first = math.ceil(low / step - 1e-9)
    return [place * step for place in range(first, math.floor(high / step + 1e-9) + 1)]


def date_ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Give rounded dates between two with the name each bears."""
    days = (last - first).days
    step = next((step for step in DAY_STEPS if days / step <= MOST_DATES), None)
    if step is not None:
        for place in range(days // step + 1):
            day = first + timedelta(days=place * step)
            yield day, f"{day:%b} {day.day}"
        return
    months = next((step for step in MONTH_STEPS if days / 30.4 / step <= MOST_DATES), MONTH_STEPS[-1])
    at = first.year * MONTHS + first.month - 1 + (first.day > 1)
    at += -at % months
    while (day := date(at // MONTHS, at % MONTHS + 1, 1)) <= last:
        yield day, f"{day:%Y}" if months >= MONTHS else f"{day:%b %Y}"
        at += months
