"""How projects stood on days past: kept day by day where something is otherwise, and read back for any day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from milepost.domain.common.fields import minutes_in
from milepost.domain.projects.calculations.project_rows import project_rows
from milepost.domain.projects.models import Project, ProjectSnapshot, Task

FACTS = ("state", "status", "finish", "finish_days", "milestones")
OVER = (Project.State.CLOSED, Project.State.CANCELED)
SAME_DAYS = 0.05
"""Below this two distances from the baseline are one."""


def keep_snapshots(*, on: date) -> int:
    """Keep how every project stands on a day, where that is otherwise than before; gives how many were kept."""
    standing = _standing_on(on)
    known = snapshots_before(Project.objects.filter(pk__in=[one.project_id for one in standing]), on)
    kept = [one for one in standing if _differs(one, known.get(one.project_id))]
    settled = {one.project_id for one in standing} - {one.project_id for one in kept}
    # What a day began with and returned to is no change of that day.
    ProjectSnapshot.objects.filter(on=on, project__in=settled).delete()
    ProjectSnapshot.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["project", "on"], update_fields=FACTS
    )
    return len(kept)


def snapshots_before(
    projects: QuerySet[Project] | Iterable[Project], day: date
) -> dict[int, ProjectSnapshot]:
    """Give how each project stood when a day began, by project; one that nothing is known of is absent."""
    latest = ProjectSnapshot.objects.filter(project=OuterRef("project"), on__lt=day).order_by("-on")
    found = ProjectSnapshot.objects.filter(project__in=projects, on=Subquery(latest.values("on")[:1]))
    return {one.project_id: one for one in found}


def snapshots_at(days: Mapping[int, date]) -> dict[int, ProjectSnapshot]:
    """Give how each project stood when a day of its own began, in two queries."""
    if not days:
        return {}
    first, last = min(days.values()), max(days.values())
    found = snapshots_before(Project.objects.filter(pk__in=days), first)
    between = ProjectSnapshot.objects.filter(project__in=list(days), on__gte=first, on__lt=last)
    for one in between.order_by("on"):
        if one.on < days[one.project_id]:
            found[one.project_id] = one
    return found


def _standing_on(day: date) -> list[ProjectSnapshot]:
    """Give the snapshots of projects that are open, or were when they were last looked at."""
    latest = ProjectSnapshot.objects.filter(project=OuterRef("pk")).order_by("-on").values("state")[:1]
    projects = Project.objects.annotate(known=Subquery(latest))
    rows = project_rows(projects.exclude(Q(state__in=OVER) & Q(known__in=OVER)), as_of=day)
    milestones = _open_milestones([row.project for row in rows])
    return [
        ProjectSnapshot(
            project=row.project,
            on=day,
            state=row.project.state,
            status=row.overall.status,
            finish=row.finish,
            finish_days=row.finish_days,
            milestones=milestones[row.project.pk],
        )
        for row in rows
    ]


def _open_milestones(projects: Sequence[Project]) -> dict[int, dict[str, int]]:
    is_summary = Exists(Task.objects.filter(parent=OuterRef("pk")))
    tasks = Task.objects.filter(~is_summary, project__in=projects, is_active=True, is_milestone=True)
    rows = tasks.filter(percent_complete__lt=100, dates__isnull=False).order_by("uid")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for project_id, uid, minutes in rows.values_list("project", "uid", minutes_in("dates__finish")):
        found[project_id][str(uid)] = minutes
    return found


def _differs(one: ProjectSnapshot, before: ProjectSnapshot | None) -> bool:
    if before is None:
        return True
    return any(_is_other(getattr(one, name), getattr(before, name)) for name in FACTS)


def _is_other(now: Any, before: Any) -> bool:
    if isinstance(now, float) and isinstance(before, float):
        return abs(now - before) > SAME_DAYS
    return bool(now != before)
