"""Values that no query can tell, handed to the database, so that it filters, orders, groups and adds them up."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Case, F, Func, Value, When
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Lower

from milepost.web.tables.column import Column, Found, Kind, Reader


class ValueByKey(Func):
    """Looks up a row's value by its key in a table of values that travels with the query."""

    arity = 2

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        if len(expressions) == 1 and isinstance(expressions[0], Mapping):
            table = json.dumps({str(key): value for key, value in expressions[0].items()})
            expressions = (Value(table, output_field=models.TextField()), F("pk"))
        super().__init__(*expressions, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "JSON_EXTRACT(%(expressions)s || '\"')"
        return super().as_sql(compiler, connection, template=template, arg_joiner=", '$.\"' || ", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        cast = "double precision" if isinstance(self.output_field, models.FloatField) else "text"
        table, key = (compiler.compile(source) for source in self.get_source_expressions())
        return f"(({table[0]})::jsonb ->> ({key[0]})::text)::{cast}", [*table[1], *key[1]]


def with_values(rows: Found, columns: list[Column], reader: Reader) -> Found:
    """Annotate rows with the values of columns that are made, not stored."""
    standing = rows
    for column in columns:
        if column.computed is not None:
            kind = models.FloatField() if column.kind == Kind.NUMBER else models.TextField()
            made: Any = ValueByKey(column.computed(standing, reader), output_field=kind)
        else:
            made = column.expression
        rows = rows.annotate(**{column.source: made})
    return rows


def order_of(column: Column) -> Combinable:
    """Give what rows are ordered by: choices by their order, related rows and texts by name, in small letters."""
    if column.choices:
        ranks = [
            When(**{column.source: value}, then=Value(rank)) for rank, (value, _) in enumerate(column.choices)
        ]
        return Case(*ranks, default=Value(len(ranks)))
    if column.is_relation:
        return Lower(column.shown_by)
    is_word = column.kind == Kind.TEXT and not column.is_made
    return Lower(column.source) if is_word else F(column.source)


def ordering(column: Column, *, is_falling: bool) -> Expression:
    """Order by a column, with what is empty last either way."""
    by: Any = order_of(column)
    nulls_last = True if column.is_nullable else None
    return by.desc(nulls_last=nulls_last) if is_falling else by.asc(nulls_last=nulls_last)  # type: ignore[no-any-return]
