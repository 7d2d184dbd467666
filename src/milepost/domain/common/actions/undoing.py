"""Undo: a compensating change set, possible while nothing it touches has changed since."""

from typing import Any

from django.apps import apps
from django.db import models

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.common.recording import Recorder, values_of


class CannotUndo(Exception):
    """Says what stands in the way."""


def revert(recorder: Recorder, change_set: ChangeSet) -> None:
    """Take back every change of a change set, last first; raises `CannotUndo` when a row has changed since."""
    if change_set.is_undone:
        raise CannotUndo("This change has already been undone.")
    for change in change_set.changes.order_by("-id"):
        if change.values is None:
            raise CannotUndo(f"The values of {change.object_name} have been erased.")
        _REVERT[Change.Kind(change.kind)](recorder, change, apps.get_model(change.object_type))


def _uncreate(recorder: Recorder, change: Change, model: type[models.Model]) -> None:
    obj = _unchanged(change, model)
    recorder.delete(obj)


def _restore(recorder: Recorder, change: Change, model: type[models.Model]) -> None:
    obj = _unchanged(change, model)
    recorder.update(obj, **_typed(model, {name: was for name, (was, _) in change.values.items()}))


def _undelete(recorder: Recorder, change: Change, model: type[models.Model]) -> None:
    if model._default_manager.filter(pk=change.object_id).exists():
        raise CannotUndo(f"{change.object_name} stands again already.")
    recorder.create(model(**_typed(model, {name: was for name, (was, _) in change.values.items()})))


_REVERT = {Change.Kind.CREATED: _uncreate, Change.Kind.CHANGED: _restore, Change.Kind.DELETED: _undelete}


def _unchanged(change: Change, model: type[models.Model]) -> models.Model:
    obj = model._default_manager.filter(pk=change.object_id).first()
    if obj is None:
        raise CannotUndo(f"{change.object_name} has been deleted since.")
    now = values_of(obj, change.values)
    changed = [name for name, (_, became) in change.values.items() if now[name] != became]
    if changed:
        field = model._meta.get_field(changed[0])
        raise CannotUndo(
            f"{change.object_name} has been changed since: its {field.verbose_name} is another now."
        )
    return obj


def _typed(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """Turn JSON values back into what the fields hold; a relation is set by its column."""
    fields = {name: model._meta.get_field(name) for name in values}
    return {fields[name].attname: fields[name].to_python(value) for name, value in values.items()}  # type: ignore[union-attr]
