from datetime import date, datetime

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.planning import edit_task
from milepost.domain.projects.actions.progressing import Progress, record_progress
from milepost.domain.projects.actions.rating import rate_status
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import Dimension
from milepost.domain.projects.models import Project, Status, Task
from milepost.domain.reports.actions.drafting import (
    CannotDraft,
    discard_report,
    draft_report,
    redraft_report,
    revise_report,
)
from milepost.domain.reports.actions.publishing import CannotPublish, publish_report
from milepost.domain.reports.models import StatusReport
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

PERIOD = {"start": date(2027, 3, 1), "finish": date(2027, 3, 5)}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    """Order (2 d), Install (5 d), then Go-live; the plan is kept as baseline."""
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=5)
    live = make_task(project, "Go-live", days=0, is_milestone=True)
    link(order, install)
    link(install, live)
    recalculate(project)
    set_baseline(project, name="Agreed plan", by=manager, at=AT)
    return project


def named(project: Project, name: str) -> Task:
    return Task.objects.select_related("dates").get(project=project, name=name)


def test_a_draft_tells_what_was_done_and_what_comes_next(project, manager):
    record_progress(
        project,
        [Progress(named(project, "Order"), 100)],
        by=manager,
        at=AT,
        status_date=datetime(2027, 3, 5, 17),
    )

    report = draft_report(project, **PERIOD, by=manager, at=AT)

    assert report.done == "- Order"
    assert report.next == "- Install (by Mar 9, 2027)\n- Go-live (by Mar 9, 2027)"
    assert report.summary == (
        "The project is on track. We expect to finish on Mar 9, 2027. 29% of the work is done."
    )


def test_a_later_report_tells_what_changed_since_the_last(project, manager):
    first = draft_report(project, **PERIOD, by=manager, at=AT)
    publish_report(first, by=manager, at=AT)
    edit_task(named(project, "Install"), by=manager, at=AT, duration_minutes=6 * 480)

    report = draft_report(project, start=date(2027, 3, 6), finish=date(2027, 3, 12), by=manager, at=AT)

    assert "The finish moved back from Mar 9, 2027 to Mar 10, 2027." in report.summary


def test_milestones_stand_against_the_baseline(project, manager):
    edit_task(named(project, "Install"), by=manager, at=AT, duration_minutes=7 * 480)

    report = draft_report(project, **PERIOD, by=manager, at=AT)

    assert report.facts["milestones"] == [
        {
            "name": "Go-live",
            "finish": "2027-03-11T17:00:00",
            "baseline": "2027-03-09T17:00:00",
            "days_late": 2.0,
            "is_done": False,
            "uid": 3,
        }
    ]


def test_a_rating_is_shown_with_who_gave_it(project, manager):
    rate_status(project, Dimension.OVERALL, Status.AT_RISK, by=manager, at=AT)

    report = draft_report(project, **PERIOD, by=manager, at=AT)

    overall = report.facts["ratings"]["overall"]
    assert (report.overall_status, overall["rule_status"], overall["rated_by"]) == (
        "at_risk",
        "on_track",
        "Mara Quint",
    )


def test_what_is_published_stays_as_it_is(project, manager):
    report = draft_report(project, **PERIOD, by=manager, at=AT)
    revise_report(report, by=manager, at=AT, summary="All is well.")
    publish_report(report, by=manager, at=AT)
    kept = StatusReport.objects.values().get()

    for change in (revise_report, redraft_report, discard_report, publish_report):
        with pytest.raises(CannotDraft, match="is published"):
            change(report, by=manager, at=AT)
    edit_task(named(project, "Install"), by=manager, at=AT, duration_minutes=7 * 480)

    assert StatusReport.objects.values().get() == kept


def test_a_report_without_a_summary_is_not_published(project, manager):
    report = draft_report(project, **PERIOD, by=manager, at=AT)
    revise_report(report, by=manager, at=AT, summary=" ")

    with pytest.raises(CannotPublish, match="Write a summary"):
        publish_report(report, by=manager, at=AT)


def test_one_draft_at_a_time(project, manager):
    draft_report(project, **PERIOD, by=manager, at=AT)

    with pytest.raises(CannotDraft, match="under way"):
        draft_report(project, **PERIOD, by=manager, at=AT)


def test_a_period_that_ends_before_it_starts_is_refused(project, manager):
    with pytest.raises(CannotDraft) as refused:
        draft_report(project, start=date(2027, 3, 5), finish=date(2027, 3, 1), by=manager, at=AT)

    assert refused.value.field == "period_finish"


def test_a_reader_drafts_and_publishes_nothing(project, manager):
    auditor = make_person("Au Ditor", Role.AUDITOR)
    report = draft_report(project, **PERIOD, by=manager, at=AT)

    with pytest.raises(Refused):
        draft_report(project, **PERIOD, by=auditor, at=AT)
    with pytest.raises(Refused):
        publish_report(report, by=auditor, at=AT)


def test_reports_are_seen_by_who_sees_the_project_and_drafts_by_nobody_else(project, manager):
    outsider = make_person("Out Sider", Role.GUEST)
    auditor = make_person("Au Ditor", Role.AUDITOR)
    report = draft_report(project, **PERIOD, by=manager, at=AT)
    assert not StatusReport.objects.visible_to(auditor).exists()

    publish_report(report, by=manager, at=AT)

    assert StatusReport.objects.visible_to(auditor).get() == report
    assert not StatusReport.objects.visible_to(outsider).exists()
