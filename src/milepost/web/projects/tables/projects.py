"""The list of projects: where they belong, who manages them, where they stand and when they end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django import forms
from django.db.models import Avg, Case, Max, Min, Q, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, may_anywhere
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.roles import give_role
from milepost.domain.projects.actions.settings import edit_settings
from milepost.domain.projects.calculations.project_rows import ProjectRow, project_rows
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.queries import Reported, recently_reported
from milepost.web.projects.tables.drawing import explained_status, named_person, percent_text
from milepost.web.tables.bulk import each
from milepost.web.tables.column import Column, Edit, Found, Kind, Option, Reader, Stored
from milepost.web.tables.table import Bulk, Table, Things
from milepost.web.templatetags.components import badge, icon, status_trend
from milepost.web.templatetags.formats import signed_days

WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.ON_HOLD, Status.NOT_RATED)
OVER = (Project.State.CLOSED, Project.State.CANCELED)


class ListedProject(NamedTuple):
    """A project as lists show it: its row, and what its latest reports said."""

    project: Project
    row: ProjectRow
    reports: Mapping[int, Any]


def _rows(person: Person, things: Things) -> Found:
    return Project.objects.visible_to(person)


def _load(rows: Any, reader: Reader) -> Iterable[ListedProject]:
    found = rows_known(rows, reader)
    reports = reports_known([row.project for row in found], reader)
    return [ListedProject(row.project, row, reports) for row in found]


def reports_known(projects: Sequence[Project], reader: Reader) -> Mapping[int, Sequence[Reported]]:
    """Give what the latest reports of projects said, each read once for an answer."""
    known = reader.known.setdefault(StatusReport._meta.label_lower, {})
    if missing := [project for project in projects if project.pk not in known]:
        known |= dict.fromkeys((project.pk for project in missing), ()) | recently_reported(missing)
    return {project.pk: known[project.pk] for project in projects if known[project.pk]}


def _of_rows(read: Callable[[ProjectRow], Any]) -> Callable[[Found, Reader], Mapping[int, Any]]:
    """Work out a value of every project that stored values let through."""

    def of_rows(rows: Any, reader: Reader) -> Mapping[int, Any]:
        return {row.project.pk: read(row) for row in rows_known(rows, reader)}

    return of_rows


def rows_known(projects: ProjectQuerySet, reader: Reader) -> list[ProjectRow]:
    """Give the rows of projects in their order, each worked out once for an answer."""
    known = reader.known.setdefault(Project._meta.label_lower, {})
    if not known:
        rows = _worked_out(projects, reader)
        known |= {row.project.pk: row for row in rows}
        return rows
    keys = list(projects.values_list("pk", flat=True))
    if missing := [pk for pk in keys if pk not in known]:
        rows = _worked_out(Project.objects.filter(pk__in=missing), reader)
        known |= {row.project.pk: row for row in rows}
    return [known[pk] for pk in keys]


def _worked_out(projects: ProjectQuerySet, reader: Reader) -> list[ProjectRow]:
    return project_rows(projects.select_related("sponsor"), as_of=reader.today, seen_by=reader.person)


def _name(value: str, row: ListedProject) -> str:
    lock = icon("lock", "small", "Restricted") if row.project.is_restricted else ""
    return format_html(
        '<a href="{}">{}</a> {}', reverse("projects:overview", args=[row.project.pk]), value, lock
    )


def _variance(value: float | None, row: ListedProject) -> str:
    late = "late" if value is not None and value > 0 else ""
    revised = badge("Revised") if row.row.is_revised else ""
    return format_html('<span class="{}">{}</span> {}', late, signed_days(value), revised)


def _of_scheduled(path: str) -> Case:
    """Read a date of the schedule, where there is one."""
    return Case(When(dates__task_count__gt=0, then=path))


def _may(action: str) -> Callable[[Person, ListedProject], bool]:
    return lambda person, row: not row.project.is_over and may(person, action, row.project)


def _managers(data: Any = None) -> forms.Form:
    return ManagerForm(data)


class ManagerForm(forms.Form):
    """Who manages the selected projects from now on."""

    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, organization=None),
        label=_("New manager"),
        empty_label=_("Choose a person"),
        help_text=_("Takes the place of the manager of each selected project."),
    )


def _assign(row: ListedProject, given: dict[str, Any], by: Person, at: datetime) -> None:
    give_role(row.project, given["person"], Role.PROJECT_MANAGER, by=by, at=at)


def _change_manager(row: ListedProject, person: Person, by: Person, at: datetime) -> str:
    give_role(row.project, person, Role.PROJECT_MANAGER, by=by, at=at)
    return f"{person} manages {row.project.name}."


def _change_tier(row: ListedProject, tier: str, by: Person, at: datetime) -> None:
    edit_settings(row.project, {"tier": tier}, by=by, at=at)


MANAGER_EDIT = Edit(
    field=lambda row: forms.ModelChoiceField(ManagerForm.base_fields["person"].queryset, empty_label=None),  # type: ignore[attr-defined]
    initial=lambda row: row.project.manager_id,
    may=_may("projects.assign_roles"),
    act=_change_manager,
)
TIER_EDIT = Edit(
    field=lambda row: forms.ChoiceField(choices=Project.Tier.choices),
    initial=attrgetter("project.tier"),
    may=_may("projects.edit_settings"),
    act=_change_tier,
)
_STATUSES = [(status.value, status.label) for status in WORST_FIRST]

PROJECTS = Table(
    name="projects",
    label=_("Projects"),
    nouns=(_("project"), _("projects")),
    standard=_("Open projects"),
    rows=_rows,
    load=_load,
    key=lambda row: int(row.project.pk),
    searches=("name", "number"),
    search_label=_("Name or number"),
    sort="number",
    columns=(
        Column(
            name="name",
            label=_("Project"),
            css="narrow",
            read=attrgetter("project.name"),
            draw=_name,
            can_filter=False,
        ),
        Column(
            name="number",
            label=_("Number"),
            css="soft nowrap",
            read=attrgetter("project.number"),
            can_filter=False,
        ),
        Column(
            name="department",
            label=_("Department"),
            kind=Kind.CHOICE,
            css="narrow",
            shown_by="department__name",
            read=attrgetter("project.department.name"),
        ),
        Column(
            name="manager",
            label=_("Manager"),
            kind=Kind.CHOICE,
            shown_by="manager__name",
            is_nullable=True,
            own=lambda reader: Q(manager=reader.person),
            read=lambda row: row.project.manager and row.project.manager.name,
            draw=named_person,
            edit=MANAGER_EDIT,
        ),
        Column(
            name="state",
            label=_("State"),
            kind=Kind.CHOICE,
            choices=Project.State.choices,
            options=(Option("open", _("Open"), ~Q(state__in=OVER)),),
            default=("open",),
            read=attrgetter("project.state"),
        ),
        Column(
            name="status",
            label=_("Overall"),
            kind=Kind.CHOICE,
            choices=_STATUSES,
            computed=_of_rows(lambda row: row.overall.status),
            read=attrgetter("row.overall.status"),
            draw=lambda value, row: explained_status(row.row.overall),
        ),
        Column(
            name="schedule",
            label=_("Schedule"),
            kind=Kind.CHOICE,
            choices=_STATUSES,
            computed=_of_rows(lambda row: row.schedule.status),
            read=attrgetter("row.schedule.status"),
            draw=lambda value, row: explained_status(row.row.schedule),
            is_optional=True,
        ),
        Column(
            name="budget",
            label=_("Budget"),
            kind=Kind.CHOICE,
            choices=_STATUSES,
            computed=_of_rows(lambda row: row.budget.status),
            read=attrgetter("row.budget.status"),
            draw=lambda value, row: explained_status(row.row.budget),
            is_optional=True,
        ),
        Column(
            name="reports",
            label=_("Reports"),
            read=lambda row: ", ".join(
                str(report.status.label) for report in row.reports.get(row.project.pk, ())
            ),
            draw=lambda value, row: status_trend(row.reports, row.project.pk),
            can_filter=False,
            can_sort=False,
            is_optional=True,
            help=_("What the latest reports said, the last one last"),
        ),
        Column(
            name="complete",
            label=_("Complete"),
            kind=Kind.NUMBER,
            expression=_of_scheduled("dates__percent_complete"),
            is_nullable=True,
            read=attrgetter("row.percent"),
            draw=percent_text,
            total=Avg,
            help=_("Share of the work done; of several projects the average"),
        ),
        Column(
            name="start",
            label=_("Start"),
            kind=Kind.DATE,
            stored=Stored.MINUTE,
            read=attrgetter("project.start"),
            write=lambda row: row.project.start.date(),
            total=Min,
            is_optional=True,
        ),
        Column(
            name="finish",
            label=_("Finish"),
            kind=Kind.DATE,
            stored=Stored.MINUTE,
            expression=_of_scheduled("dates__finish"),
            is_nullable=True,
            read=attrgetter("row.finish"),
            write=lambda row: row.row.finish and row.row.finish.date(),
            total=Max,
            help=_("Of several projects the latest"),
        ),
        Column(
            name="variance",
            label=_("Variance"),
            kind=Kind.NUMBER,
            computed=_of_rows(attrgetter("finish_days")),
            is_nullable=True,
            read=attrgetter("row.finish_days"),
            draw=_variance,
            help=_("Working days later than the current baseline"),
        ),
        Column(
            name="tier",
            label=_("Tier"),
            kind=Kind.CHOICE,
            choices=Project.Tier.choices,
            read=attrgetter("project.tier"),
            is_optional=True,
            edit=TIER_EDIT,
        ),
        Column(
            name="type",
            label=_("Type"),
            kind=Kind.CHOICE,
            choices=Project.Type.choices,
            read=attrgetter("project.type"),
            is_optional=True,
        ),
        Column(
            name="sponsor",
            label=_("Sponsor"),
            kind=Kind.CHOICE,
            shown_by="sponsor__name",
            is_nullable=True,
            own=lambda reader: Q(sponsor=reader.person),
            read=lambda row: row.project.sponsor and row.project.sponsor.name,
            draw=named_person,
            is_optional=True,
        ),
    ),
    bulks=(
        Bulk(
            name="manager",
            label=_("Assign a manager"),
            icon="people",
            form=_managers,
            act=each(_assign),
            may=lambda person: may_anywhere(person, "projects.assign_roles"),
            done=_("have a new manager"),
        ),
    ),
)

_OTHERWISE = {"number": True, "reports": False}
"""Columns that the portfolio shows though the list does not, and the other way round."""
PORTFOLIO = replace(
    PROJECTS,
    name="portfolio",
    label="Open projects",
    sort="status,-variance",
    columns=tuple(
        replace(column, is_optional=_OTHERWISE.get(column.name, column.is_optional))
        for column in PROJECTS.columns
    ),
)
