"""Projects that owe a status report, and what the last reports said."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from milepost.domain.projects.calculations.attention import Concern, Urgency
from milepost.domain.projects.models import Project, Status
from milepost.domain.reports.calculations.overdue import overdue_reports
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.queries import Reported, recently_reported
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db

MAR_1 = datetime(2027, 3, 1, 8)


def under_way(**fields: object) -> Project:
    return make_project(**{"state": "in_progress", "tier": "large", "start": MAR_1, **fields})


def report(project: Project, finish: date, status: Status = Status.ON_TRACK, **fields: object) -> None:
    StatusReport.objects.create(
        project=project,
        period_start=finish,
        period_finish=finish,
        schedule_status=status,
        scope_status=status,
        overall_status=status,
        facts={},
        author=make_person(),
        created_at=AT,
        **{"state": "published", **fields},
    )


def overdue(*projects: Project, as_of: date) -> list[Concern]:
    return list(overdue_reports(projects, recently_reported(projects), as_of=as_of))


def test_a_large_project_owes_a_report_every_two_weeks():
    project = under_way()
    report(project, date(2027, 3, 5))

    assert overdue(project, as_of=date(2027, 3, 19)) == []
    assert overdue(project, as_of=date(2027, 3, 22)) == [
        Concern(
            project.pk,
            Urgency.REPORT_OVERDUE,
            "A status report is 3 days overdue. The last covers up to Mar 5, 2027; one is due every 14 days.",
            3,
        )
    ]


def test_before_the_first_report_the_time_counts_from_the_start():
    project = under_way(tier="medium")

    assert overdue(project, as_of=date(2027, 4, 1)) == []
    assert [concern.sentence for concern in overdue(project, as_of=date(2027, 4, 2))] == [
        "A status report is 1 day overdue. There is none yet; one is due every 31 days."
    ]


def test_a_draft_is_no_report():
    project = under_way()
    report(project, date(2027, 3, 19), state="draft")

    assert len(overdue(project, as_of=date(2027, 3, 22))) == 1


@pytest.mark.parametrize(
    "fields", [{"tier": "small"}, {"state": "proposed"}, {"state": "approved"}, {"state": "on_hold"}]
)
def test_nothing_is_asked_of_small_projects_nor_of_those_that_are_not_under_way(fields):
    if fields.get("state") == "on_hold":
        fields = fields | {"hold_reason": "Awaiting the county", "hold_review_on": date(2027, 9, 1)}

    assert overdue(under_way(**fields), as_of=date(2027, 8, 1)) == []


def test_the_last_six_published_reports_are_told_the_last_one_last():
    project, other = under_way(), under_way()
    for day in range(1, 9):
        report(project, date(2027, 3, day), Status.AT_RISK if day == 8 else Status.ON_TRACK)
    report(project, date(2027, 3, 9), state="draft")

    with CaptureQueriesContext(connection) as asked:
        found = recently_reported([project, other])

    assert len(asked) == 1
    assert found == {
        project.pk: [
            *(Reported(date(2027, 3, day), Status.ON_TRACK) for day in range(3, 8)),
            Reported(date(2027, 3, 8), Status.AT_RISK),
        ]
    }
