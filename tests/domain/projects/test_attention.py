from datetime import date

import pytest

from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.attention import Concern, Urgency, attention_list
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import current_statuses
from milepost.domain.projects.models import Issue, Project
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)
State = Project.State


def late_by(days, name, manager):
    project = make_project(name, manager=manager, state=State.IN_PROGRESS)
    make_task(project, "Wire", days=40)
    recalculate(project)
    set_baseline(project, name="As approved", by=manager, at=AT)
    project.tasks.update(duration_minutes=(40 + days) * 480)
    recalculate(project)
    return project


def open_issue(project, severity, due_on):
    return Issue.objects.create(
        project=project, number=1, title="No power", severity=severity, due_on=due_on, opened_on=DAY
    )


def listed(*projects, further=()):
    statuses = current_statuses(projects, as_of=DAY)
    attention = attention_list(projects, statuses, as_of=DAY, further=further)
    return [(one.project.name, one.first.urgency, one.first.sentence) for one in attention]


@pytest.fixture
def manager():
    return make_person("Mara Quint")


def test_the_worst_comes_first_and_says_why(manager):
    worst, bad, slipping = (
        late_by(20, "Worst", manager),
        late_by(12, "Bad", manager),
        late_by(4, "Slipping", manager),
    )
    proposed = make_project("Idea")
    held = make_project("Held", state=State.ON_HOLD, hold_reason="Waits.", hold_review_on=date(2027, 2, 20))
    fine = late_by(0, "Fine", manager)

    finish = "The finish is {} working days later than in the baseline “As approved” ({}% of the project's length)."
    assert listed(fine, held, proposed, slipping, bad, worst) == [
        ("Worst", Urgency.OFF_TRACK, finish.format(20, 50)),
        ("Bad", Urgency.OFF_TRACK, finish.format(12, 30)),
        ("Held", Urgency.HOLD_REVIEW_OVERDUE, "On hold, and the review was due Feb 20, 2027, 9 days ago."),
        ("Idea", Urgency.DECISION_NEEDED, "Proposed, and waits to be approved or canceled."),
        ("Slipping", Urgency.AT_RISK, finish.format(4, 10)),
    ]


def test_a_grave_issue_past_its_date_asks_for_attention(manager):
    project, other, calm = (late_by(0, name, manager) for name in ("Library", "Pool", "Park"))
    open_issue(project, Issue.Severity.CRITICAL, date(2027, 2, 17))
    open_issue(other, Issue.Severity.MEDIUM, date(2027, 2, 17))
    open_issue(calm, Issue.Severity.CRITICAL, DAY)

    assert listed(project, other, calm) == [
        ("Library", Urgency.ISSUE_OVERDUE, "Critical issue 1 “No power” was due 12 days ago.")
    ]


def test_a_project_stands_once_with_all_its_concerns(manager):
    project = late_by(12, "Library", manager)
    open_issue(project, Issue.Severity.HIGH, date(2027, 2, 27))
    overdue_report = Concern(project.pk, Urgency.REPORT_OVERDUE, "The status report is 3 days overdue.", 3)

    (attention,) = attention_list(
        [project], current_statuses([project], as_of=DAY), as_of=DAY, further=[overdue_report]
    )

    assert [concern.urgency for concern in attention.concerns] == [
        Urgency.OFF_TRACK,
        Urgency.ISSUE_OVERDUE,
        Urgency.REPORT_OVERDUE,
    ]


def test_every_figure_that_is_not_as_it_should_be_is_told(manager):
    project = late_by(12, "Library", manager)
    make_task(project, "Cameras", days=1)
    recalculate(project)

    (attention,) = attention_list([project], current_statuses([project], as_of=DAY), as_of=DAY)

    assert [concern.sentence for concern in attention.concerns] == [
        "The finish is 12 working days later than in the baseline “As approved” (30% of the project's length).",
        "1 task added since the baseline (100% of 1).",
    ]


def test_a_review_due_today_is_said_so(manager):
    held = make_project("Held", state=State.ON_HOLD, hold_reason="Waits.", hold_review_on=DAY)

    assert listed(held) == [("Held", Urgency.HOLD_REVIEW_OVERDUE, "On hold, and the review is due today.")]


def test_many_projects_take_as_many_queries_as_one(manager, django_assert_num_queries):
    projects = [late_by(days, f"Project {days}", manager) for days in (1, 5, 9)]

    for some in (projects[:1], projects):
        statuses = current_statuses(some, as_of=DAY)
        with django_assert_num_queries(1):
            attention_list(some, statuses, as_of=DAY)
