"""What a person types for a Council Communication."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.reports.calculations.packet import council_days
from milepost.domain.reports.models import CouncilCommunication
from milepost.web.registers.seen import SeenForm


def _line(label: Any, length: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=length)


def _text(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=12_000, widget=widget, help_text=help_text)


class MeetingForm(forms.Form):
    """The council meeting at which a matter is to be heard."""

    meeting_on = forms.DateField(label=_("Council meeting"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, as_of: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = council_days(after=as_of)
        if days:
            choices = [(day.isoformat(), f"{day:%A, %b} {day.day}, {day.year}") for day in days]
            self.fields["meeting_on"].widget = forms.Select(choices=choices)


class CommunicationForm(SeenForm):
    """All parts of the layout that council knows."""

    def __init__(self, data: Any, *, communication: CouncilCommunication) -> None:
        known = {
            name: getattr(communication, name) for name in self.base_fields if hasattr(communication, name)
        }
        super().__init__(data, row=communication, initial=known)

    meeting_on = forms.DateField(label=_("Meeting date"), widget=forms.DateInput(attrs={"type": "date"}))
    agenda_item = _line(_("Agenda item"), 20)
    location = forms.ChoiceField(label=_("Agenda location"), choices=CouncilCommunication.Location.choices)
    reading = forms.ChoiceField(
        label=_("Reading"), required=False, choices=CouncilCommunication.Reading.choices
    )
    subject = _line(_("Subject"), 300, required=True)
    goals = _line(_("Goal(s)"), 300)
    legal_review = _line(_("Legal review"), 200)
    recommended_by = _line(_("Recommended by"), 200)
    approved_by = _line(_("Approved by"), 200)
    introduced_by = _line(_("Ordinance previously introduced by"), 200)
    presenters = _line(_("Presenter(s)"), 300)
    synopsis = _text(_("Synopsis"), 5, _("Never enter criminal justice information."))
    recommendation = _text(_("Recommendation"), 3, _("What council is asked to do."))
    implications = _text(_("Budget/staff implications"), 4)
    alternatives = _text(_("Alternatives"), 4, _("What else council may do, and what follows from it."))
    analysis = _text(_("Background: analysis"), 6)
    next_steps = _text(_("Background: next steps"), 5)
    history = _text(_("Background: history"), 4, _("Previous council action."))
