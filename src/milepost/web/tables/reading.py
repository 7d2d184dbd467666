"""The rows that a table's address asks for: narrowed, ordered, grouped and added up by the database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum

from milepost.web.tables.asked import Asked
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.filters import Filter, filter_of
from milepost.web.tables.made_values import ordering, with_values
from milepost.web.tables.options import named_in_order, options_of
from milepost.web.tables.table import Kept, Table

READ_AT_ONCE = 500


@dataclass(slots=True)
class Group:
    """Rows that share a value: how many there are in all, and their subtotals by column."""

    value: Any
    label: str
    count: int = 0
    totals: dict[str, Any] = field(default_factory=dict)


class Reading:
    """One table read by one person: nothing is asked of the database before it is needed."""

    def __init__(self, table: Table, rows: Found, asked: Asked, reader: Reader) -> None:
        self.table = table
        self.rows = rows
        self.asked = asked
        self.reader = reader

    @cached_property
    def filters(self) -> list[Filter]:
        """Every column's filter, whether or not it narrows anything."""
        return [
            filter_of(column, self.asked.data, self.reader, options_of(column, self.rows, self.reader))
            for column in self.table.columns
            if column.can_filter
        ]

    @cached_property
    def found(self) -> Found:
        """The rows that pass every filter; made values are worked out only for what stored ones let through."""
        narrowing = [one for one in self.filters if one.is_narrowing]
        rows = self.rows
        if self.asked.search:
            words = Q()
            for path in self.table.searches:
                words |= Q(**{f"{path}__icontains": self.asked.search})
            rows = rows.filter(words)
        for one in narrowing:
            if not one.column.is_made:
                rows = rows.filter(one.condition)
        rows = with_values(rows, self._made, self.reader)
        for one in narrowing:
            if one.column.is_made:
                rows = rows.filter(one.condition)
        return rows

    @cached_property
    def _summed(self) -> dict[str, Any]:
        """Count the found rows and add up their columns in one walk over them, or from their groups."""
        if self.asked.group and all(column.total in _COMBINED for column in self._totaled):
            groups = self.groups.values()
            combined = {
                f"total_{column.name}": _combined(column, [group.totals[column.name] for group in groups])
                for column in self._totaled
            }
            return {"table_count": sum(group.count for group in groups), **combined}
        counted = {"table_count": Count("pk"), **self._aggregates()}
        if self.table.kept is None or not self._is_kept(self.table.kept):
            return self.found.order_by().aggregate(**counted)
        kept = self.table.kept.rows(self.reader.person)
        for one in self.filters:
            kept = kept.filter(one.condition or Q())
        sums = kept.order_by().aggregate(table_count=Sum("lines", default=0), **self._aggregates())
        rest = self.found.filter(self.table.kept.rest).order_by().aggregate(**counted)
        return {name: _sum_of(sums[name], rest[name]) for name in counted}

    def _is_kept(self, kept: Kept) -> bool:
        """Tell whether kept sums can be narrowed as the address asks."""
        narrowed = {one.column.name for one in self.filters if one.is_narrowing}
        is_plain = not self.asked.search and all(column.total is Sum for column in self._totaled)
        return is_plain and narrowed <= kept.columns

    @property
    def count(self) -> int:
        return int(self._summed["table_count"])

    @cached_property
    def ordered(self) -> Found:
        """The found rows in the order asked for: groups first, then the columns, then as they were made."""
        terms = self._order_of_groups
        terms += [ordering(sort.column, is_falling=sort.is_falling) for sort in self.asked.sorts]
        return self.found.order_by(*terms, "pk")

    def keys_from(self, first: int = 0, last: int | None = None) -> list[tuple[int, Any]]:
        """Give the keys of rows by their place, each with the value of its group."""
        group = self.asked.group
        keys = self.ordered.values_list("pk", group.source if group else "pk")
        if last is None:
            return list(keys[first:])
        if group is None:
            return _between(keys, first, min(last, self.count), self.count)
        before, values = self._groups_within(first, last)
        if not values:
            return []
        count = sum(self.groups[value].count for value in values)
        some = keys.filter(_one_of(group, values))
        return _between(some, first - before, min(last - before, count), count)

    def load(self, keys: Sequence[int]) -> list[Any]:
        """Load rows for showing, in the order of their keys."""
        rows = self.rows.model._default_manager.filter(pk__in=keys)
        by_key = {self.table.key(row): row for row in self.table.load(rows, self.reader)}
        return [by_key[key] for key in keys if key in by_key]

    def in_batches(self, keys: Sequence[int]) -> Iterator[list[Any]]:
        """Load many rows, some hundred at a time."""
        for first in range(0, len(keys), READ_AT_ONCE):
            yield self.load(keys[first : first + READ_AT_ONCE])

    @cached_property
    def groups(self) -> dict[Any, Group]:
        """All groups by their value, in order, with counts and subtotals over all their rows."""
        column = self.asked.group
        if column is None:
            return {}
        counted = self.found.order_by().values(column.source)
        rows = counted.annotate(table_count=Count("pk"), **self._aggregates())
        if not column.is_relation:
            return {row[column.source]: _group(column, row) for row in rows.order_by(*self._order_of_groups)}
        by_value = {row[column.source]: row for row in rows}
        # The names are read once for each group, not joined to every row.
        named = named_in_order(column, self.rows.model, [value for value in by_value if value is not None])
        groups = {value: _group(column, by_value[value], name) for value, name in named}
        return groups | ({None: _group(column, by_value[None])} if None in by_value else {})

    @property
    def totals(self) -> dict[str, Any]:
        """The totals of the found rows by column."""
        return _totals(self._summed)

    def _groups_within(self, first: int, last: int) -> tuple[int, list[Any]]:
        """Give how many rows stand before the groups that some places lie in, and their values.

        Only rows of these groups need to be put in order, however many there are in all.
        """
        before, place, values = 0, 0, []
        for value, group in self.groups.items():
            begins, place = place, place + group.count
            if place <= first:
                before = place
            elif begins < last:
                values.append(value)
        return before, values

    @property
    def _order_of_groups(self) -> list[Any]:
        column = self.asked.group
        return [ordering(column, is_falling=False), F(column.source)] if column else []

    def _aggregates(self) -> dict[str, Any]:
        return {
            f"total_{column.name}": column.total(column.source)
            for column in self._totaled
            if column.total is not None
        }

    @property
    def _totaled(self) -> list[Column]:
        return [column for column in self.asked.columns if column.total is not None]

    @property
    def _made(self) -> list[Column]:
        """The made columns that the query itself needs: to narrow, order, group or add up."""
        needed = [one.column for one in self.filters if one.is_narrowing]
        needed += [sort.column for sort in self.asked.sorts]
        needed += [self.asked.group] if self.asked.group else []
        needed += self._totaled
        return list({column.name: column for column in needed if column.is_made}.values())


_COMBINED: dict[Any, Callable[[Iterable[Any]], Any]] = {Max: max, Min: min, Sum: sum}
"""How totals of groups make the total of all."""


def _combined(column: Column, totals: Sequence[Any]) -> Any:
    known = [total for total in totals if total is not None]
    return _COMBINED[column.total](known) if known else None


def _sum_of(one: Any, other: Any) -> Any:
    return other if one is None else one if other is None else one + other


def _between(keys: Found, first: int, last: int, count: int) -> list[tuple[int, Any]]:
    """Give keys by their place, counted from whichever end is nearer: databases sort no further than they must."""
    if first < count - last:
        return list(keys[first:last])
    return list(keys.reverse()[count - last : count - first])[::-1] if first < last else []


def _group(column: Column, row: dict[str, Any], name: str = "") -> Group:
    value = row[column.source]
    is_declared = bool(column.choices) or column.kind == Kind.FLAG
    words = column.label_of(value) if is_declared else name or str("" if value is None else value)
    return Group(value, words, row["table_count"], _totals(row))


def _one_of(column: Column, values: Sequence[Any]) -> Q:
    some = Q(**{f"{column.source}__in": [value for value in values if value is not None]})
    return some | Q(**{f"{column.source}__isnull": True}) if None in values else some


def _totals(row: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("total_"): value for name, value in row.items() if name.startswith("total_")}
