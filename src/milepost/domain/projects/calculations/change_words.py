"""Recorded changes in plain words: what a field was and what it became."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.common.models import Change
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.withholding import is_guarded
from milepost.domain.projects.models import Link, Project, Task
from milepost.domain.projects.wording import day_text, duration_text, number_text
from milepost.engine.network.model import LagUnit

NOTHING = "none"
LONGEST = 80
DURATIONS = {"duration_minutes", "remaining_minutes"}
ELAPSED_DAYS = "ed"
# What a person did not decide, or what another field of the same change says already.
SILENT = {
    "guid",
    "uid",
    "duration_unit",
    "lag_shown_in",
    "held_state",
    "is_from_file",
    "hold_reason",
}


class ChangeWords:
    """Words for the changes of one project; rows that fields point to are read once, by model."""

    def __init__(self, project: Project, changes: Sequence[Change], *, seen_by: Person) -> None:
        self._project = project
        self._names = _names_of(changes, seen_by)
        tasks = Task.objects.filter(pk__in=_ids(changes, Task))
        self._units: dict[int, str] = dict(tasks.values_list("pk", "duration_unit"))
        self._links = Link.objects.in_bulk(_ids(changes, Link))

    def lines(self, change: Change) -> list[str]:
        """Give one sentence per field of a changed row."""
        if change.values is None:
            return [f"“{change.object_name}” was changed; the values have been erased."]
        model = apps.get_model(change.object_type)
        return list(self._lines(change, model, change.values))

    def _lines(
        self, change: Change, model: type[models.Model], values: dict[str, list[Any]]
    ) -> Iterator[str]:
        whose = "" if model is Project else f" of “{change.object_name}”"
        # In the order of the model, for not every database keeps that of the values.
        for field in model._meta.concrete_fields:
            if field.name == "position" and field.name in values:
                yield f"“{change.object_name}” moved in the list"
            elif field.name in values and field.name in getattr(model, "RETOLD_FIELDS", ()):
                yield f"{_label(field)}{whose} rewritten"
            elif field.name in values.keys() - SILENT:
                before, after = (
                    self._value(change, field, value, side) for side, value in enumerate(values[field.name])
                )
                yield _line(f"{_label(field)}{whose}", before, after)

    def _value(self, change: Change, field: Any, value: Any, side: int) -> str:
        """Write a recorded value; `side` is 0 for what it was and 1 for what it became."""
        if value is None or value == "":
            return NOTHING
        if field.name == "pauses":
            return self._splits(value)
        if field.is_relation:
            return self._names[field.related_model].get(value, "something since removed")
        if field.model is Task and field.name in DURATIONS:
            unit = self._recorded(change, "duration_unit", side) or self._units.get(change.object_id)
            return self._duration(value, unit)
        if field.name == "leveling_delay_minutes":
            return self._duration(value, ELAPSED_DAYS)
        if field.model is Link and field.name == "lag":
            return self._lag(change, value, side)
        if field.name == "critical_slack_minutes":
            return self._duration(value, None)
        return _plain(field, value)

    def _splits(self, pauses: Sequence[Sequence[int]]) -> str:
        words = [
            f"{self._duration(minutes, None)} after {self._duration(after, None)}"
            for after, minutes in pauses
        ]
        return ", ".join(words)

    def _lag(self, change: Change, value: float, side: int) -> str:
        """Write a lag by its units of then, which are those of now unless they changed with it."""
        link = self._links.get(change.object_id, Link())
        unit = self._recorded(change, "lag_unit", side)
        if (link.lag_unit if unit is None else unit) in (LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT):
            return f"{number_text(value)}%"
        return self._duration(round(value), self._recorded(change, "lag_shown_in", side) or link.lag_shown_in)

    def _duration(self, minutes: int, unit: str | None) -> str:
        return duration_text(
            minutes,
            unit or "d",
            minutes_per_day=self._project.minutes_per_day,
            minutes_per_week=self._project.minutes_per_week,
            days_per_month=self._project.days_per_month,
        )

    def _recorded(self, change: Change, name: str, side: int) -> Any:
        return (change.values or {}).get(name, (None, None))[side]


def noun_of(object_type: str, *, count: int = 1) -> str:
    """Name a kind of row: task, links."""
    meta = apps.get_model(object_type)._meta
    return str(meta.verbose_name if count == 1 else meta.verbose_name_plural)


def _ids(changes: Iterable[Change], model: type[models.Model]) -> set[int]:
    return {change.object_id for change in changes if change.object_type == model._meta.label_lower}


def _names_of(changes: Iterable[Change], seen_by: Person) -> dict[type[models.Model], dict[int, str]]:
    """Read the names of the rows that changed fields point to, one query for each kind; none that stays unseen."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for change in changes:
        model = apps.get_model(change.object_type)
        for name, values in (change.values or {}).items():
            related: Any = model._meta.get_field(name).related_model
            if related:
                wanted[related].update(value for value in values if value is not None)
    return defaultdict(dict) | {
        model: {row.pk: _name(row) for row in _with_sight(model, seen_by).filter(pk__in=ids)}
        for model, ids in wanted.items()
    }


def _with_sight(model: Any, seen_by: Person) -> models.QuerySet[Any]:
    """Tell of each row as `is_in_sight` whether the reader may see it."""
    rows: models.QuerySet[Any] = model._default_manager.order_by()
    if not is_guarded(model):
        return rows.annotate(is_in_sight=models.Value(True))  # type: ignore[no-any-return]
    seen = models.Q(pk__in=model._default_manager.visible_to(seen_by).order_by().values("pk"))
    return rows.annotate(is_in_sight=models.ExpressionWrapper(seen, output_field=models.BooleanField()))  # type: ignore[no-any-return]


def _name(row: Any) -> str:
    return str(row) if row.is_in_sight else f"another {row._meta.verbose_name}"


def _label(field: Any) -> str:
    return str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:]


def _line(label: str, before: str, after: str) -> str:
    if max(len(before), len(after)) > LONGEST:
        return f"{label} rewritten"
    return f"{label}: {before} to {after}"


def _plain(field: Any, value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, LocalMinuteField):
        return _moment(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        return day_text(date.fromisoformat(value[:10]))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.name == "percent_complete":
        return f"{number_text(value)}%"
    return str(value) if isinstance(value, str | int | float) else "another"


def _moment(moment: datetime) -> str:
    return f"{day_text(moment)}, {moment:%-I:%M %p}"
