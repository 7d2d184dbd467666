"""An issue as people type it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Organization
from milepost.domain.projects.models import Issue
from milepost.web.projects.forms.fields import DayField
from milepost.web.registers.forms import EntryForm, PersonField, shared_field, words


class IssueForm(EntryForm):
    title = words(_("Title"), required=True)
    description = words(_("Description"), most=5000, rows=3)
    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=Issue.Severity.choices, coerce=int, initial=Issue.Severity.MEDIUM
    )
    owner = PersonField(label=_("Owner"))
    due_on = DayField(label=_("Due"), required=False)
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label=_("With a vendor or partner"),
        required=False,
        empty_label=_("None"),
        help_text=_("It then stands in the log of that vendor."),
    )
    is_shared = shared_field()

    LAYOUT = (
        (
            "",
            (("title",), ("description",), ("severity", "due_on"), ("owner", "organization"), ("is_shared",)),
        ),
    )
