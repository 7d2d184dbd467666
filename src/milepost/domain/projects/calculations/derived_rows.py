"""The rows that follow from the schedule, read and rewritten by the thousands."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Expression

from milepost.domain.common.fields import minutes_in
from milepost.domain.projects.models import Project, TaskDates

Row = tuple[Any, ...]
"""The values of one task in the order of `DERIVED`, instants in minutes."""

DERIVED = [field.name for field in TaskDates._meta.concrete_fields if field.name != "task"]
INSTANTS = DERIVED[:6]


def stored_rows(project: Project) -> dict[int, Row]:
    """Give what is stored of a project's tasks, by their keys."""
    others = [name for name in DERIVED if name not in INSTANTS]
    fields: tuple[str | Expression, ...] = ("task_id", *(minutes_in(name) for name in INSTANTS), *others)
    return {row[0]: row[1:] for row in TaskDates.objects.filter(task__project=project).values_list(*fields)}


def write_rows(rows: Iterable[tuple[int, Row]]) -> None:
    """Insert or update the rows of tasks, with one prepared statement, several times faster than row objects."""
    parameters = [(pk, *row) for pk, row in rows]
    if not parameters:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_statement(), parameters)


def _statement() -> str:
    quote = connection.ops.quote_name
    columns: Sequence[str] = [quote(str(field.column)) for field in TaskDates._meta.concrete_fields]
    held = ", ".join(["%s"] * len(columns))
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    return (
        f"INSERT INTO {quote(TaskDates._meta.db_table)} ({', '.join(columns)}) VALUES ({held}) "  # noqa: S608 - names, quoted
        f"ON CONFLICT ({columns[0]}) DO UPDATE SET {updates}"
    )
