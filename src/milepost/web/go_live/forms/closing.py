"""What a person types of hypercare, the hand-over and benefits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import Benefit, Handover
from milepost.domain.people.models import Department
from milepost.web.go_live.forms.records import RecordForm, form_field


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
