"""Capacity as cells of a table: a number, a shape and a shade each, so that no one of them carries it alone."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from milepost.domain.staffing.calculations.capacity import OVER_MINUTES, Cell
from milepost.domain.staffing.calculations.periods import Period, Unit

SHADES = ((50, "low"), (80, "some"), (95, "most"))
HOUR = 60
SHAPES = {"over": "▲", "full": "■", "low": "○"}


class Show(StrEnum):
    LOAD = "load"
    FREE = "free"
    TENTATIVE = "tentative"
    """The load with what is only proposed or held for a project."""


class Heading(NamedTuple):
    """A heading over several periods: the year over months, the month over weeks."""

    text: str
    span: int


def headings(periods: Sequence[Period], unit: Unit) -> list[Heading]:
    """Give the upper row of headings."""
    form = "%Y" if unit is Unit.MONTH else "%b %Y"
    return [
        Heading(text, len(list(found)))
        for text, found in groupby(periods, key=lambda period: period.first.strftime(form))
    ]


def label(period: Period, unit: Unit) -> str:
    """Name a period below its heading."""
    return f"{period.first:%b}" if unit is Unit.MONTH else str(period.first.day)


def title(period: Period, unit: Unit) -> str:
    """Name a period by itself."""
    first = period.first
    return (
        f"{first:%B} {first.year}"
        if unit is Unit.MONTH
        else f"the week of {first:%b} {first.day}, {first.year}"
    )


class Shown(NamedTuple):
    """What a cell is drawn with: how full it is, its number, and the words that the number leaves out."""

    tone: str
    figure: str
    words: str


@lru_cache(maxsize=4096)
def _shown(cell: Cell, show: Show) -> Shown:
    """Write a cell; each is written once, for a page has thousands, and most weeks ahead are like others."""
    capacity, operations, assigned, tentative = cell
    if show is Show.TENTATIVE:
        assigned, tentative = assigned + tentative, 0.0
    free = capacity - operations - assigned
    percent = (operations + assigned) / capacity * 100 if capacity > 0 else None
    figure = _hours(free) if show is Show.FREE else "–" if percent is None else f"{percent:.0f}%"
    if free < -OVER_MINUTES:
        return Shown("over", figure, f"over by {_hours(-free)} hours")
    if percent is None:
        return Shown("none", figure, "not there")
    tone = next((name for bound, name in SHADES if percent < bound), "full")
    words = f"{percent:.0f}% taken" if show is Show.FREE else f"{_hours(free)} hours free"
    if tentative >= HOUR:
        words = f"{words}, {_hours(tentative)} more tentative"
    return Shown(tone, figure, words)


def cells_html(cells: Iterable[Cell], addresses: Iterable[str], show: Show) -> SafeString:
    """Write a row's cells at once: a page has thousands, and a template would take its time for each.

    Nothing of it was typed by anybody: numbers, words of this file, and addresses made of keys and dates.
    """
    return mark_safe(  # noqa: S308
        "".join(
            f'<td class="heat heat-{tone}"><a href="{address}">{content}</a></td>'
            for cell, address in zip(cells, addresses, strict=True)
            for tone, content in (_content(cell, show),)
        )
    )


def unlinked_cells_html(cells: Iterable[Cell], show: Show) -> SafeString:
    """Write the cells of somebody whose time leads nowhere from here."""
    contents = (_content(cell, show) for cell in cells)
    return mark_safe(  # noqa: S308 - numbers and words of this file, as above
        "".join(f'<td class="heat heat-{tone}"><span>{content}</span></td>' for tone, content in contents)
    )


@lru_cache(maxsize=4096)
def _content(cell: Cell, show: Show) -> tuple[str, str]:
    """Give the tone of a cell, and its shape, figure and words."""
    shown = _shown(cell, show)
    shape = f'<span class="heat-shape" aria-hidden="true">{SHAPES.get(shown.tone, "")}</span>'
    return shown.tone, f'{shape}{shown.figure}<span class="visually-hidden">, {shown.words}</span>'


def plain_cells_html(cells: Iterable[Cell], over_counts: Iterable[int], show: Show) -> SafeString:
    """Write a team's cells, each with how many of its people have too much."""
    return mark_safe(  # noqa: S308 - numbers and words of this file, as above
        "".join(
            f'<td class="heat heat-{shown.tone}">{shown.figure}'
            + (
                f'<span class="heat-count"><span aria-hidden="true">▲{count}</span>'
                f'<span class="visually-hidden">, {count} over</span></span>'
                if count
                else f'<span class="visually-hidden">, {shown.words}</span>'
            )
            + "</td>"
            for cell, count in zip(cells, over_counts, strict=True)
            for shown in (_shown(cell, show),)
        )
    )


def hours_html(cells: Iterable[Cell]) -> SafeString:
    """Write the hours asked of a role."""
    return mark_safe(  # noqa: S308 - numbers
        "".join(f'<td class="heat">{_hours(cell.assigned) if cell.assigned else "–"}</td>' for cell in cells)
    )


def period_query(first: date, unit: Unit) -> str:
    """Give what names a period in the address of a person's time, as it stands in HTML."""
    return f"?unit={unit}&amp;on={first.isoformat()}#period"


def hours_of(cell: Cell) -> dict[str, str]:
    """Write every figure of a cell in hours."""
    return {
        "capacity": f"{_hours(cell.capacity)} h",
        "operations": f"{_hours(cell.operations)} h",
        "assigned": f"{_hours(cell.assigned)} h",
        "tentative": f"{_hours(cell.tentative)} h" if cell.tentative else "",
        "free": f"{_hours(abs(cell.free))} h",
    }


def _hours(minutes: float) -> str:
    return f"{minutes / 60:,.0f}"
