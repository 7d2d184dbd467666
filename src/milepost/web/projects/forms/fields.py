"""Form fields of a schedule: durations, predecessors and instants as people type them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext

from milepost.domain.people.models import Person
from milepost.domain.projects.actions.linking import LinkTerms
from milepost.domain.projects.calculations.typed_fields import TypedFields
from milepost.domain.projects.models import Task
from milepost.domain.projects.queries import tasks_abroad
from milepost.exchange.fields import BadValue
from milepost.exchange.plan import PlanLink
from milepost.exchange.sheets.typed import Units, duration_of, duration_text, link_text, links_of

Predecessors = dict[int, LinkTerms]
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2199, 12, 31)


class Duration(NamedTuple):
    """A duration as it was typed."""

    minutes: int
    unit: str = "d"
    is_estimated: bool = False


class PercentField(forms.FloatField):
    """Takes 0 to 100 and shows no decimals that say nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, float) else value


class DurationField(forms.CharField):
    """Takes 3d, 2w, 4h, 5ed, or 3d? for an estimate; a bare number is days."""

    def __init__(self, *, units: Units, **options: Any) -> None:
        super().__init__(**options)
        self.units = units

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Duration):
            return value
        return duration_text(value.minutes, value.unit, self.units, estimated=value.is_estimated)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Duration) or value in self.empty_values:
            return value or None
        try:
            minutes, unit, is_estimated = duration_of(value, self.units)
        except BadValue as error:
            raise ValidationError(f"“{value}” {error}.") from error
        if minutes < 0:
            raise ValidationError(gettext("A duration is not negative."))
        return Duration(minutes, unit, is_estimated)


class TeamField(forms.CharField):
    """Takes `Kara Montoya [50%]; role: Analyst`; gives the terms of each."""

    def __init__(self, *, typed: TypedFields, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.typed = typed

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        try:
            return self.typed.read("assigned", value or "", Task())
        except BadValue as error:
            raise ValidationError(f"“{value}” {error}.") from error


class PredecessorsField(forms.CharField):
    r"""Takes `12; 14SS; P-2026-004\15FS+2d`, IDs of tasks here and elsewhere; gives terms by the key of each."""

    def __init__(
        self, *, units: Units, keys: Mapping[int, int], person: Person, number: str, **options: Any
    ) -> None:
        super().__init__(required=False, **options)
        self.units = units
        self.keys = keys
        self.person = person
        self.number = number

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        numbers = {key: ("", uid) for uid, key in self.keys.items()}
        abroad = Task.objects.filter(pk__in={key for key, _ in value} - numbers.keys())
        numbers |= {
            key: (number, uid) for key, number, uid in abroad.values_list("pk", "project__number", "uid")
        }
        return "; ".join(self._text(*numbers[key], terms) for (key, _), terms in value.items())

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        try:
            links = list(links_of(value or "", 0, self.units))
        except BadValue as error:
            raise ValidationError(f"“{value}” {error}.") from error
        keys = self._keys(links)
        return {
            (key, link.type): LinkTerms(link.type, link.lag, link.lag_unit, link.lag_shown_in)
            for key, link in zip(keys, links, strict=True)
        }

    def _keys(self, links: Sequence[PlanLink]) -> list[int]:
        """Give the key of each link's predecessor, here or in another project that the person may see."""
        ends = [
            (
                link.predecessor_project if link.predecessor_project != self.number else "",
                link.predecessor_uid,
            )
            for link in links
        ]
        abroad = tasks_abroad([end for end in ends if end[0]], seen_by=self.person)
        keys = {("", uid): key for uid, key in self.keys.items()}
        keys |= {end: task.pk for end, task in abroad.items()}
        for number, uid in ends:
            if (number, uid) not in keys:
                raise ValidationError(f"There is no task {uid} in {number or 'this project'}.")
        return [keys[end] for end in ends]

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def _text(self, number: str, uid: int, terms: LinkTerms) -> str:
        return link_text(PlanLink(uid, 0, *terms, predecessor_project=number), self.units)


class InstantField(forms.DateTimeField):
    """Takes a local date and time, and stays free of time zones."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime) or value in self.empty_values:
            return value or None
        try:
            return datetime.fromisoformat(value).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError as error:
            raise ValidationError(gettext("Give a date and time such as 2027-03-12 08:00.")) from error


class DayField(forms.DateField):
    """Takes a civil date in the browser's own picker, within the years that a schedule can hold."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(FIRST_DAY, "Give a date from 1980 on."),
        MaxValueValidator(LAST_DAY, "Give a date before 2200."),
    ]
