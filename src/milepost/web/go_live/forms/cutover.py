"""What a person types to write a runbook and to mark its steps in the night."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.calculations.clock_times import UnreadableTime, clock_text, offset_of
from milepost.domain.governance.models import CallTreeEntry, GoLive, RunbookStep, StepKind
from milepost.web.go_live.forms.records import RecordForm, form_field

LONGEST = 20160


class StepForm(RecordForm):
    """A step; its start is typed as the clock will show it."""

    starts = forms.CharField(
        label=_("Starts at"),
        required=False,
        max_length=20,
        help_text=_(
            "As the clock shows it, such as 11:30 PM, or +90 for minutes after the start; of the way back, "
            "after turning back. Empty: as soon as what it waits for is planned to end."
        ),
    )
    waits_for = forms.ModelMultipleChoiceField(
        RunbookStep.objects.none(), label=_("Waits for"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RunbookStep
        fields = ("title", "kind", "owner", "duration_minutes", "instructions")
        formfield_callback = form_field

    field_order = ("title", "kind", "owner", "starts", "duration_minutes", "waits_for", "instructions")

    def __init__(
        self,
        data: Any,
        *,
        go_live: GoLive,
        begins: datetime,
        zone: ZoneInfo,
        step: RunbookStep | None = None,
        **options: Any,
    ) -> None:
        self.begins, self.zone = begins, zone
        super().__init__(data, **options)
        above = go_live.runbook_steps.all()
        if step is not None:
            above = above.filter(position__lt=step.position)
        self.fields["waits_for"].queryset = above  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["offset_minutes"] = self._offset(given)
        return given

    def _offset(self, given: dict[str, Any]) -> int:
        typed = given.pop("starts", "") or ""
        if not typed:
            ends = [one.offset_minutes + one.duration_minutes for one in given.get("waits_for") or ()]
            return max(ends, default=0)
        if given.get("kind") == StepKind.BACK_OUT and not typed.startswith("+"):
            self.add_error(
                "starts", gettext("Nobody knows when you turn back; write +15 for 15 minutes after.")
            )
            return 0
        try:
            offset = offset_of(typed, start=self.begins, zone=self.zone)
        except UnreadableTime as unreadable:
            self.add_error("starts", str(unreadable))
            return 0
        if offset > LONGEST:
            self.add_error("starts", gettext("A cutover takes two weeks at most."))
        return offset


def initial_step(step: RunbookStep, begins: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Give a step's start as it was typed, and what it waits for."""
    is_near = step.offset_minutes < 1380 and not step.is_back_out
    starts = clock_text(begins, step.offset_minutes, zone) if is_near else f"+{step.offset_minutes}"
    return {"starts": starts, "waits_for": [wait.waits_for_id for wait in step.waits.all()]}


class CallForm(RecordForm):
    class Meta:
        model = CallTreeEntry
        fields = ("name", "role", "phone", "called_by")
        formfield_callback = form_field

    def __init__(self, data: Any, *, go_live: GoLive, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["called_by"].queryset = go_live.call_tree.all()  # type: ignore[attr-defined]
        self.fields["called_by"].empty_label = gettext("The cutover lead")  # type: ignore[attr-defined]


class SourceForm(forms.Form):
    source = forms.ModelChoiceField(
        GoLive.objects.none(), label=_("Take the runbook of"), empty_label=_("Choose a go-live")
    )

    def __init__(self, data: Any, *, sources: Any) -> None:
        super().__init__(data)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class BackOutForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you turn back"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
