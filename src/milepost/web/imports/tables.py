"""The schedule files that were brought, and what became of them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, ScheduleImport
from milepost.web.tables.column import Column, Found, Kind, Stored
from milepost.web.tables.table import Table, Things

RELATED = ("attachment", "project", "by")


def visible_imports(person: Person) -> QuerySet[ScheduleImport]:
    """Keep a person's own imports of projects to be, and those of projects the person may see."""
    visible = Project.objects.visible_to(person)
    return ScheduleImport.objects.filter(Q(project__in=visible) | Q(project=None, by=person))


def _rows(person: Person, things: Things) -> Found:
    return visible_imports(person)


def _project(value: Any, row: ScheduleImport) -> str:
    if row.project is None:
        return format_html('<span class="soft">{}</span>', row.name or "New project")
    address = reverse("projects:overview", args=[row.project.pk])
    return format_html('<a href="{}">{}</a>', address, row.project.name)


IMPORTS = Table(
    name="imports",
    label=_("Imports"),
    nouns=(_("import"), _("imports")),
    standard=_("All imports"),
    rows=_rows,
    load=lambda rows, reader: rows.select_related(*RELATED),
    link=lambda row: reverse("imports:import", args=[row.pk]),
    searches=("attachment__name", "project__name", "name"),
    search_label=_("File or project"),
    sort="-brought",
    columns=(
        Column(name="file", label=_("File"), path="attachment__name", can_filter=False),
        Column(
            name="project",
            label=_("Project"),
            kind=Kind.CHOICE,
            css="narrow",
            shown_by="project__name",
            is_nullable=True,
            draw=_project,
        ),
        Column(
            name="by",
            label=_("Brought by"),
            kind=Kind.CHOICE,
            shown_by="by__name",
            own=lambda reader: Q(by=reader.person),
        ),
        Column(name="brought", label=_("Brought"), kind=Kind.DATE, path="at", stored=Stored.STAMP),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=ScheduleImport.State.choices,
            draw=lambda value, row: render_to_string("imports/state.html", {"staged": row}),
        ),
    ),
)
