"""What a person types of training: courses, sessions, rosters, and what became of those on them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.training import RosterLine
from milepost.domain.governance.models import Trainee, TrainingCourse, TrainingSession
from milepost.domain.people.models import Department
from milepost.web.go_live.forms.records import RecordForm, form_field

SEPARATOR = re.compile(r"\s*[;\t]\s*|,(?=[^,]*$)\s*")
LONGEST_NAME, LONGEST_SHIFT = 120, 60
INTO = "session-"


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


class AttendanceForm(forms.Form):
    """Those chosen of a roster, and what became of them: a state, or `session-` and the number of their session."""

    trainee = forms.ModelMultipleChoiceField(
        Trainee.objects.none(), error_messages={"required": _("Choose people first.")}
    )
    word = forms.ChoiceField(
        error_messages={"invalid_choice": _("This course has no such session or state. Open it again.")}
    )

    def __init__(self, data: Any, *, course: TrainingCourse) -> None:
        super().__init__(data)
        self.sessions = {f"{INTO}{session.pk}": session for session in course.sessions.all()}
        self.fields["trainee"].queryset = course.trainees.all()  # type: ignore[attr-defined]
        self.fields["word"].choices = [  # type: ignore[attr-defined]
            *Trainee.State.choices,
            *self.sessions.items(),
        ]

    @property
    def session(self) -> TrainingSession | None:
        """Give the session that the word names, where it names one."""
        return self.sessions.get(self.cleaned_data["word"])
