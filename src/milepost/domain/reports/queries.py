"""Reads of reports worth a name."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from milepost.domain.common.models import JobRun
from milepost.domain.common.read_once import read_once
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Status
from milepost.domain.reports.models import Distribution, Sending, StatusReport

RECENT = 6
RECORD_JOB = "reports.export_record"


class Reported(NamedTuple):
    """Up to which day a project reported, and its overall status then."""

    finish: date
    status: Status


def records_made(project: Project, *, by: Person) -> QuerySet[JobRun]:
    """Give the archives of a project that a person asked for, under way or still kept, the latest first."""
    asked = JobRun.objects.filter(job=RECORD_JOB, by=by.account, arguments__project_id=project.pk)
    return asked.filter(Q(ended_at=None) | Q(result__isnull=False)).order_by("-pk")


@read_once
def drafts_of(person: Person) -> list[StatusReport]:
    """Give the drafts a person has begun, on projects still visible to them."""
    drafts = StatusReport.objects.filter(
        state=StatusReport.State.DRAFT, author=person, project__in=Project.objects.visible_to(person)
    )
    return list(drafts.select_related("project"))


def recently_reported(projects: Iterable[Project]) -> dict[int, list[Reported]]:
    """Give what the latest published reports of each project said, the last one last; in one query."""
    latest_first = [F("period_finish").desc(), F("pk").desc()]
    ranked = StatusReport.objects.filter(project__in=projects, state=StatusReport.State.PUBLISHED).annotate(
        rank=Window(RowNumber(), partition_by="project", order_by=latest_first)
    )
    found: dict[int, list[Reported]] = defaultdict(list)
    recent = ranked.filter(rank__lte=RECENT).order_by("period_finish", "pk")
    for project_id, finish, status in recent.values_list("project", "period_finish", "overall_status"):
        found[project_id].append(Reported(finish, Status(status)))
    return dict(found)


def with_last_sending(distributions: QuerySet[Distribution]) -> list[Any]:
    """Give distributions with `people_count`, and `last_outcome` and `last_due` of their last sending; in one query."""
    last = Sending.objects.filter(distribution=OuterRef("pk")).order_by("-at", "-pk")
    return list(
        distributions.select_related("project").annotate(
            people_count=Count("recipients", distinct=True),
            last_outcome=Subquery(last.values("outcome")[:1]),
            last_due=Subquery(last.values("due_on")[:1]),
        )
    )
