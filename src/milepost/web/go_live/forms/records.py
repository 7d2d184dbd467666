"""Forms made from the fields of a record: persons who are active, days and local minutes as people pick them."""

from typing import Any

from django import forms
from django.db import models
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.people.models import Person
from milepost.web.projects.forms.fields import DayField, InstantField


def form_field(field: Any, **options: Any) -> forms.Field | None:
    """Give the form field of a model's field."""
    shared = {
        "label": capfirst(field.verbose_name),
        "required": not field.blank,
        "help_text": field.help_text,
    }
    if isinstance(field, LocalMinuteField):
        return InstantField(**shared)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return DayField(**shared)
    if isinstance(field, models.ForeignKey) and field.related_model is Person:
        people = Person.objects.filter(is_active=True)
        return forms.ModelChoiceField(people, empty_label=_("No one yet"), **shared)
    if isinstance(field, models.TextField):
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    made: forms.Field | None = field.formfield(**options)
    return made


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form of some fields of a record; saving is left to an action."""

    @classmethod
    def of(cls, data: Any, row: models.Model | None = None, /, **options: Any) -> "RecordForm":
        """Give the form with a row's values, or empty; the row itself is not touched."""
        initial = options.pop("initial", {})
        if row is not None:
            initial = model_to_dict(row, fields=list(cls.base_fields)) | initial
        return cls(data, initial=initial, **options)
