"""Undo: a compensating change set, possible while nothing it touches has changed since."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.common.recording import Recorder, values_of
from milepost.domain.common.refusal import Refusal

Kind = Change.Kind


class CannotUndo(Refusal):
    """Says what stands in the way."""


def revert(recorder: Recorder, change_set: ChangeSet) -> None:
    """Take back every change of a change set, last first; raises `CannotUndo` when a row has changed since."""
    if change_set.is_undone:
        raise CannotUndo(gettext("This change has already been undone."))
    for changes in _runs(change_set.changes.order_by("-id")):
        model = apps.get_model(changes[0].object_type)
        try:
            _REVERT[Kind(changes[0].kind)](recorder, changes, model)
        except models.ProtectedError as error:
            raise CannotUndo(gettext("Something made since depends on what this change created.")) from error


def _runs(changes: models.QuerySet[Change]) -> Iterator[list[Change]]:
    """Group neighbors of one kind and type, each row at most once, so that a group is read and written together."""
    run: list[Change] = []
    rows: set[int] = set()
    for change in changes:
        if change.values is None:
            raise CannotUndo(gettext("Some of the recorded values have been erased."))
        is_same = run and (run[0].kind, run[0].object_type) == (change.kind, change.object_type)
        if run and (not is_same or change.object_id in rows):
            yield run
            run, rows = [], set()
        run.append(change)
        rows.add(change.object_id)
    if run:
        yield run


def _uncreate(recorder: Recorder, changes: Sequence[Change], model: type[models.Model]) -> None:
    recorder.delete_many(_unchanged(changes, model))


def _restore(recorder: Recorder, changes: Sequence[Change], model: type[models.Model]) -> None:
    rows = _unchanged(changes, model)
    before = (_before(change, model) for change in changes)
    recorder.update_many(zip(rows, before, strict=True))


def _undelete(recorder: Recorder, changes: Sequence[Change], model: type[models.Model]) -> None:
    standing = model._default_manager.in_bulk([change.object_id for change in changes])
    if standing:
        raise CannotUndo(gettext("{next} stands again already.").format(next=next(iter(standing.values()))))
    recorder.create_many([model(**_before(change, model)) for change in changes])


_REVERT = {Kind.CREATED: _uncreate, Kind.CHANGED: _restore, Kind.DELETED: _undelete}


def _unchanged(changes: Sequence[Change], model: type[models.Model]) -> list[models.Model]:
    """Give the rows as they stand, in the order of their changes, if they stand as the changes left them."""
    standing = model._default_manager.in_bulk([change.object_id for change in changes])
    for change in changes:
        if change.object_id not in standing:
            raise CannotUndo(
                gettext("{object_name} has been deleted since{by_whom}.").format(
                    object_name=change.object_name, by_whom=_by_whom(change)
                )
            )
        _check_unchanged(change, standing[change.object_id])
    return [standing[change.object_id] for change in changes]


def _check_unchanged(change: Change, row: models.Model) -> None:
    now = values_of(row, change.values)
    for name, (_, became) in (change.values or {}).items():
        if now[name] != became:
            title = getattr(row._meta.get_field(name), "verbose_name", name)
            by_whom = _by_whom(change, name)
            raise CannotUndo(
                gettext("{object_name} has been changed since{by_whom}: its {title} is another now.").format(
                    object_name=change.object_name, by_whom=by_whom, title=title
                )
            )


def _by_whom(change: Change, field: str = "") -> str:
    """Say who changed the row, or one field of it, after a change."""
    later = Change.objects.filter(
        object_type=change.object_type, object_id=change.object_id, change_set__gt=change.change_set_id
    )
    if field:
        later = later.filter(values__has_key=field)
    found = later.select_related("change_set").order_by("-pk").first()
    return f" by {found.change_set.by_name}" if found else ""


def _before(change: Change, model: type[models.Model]) -> dict[str, Any]:
    """Turn recorded JSON back into what the fields held; a relation is set by its column."""
    values = {}
    for name, (was, _) in (change.values or {}).items():
        field: Any = model._meta.get_field(name)
        values[field.attname] = field.to_python(was)
    return values
