"""What a person types to call a meeting, to prepare it, and to keep its minutes."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.decisions import Vote
from milepost.domain.governance.actions.minuting import Line
from milepost.domain.governance.models import AgendaItem, Decision, Meeting, MeetingSeries, MinuteEntry
from milepost.domain.governance.models.meeting import OF_CHANGE
from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.projects.models import Project
from milepost.web.projects.forms.fields import InstantField

EVERYBODY = Person.objects.filter(is_active=True)
NEVER = "never"
FRIDAY = 4
RHYTHMS = [("weekly", "Weekly"), ("monthly", "Monthly, on the same weekday")]
PREFIXES = {"n:": "note", "d:": "decision", "a:": "action", "r:": "risk"}
"""What a line of minutes may begin with to say what it is."""


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _person(**options: Any) -> "forms.ModelChoiceField[Person]":
    return forms.ModelChoiceField(EVERYBODY, required=False, empty_label=gettext("No one yet"), **options)


class MeetingForm(forms.Form):
    """A single meeting, or with a rhythm a series."""

    title = forms.CharField(label=_("Title"), max_length=200)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is to come of it."),
    )
    starts = InstantField(label=_("Starts"))
    duration_minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=1440, initial=60)
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=300,
        help_text=_("A room, or the address of an online meeting."),
    )
    facilitator = forms.ModelChoiceField(
        EVERYBODY, label=_("Facilitator"), empty_label=None, help_text=_("Who leads it.")
    )
    note_taker = _person(label="Note taker")
    invited = forms.ModelMultipleChoiceField(
        EVERYBODY,
        label=_("Invited"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choose-people"}),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("None")
    )
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        required=False,
        empty_label=_("None"),
        label=_("Or a department"),
    )
    organization = forms.ModelChoiceField(
        Organization.objects.all(), required=False, empty_label=_("None"), label=_("Or a vendor or partner")
    )
    quorum = forms.IntegerField(
        label=_("Quorum"),
        required=False,
        min_value=1,
        max_value=200,
        help_text=_("Members a public body needs to decide; else empty."),
    )
    notice_hours = forms.IntegerField(
        label=_("Notice, hours"), required=False, min_value=1, max_value=720,
        help_text=_("How long before a public body meets its agenda must be posted."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, by: Person, meeting: Meeting | MeetingSeries | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        projects = Project.objects.visible_to(by).open()
        if meeting is not None and meeting.project_id:
            projects = projects | Project.objects.filter(pk=meeting.project_id)
        self.fields["project"].queryset = projects.distinct()  # type: ignore[attr-defined]

    def meeting_fields(self) -> dict[str, Any]:
        """Give the fields of a meeting."""
        return {name: self.cleaned_data[name] for name in MeetingForm.base_fields if name != "invited"}


class NewMeetingForm(MeetingForm):
    """A meeting that may recur."""

    frequency = forms.ChoiceField(
        label=_("Repeats"), choices=[(NEVER, _("Only once")), *RHYTHMS], initial=NEVER
    )
    interval = forms.IntegerField(
        label=_("Every so many weeks or months"), min_value=1, max_value=12, initial=1, required=False
    )
    until = _day(label="Until", required=False, help_text="Empty where it goes on.")

    @property
    def is_series(self) -> bool:
        return bool(self.cleaned_data["frequency"] != NEVER)

    def series_fields(self) -> dict[str, Any]:
        """Give the fields of a series."""
        given = self.cleaned_data
        rhythm = {
            "frequency": given["frequency"],
            "interval": given["interval"] or 1,
            "until": given["until"],
        }
        return self.meeting_fields() | rhythm


class SeriesForm(NewMeetingForm):
    """A series as it goes on."""

    frequency = forms.ChoiceField(label=_("Repeats"), choices=RHYTHMS)


class AgendaItemForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    detail = forms.CharField(label=_("Detail"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.DISCUSSION
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    presenter = _person()


class EntryForm(forms.Form):
    """A line of the minutes; what it begins with may say its kind."""

    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), required=False, empty_label=_("Other business"), label=_("On")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MinuteEntry.Kind.choices, initial=MinuteEntry.Kind.NOTE)
    text = forms.CharField(
        label=_("What was said"),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Begin with d: for a decision, a: for an action item, r: for a risk. Enter writes it down."
        ),
    )
    owner = _person(help_text="Of an action item or risk.")
    due_on = _day(label="Due", required=False)
    votes_for = forms.IntegerField(label=_("For"), min_value=0, max_value=200, required=False)
    votes_against = forms.IntegerField(label=_("Against"), min_value=0, max_value=200, required=False)
    votes_abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=200, required=False)

    def __init__(self, data: Any, *, meeting: Meeting, **options: Any) -> None:
        super().__init__(data, **options)
        points = meeting.agenda_items.all()
        self.fields["agenda_item"].queryset = points  # type: ignore[attr-defined]
        if not meeting.is_of_public_body and not points.filter(source__startswith=OF_CHANGE).exists():
            for name in ("votes_for", "votes_against", "votes_abstained"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        text = given.get("text", "")
        if kind := PREFIXES.get(text[:2].lower()):
            given["kind"], given["text"] = kind, text[2:].strip()
        if given.get("kind") == "action" and given.get("owner") is None and "owner" not in self.errors:
            self.add_error("owner", "Say who does it.")
        return given

    def line(self) -> Line:
        """Give what was typed."""
        given = self.cleaned_data
        vote = None
        if given.get("votes_for") is not None:
            vote = Vote(
                given["votes_for"], given.get("votes_against") or 0, given.get("votes_abstained") or 0
            )
        return Line(given["text"], given["kind"], given["agenda_item"], given["owner"], given["due_on"], vote)


class ActionItemForm(forms.Form):
    title = forms.CharField(label=_("What is to be done"), max_length=300)
    owner = _person(label="By whom")
    due_on = _day(label="By when", required=False)


class NewActionItemForm(ActionItemForm):
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("None")
    )

    def __init__(self, data: Any, *, by: Person, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["project"].queryset = Project.objects.visible_to(by).open()  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("How it ended"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(forms.Form):
    text = forms.CharField(
        label=_("What was decided"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    decided_by = forms.CharField(
        label=_("By whom"), max_length=200, help_text=_("A person or a body, by name.")
    )
    decided_on = _day(label="On")
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("None")
    )
    supersedes = forms.ModelChoiceField(
        Decision.objects.none(), required=False, empty_label=_("None"), label=_("Takes the place of")
    )

    def __init__(self, data: Any, *, by: Person, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["project"].queryset = Project.objects.visible_to(by).open()  # type: ignore[attr-defined]
        standing = Decision.objects.visible_to(by).filter(superseded_by=None)
        self.fields["supersedes"].queryset = standing  # type: ignore[attr-defined]


def initial_of(meeting: Meeting | MeetingSeries) -> dict[str, Any]:
    """Give a meeting's fields for its form."""
    people = meeting.memberships if isinstance(meeting, MeetingSeries) else meeting.attendances
    leaders = {meeting.facilitator_id, meeting.note_taker_id}
    fields = {name: getattr(meeting, name, None) for name in NewMeetingForm.base_fields if name != "invited"}
    return fields | {
        "invited": [pk for pk in people.values_list("person_id", flat=True) if pk not in leaders]
    }


def proposed_start(now: datetime) -> datetime:
    """Propose a start: nine o'clock of the next working day."""
    ahead = 7 - now.weekday() if now.weekday() >= FRIDAY else 1
    return (now + timedelta(days=ahead)).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
