"""The table of a project's actual work: each assignment with its hours, and what they cost for whoever may see that."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Assignment, Project
from milepost.domain.staffing.calculations.actual_work import ActualWork, actual_work_of
from milepost.web.tables.column import Column, Found, Kind, Reader
from milepost.web.tables.numbers import number_text
from milepost.web.tables.table import Table, Things
from milepost.web.templatetags.values import NOT_YET, money

MINUTES_PER_HOUR = 60
KEPT = "actual work"


def sees_labor_cost(person: Person, project: Project) -> bool:
    """Tell whether a reader may see what a project's hours cost."""
    return may(person, "money.view", project) and may(person, "staffing.view_rates", project)


def _rows(person: Person, things: Things, *, has_cost: bool) -> Found:
    project = Project.objects.visible_to(person).filter(pk=things["project_id"]).first()
    if project is None or not may(person, "staffing.view_requests", project):
        return Assignment.objects.none()
    if has_cost and not sees_labor_cost(person, project):
        return Assignment.objects.none()
    return Assignment.objects.filter(task__project=project, task__is_active=True)


def _work_of(rows: Found, reader: Reader) -> Mapping[int, Any]:
    """Give the work behind a project's rows, worked out once for an answer."""
    if KEPT not in reader.known:
        projects = Project.objects.filter(pk__in=rows.order_by().values("task__project"))
        works = [actual_work_of(one, as_of=reader.today) for one in projects]
        reader.known[KEPT] = {pk: work for found in works for pk, work in found.assignments.items()}
    return reader.known[KEPT]


def _load(rows: Found, reader: Reader) -> Iterable[Assignment]:
    work = _work_of(rows, reader)
    for row in rows.select_related("task", "person"):
        row.work = work.get(row.pk)
        yield row


def _figure(
    name: str,
    label: Any,
    part: str,
    value: Callable[[ActualWork], Any],
    show: Callable[[Any], Any],
    **more: Any,
) -> Column:
    """Give a column of one figure; each opens the lines behind it."""

    def known(rows: Found, reader: Reader) -> dict[int, float | None]:
        found = {pk: value(work) for pk, work in _work_of(rows, reader).items()}
        return {pk: None if one is None else float(one) for pk, one in found.items()}

    def drawn(shown: Any, row: Any) -> str:
        if shown is None:
            return NOT_YET
        if row is None:
            return str(show(shown))
        address = reverse("team:work-lines", args=[row.task.project_id, row.pk])
        return format_html('<a href="{}#{}">{}</a>', address, part, show(shown))

    return Column(
        name=name, label=label, kind=Kind.NUMBER, computed=known, draw=drawn, is_nullable=True,
        read=lambda row: None if row.work is None else value(row.work), **more,
    )  # fmt: skip


def _hours(
    name: str, label: Any, part: str, value: Callable[[ActualWork], int | None], **more: Any
) -> Column:
    def in_hours(work: ActualWork) -> float | None:
        minutes = value(work)
        return None if minutes is None else round(minutes / MINUTES_PER_HOUR, 2)

    return _figure(name, label, part, in_hours, number_text, **more)


def _cost(name: str, label: Any, part: str, value: Callable[[ActualWork], Any], **more: Any) -> Column:
    return _figure(name, label, part, value, money, **more)


def _task(value: Any, row: Any) -> str:
    address = reverse("projects:task", args=[row.task.project_id, row.task_id])
    return format_html('<a href="{}">{}</a>', address, value)


HOURS_COLUMNS = (
    Column(
        name="task", label=_("Task"), kind=Kind.CHOICE, shown_by="task__name", draw=_task, css="wrap",
    ),
    Column(
        name="person", label=_("Person"), kind=Kind.CHOICE, shown_by="person__name", is_nullable=True,
        read=lambda row: row.person.name if row.person else row.resource,
    ),
    Column(name="complete", label=_("% done"), kind=Kind.NUMBER, path="task__percent_complete", is_optional=True),
    _hours("planned", _("Planned (h)"), "planned", lambda work: work.planned.minutes, total=Sum),
    _hours("posted", _("Posted (h)"), "posted", lambda work: work.posted, total=Sum,
           help=_("Hours that were approved, or came from the time system.")),
    _hours("left", _("Left (h)"), "left", lambda work: work.left.minutes, total=Sum),
    _hours("completion", _("At completion (h)"), "completion", lambda work: work.at_completion,
           help=_("Posted and left; not yet where work is under way and no hours are posted.")),
    _hours("variance", _("Beyond plan (h)"), "completion", lambda work: work.variance, is_optional=True),
)  # fmt: skip
COST_COLUMNS = (
    _cost("planned_cost", _("Planned cost"), "planned", lambda work: work.planned.cost, is_optional=True),
    _cost("posted_cost", _("Labor cost"), "posted", lambda work: work.posted_cost,
          help=_("Posted hours at the loaded rate of their day.")),
    _cost("left_cost", _("Left to cost"), "left", lambda work: work.left.cost, is_optional=True),
    _cost("completion_cost", _("Cost at completion"), "completion", lambda work: work.cost_at_completion),
)  # fmt: skip
_SHARED: dict[str, Any] = {
    "label": _("Actual work"),
    "nouns": (_("assignment"), _("assignments")),
    "standard": _("All assignments"),
    "load": _load,
    "searches": ("task__name", "person__name", "resource"),
    "search_label": _("Task or person"),
    "sort": "task",
}
ACTUAL_WORK = Table(
    name="actual-work",
    rows=lambda person, things: _rows(person, things, has_cost=False),
    columns=HOURS_COLUMNS,
    **_SHARED,
)
ACTUAL_WORK_AND_COST = Table(
    name="actual-work-and-cost",
    rows=lambda person, things: _rows(person, things, has_cost=True),
    columns=(*HOURS_COLUMNS, *COST_COLUMNS),
    **_SHARED,
)
