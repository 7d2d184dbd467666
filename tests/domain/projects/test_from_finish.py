from datetime import datetime

import pytest

from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.actions.moving import move_project
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.settings import edit_schedule_settings
from milepost.domain.projects.calculations.explaining import explanation_of
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import ProjectDates, Task, TaskDates
from milepost.engine.network.model import Constraint
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db
FINISH = datetime(2027, 1, 29, 17)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, start=datetime(2027, 1, 4, 8))
    order, install = make_task(project, "Order", days=5), make_task(project, "Install", days=2)
    recalculate(project)
    link_tasks(order, install, by=manager, at=AT)
    return project


def dates(project):
    stored = TaskDates.objects.filter(task__project=project).order_by("task__position")
    return [(one.start, one.finish) for one in stored]


def test_tasks_stand_as_late_as_the_finish_allows_and_the_start_follows(project, manager):
    before = dates(project)

    consequence = edit_schedule_settings(project, {"required_finish": FINISH}, by=manager, at=AT)
    late = dates(project)
    edit_schedule_settings(project, {"required_finish": None}, by=manager, at=AT)

    assert late == [
        (datetime(2027, 1, 21, 8), datetime(2027, 1, 27, 17)),
        (datetime(2027, 1, 28, 8), FINISH),
    ]
    assert consequence.message.startswith("The finish moves from Jan 12, 2027 to Jan 29, 2027")
    assert dates(project) == before


def test_a_new_task_stands_late_as_well(project, manager):
    edit_schedule_settings(project, {"required_finish": FINISH}, by=manager, at=AT)

    task, _ = add_task(project, "Train", by=manager, at=AT, duration_minutes=480)

    assert (task.constraint, task.dates.finish) == (Constraint.AS_LATE_AS_POSSIBLE, FINISH)


def test_why_leads_forward_to_the_finish(project, manager):
    edit_schedule_settings(project, {"required_finish": FINISH}, by=manager, at=AT)
    order = Task.objects.get(name="Order")

    assert [one.sentence for one in explanation_of(order, reader=manager)] == [
        "“Order” starts Jan 21, 2027, as late as it can before “Install” starts.",
        "“Install” starts Jan 28, 2027, as late as it can for the project to finish by Jan 29, 2027.",
    ]


def test_moving_it_moves_its_finish(project, manager):
    edit_schedule_settings(project, {"required_finish": FINISH}, by=manager, at=AT)

    move_project(project, 7, by=manager, at=AT, reason="The vendor asked for a week.")

    assert ProjectDates.objects.get(project=project).finish == datetime(2027, 2, 5, 17)
