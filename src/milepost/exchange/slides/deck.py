"""A presentation as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A slide of paragraphs; an item of a list is a paragraph of its own."""

    title: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rows:
    """A slide with one table, whose first row is its headings."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    """Shares of the slide's width."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A slide with one bar chart that stays a chart in the program; `alt` says what it shows."""

    title: str
    series: str
    categories: Sequence[str]
    values: Sequence[float]
    alt: str
    colors: Sequence[str] = ()
    """One color for each bar, such as `a4231b`."""


Slide = Words | Rows | Bars


@dataclass(frozen=True, slots=True)
class Deck:
    """A presentation: its title slide, and what follows."""

    title: str
    subtitle: str
    author: str
    slides: Sequence[Slide]
