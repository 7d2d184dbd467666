from datetime import date, datetime

import pytest

from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import Dimension, RuleStatus, status_of, statuses_of
from milepost.domain.projects.models import Project, Status
from tests.factories import AT, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)
State = Project.State


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state=State.IN_PROGRESS)
    wire = make_task(project, "Wire", days=40)
    handover = make_task(project, "Handover", days=0, is_milestone=True)
    link(wire, handover)
    for name in ("Order", "Rack", "Label"):
        make_task(project, name, days=2)
    recalculate(project)
    return project


def agree(project, manager, name="As approved", reason="Agreed."):
    return set_baseline(project, name=name, by=manager, at=AT, reason=reason)


def change(project, name, **values):
    project.tasks.filter(name=name).update(**values)
    recalculate(project)


def schedule_of(project, as_of=DAY):
    return status_of(project, as_of=as_of)[Dimension.SCHEDULE]


def scope_of(project, as_of=DAY):
    return status_of(project, as_of=as_of)[Dimension.SCOPE]


def brief(status: RuleStatus):
    return status.status, status.reason


def test_a_project_as_agreed_is_on_track(project, manager):
    agree(project, manager)

    status = status_of(project, as_of=DAY)

    assert {dimension: brief(one) for dimension, one in status.items()} == {
        Dimension.SCHEDULE: (Status.ON_TRACK, "The finish is as agreed in the baseline “As approved”."),
        Dimension.SCOPE: (Status.ON_TRACK, "No task was added or dropped since the baseline."),
        Dimension.BUDGET: (
            Status.NOT_RATED,
            "No budget is adopted yet to compare the cost with.",
        ),
        Dimension.OVERALL: (Status.ON_TRACK, "The finish is as agreed in the baseline “As approved”."),
    }


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (41, Status.ON_TRACK),
        (42.9, Status.ON_TRACK),
        (43, Status.AT_RISK),
        (49, Status.AT_RISK),
        (50, Status.OFF_TRACK),
    ],
)
def test_a_late_finish_counts_once_it_reaches_days_and_share(project, manager, days, status):
    agree(project, manager)

    change(project, "Wire", duration_minutes=round(days * 480))

    assert schedule_of(project).figures[0].status == status


def test_a_late_finish_says_how_late_and_against_what(project, manager):
    agree(project, manager)
    change(project, "Wire", duration_minutes=52 * 480)

    status = schedule_of(project)

    assert brief(status) == (
        Status.OFF_TRACK,
        "The finish is 12 working days later than in the baseline “As approved” (30% of the project's length).",
    )
    assert (status.rule, status.figures[0].value, status.figures[0].threshold) == (
        "schedule_status",
        "12 working days later (30%)",
        "at risk from 5% and 3 working days, off track from 10% and 10 working days",
    )


def test_a_finish_earlier_than_agreed_is_on_track(project, manager):
    agree(project, manager)
    change(project, "Wire", duration_minutes=20 * 480)

    assert brief(schedule_of(project)) == (
        Status.ON_TRACK,
        "The finish is 20 working days earlier than in the baseline “As approved” (50% of the project's length).",
    )


def test_a_revised_baseline_is_named_as_such_and_hides_nothing(project, manager):
    agree(project, manager)
    assert not schedule_of(project).is_revised
    change(project, "Wire", duration_minutes=52 * 480)
    agree(project, manager, name="Two sites more")

    status = schedule_of(project)

    assert (*brief(status), status.is_revised) == (
        Status.ON_TRACK,
        "The finish is as agreed in the revised baseline “Two sites more”.",
        True,
    )
    assert [figure.sentence for figure in status.figures if figure.status == Status.NOT_RATED] == [
        "Against the first baseline “As approved” the finish is 12 working days later."
    ]


def test_a_late_open_milestone_puts_a_schedule_at_risk(project, manager):
    order = project.tasks.get(name="Order")
    delivered = make_task(project, "Delivered", days=0, is_milestone=True)
    link(order, delivered)
    recalculate(project)
    agree(project, manager)

    change(project, "Order", duration_minutes=8 * 480)

    assert brief(schedule_of(project)) == (
        Status.AT_RISK,
        "The milestone “Delivered” is 6 working days later than agreed.",
    )

    change(project, "Delivered", percent_complete=100)

    assert schedule_of(project).status == Status.ON_TRACK


def test_a_missed_deadline_shows_as_negative_float(project, manager):
    agree(project, manager)
    change(project, "Rack", deadline=datetime(2027, 3, 1, 17))

    assert brief(schedule_of(project)) == (
        Status.AT_RISK,
        "The plan misses a date it must keep by 1 working day.",
    )


def test_overdue_tasks_count_by_the_longest(project, manager):
    agree(project, manager)

    on_time = schedule_of(project, as_of=date(2027, 3, 3))
    overdue = schedule_of(project, as_of=date(2027, 3, 9))

    assert on_time.status == Status.ON_TRACK
    assert overdue.status == Status.ON_TRACK
    assert overdue.figures[-1].value == "3 tasks, by up to 4 working days"
    assert brief(schedule_of(project, as_of=date(2027, 3, 10))) == (
        Status.AT_RISK,
        "“Order” should have finished 5 working days ago, as should 2 other tasks.",
    )


def test_without_a_baseline_only_what_is_wrong_in_itself_is_rated(project):
    fine, overdue = schedule_of(project), schedule_of(project, as_of=date(2027, 3, 10))

    assert brief(fine) == (Status.NOT_RATED, "There is no baseline yet to compare the schedule with.")
    assert overdue.status == Status.AT_RISK
    assert brief(scope_of(project)) == (
        Status.NOT_RATED,
        "There is no baseline yet to compare the scope with.",
    )


def test_overall_is_the_worse_of_what_is_rated(project):
    assert status_of(project, as_of=date(2027, 3, 10))[Dimension.OVERALL].status == Status.AT_RISK
    assert status_of(project, as_of=DAY)[Dimension.OVERALL].status == Status.NOT_RATED


def test_tasks_added_and_dropped_change_the_scope(project, manager):
    agree(project, manager)

    make_task(project, "Cameras", days=1)
    change(project, "Label", is_active=False)

    status = scope_of(project)
    assert brief(status) == (
        Status.OFF_TRACK,
        "1 task added and 1 task dropped since the baseline (40% of 5).",
    )
    assert status.figures[0].threshold == "at risk from 10%, off track from 25%"


def test_dividing_a_task_drops_nothing(project, manager):
    agree(project, manager)
    wire = project.tasks.get(name="Wire")

    make_task(project, "Wire floor 1", parent=wire)

    assert scope_of(project).figures[0].value == "1 added, 0 dropped (20%)"


def test_a_milestone_dropped_puts_the_scope_at_risk(manager):
    project = make_project("Library", manager=manager, state=State.IN_PROGRESS)
    for number in range(20):
        make_task(project, f"Room {number}")
    make_task(project, "Opening", days=0, is_milestone=True)
    recalculate(project)
    agree(project, manager)

    change(project, "Opening", is_active=False)

    assert brief(scope_of(project)) == (Status.AT_RISK, "1 milestone dropped since the baseline.")


def test_a_held_project_is_gray_with_its_reason_and_review(project):
    project.state, project.hold_reason = State.ON_HOLD, "Waits for the budget hearing."
    project.hold_review_on = date(2027, 4, 1)

    assert {brief(one) for one in status_of(project, as_of=DAY).values()} == {
        (Status.ON_HOLD, "Waits for the budget hearing. To be reviewed Apr 1, 2027.")
    }


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State.PROPOSED, "Planning has not begun."),
        (State.APPROVED, "Planning has not begun."),
        (State.CLOSED, "The project is closed."),
        (State.CANCELED, "The project is canceled."),
    ],
)
def test_what_has_not_begun_or_is_over_is_not_rated(project, manager, state, reason):
    agree(project, manager)
    project.state = state

    assert brief(status_of(project, as_of=DAY)[Dimension.OVERALL]) == (Status.NOT_RATED, reason)


def test_a_project_without_tasks_has_no_schedule(manager):
    project = make_project("Empty", manager=manager, state=State.PLANNING)

    assert brief(schedule_of(project)) == (Status.NOT_RATED, "There is no schedule yet.")


def test_many_projects_take_as_many_queries_as_one(project, manager, django_assert_num_queries):
    agree(project, manager)
    others = []
    for number in range(3):
        other = make_project(f"Other {number}", manager=manager, state=State.IN_PROGRESS)
        make_task(other, days=3)
        recalculate(other)
        agree(other, manager)
        others.append(other)

    with django_assert_num_queries(12):
        statuses_of([project], as_of=DAY)
    with django_assert_num_queries(12):
        statuses_of([project, *others], as_of=DAY)
