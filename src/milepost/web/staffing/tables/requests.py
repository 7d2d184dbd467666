"""The tables of staff requests: of one project, and of all that a reader may see."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.staffing.models import OPEN_STATES, StaffRequest
from milepost.web.access import today
from milepost.web.projects.tables.drawing import named_person
from milepost.web.projects.tables.register import of_project
from milepost.web.tables.column import Column, Found, Kind, Option
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.values import civil_date

State = StaffRequest.State


def _rows(person: Person, things: Things) -> Found:
    return of_project(StaffRequest.objects.visible_to(person), things.get("project_id"))


def _link(value: Any, row: StaffRequest) -> str:
    return format_html('<a href="{}">{}</a>', reverse("staffing:request", args=[row.pk]), row.whom)


def _needed_by(value: date | None, row: StaffRequest | None) -> str:
    days = row.days_overdue(today()) if row is not None else 0
    if not days:
        return civil_date(value)
    return format_html(
        '<span class="late">{}<br><small>{}</small></span>', civil_date(value), _("Not agreed yet")
    )


COLUMNS = (
    Column(
        name="whom",
        label=_("For"),
        path="person",
        shown_by="person__name",
        is_nullable=True,
        draw=_link,
        read=lambda row: row.whom,
        can_filter=False,
    ),
    Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
    Column(
        name="state",
        label=_("State"),
        kind=Kind.CHOICE,
        choices=State.choices,
        options=(Option("open", _("To be answered"), Q(state__in=OPEN_STATES)),),
    ),
    Column(
        name="role",
        label=_("Role"),
        kind=Kind.CHOICE,
        shown_by="role__name",
        is_nullable=True,
        is_optional=True,
    ),
    Column(
        name="supervisor",
        label=_("Answers"),
        kind=Kind.CHOICE,
        shown_by="supervisor__name",
        own=lambda reader: Q(supervisor=reader.person),
        draw=named_person,
    ),
    Column(
        name="asked_by",
        label=_("Asked by"),
        kind=Kind.CHOICE,
        shown_by="asked_by__name",
        own=lambda reader: Q(asked_by=reader.person),
        draw=named_person,
    ),
    Column(name="needed_by", label=_("Needed by"), kind=Kind.DATE, draw=_needed_by),
    Column(name="reason", label=_("Reason"), css="wrap", is_optional=True),
)
PROJECT = Column(
    name="project",
    label=_("Project"),
    kind=Kind.CHOICE,
    shown_by="project__name",
    css="narrow",
)


def _load(rows: Found, reader: Any) -> list[Any]:
    return list(rows.select_related("project", "person", "role", "supervisor", "asked_by"))


_SHARED: dict[str, Any] = {
    "label": _("Staff requests"),
    "nouns": (_("request"), _("requests")),
    "rows": _rows,
    "load": _load,
    "searches": ("person__name", "role__name", "reason"),
    "search_label": _("Name, role or reason"),
}
PROJECT_REQUESTS = Table(name="project-staff-requests", sort="number", columns=COLUMNS, **_SHARED)
REQUESTS = Table(
    name="staff-requests", sort="needed_by", columns=(COLUMNS[0], PROJECT, *COLUMNS[1:]), **_SHARED
)
