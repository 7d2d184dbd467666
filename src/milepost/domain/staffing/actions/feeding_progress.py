"""Hours that count become progress of their tasks, where the city's setting says so."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.checking_in import Said, report_said
from milepost.domain.staffing.calculations.own_work import OwnTask, own_work, week_of, whole_of
from milepost.domain.staffing.calculations.timesheets import WEEK, hours_feed_progress
from milepost.domain.staffing.models import CheckInLine, PostedHours

LEAST_LEFT, MOST_PERCENT = 1, 99.0
"""Hours alone never finish a task: somebody says that it is done."""


def feed_progress(posted: Sequence[PostedHours], *, at: datetime) -> list[tuple[Project, Consequence]]:
    """Report, for each person, the work left of the tasks that hours were posted on: planned less worked.

    What the person said in a check-in of that week or later counts before it. A project that takes no progress now
    keeps the hours and its schedule.
    """
    if not hours_feed_progress(local_time(at).date()):
        return []
    worked: dict[int, list[PostedHours]] = defaultdict(list)
    for one in posted:
        if one.project_id is not None and one.task_uid is not None:
            worked[one.person_id].append(one)
    consequences: list[tuple[Project, Consequence]] = []
    for rows in worked.values():
        # Whoever has no account reports nothing: whoever let the hours count does.
        by = rows[0].person if rows[0].person.user_id else rows[0].by
        said = _said_by_hours(rows[0].person, rows, by=by)
        if not said:
            continue
        try:
            with transaction.atomic():
                consequences += report_said(said, of=rows[0].person, by=by, at=at).consequences
        except CannotEdit:
            continue
    return consequences


def _said_by_hours(person: Person, rows: Sequence[PostedHours], *, by: Person) -> list[Said]:
    monday = week_of(min(row.day for row in rows))
    until = week_of(max(row.day for row in rows)) + WEEK
    keys = {(row.project_id, row.task_uid) for row in rows}
    tasks = [
        own
        for own in own_work(person, since=monday, until=until)
        if (own.task.project_id, own.task.uid) in keys and own.whole_minutes
    ]
    told = set(
        CheckInLine.objects.filter(
            check_in__person=person, check_in__week__gte=monday, task__in=[own.task for own in tasks]
        ).values_list("task_id", flat=True)
    )
    worked = _worked_by_task(tasks)
    return [
        _said_of(own, person, worked[own.task.pk])
        for own in tasks
        if own.task.pk not in told and may(by, "projects.record_progress", own.task)
    ]


def _worked_by_task(tasks: Sequence[OwnTask]) -> dict[int, dict[int, int]]:
    """Give the minutes that count of each task, by person, in one query."""
    keys = {(own.task.project_id, own.task.uid): own.task.pk for own in tasks}
    rows = PostedHours.objects.filter(
        project__in={project for project, _ in keys}, task_uid__in={uid for _, uid in keys}
    ).order_by()
    found: dict[int, dict[int, int]] = defaultdict(dict)
    sums = rows.values_list("project_id", "task_uid", "person_id").annotate(minutes=Sum("minutes"))
    for project, uid, person, minutes in sums:
        if (pk := keys.get((project or 0, uid or 0))) is not None:
            found[pk][person] = minutes
    return found


def _said_of(own: OwnTask, person: Person, worked: Mapping[int, int]) -> Said:
    """Say what is left of somebody's work, and which share of everybody's is done; it never falls."""
    whole = own.whole_minutes or 0
    others = [one for one in own.task.assignments.all() if one.person_id not in {None, person.pk}]
    everybody = whole + sum(whole_of(one, own.task) for one in others)
    done = sum(worked.values())
    percent = min(MOST_PERCENT, float(round(100 * done / max(everybody, done, 1))))
    left = max(LEAST_LEFT, round(whole - worked.get(person.pk, 0)))
    return Said(own, percent=max(percent, own.task.percent_complete), left_minutes=left)
