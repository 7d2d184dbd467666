"""What a call sends, as an action takes it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Schema

Rows = type[Model] | QuerySet[Any]


def sent(
    given: Schema, rows: Mapping[str, Rows] | None = None, *, may_be_empty: Collection[str] = ()
) -> dict[str, Any]:
    """Give the fields that were sent, each `person_id` as its row; raises `Http404` for a row that does not stand.

    A null empties a field that may be empty, and leaves any other as it is.
    """
    fields = given.dict(exclude_unset=True)
    for name, standing in (rows or {}).items():
        if f"{name}_id" in fields:
            pk = fields.pop(f"{name}_id")
            fields[name] = None if pk is None else get_object_or_404(standing, pk=pk)
    return {name: value for name, value in fields.items() if value is not None or name in may_be_empty}
