"""What a column of choices can be narrowed to: declared values, or the related rows that really occur."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext

from milepost.domain.people.models import Department
from milepost.web.tables.column import Column, Found, Kind, Option, Reader

MOST_OPTIONS = 500


def options_of(column: Column, rows: Found, reader: Reader) -> list[Option]:
    """Give a column's options in their order; of relations only what the reader's own rows name."""
    if column.kind != Kind.CHOICE:
        return []
    own = [Option("me", gettext("Me"), column.own(reader))] if column.own else []
    listed = _declared(column) if column.choices or column.options else _occurring(column, rows)
    nobody = [Option("none", gettext("No one yet") if column.own else gettext("Empty"), _is_null(column))]
    return [*own, *listed, *(nobody if column.is_nullable else [])]


def _declared(column: Column) -> list[Option]:
    listed = [Option(str(value), str(label), Q(**{column.source: value})) for value, label in column.choices]
    return [*column.options, *listed]


def named_in_order(column: Column, model: Any, keys: Sequence[int]) -> list[tuple[int, str]]:
    """Give rows that a relation leads to with their names, in the order of their names."""
    related, name = _related(column, model)
    found = related._default_manager.filter(pk__in=keys).order_by(Lower(name), "pk")
    return [(pk, str(text)) for pk, text in found.values_list("pk", name)]


def _related(column: Column, model: Any) -> tuple[Any, str]:
    """Give the model that a column leads to, if any, and the path there of its name."""
    path = column.path or column.name
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model
    return model, column.shown_by.removeprefix(f"{path}__")


def _occurring(column: Column, rows: Found) -> list[Option]:
    path = column.path or column.name
    model, label = _related(column, rows.model)
    if model is None:
        return _occurring_values(column, rows)
    if model is Department:
        return _occurring_departments(path, rows)
    occurs = rows.order_by().filter(**{path: OuterRef("pk")})
    related = model._default_manager.filter(Exists(occurs)).order_by(label, "pk")
    return [
        Option(str(pk), str(name), Q(**{path: pk}))
        for pk, name in related.values_list("pk", label)[:MOST_OPTIONS]
    ]


def _occurring_departments(path: str, rows: Found) -> list[Option]:
    """Give departments with what lies in them or in their divisions."""
    occurring = set(rows.order_by().values_list(path, flat=True).distinct())
    within = Department.objects.with_divisions()
    return [
        Option(str(pk), name, Q(**{f"{path}__in": within[pk]}))
        for pk, name in Department.objects.order_by("name").values_list("pk", "name")
        if within[pk] & occurring
    ]


def _occurring_values(column: Column, rows: Found) -> list[Option]:
    values = rows.order_by().values_list(column.source, flat=True).distinct().order_by(column.source)
    return [
        Option(str(value), column.label_of(value), Q(**{column.source: value}))
        for value in values[:MOST_OPTIONS]
        if value not in (None, "")
    ]


def _is_null(column: Column) -> Q:
    return Q(**{f"{column.source}__isnull": True})
