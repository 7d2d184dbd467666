"""The tasks of one project's schedule."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import Set
from milepost.domain.projects.models import BaselineTask, Project, Task
from milepost.web.projects.tables.drawing import percent_text
from milepost.web.projects.task_rows import TaskRow, last_day, task_rows
from milepost.web.tables.column import Column, Edit, Found, Kind, Stored
from milepost.web.tables.table import Bulk, Outcome, Table, Things
from milepost.web.templatetags.components import badge, progress
from milepost.web.templatetags.formats import UNDEFINED
from milepost.web.templatetags.values import civil_date

STATUSES = (("none", "Not started"), ("begun", "In progress"), ("done", "Done"))
SCHEDULE, PROGRESS = "projects.edit_schedule", "projects.record_progress"


def _rows(person: Person, things: Things) -> Found:
    tasks = Task.objects.filter(project__in=Project.objects.visible_to(person), project=things["project_id"])
    return _with_baseline(tasks)


def _with_baseline(rows: QuerySet[Task]) -> Found:
    """Read beside each task when it was to end by the last baseline."""
    kept = BaselineTask.objects.filter(uid=OuterRef("uid"), baseline__project=OuterRef("project"))
    return rows.annotate(baseline_finish=Subquery(kept.order_by("-baseline__number").values("finish")[:1]))


def _typed(field: str, action: str = SCHEDULE, *, on_summaries: bool = False) -> Edit:
    """Describe a field that is typed as in the chart's own grid."""

    def may_edit(person: Person, row: TaskRow) -> bool:
        is_open = not row.project.is_over and (on_summaries or not row.is_summary)
        return is_open and may(person, action, row.project)

    def act(row: TaskRow, text: str, by: Person, at: datetime) -> str:
        return apply_commands(row.project, [Set(row.pk, {field: text}, {})], by=by, at=at).message

    return Edit(
        field=lambda row: forms.CharField(required=False, max_length=255),
        initial=lambda row: row.predecessors if field == "predecessors" else row.text(field),
        may=may_edit,
        act=act,
    )


def _set_on_all(
    field: str,
) -> Callable[[Sequence[Any], dict[str, Any], Person, datetime], Outcome]:
    """Set a field of many tasks within one edit: all of them or none."""

    def act(rows: Sequence[TaskRow], given: dict[str, Any], by: Person, at: datetime) -> Outcome:
        commands = [Set(row.pk, {field: given[field]}, {}) for row in rows]
        consequence = apply_commands(rows[0].project, commands, by=by, at=at)
        return Outcome(done=len(rows), message=consequence.message)

    return act


class PercentForm(forms.Form):
    """How far the selected tasks are."""

    percent = forms.CharField(
        label=_("Percent complete"), max_length=8, help_text=_("0 to 100; 100 is done.")
    )


class ResponsibleForm(forms.Form):
    """Who answers for the selected tasks."""

    responsible = forms.CharField(
        label=_("Responsible"), max_length=200, help_text=_("A name of the directory, or its beginning.")
    )


def _name(value: str, row: TaskRow) -> str:
    address = reverse("projects:task", args=[row.project.pk, row.pk])
    return format_html(
        '<span class="data-table-outline outline-{}{}"><a href="{}">{}</a> {}</span>',
        min(row.level, 8),
        " strong" if row.is_summary else "",
        address,
        value,
        badge("Milestone") if row.task.is_milestone else "",
    )


def _finish(value: Any, row: TaskRow | None) -> str:
    if row is None:
        return civil_date(last_day(value))
    return format_html('<span class="{}">{}</span>', "late" if row.is_late else "", civil_date(value))


def _float_days(row: TaskRow) -> float | None:
    slack = row.task.dates.total_slack if row.start else None
    return None if slack is None else slack / row.project.minutes_per_day


def _float(value: float | None, row: TaskRow | None) -> str:
    critical = badge("Critical", "warn") if row and row.start and row.task.dates.is_critical else ""
    return format_html("{} {}", critical, UNDEFINED if value is None else f"{value:,.4g} d")


def _day(value: datetime | None) -> Any:
    return value and last_day(value)


_IN_DAYS = ExpressionWrapper(
    F("dates__total_slack") * Value(1.0) / F("project__minutes_per_day"), output_field=FloatField()
)
_STATUS = Case(
    When(percent_complete__gte=100, then=Value("done")),
    When(Q(percent_complete__gt=0) | Q(actual_start__isnull=False), then=Value("begun")),
    default=Value("none"),
)

TASKS = Table(
    name="tasks",
    label=_("Tasks"),
    nouns=(_("task"), _("tasks")),
    standard=_("All tasks"),
    rows=_rows,
    load=lambda rows, reader: task_rows(_with_baseline(rows), reader=reader.person, as_of=reader.today),
    key=attrgetter("pk"),
    searches=("name",),
    search_label=_("Name of the task"),
    sort="wbs",
    columns=(
        Column(
            name="name",
            label=_("Task"),
            read=attrgetter("task.name"),
            draw=_name,
            can_filter=False,
            edit=_typed("name", on_summaries=True),
        ),
        Column(
            name="id",
            label=_("ID"),
            kind=Kind.NUMBER,
            path="uid",
            css="soft",
            read=attrgetter("task.uid"),
            can_filter=False,
        ),
        Column(
            name="wbs",
            label=_("WBS"),
            expression=F("position"),
            css="soft",
            read=attrgetter("wbs"),
            can_filter=False,
        ),
        Column(
            name="duration",
            label=_("Duration"),
            kind=Kind.NUMBER,
            path="duration_minutes",
            read=lambda row: row.task.duration_minutes / row.project.minutes_per_day,
            draw=lambda value, row: row.duration,
            write=attrgetter("duration"),
            can_filter=False,
            edit=_typed("duration"),
        ),
        Column(
            name="start",
            label=_("Start"),
            kind=Kind.DATE,
            path="dates__start",
            stored=Stored.MINUTE,
            is_nullable=True,
            read=attrgetter("start"),
            write=lambda row: row.start and row.start.date(),
            total=Min,
            edit=_typed("start"),
        ),
        Column(
            name="finish",
            label=_("Finish"),
            kind=Kind.DATE,
            path="dates__finish",
            stored=Stored.MINUTE,
            is_nullable=True,
            read=attrgetter("finish"),
            draw=_finish,
            total=Max,
            edit=_typed("finish"),
        ),
        Column(
            name="baseline",
            label=_("Baseline finish"),
            kind=Kind.DATE,
            path="baseline_finish",
            stored=Stored.MINUTE,
            css="soft",
            is_nullable=True,
            read=lambda row: _day(row.baseline_finish),
        ),
        Column(
            name="complete",
            label=_("Complete"),
            kind=Kind.NUMBER,
            path="dates__percent_complete",
            is_nullable=True,
            read=attrgetter("percent"),
            draw=lambda value, row: progress(value) if row else percent_text(value, row),
            edit=_typed("percent", PROGRESS),
        ),
        Column(
            name="status",
            label=_("Status"),
            kind=Kind.CHOICE,
            choices=STATUSES,
            expression=_STATUS,
            read=lambda row: (
                "done" if row.percent >= 100 else "begun" if row.percent or row.task.actual_start else "none"
            ),
            is_optional=True,
        ),
        Column(
            name="float",
            label=_("Float"),
            kind=Kind.NUMBER,
            expression=_IN_DAYS,
            is_nullable=True,
            read=_float_days,
            draw=_float,
            total=Min,
            help=_("Total float in working days; of several tasks the least"),
        ),
        Column(
            name="critical",
            label=_("Critical"),
            kind=Kind.FLAG,
            path="dates__is_critical",
            read=lambda row: bool(row.start and row.task.dates.is_critical),
            is_optional=True,
        ),
        Column(
            name="predecessors",
            label=_("Predecessors"),
            css="soft",
            can_filter=False,
            can_sort=False,
            edit=_typed("predecessors"),
        ),
        Column(
            name="responsible",
            label=_("Responsible"),
            kind=Kind.CHOICE,
            shown_by="responsible__name",
            is_nullable=True,
            own=lambda reader: Q(responsible=reader.person),
            read=attrgetter("responsible"),
            edit=_typed("responsible", on_summaries=True),
        ),
        Column(
            name="deadline",
            label=_("Deadline"),
            kind=Kind.DATE,
            stored=Stored.MINUTE,
            is_nullable=True,
            read=lambda row: _day(row.task.deadline),
            is_optional=True,
            edit=_typed("deadline"),
        ),
        Column(
            name="summary",
            label=_("Summary task"),
            kind=Kind.FLAG,
            expression=Exists(Task.objects.filter(parent=OuterRef("pk"))),
            read=attrgetter("is_summary"),
            is_optional=True,
        ),
        Column(
            name="milestone",
            label=_("Milestone"),
            kind=Kind.FLAG,
            path="is_milestone",
            read=attrgetter("task.is_milestone"),
            is_optional=True,
        ),
    ),
    bulks=(
        Bulk(
            name="percent",
            label=_("Set percent complete"),
            icon="check",
            form=PercentForm,
            act=_set_on_all("percent"),
            done=_("updated"),
        ),
        Bulk(
            name="responsible",
            label=_("Assign"),
            icon="people",
            form=ResponsibleForm,
            act=_set_on_all("responsible"),
            done=_("assigned"),
        ),
    ),
)
