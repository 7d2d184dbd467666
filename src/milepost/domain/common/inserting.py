"""Many new rows by few statements: the ORM asks every field about every value, which is most of a long import."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from django.db import connection, models

MOST_VALUES = 30_000
"""Values of one statement; SQLite takes 32,766 since 3.32."""
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Any]:
    """Insert rows whose values stand in the order of the named fields, and give their keys; inside a transaction.

    Nothing is validated, and fields that are not named take the database's default.
    """
    fields = [model._meta.get_field(name) for name in names]
    writes = [_writer(field) for field in fields]
    written = (
        [write(value) if write else value for write, value in zip(writes, row, strict=True)] for row in rows
    )
    keys: list[Any] = []
    with connection.cursor() as cursor:
        while some := list(islice(written, MOST_VALUES // len(fields))):
            cursor.execute(_statement(model, fields, len(some)), list(chain.from_iterable(some)))
            keys.extend(key for (key,) in cursor.fetchall())
    return keys


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Insert new objects of one model and give them their keys; inside a transaction."""
    if not objects:
        return
    model = type(objects[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    values = attrgetter(*(field.attname for field in fields))
    keys = insert_rows(model, [field.name for field in fields], map(values, objects))
    for one, key in zip(objects, keys, strict=True):
        one.pk = key
        one._state.adding = False


def _writer(field: Any) -> Callable[[Any], Any] | None:
    """Give what turns a value into the database's form, or nothing where it is that already."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return None if isinstance(field, AS_THEY_ARE) else partial(field.get_db_prep_save, connection=connection)


def _statement(model: type[models.Model], fields: Sequence[Any], count: int) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    key = quote(str(model._meta.pk.column))
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns})"
    return f"{head} VALUES {', '.join([row] * count)} RETURNING {key}"
