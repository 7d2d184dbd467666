"""The directory: everyone Milepost knows."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.actions.enrolling import edit_person
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.web.tables.column import Column, Edit, Found, Kind
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.components import badge, person

RELATED = ("department", "organization", "site", "supervisor", "user")


def _rows(reader: Person, things: Things) -> Found:
    persons = Person.objects.all()
    return persons if may(reader, "people.view_directory") else persons.none()


def _name(value: str, row: Person) -> str:
    inactive = "" if row.is_active else badge("Inactive")
    address = reverse("people:person", args=[row.pk])
    return format_html('<a href="{}">{}</a> {}', address, person(row), inactive)


def _supervisor(value: str, row: Person) -> str:
    if row.supervisor is None:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("people:person", args=[row.supervisor.pk]), value)


def _email(value: str, row: Person) -> str:
    return format_html('<a href="mailto:{0}">{0}</a>', value) if value else ""


def _edit(name: str, field: Callable[[], forms.Field]) -> Edit:
    def act(row: Person, value: Any, by: Person, at: datetime) -> None:
        edit_person(row, by=by, at=at, **{name: value})

    return Edit(
        field=lambda row: field(),
        initial=attrgetter(name),
        may=lambda reader, row: may(reader, "people.edit_directory"),
        act=act,
    )


_SIGNS_IN = Case(When(user__is_active=True, is_active=True, then=Value(True)), default=Value(False))

DIRECTORY = Table(
    name="people",
    label=_("People"),
    nouns=(_("person"), _("people")),
    standard=_("Active people"),
    rows=_rows,
    load=lambda rows, reader: rows.select_related(*RELATED),
    searches=("name", "job_title", "email"),
    search_label=_("Name, title or email"),
    sort="name",
    columns=(
        Column(name="name", label=_("Name"), draw=_name, can_filter=False),
        Column(
            name="title",
            label=_("Title"),
            path="job_title",
            css="narrow",
            is_nullable=True,
            edit=_edit("job_title", lambda: forms.CharField(max_length=120, required=False)),
        ),
        Column(
            name="department",
            label=_("Department"),
            kind=Kind.CHOICE,
            shown_by="department__name",
            css="narrow",
            is_nullable=True,
            draw=lambda value, row: format_html("{}", value or row.organization or ""),
        ),
        Column(
            name="organization",
            label=_("Organization"),
            kind=Kind.CHOICE,
            shown_by="organization__name",
            is_nullable=True,
            is_optional=True,
        ),
        Column(
            name="supervisor",
            label=_("Supervisor"),
            kind=Kind.CHOICE,
            shown_by="supervisor__name",
            is_nullable=True,
            own=lambda reader: Q(supervisor=reader.person),
            draw=_supervisor,
        ),
        Column(name="email", label=_("Email"), draw=_email, is_nullable=True),
        Column(
            name="phone",
            label=_("Phone"),
            css="nowrap",
            is_nullable=True,
            edit=_edit("phone", lambda: forms.CharField(max_length=40, required=False)),
        ),
        Column(
            name="site",
            label=_("Site"),
            kind=Kind.CHOICE,
            shown_by="site__name",
            is_nullable=True,
            is_optional=True,
        ),
        Column(
            name="active",
            label=_("Active"),
            kind=Kind.FLAG,
            path="is_active",
            default=("yes",),
            is_optional=True,
        ),
        Column(
            name="signs-in",
            label=_("Signs in"),
            kind=Kind.FLAG,
            expression=_SIGNS_IN,
            read=lambda row: bool(row.is_active and row.user and row.user.is_active),
            is_optional=True,
        ),
    ),
)
