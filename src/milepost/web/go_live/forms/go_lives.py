"""What a person types to plan a go-live, to say that it is ready, and to decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import GoDecision, GoLive, ReadinessItem
from milepost.web.go_live.forms.records import RecordForm, form_field


class GoLiveForm(RecordForm):
    class Meta:
        model = GoLive
        fields = (
            "title",
            "starts",
            "latest_back_out",
            "service_back_by",
            "lead",
            "bridge",
            "hypercare_until",
        )
        formfield_callback = form_field
        help_texts = {"bridge": _("Number or address everybody of the night dials into.")}


class ReadinessForm(RecordForm):
    class Meta:
        model = ReadinessItem
        fields = ("title", "category", "owner", "due_on", "is_required")
        formfield_callback = form_field


class EvidenceForm(forms.Form):
    evidence = forms.CharField(
        label=_("What shows it, or why it is not needed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Words, or the address of a document. Never enter criminal justice information."),
    )


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Decision"), choices=GoDecision.Outcome.choices)
    words = forms.CharField(
        label=_("Reasons and conditions"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
