"""Columns of our own: the schedule instant."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext

from milepost.engine.instants import datetime_of, minutes_of


class LocalMinuteField(models.BigIntegerField):  # type: ignore[type-arg]
    """A naive local time to the minute, stored as minutes since 1970-01-01 00:00, the engine's own measure."""

    # What the type checker takes the column to hold, in place of an integer.
    _pyi_private_set_type: str | datetime | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: datetime  # type: ignore[assignment]
    _pyi_lookup_exact_type: str | datetime  # type: ignore[assignment]

    description = "Local minute"
    validators: list[Any] = []

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        return None if value is None else datetime_of(value)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError as error:
                raise ValidationError(gettext("Give a date and time such as 2027-03-12 08:00.")) from error
        if isinstance(value, int):
            return datetime_of(value)
        if isinstance(value, datetime) and value.tzinfo is not None:
            raise ValidationError(gettext("A schedule instant is a local time without a time zone."))
        return value

    def get_prep_value(self, value: Any) -> int | None:
        value = self.to_python(value)
        return None if value is None else minutes_of(value)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else value.isoformat()


def minutes_in(field: str) -> models.Expression:
    """Read an instant by its minutes, past the conversion to a date and time, where thousands are read at once."""
    return models.ExpressionWrapper(models.F(field), output_field=models.BigIntegerField())
