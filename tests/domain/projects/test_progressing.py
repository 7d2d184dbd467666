from datetime import datetime

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.progressing import Progress, record_progress
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, ProjectDates, TaskDates
from tests.factories import AT, give_role, link, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Switch refresh", manager=manager)


def test_a_task_done_takes_its_dates_from_the_plan_unless_they_are_reported(project, manager):
    task = make_task(project, "Order", days=2)
    recalculate(project)

    record_progress(project, [Progress(task, 100)], by=manager, at=AT)

    task.refresh_from_db()
    assert (task.actual_start, task.actual_finish, task.remaining_minutes) == (
        datetime(2027, 3, 1, 8),
        datetime(2027, 3, 2, 17),
        0,
    )


def test_a_late_actual_finish_moves_what_follows(project, manager):
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=3)
    link(order, install)
    recalculate(project)

    consequence = record_progress(
        project,
        [Progress(order, 100, actual_finish=datetime(2027, 3, 4, 17))],
        by=manager,
        at=AT,
        status_date=datetime(2027, 3, 4, 17),
    )

    assert consequence.message == (
        "The finish moves from Mar 5, 2027 to Mar 9, 2027 because “Order” finished Mar 4, 2027."
    )
    assert Project.objects.get(pk=project.pk).status_date == datetime(2027, 3, 4, 17)


def test_a_summary_counts_its_tasks_by_duration(project, manager):
    summary = make_task(project, "Build")
    long = make_task(project, "Rack", days=3, parent=summary)
    make_task(project, "Cable", days=1, parent=summary)
    recalculate(project)

    record_progress(project, [Progress(long, 100)], by=manager, at=AT)

    assert TaskDates.objects.get(task=summary).percent_complete == 75
    assert ProjectDates.objects.get(project=project).percent_complete == 75


def test_progress_of_a_summary_is_refused_and_nothing_is_half_written(project, manager):
    summary = make_task(project, "Build")
    rack = make_task(project, "Rack", parent=summary)
    recalculate(project)

    with pytest.raises(CannotEdit, match="is a summary"):
        record_progress(project, [Progress(rack, 50), Progress(summary, 50)], by=manager, at=AT)

    rack.refresh_from_db()
    assert rack.percent_complete == 0


@pytest.mark.parametrize(
    ("report", "field"),
    [
        ({"percent_complete": 101}, "percent_complete"),
        (
            {
                "percent_complete": 100,
                "actual_start": datetime(2027, 3, 9),
                "actual_finish": datetime(2027, 3, 2),
            },
            "actual_finish",
        ),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(project, manager, report, field):
    task = make_task(project, "Order")
    recalculate(project)

    with pytest.raises(CannotEdit) as refused:
        record_progress(project, [Progress(task, **report)], by=manager, at=AT)

    assert refused.value.field == field


def test_a_team_member_records_progress_but_a_guest_does_not(project):
    task = make_task(project, "Order", days=2)
    recalculate(project)
    member, guest = make_person("Tea Member"), make_person("Gus T.")
    give_role(member, Role.TEAM_MEMBER, over=project)
    give_role(guest, Role.GUEST, over=project)

    record_progress(project, [Progress(task, 50)], by=member, at=AT)

    with pytest.raises(Refused):
        record_progress(project, [Progress(task, 60)], by=guest, at=AT)
