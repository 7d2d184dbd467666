"""Reports, and what is sent of them, for the pages that are about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.communicating_with_council import draft_communication
from milepost.domain.reports.actions.distributing import DistributionFields, begin_distribution
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.models import Sending, StatusReport

Make = Callable[[Person, datetime], Any]


def _running() -> Project:
    return Project.objects.filter(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM).order_by("pk")[0]


def _published() -> StatusReport:
    return StatusReport.objects.published().latest("pk")


def _draft(by: Person, at: datetime) -> int:
    day = at.date()
    return draft_report(_running(), start=day - timedelta(days=6), finish=day, by=by, at=at).pk


def _distribution(by: Person, at: datetime) -> int:
    """Give the reports of a project sent to its manager, once in vain."""
    fields: DistributionFields = {"reader": "director", "cadence": "monthly", "next_on": at.date()}
    made = begin_distribution(_running(), fields, [by], by=by, at=at)
    failed = {"at": at, "outcome": "failed", "words": "The mail server did not answer."}
    Sending.objects.create(distribution=made, due_on=at.date(), **failed)
    return made.pk


REPORT_THINGS: dict[str, Make] = {
    "draft": _draft,
    "distribution": _distribution,
    "report year": lambda by, at: _published().period_finish.year,
    "report month": lambda by, at: _published().period_finish.month,
    "published report": lambda by, at: _published().pk,
    "council communication": lambda by, at: (
        draft_communication(_published().project, meeting_on=at.date(), by=by, at=at).pk
    ),
}
