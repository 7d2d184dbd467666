"""The meetings a person may see, past and coming."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import Meeting
from milepost.domain.people.models import Person
from milepost.web.tables.column import Column, Found, Kind, Option, Reader, Stored
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.values import civil_date

AHEAD = (Meeting.State.PLANNED, Meeting.State.UNDER_WAY)


def _rows(person: Person, things: Things) -> Found:
    visible = Meeting.objects.visible_to(person)
    return visible.filter(project=things["project_id"]) if "project_id" in things else visible


def _load(rows: Found, reader: Reader) -> Found:
    return rows.select_related("project", "department", "organization", "facilitator")


def _when(value: datetime, row: Meeting) -> str:
    return format_html('{} <span class="soft">{}</span>', civil_date(value.date()), f"{value:%-I:%M %p}")


def _minutes(value: Any, row: Meeting) -> str:
    if row.minutes_sent_at:
        return gettext("Sent")
    return gettext("Open") if row.state == Meeting.State.UNDER_WAY else ""


MEETINGS = Table(
    name="meetings",
    label=_("Meetings"),
    nouns=(_("meeting"), _("meetings")),
    standard=_("Meetings ahead"),
    rows=_rows,
    load=_load,
    link=lambda row: reverse("meetings:meeting", args=[row.pk]),
    searches=("title", "purpose", "project__name"),
    search_label=_("Title or project"),
    sort="starts",
    columns=(
        Column(name="title", label=_("Meeting"), can_filter=False),
        Column(name="starts", label=_("When"), kind=Kind.DATE, stored=Stored.MINUTE, draw=_when),
        Column(
            name="project", label=_("Project"), kind=Kind.CHOICE, shown_by="project__name", is_nullable=True
        ),
        Column(
            name="department",
            label=_("Department"),
            kind=Kind.CHOICE,
            shown_by="department__name",
            is_nullable=True,
            is_optional=True,
        ),
        Column(
            name="organization",
            label=_("Vendor or partner"),
            kind=Kind.CHOICE,
            shown_by="organization__name",
            is_nullable=True,
            is_optional=True,
        ),
        Column(
            name="series",
            label=_("Series"),
            kind=Kind.CHOICE,
            shown_by="series__title",
            is_nullable=True,
            is_optional=True,
        ),
        Column(name="facilitator", label=_("Facilitator"), kind=Kind.CHOICE, shown_by="facilitator__name"),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=Meeting.State.choices,
            options=(Option("ahead", _("Ahead"), Q(state__in=AHEAD)),),
            default=("ahead",),
        ),
        Column(
            name="minutes",
            label=_("Minutes"),
            kind=Kind.DATE,
            path="minutes_sent_at",
            stored=Stored.STAMP,
            is_nullable=True,
            draw=_minutes,
        ),
    ),
)
