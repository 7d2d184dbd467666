"""What a person types of an operational change, and to those it affects."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import GoLive, OperationalChange, OutageNotice
from milepost.domain.people.models import Department
from milepost.web.go_live.forms.records import RecordForm, form_field


class OperationalChangeForm(RecordForm):
    class Meta:
        model = OperationalChange
        fields = (
            "title",
            "systems",
            "starts",
            "ends",
            "level",
            "risk",
            "back_out",
            "owner",
            "ticket",
            "board_on",
            "go_live",
        )
        formfield_callback = form_field
        help_texts = {
            "systems": _("Their names, between commas; the same words each time, so that collisions show."),
            "ticket": _("Its number in the service desk's own system."),
            "back_out": _("How the old state comes back, and how long that takes."),
        }

    def __init__(self, data: Any, *, project: Any, **options: Any) -> None:
        super().__init__(data, **options)
        go_live = self.fields["go_live"]
        go_live.queryset = GoLive.objects.filter(project=project)  # type: ignore[attr-defined]
        go_live.empty_label = gettext("None")  # type: ignore[attr-defined]


class OutageNoticeForm(RecordForm):
    departments = forms.ModelMultipleChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Who is affected"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose-people"}),
        help_text=_("Departments, each with its divisions."),
    )

    class Meta:
        model = OutageNotice
        fields = ("subject", "words", "contact")
        formfield_callback = form_field
        help_texts = {
            "words": _("In plain words: what stops, what goes on, what to do meanwhile."),
        }


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Conditions, reasons, or how it went"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
