"""A table as one page shows it: its rows, headings, groups, chips and menus, ready for the template."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from milepost.web.access import AskedBy, today
from milepost.web.tables.asked import COLUMNS, GROUP, PAGE, SEARCH, SORT, Asked
from milepost.web.tables.cells import Pen, Row, drawn
from milepost.web.tables.column import Column, Found, Kind, Reader, names
from milepost.web.tables.filters import Filter
from milepost.web.tables.reading import Group, Reading
from milepost.web.tables.table import Bulk, Table

PAGE_ROWS = 100
SORTS_OFFERED = 3

Totals = tuple[tuple[Column, str], ...]
"""Totals as they are drawn, each under its column; the first column holds the words beside them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: where it leads, and how the rows are ordered by it."""

    column: Column
    address: str
    adding: str
    rank: int
    is_falling: bool

    @property
    def aria_sort(self) -> str:
        """What assistive technology hears; only the first of several orders is told this way."""
        return "" if self.rank != 1 else "descending" if self.is_falling else "ascending"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the body: a row, or the head of a group."""

    row: Row | None = None
    group: Group | None = None
    is_continued: bool = False
    narrowed: str = ""
    subtotals: Totals = ()


class TableView:
    """One table on one page; a page gives it to `answer_to` first, and otherwise shows it by `{% data_table %}`."""

    def __init__(self, request: AskedBy, table: Table, **things: int) -> None:
        self.request = request
        self.table = table
        self.things = things
        self.path = request.path
        self.asked = Asked(table, request.GET)
        self.reader = Reader(request.person, today(), {})
        self.reading = Reading(table, table.rows(request.person, things), self.asked, self.reader)

    @property
    def found(self) -> Found:
        """The rows that pass the filters, for figures beside the table."""
        return self.reading.found

    @property
    def columns(self) -> list[Column]:
        return self.asked.columns

    @cached_property
    def page(self) -> Page[int]:
        """Where this page stands among all rows."""
        return Paginator(range(self.reading.count), PAGE_ROWS).get_page(self.asked.page)

    @cached_property
    def entries(self) -> list[Entry]:
        """The lines of this page; a group that began on an earlier page says so."""
        first = max(self.page.start_index() - 1, 0)
        keys = self.reading.keys_from(max(first - 1, 0), first + PAGE_ROWS)
        before, shown = (keys[0][1], keys[1:]) if first else (_NOTHING, keys)
        rows = {self.table.key(row): row for row in self.reading.load([key for key, _ in shown])}
        if self.asked.group is None:
            return [Entry(row=self.drawn_row(rows[key])) for key, _ in shown if key in rows]
        return list(self._grouped(shown, rows, before))

    @cached_property
    def headings(self) -> list[Heading]:
        standing = {sort.column.name: (rank, sort) for rank, sort in enumerate(self.asked.sorts, 1)}
        found = []
        for column in self.columns:
            rank, sort = standing.get(column.name, (0, None))
            found.append(
                Heading(
                    column,
                    self.asked.sorted_by(column) if column.can_sort else "",
                    self.asked.sorted_by(column, adding=True) if column.can_sort else "",
                    rank,
                    sort is not None and sort.is_falling,
                )
            )
        return found

    @property
    def has_several_sorts(self) -> bool:
        return len(self.asked.sorts) > 1

    @cached_property
    def totals(self) -> Totals:
        """The last line: totals over all found rows, or nothing where no column is added up."""
        totals = self.reading.totals
        return self._drawn_totals(totals) if any(value is not None for value in totals.values()) else ()

    @cached_property
    def filters(self) -> list[Filter]:
        return self.reading.filters

    @cached_property
    def chips(self) -> list[tuple[str, str, str]]:
        """What narrows the rows: label, words, and the address without it."""
        search = [(gettext("Search"), f"“{self.asked.search}”", self.asked.address({SEARCH: None}))]
        return (search if self.asked.search else []) + [
            (str(one.column.label), one.words, self.asked.without(one))
            for one in self.filters
            if one.is_narrowing
        ]

    @property
    def is_narrowed(self) -> bool:
        """Whether the address itself narrows the rows, beyond what the table does by default."""
        return bool(self.asked.search) or any(one.is_narrowing and not one.is_default for one in self.filters)

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.filters)

    @property
    def plain_address(self) -> str:
        return self.asked.plain()

    @cached_property
    def group_choices(self) -> list[tuple[str, str, bool]]:
        """The columns to group by: label, address, and whether it is the one."""
        offered = [column for column in self.table.columns if column.is_groupable]
        nothing = (gettext("No groups"), self.asked.address({GROUP: None}), self.asked.group is None)
        return [
            nothing,
            *(
                (str(column.label), self.asked.address({GROUP: column.name}), column is self.asked.group)
                for column in offered
            ),
        ]

    @cached_property
    def sort_levels(self) -> list[tuple[int, str]]:
        """The levels of the order that the menu offers, each with what stands there."""
        standing = [sort.text for sort in self.asked.sorts]
        return [
            (level, standing[level - 1] if level <= len(standing) else "")
            for level in range(1, max(SORTS_OFFERED, len(standing)) + 1)
        ]

    @cached_property
    def column_choices(self) -> list[tuple[Column, bool, str, str]]:
        """All columns, those shown first: whether each is shown, and the addresses that move it on its way."""
        shown = names(self.columns)
        rest = [column for column in self.table.columns if column.name not in shown]
        moves = [(self._moved(shown, place, -1), self._moved(shown, place, 1)) for place in range(len(shown))]
        return [
            *((column, True, *move) for column, move in zip(self.columns, moves, strict=True)),
            *((column, False, "", "") for column in rest),
        ]

    @cached_property
    def sort_choices(self) -> list[tuple[str, str]]:
        """Every column that rows can be ordered by, rising and falling, in the words of its kind."""
        return [
            (sign + column.name, f"{column.label}, {words}")
            for column in self.table.columns
            if column.can_sort
            for sign, words in zip(("", "-"), orders_of(column.kind), strict=True)
        ]

    @property
    def filter_count(self) -> int:
        return len([one for one in self.filters if one.is_narrowing])

    @property
    def kept_by_search(self) -> list[tuple[str, str]]:
        return self.asked.kept(SEARCH)

    @property
    def kept_by_filter(self) -> list[tuple[str, str]]:
        return self.asked.kept(*(name for name in self.asked.filter_names() if name != SEARCH))

    @property
    def kept_by_sort(self) -> list[tuple[str, str]]:
        return self.asked.kept(SORT)

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        return self.asked.kept(COLUMNS)

    @property
    def kept_by_pages(self) -> list[tuple[str, str]]:
        return self.asked.kept()

    @property
    def page_steps(self) -> list[tuple[str, str, str]]:
        """The ways to other pages: label, icon, and address where there is one."""
        page, last = self.page, self.page.paginator.num_pages
        before = str(page.number - 1) if page.has_previous() else ""
        behind = str(page.number + 1) if page.has_next() else ""
        steps = [(gettext("First"), "first", "1" if before else ""), (gettext("Previous"), "back", before)]
        steps += [
            (gettext("Next"), "forward", behind),
            (gettext("Last"), "last", str(last) if behind else ""),
        ]
        return [(label, icon, self.asked.address({PAGE: to}) if to else "") for label, icon, to in steps]

    @property
    def row_count(self) -> int:
        """All rows with their heading, for assistive technology."""
        return self.reading.count + 1

    @property
    def column_count(self) -> int:
        return len(self.columns)

    @cached_property
    def bulks(self) -> list[Bulk]:
        return [bulk for bulk in self.table.bulks if bulk.may(self.reader.person)]

    @property
    def standard_columns(self) -> str:
        return self.asked.address({COLUMNS: None}, keep_page=True)

    @property
    def standard_sort(self) -> str:
        return self.asked.address({SORT: None})

    @property
    def noun(self) -> str:
        return self.table.noun(self.reading.count)

    @property
    def exports(self) -> list[tuple[str, str]]:
        return [
            (gettext("Excel workbook (.xlsx)"), self.asked.address({"export": "xlsx"})),
            (gettext("Separated values (.csv)"), self.asked.address({"export": "csv"})),
        ]

    def drawn_row(self, row: Any) -> Row:
        """Draw one loaded row."""
        return self._pen.row(row)

    @cached_property
    def _pen(self) -> Pen:
        return Pen(self.table, self.columns, self.reader)

    def _grouped(self, shown: list[tuple[int, Any]], rows: dict[int, Any], before: Any) -> Iterator[Entry]:
        groups = self.reading.groups
        current: Any = _NOTHING
        for key, value in shown:
            if value != current:
                current = value
                yield self._group_entry(groups[value], is_continued=value == before)
            if key in rows:
                yield Entry(row=self.drawn_row(rows[key]))

    def _group_entry(self, group: Group, *, is_continued: bool) -> Entry:
        column = self.asked.group
        assert column is not None  # noqa: S101 - groups are made of a column
        value = "none" if group.value is None else _in_address(group.value)
        subtotals = self._drawn_totals(group.totals) if group.totals else ()
        return Entry(
            group=group,
            is_continued=is_continued,
            narrowed=self.asked.narrowed_to(column, value),
            subtotals=subtotals,
        )

    def _moved(self, shown: list[str], place: int, by: int) -> str:
        """Give the address that moves a column; the first one stays the first."""
        to = place + by
        if place < 1 or not 1 <= to < len(shown):
            return ""
        moved = [name for name in shown if name != shown[place]]
        moved.insert(to, shown[place])
        return self.asked.address({COLUMNS: ",".join(moved)}, keep_page=True)

    def _drawn_totals(self, totals: dict[str, Any]) -> Totals:
        """Draw totals under their columns; the first column holds the words beside them."""
        return tuple(
            (column, drawn(column, totals[column.name], None) if totals.get(column.name) is not None else "")
            for column in self.columns[1:]
        )


def orders_of(kind: Kind) -> tuple[str, str]:
    """Say what rising and falling mean for what a column holds."""
    match kind:
        case Kind.NUMBER:
            return gettext("lowest first"), gettext("highest first")
        case Kind.DATE:
            return gettext("earliest first"), gettext("latest first")
        case Kind.TEXT:
            return gettext("A to Z"), gettext("Z to A")
        case _:
            return gettext("in order"), gettext("reversed")


_NOTHING = object()


def _in_address(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
