"""The one recorder: every action makes its changes through it, inside one transaction, and leaves one change set."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext

from milepost.domain.common.models import Change, ChangeSet, User
from milepost.domain.common.models.written_once import Unchangeable, WrittenOnce
from milepost.domain.common.search.indexing import index_changes

BATCH = 1000
M = TypeVar("M", bound=models.Model)
Values = dict[str, list[Any]]


class _ValueEncoder(DjangoJSONEncoder):
    """Writes a stored file as its name."""

    def default(self, value: Any) -> Any:
        return value.name if isinstance(value, FieldFile) else super().default(value)


class Recorder:
    """Makes changes and remembers what each field was before."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.subject: models.Model | None = None
        self.summary = ""
        self.change_set: ChangeSet | None = None

    def create(self, obj: M) -> M:
        """Insert one row."""
        return self.create_many([obj])[0]

    def create_many(self, objects: Sequence[M]) -> Sequence[M]:
        """Insert rows of one model; they are validated like single ones."""
        if not objects:
            return objects
        for obj in objects:
            obj.clean_fields(exclude=_relations(obj))
        type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH)
        for obj in objects:
            self._note(
                Change.Kind.CREATED, obj, {name: [None, value] for name, value in values_of(obj).items()}
            )
        return objects

    def update(self, obj: M, **values: Any) -> M:
        """Set fields of one row; a field that already holds the value is left alone."""
        self.update_many([(obj, values)])
        return obj

    def update_many(self, changes: Iterable[tuple[models.Model, dict[str, Any]]]) -> None:
        """Set fields of many rows, row by row the fields that differ."""
        updates = [update for obj, values in changes if (update := self._set(obj, values))]
        # Only neighbors are written together, so that rows change in the order given.
        for (model, names), rows in groupby(updates, key=attrgetter("model", "names")):
            _write_rows(model, names, [row.parameters for row in rows])

    def _set(self, obj: models.Model, values: dict[str, Any]) -> "_RowUpdate | None":
        if isinstance(obj, WrittenOnce):
            raise Unchangeable(type(obj))
        before = values_of(obj, values)
        for name, value in values.items():
            setattr(obj, name, value)
        obj.clean_fields(exclude={f.name for f in obj._meta.fields} - set(values))
        after = values_of(obj, values)
        changed = {name: [was, after[name]] for name, was in before.items() if was != after[name]}
        if not changed:
            return None
        self._note(Change.Kind.CHANGED, obj, changed)
        return _RowUpdate(type(obj), tuple(changed), _parameters(obj, changed))

    def delete(self, obj: models.Model) -> None:
        """Delete one row; rows that hang on it are deleted, and noted, by the action first."""
        self.delete_many([obj])

    def delete_many(self, objects: Sequence[models.Model]) -> None:
        """Delete rows of one model."""
        for obj in objects:
            self._note(
                Change.Kind.DELETED, obj, {name: [value, None] for name, value in values_of(obj).items()}
            )
        for first in range(0, len(objects), BATCH):
            batch = objects[first : first + BATCH]
            type(batch[0])._default_manager.filter(pk__in=[obj.pk for obj in batch]).delete()

    def _note(self, kind: Change.Kind, obj: models.Model, values: Values) -> None:
        change = Change(
            kind=kind,
            object_type=obj._meta.label_lower,
            object_id=obj.pk,
            object_name=str(obj)[:300],
            values=values,
            salt=secrets.token_hex(16),
        )
        change.digest = change_digest(change)
        self.changes.append(change)


@contextmanager
def recording(
    action: str,
    *,
    by: User | None,
    at: datetime,
    subject: models.Model | None = None,
    reason: str = "",
    undoes: ChangeSet | None = None,
    key: str | None = None,
) -> Iterator[Recorder]:
    """Open a transaction whose changes become one change set; when the block raises, nothing is kept."""
    with transaction.atomic():
        recorder = Recorder()
        recorder.subject = subject
        yield recorder
        if recorder.changes:
            head = ChangeSet(at=at, by=by, action=action, reason=reason, undoes=undoes, key=key)
            recorder.change_set = _write(recorder, head)


def values_of(obj: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Give a row's fields as plain JSON values; of all its fields, or of the named ones, less what is secret."""
    fields = obj._meta.concrete_fields if names is None else [obj._meta.get_field(name) for name in names]
    secret = getattr(obj, "SECRET_FIELDS", ())
    values = {field.name: field.value_from_object(obj) for field in fields if field.name not in secret}  # type: ignore[union-attr]
    return json.loads(json.dumps(values, cls=_ValueEncoder))  # type: ignore[no-any-return]


def digest_of(*parts: Any) -> str:
    """Give the SHA-256 of canonical JSON."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def change_digest(change: Change) -> str:
    """Give the digest of one change; its salt keeps an erased value from being guessed."""
    return digest_of(
        change.kind, change.object_type, change.object_id, change.object_name, change.values, change.salt
    )


def head_digest(change_set: ChangeSet, change_digests: list[str]) -> str:
    """Give the digest of a change set: who, when, why, and the digests of its changes in order."""
    return digest_of(
        change_set.at.astimezone(UTC).isoformat(),
        change_set.by_id,
        change_set.by_name,
        change_set.action,
        change_set.reason,
        change_set.summary,
        change_set.subject_type,
        change_set.subject_id,
        change_set.undoes_id,
        change_digests,
    )


def _write(recorder: Recorder, change_set: ChangeSet) -> ChangeSet:
    subject = recorder.subject
    change_set.by_name = str(change_set.by or "Milepost")
    change_set.summary = recorder.summary
    change_set.subject_type = subject._meta.label_lower if subject else ""
    change_set.subject_id = subject.pk if subject else None
    change_set.digest = head_digest(change_set, [change.digest for change in recorder.changes])
    change_set.save(force_insert=True)
    for change in recorder.changes:
        change.change_set = change_set
    Change.objects.bulk_create(recorder.changes, batch_size=BATCH)
    index_changes(recorder.changes, at=change_set.at)
    return change_set


class _RowUpdate(NamedTuple):
    """What one row's update writes: the fields that changed, and their values with the row's key."""

    model: type[models.Model]
    names: tuple[str, ...]
    parameters: list[Any]


def _parameters(obj: models.Model, names: Iterable[str]) -> list[Any]:
    fields: list[Any] = [obj._meta.get_field(name) for name in names]
    values = [field.get_db_prep_save(getattr(obj, field.attname), connection) for field in fields]
    return [*values, obj.pk]


def _write_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[list[Any]]) -> None:
    """Update rows of one table with one prepared statement, several times faster than a save of each."""
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(_column(model, name))} = %s" for name in names)
    key = quote(_column(model, "pk"))
    statement = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {key} = %s"  # noqa: S608 - names, quoted
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        if cursor.rowcount != len(rows):
            raise DatabaseError(
                gettext("A row of {verbose_name} to be changed is gone.").format(
                    verbose_name=model._meta.verbose_name
                )
            )


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
    return str(field.column)


def _relations(obj: models.Model) -> set[str]:
    """Foreign keys are checked by the database, not one query each."""
    return {field.name for field in obj._meta.fields if field.is_relation}
