"""Operational changes, of a project and of all projects."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import OperationalChange
from milepost.domain.people.models import Person
from milepost.web.go_live.tables.shared import NUMBER, OWNER
from milepost.web.tables.column import Column, Found, Kind, Reader, Stored
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.components import badge
from milepost.web.templatetags.values import civil_date

TONES = {"approved": "good", "rejected": "bad", "backed_out": "bad", "proposed": "warn", "completed": "info"}


def _rows(person: Person, things: Things) -> Found:
    visible: Found = OperationalChange.objects.visible_to(person)
    return visible.filter(project=things["project_id"]) if "project_id" in things else visible


def _load(rows: Found, reader: Reader) -> Found:
    return rows.select_related("owner", "project", "outage_notice")


def _when(value: datetime, row: Any) -> str:
    return format_html('{} <span class="soft">{}</span>', civil_date(value.date()), f"{value:%-I:%M %p}")


OPERATIONAL_CHANGES = Table(
    name="operational-changes",
    label=_("Operational changes"),
    nouns=(_("operational change"), _("operational changes")),
    standard=_("Open changes"),
    rows=_rows,
    load=_load,
    link=lambda row: reverse("go-live:operational-change", args=[row.number]),
    searches=("title", "systems", "ticket"),
    search_label=_("Words, system or ticket"),
    sort="starts",
    columns=(
        Column(name="title", label=_("Change"), can_filter=False),
        NUMBER,
        Column(name="starts", label=_("Window"), kind=Kind.DATE, stored=Stored.MINUTE, draw=_when),
        Column(name="systems", label=_("Systems"), css="wrap"),
        Column(name="level", label=_("Risk"), kind=Kind.CHOICE, choices=OperationalChange.Level.choices),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=OperationalChange.State.choices,
            default=("proposed", "approved"),
            draw=lambda value, row: badge(
                str(OperationalChange.State(value).label), TONES.get(value, "neutral")
            ),
        ),
        OWNER,
        Column(name="ticket", label=_("Ticket"), is_nullable=True),
        Column(name="project", label=_("Project"), kind=Kind.CHOICE, shown_by="project__name"),
    ),
)
