"""The published status reports."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Status
from milepost.domain.reports.models import StatusReport
from milepost.web.tables.column import Column, Found, Kind, Stored
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.components import status_chip

WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.ON_HOLD, Status.NOT_RATED)
RELATED = ("project__department", "published_by")


def _rows(person: Person, things: Things) -> Found:
    return StatusReport.objects.visible_to(person)


def _status(name: str, label: str, path: str) -> Column:
    def draw(value: Any, row: Any) -> str:
        return status_chip(value)

    choices = [(status.value, status.label) for status in WORST_FIRST]
    return Column(name=name, label=label, kind=Kind.CHOICE, path=path, choices=choices, draw=draw)


REPORTS = Table(
    name="reports",
    label=_("Published reports"),
    nouns=(_("report"), _("reports")),
    standard=_("All reports"),
    rows=_rows,
    load=lambda rows, reader: rows.select_related(*RELATED),
    link=lambda row: reverse("reports:report", args=[row.pk]),
    searches=("project__name", "project__number", "summary"),
    search_label=_("Project or words of the summary"),
    sort="-to",
    columns=(
        Column(name="project", label=_("Project"), kind=Kind.CHOICE, shown_by="project__name"),
        Column(
            name="department",
            label=_("Department"),
            kind=Kind.CHOICE,
            path="project__department",
            shown_by="project__department__name",
        ),
        Column(name="to", label=_("Period to"), kind=Kind.DATE, path="period_finish"),
        _status("overall", "Overall", "overall_status"),
        _status("schedule", "Schedule", "schedule_status"),
        _status("scope", "Scope", "scope_status"),
        Column(
            name="by",
            label=_("Published by"),
            kind=Kind.CHOICE,
            path="published_by",
            shown_by="published_by__name",
            own=lambda reader: Q(published_by=reader.person),
            is_nullable=True,
        ),
        Column(
            name="published",
            label=_("Published"),
            kind=Kind.DATE,
            path="published_at",
            stored=Stored.STAMP,
            is_nullable=True,
            is_optional=True,
        ),
    ),
)
