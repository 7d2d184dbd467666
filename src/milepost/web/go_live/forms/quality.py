"""What a person types of checks, defects and the punch list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import Defect, PunchItem, QualityCheck
from milepost.web.go_live.forms.records import RecordForm, form_field


class CheckForm(RecordForm):
    class Meta:
        model = QualityCheck
        fields = ("title", "kind", "criterion", "owner", "due_on")
        formfield_callback = form_field


class ResultForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Result"), choices=QualityCheck.Outcome.choices[1:])
    words = forms.CharField(
        label=_("What was seen"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    defect = forms.CharField(
        label=_("Report a defect"),
        required=False,
        max_length=200,
        help_text=_("What is wrong, in a line; empty where there is nothing to report."),
    )


class DefectForm(RecordForm):
    class Meta:
        model = Defect
        fields = ("title", "description", "severity", "owner", "due_on", "check_of")
        formfield_callback = form_field
        help_texts = {"description": _("Never enter criminal justice information.")}

    def __init__(self, data: Any, *, project: Any, **options: Any) -> None:
        super().__init__(data, **options)
        checks = QualityCheck.objects.filter(project=project)
        self.fields["check_of"].queryset = checks  # type: ignore[attr-defined]


class PunchForm(RecordForm):
    class Meta:
        model = PunchItem
        fields = ("room", "title", "organization", "owner", "due_on")
        formfield_callback = form_field


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What was done, or seen"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
