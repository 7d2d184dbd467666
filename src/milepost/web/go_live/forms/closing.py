"""What a person types of training, hypercare, the hand-over and benefits."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.training import RosterLine
from milepost.domain.governance.models import Benefit, Handover, TrainingCourse, TrainingSession
from milepost.domain.people.models import Department
from milepost.web.go_live.forms.records import RecordForm, form_field

SEPARATOR = re.compile(r"\s*[;\t]\s*|,(?=[^,]*$)\s*")
LONGEST_NAME, LONGEST_SHIFT = 120, 60


class CourseForm(RecordForm):
    class Meta:
        model = TrainingCourse
        fields = ("title", "audience", "ready_by", "owner")
        formfield_callback = form_field


class SessionForm(RecordForm):
    class Meta:
        model = TrainingSession
        fields = ("starts", "duration_minutes", "place", "trainer", "seats")
        formfield_callback = form_field


class RosterForm(forms.Form):
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True), label=_("Department"), empty_label=_("Choose a department")
    )
    people = forms.CharField(
        label=_("People"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One a line, and the shift after a comma: Ana Diaz, Nights. Paste them from a spreadsheet."
        ),
    )

    def clean_people(self) -> list[RosterLine]:
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        roster = [_roster_line(line) for line in lines]
        for number, line in enumerate(roster, 1):
            if not line.name or len(line.name) > LONGEST_NAME or len(line.shift) > LONGEST_SHIFT:
                raise forms.ValidationError(
                    gettext("Line {number}: the name or the shift is missing or too long.").format(
                        number=number
                    )
                )
        return roster


def _roster_line(text: str) -> RosterLine:
    name, *rest = SEPARATOR.split(text, maxsplit=1)
    return RosterLine(" ".join(name.split()), " ".join((rest[0] if rest else "").split()))


class CriterionForm(forms.Form):
    title = forms.CharField(
        label=_("What must be so"), max_length=200, help_text=_("Such as: no critical defect for seven days.")
    )


class MeasuredForm(forms.Form):
    measured = forms.CharField(label=_("What was measured"), max_length=300)


class HandoverForm(RecordForm):
    class Meta:
        model = Handover
        fields = (
            "support_owner",
            "support_team",
            "support_hours",
            "documents",
            "licenses",
            "assets",
            "left_open",
        )
        formfield_callback = form_field
        help_texts = {
            "documents": _("What there is and where it lies: runbooks, diagrams, accounts."),
            "licenses": _("What, with whom, until when, and who renews it."),
            "assets": _("What stands where, with its tag."),
            "left_open": _("Deferred defects and what to do meanwhile."),
        }

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        teams = Department.objects.filter(is_active=True)
        self.fields["support_team"].queryset = teams  # type: ignore[attr-defined]


class BenefitForm(RecordForm):
    class Meta:
        model = Benefit
        fields = ("title", "measure", "before", "target", "measure_on", "owner")
        formfield_callback = form_field


class MeasureForm(forms.Form):
    state = forms.ChoiceField(label=_("It is"), choices=Benefit.State.choices[1:])
    measured = forms.CharField(label=_("What was measured"), max_length=200)
    words = forms.CharField(
        label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
