"""The tables of a project's stakeholders, impacted groups and communications."""

from datetime import date
from typing import Any

from django.db.models import Min, Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import Communication, ImpactedGroup, Stakeholder
from milepost.domain.governance.models.stakeholder import LEVELS
from milepost.domain.people.models import Person
from milepost.web.access import today
from milepost.web.projects.tables.drawing import named_person
from milepost.web.projects.tables.register import of_project
from milepost.web.tables.column import Column, Found, Kind
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.values import civil_date


def _rows(model: Any) -> Any:
    def rows(person: Person, things: Things) -> Found:
        return of_project(model.objects.visible_to(person), things.get("project_id"))

    return rows


def _link(page: str, words: str) -> Any:
    def draw(value: Any, row: Any) -> str:
        address = reverse(f"stakeholders:{page}", args=[row.project_id, row.number])
        return format_html('<a href="{}">{}</a>', address, getattr(row, words))

    return draw


def _due(value: date | None, row: Any) -> str:
    late = "late" if row is not None and row.days_overdue(today()) else ""
    return format_html('<span class="{}">{}</span>', late, civil_date(value))


def _owner(label: Any) -> Column:
    return Column(
        name="owner",
        label=label,
        kind=Kind.CHOICE,
        shown_by="owner__name",
        is_nullable=True,
        draw=named_person,
    )


def _state(model: Any) -> Column:
    return Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=model.STATES,
        default=("active",),
        is_optional=True,
    )


NUMBER = Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False)
STAKEHOLDERS = Table(
    name="project-stakeholders",
    label=_("Stakeholders"),
    nouns=(_("stakeholder"), _("stakeholders")),
    rows=_rows(Stakeholder),
    load=lambda rows, reader: list(rows.select_related("owner", "person")),
    searches=("name", "stake", "approach"),
    search_label=_("Name or stake"),
    sort="-influence,-interest",
    columns=(
        Column(name="name", label=_("Stakeholder"), draw=_link("stakeholder", "name"), can_filter=False),
        NUMBER,
        Column(name="stake", label=_("What is at stake"), css="wrap", is_nullable=True),
        Column(name="influence", label=_("Influence"), kind=Kind.CHOICE, choices=LEVELS),
        Column(name="interest", label=_("Interest"), kind=Kind.CHOICE, choices=LEVELS),
        Column(
            name="current",
            label=_("Engagement now"),
            kind=Kind.CHOICE,
            choices=Stakeholder.Engagement.choices,
        ),
        Column(name="desired", label=_("Wanted"), kind=Kind.CHOICE, choices=Stakeholder.Engagement.choices),
        _owner(_("Who keeps in touch")),
        Column(name="approach", label=_("How to get there"), css="wrap", is_nullable=True, is_optional=True),
        _state(Stakeholder),
    ),
)
IMPACTED_GROUPS = Table(
    name="project-impacted-groups",
    label=_("Impacted groups"),
    nouns=(_("group"), _("groups")),
    rows=_rows(ImpactedGroup),
    load=lambda rows, reader: list(rows.select_related("owner", "department")),
    searches=("name", "changes"),
    search_label=_("Name or change"),
    sort="-impact",
    columns=(
        Column(name="name", label=_("Group"), draw=_link("impacted-group", "name"), can_filter=False),
        NUMBER,
        Column(
            name="department",
            label=_("Department"),
            kind=Kind.CHOICE,
            shown_by="department__name",
            is_nullable=True,
        ),
        Column(name="headcount", label=_("How many"), kind=Kind.NUMBER, is_nullable=True, total=Sum),
        Column(name="changes", label=_("What changes for them"), css="wrap"),
        Column(name="impact", label=_("How much"), kind=Kind.CHOICE, choices=LEVELS),
        Column(
            name="readiness",
            label=_("Readiness"),
            kind=Kind.CHOICE,
            choices=ImpactedGroup.Readiness.choices,
        ),
        _owner(_("Who prepares them")),
        _state(ImpactedGroup),
    ),
)
COMMUNICATIONS = Table(
    name="project-communications",
    label=_("Communication plan"),
    nouns=(_("message"), _("messages")),
    rows=_rows(Communication),
    load=lambda rows, reader: list(rows.select_related("owner")),
    searches=("audience", "message"),
    search_label=_("Audience or message"),
    sort="next_on",
    columns=(
        Column(name="message", label=_("Message"), draw=_link("communication", "message"), can_filter=False),
        NUMBER,
        Column(name="audience", label=_("Audience"), css="wrap"),
        Column(name="cadence", label=_("How often"), kind=Kind.CHOICE, choices=Communication.Cadence.choices),
        Column(name="channel", label=_("Channel"), kind=Kind.CHOICE, choices=Communication.Channel.choices),
        _owner(_("Who sends it")),
        Column(name="next_on", label=_("Next due"), kind=Kind.DATE, is_nullable=True, draw=_due, total=Min),
        _state(Communication),
    ),
)
