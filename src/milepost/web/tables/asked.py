"""What an address asks of a table: filters, order, groups, columns and page; and the addresses that ask otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from milepost.web.saved_views.addresses import VIEW
from milepost.web.tables.column import Column
from milepost.web.tables.filters import SUFFIXES, Filter
from milepost.web.tables.table import Table

SEARCH, SORT, GROUP, COLUMNS, PAGE = "q", "sort", "group", "columns", "page"
MOST_SORTS = 5
MOST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Sort:
    """One of the columns that rows are ordered by."""

    column: Column
    is_falling: bool

    @property
    def text(self) -> str:
        return f"-{self.column.name}" if self.is_falling else self.column.name


class Asked:
    """An address's query, understood; what it names wrongly is left out."""

    def __init__(self, table: Table, data: QueryDict) -> None:
        self.table = table
        self.data = data
        self.search = data.get(SEARCH, "").strip()[:MOST_TEXT] if table.searches else ""
        self.sorts = self._sorts(",".join(filter(None, data.getlist(SORT))) or table.sort)
        self.columns = self._columns(",".join(data.getlist(COLUMNS)))
        group = table.column(data.get(GROUP, ""))
        self.group = group if group and group.is_groupable else None
        number = data.get(PAGE, "1")
        self.page = max(int(number), 1) if number.isdecimal() and len(number) < 8 else 1

    @property
    def has_own_columns(self) -> bool:
        return bool(self.data.get(COLUMNS))

    def address(self, changes: Mapping[str, str | Sequence[str] | None], *, keep_page: bool = False) -> str:
        """Give the query that differs from this one by some parameters; `None` leaves one out."""
        query = self.data.copy()
        if not keep_page:
            query.pop(PAGE, None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query.setlist(name, [value] if isinstance(value, str) else list(value))
        return f"?{query.urlencode()}"

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """Give the parameters that a form which sets others passes on."""
        left_out = {PAGE, *without}
        return [
            (name, value) for name, values in self.data.lists() if name not in left_out for value in values
        ]

    def filter_names(self) -> list[str]:
        """Name every parameter by which rows may be narrowed."""
        return [
            SEARCH,
            *(f"{column.name}{suffix}" for column in self.table.columns for suffix in SUFFIXES),
        ]

    def without(self, narrowed: Filter) -> str:
        """Give the address without one column's filter."""
        changes: dict[str, Any] = {f"{narrowed.column.name}{suffix}": None for suffix in SUFFIXES}
        if narrowed.column.default:
            changes[narrowed.column.name] = ""
        return self.address(changes)

    def narrowed_to(self, column: Column, value: str) -> str:
        """Give the address that keeps one value of a column, without its groups."""
        return self.address({column.name: value, GROUP: None})

    def sorted_by(self, column: Column, *, adding: bool = False) -> str:
        """Give the address of a click on a heading: first rising, then falling; adding keeps the other columns."""
        standing = next((sort for sort in self.sorts if sort.column is column), None)
        is_first = bool(self.sorts) and self.sorts[0].column is column
        is_falling = standing is not None and not standing.is_falling and (adding or is_first)
        wanted = Sort(column, is_falling)
        if not adding:
            return self.address({SORT: wanted.text})
        sorts = [wanted if sort.column is column else sort for sort in self.sorts]
        return self.address({SORT: ",".join(s.text for s in (sorts if standing else [*sorts, wanted]))})

    def plain(self) -> str:
        """Give the address without any filter; order, groups and columns stay."""
        query = self.address(dict.fromkeys([*self.filter_names(), VIEW]))
        return query if query != "?" else f"?{VIEW}="

    def _sorts(self, text: str) -> list[Sort]:
        found: list[Sort] = []
        for part in text.split(",")[: 2 * MOST_SORTS]:
            column = self.table.column(part.removeprefix("-"))
            if column and column.can_sort and column not in [sort.column for sort in found]:
                found.append(Sort(column, part.startswith("-")))
        return found[:MOST_SORTS] or (self._sorts(self.table.sort) if text != self.table.sort else [])

    def _columns(self, text: str) -> list[Column]:
        chosen = [column for name in text.split(",") if (column := self.table.column(name))]
        first = self.table.columns[0]
        if chosen:
            unique = list({column.name: column for column in chosen}.values())
            return unique if first in unique else [first, *unique]
        return [column for column in self.table.columns if not column.is_optional]
