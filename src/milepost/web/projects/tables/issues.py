"""The issues of a project, and of all projects."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Min
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may_anywhere
from milepost.domain.projects.actions.issues import edit_issue, resolve_issue
from milepost.domain.projects.models import Issue
from milepost.web.access import today
from milepost.web.projects.tables.register import (
    PROJECT_COLUMNS,
    OwnerForm,
    ReasonForm,
    edit,
    loaded,
    of_project,
    owner_column,
)
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Found, Kind
from milepost.web.tables.table import Bulk, Table, Things
from milepost.web.templatetags.values import civil_date

ACTION = "projects.edit_issues"


class DueForm(forms.Form):
    """By when the selected issues are to be settled."""

    due_on = forms.DateField(
        label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _rows(person: Person, things: Things) -> Found:
    return of_project(Issue.objects.visible_to(person), things.get("project_id"))


def _change(row: Issue, values: Any, by: Person, at: datetime) -> None:
    edit_issue(row, values, by=by, at=at)


def _resolve(row: Issue, given: dict[str, Any], by: Person, at: datetime) -> None:
    resolve_issue(row, resolution=given["reason"], by=by, at=at)


def _may(person: Person) -> bool:
    return may_anywhere(person, ACTION) or person.project_roles.exists()


def _link(row: Issue) -> str:
    address = reverse("projects:issue", args=[row.project_id, row.number])
    return format_html('<a href="{}">{}</a>', address, row.title)


def _due(value: date | None, row: Issue | None) -> str:
    late = "late" if row is not None and row.days_overdue(today()) else ""
    return format_html('<span class="{}">{}</span>', late, civil_date(value))


def _day_field(row: Issue) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, widget=widget)


def _severity_field(row: Issue) -> forms.Field:
    return forms.TypedChoiceField(choices=Issue.Severity.choices, coerce=int)


_OWN_COLUMNS = (
    Column(name="title", label=_("Issue"), draw=lambda value, row: _link(row), can_filter=False),
    Column(name="number", label=_("No."), kind=Kind.NUMBER, css="soft", can_filter=False),
    Column(
        name="severity",
        label=_("Severity"),
        kind=Kind.CHOICE,
        choices=list(reversed(Issue.Severity.choices)),
        edit=edit(ACTION, "severity", _severity_field, _change),
    ),
    owner_column(ACTION, _change),
    Column(
        name="due",
        label=_("Due"),
        kind=Kind.DATE,
        path="due_on",
        is_nullable=True,
        draw=_due,
        total=Min,
        edit=edit(ACTION, "due_on", _day_field, _change),
        help=_("Of several issues the first"),
    ),
    Column(
        name="organization",
        label=_("With"),
        kind=Kind.CHOICE,
        shown_by="organization__name",
        is_nullable=True,
        is_optional=True,
    ),
    Column(name="shared", label=_("Shared with guests"), kind=Kind.FLAG, path="is_shared", is_optional=True),
    Column(name="opened", label=_("Opened"), kind=Kind.DATE, path="opened_on"),
    Column(name="state", label=_("State"), kind=Kind.CHOICE, choices=Issue.State.choices, default=("open",)),
    Column(
        name="resolved",
        label=_("Resolved"),
        kind=Kind.DATE,
        path="resolved_on",
        is_nullable=True,
        is_optional=True,
    ),
    Column(name="resolution", label=_("Resolution"), css="wrap", is_nullable=True, is_optional=True),
    Column(name="description", label=_("Description"), css="wrap", is_nullable=True, is_optional=True),
)

ISSUES = Table(
    name="issues",
    label=_("Issues"),
    nouns=(_("issue"), _("issues")),
    standard=_("Open issues"),
    rows=_rows,
    load=lambda rows, reader: loaded(rows.select_related("organization")),
    searches=("title", "description", "resolution"),
    search_label=_("Words of the issue"),
    sort="severity,due",
    columns=(_OWN_COLUMNS[0], *PROJECT_COLUMNS, *_OWN_COLUMNS[1:]),
    bulks=(
        Bulk(
            name="owner",
            label=_("Assign an owner"),
            icon="people",
            form=OwnerForm,
            act=each(_change),
            may=_may,
            done=_("have a new owner"),
        ),
        Bulk(
            name="due",
            label=_("Set the due date"),
            icon="calendar",
            form=DueForm,
            act=each(_change),
            may=_may,
            done=_("have a new due date"),
        ),
        Bulk(
            name="resolve",
            label=_("Resolve"),
            icon="check",
            form=ReasonForm,
            act=each(_resolve),
            may=_may,
            done=_("resolved"),
        ),
    ),
)
PROJECT_ISSUES = replace(ISSUES, name="project-issues", columns=_OWN_COLUMNS)
