"""Stakeholders, impacted groups and planned messages as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import Communication, ImpactedGroup, Stakeholder
from milepost.domain.governance.models.stakeholder import LEVELS
from milepost.domain.people.models import Department
from milepost.web.projects.forms.fields import DayField
from milepost.web.registers.forms import EntryForm, PersonField, words


def _level(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=LEVELS, coerce=int, initial=3)


class StakeholderForm(EntryForm):
    name = words(_("Name"), most=200, required=True, help_text=_("A person, a body or a public."))
    person = PersonField(label=_("In the directory"), empty_label=_("Nobody"))
    stake = words(_("What is at stake"))
    interest = _level(_("Interest"))
    influence = _level(_("Influence"))
    current = forms.ChoiceField(
        label=_("Engagement now"), choices=Stakeholder.Engagement.choices, initial="neutral"
    )
    desired = forms.ChoiceField(
        label=_("Engagement wanted"), choices=Stakeholder.Engagement.choices, initial="supportive"
    )
    approach = words(_("How to get there"), most=2000, rows=3)
    owner = PersonField(label=_("Who keeps in touch"))

    LAYOUT = (
        (
            "",
            (
                ("name", "person"),
                ("stake",),
                ("interest", "influence"),
                ("current", "desired"),
                ("approach",),
                ("owner",),
            ),
        ),
    )


class ImpactedGroupForm(EntryForm):
    name = words(_("Group"), most=200, required=True)
    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True),
        label=_("Department"),
        required=False,
        empty_label=_("None"),
    )
    headcount = forms.IntegerField(label=_("How many"), required=False, min_value=0, max_value=1_000_000)
    changes = words(_("What changes for them"), most=2000, rows=3, required=True)
    impact = _level(_("How much it changes"))
    readiness = forms.ChoiceField(
        label=_("Readiness"), choices=ImpactedGroup.Readiness.choices, initial="unknown"
    )
    owner = PersonField(label=_("Who prepares them"))

    LAYOUT = (
        (
            "",
            (("name", "department", "headcount"), ("changes",), ("impact", "readiness"), ("owner",)),
        ),
    )


class CommunicationForm(EntryForm):
    audience = words(_("Audience"), most=200, required=True)
    message = words(_("Message"), most=500, rows=2, required=True)
    cadence = forms.ChoiceField(label=_("How often"), choices=Communication.Cadence.choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=Communication.Channel.choices)
    next_on = DayField(label=_("Next due"), help_text=_("The first day, or the next."))
    until = DayField(label=_("Until"), required=False)
    owner = PersonField(label=_("Who sends it"), help_text=_("It waits in My work of this person."))

    LAYOUT = (
        (
            "",
            (("audience",), ("message",), ("cadence", "channel"), ("next_on", "until"), ("owner",)),
        ),
    )


class SentForm(forms.Form):
    note = words(_("Note, or why it is left out"), most=500)
