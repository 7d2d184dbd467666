from datetime import date, datetime

import pytest

from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.marking import Mark, mark_milestones
from milepost.domain.projects.models import TaskDates
from tests.factories import AT, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Badge printer", manager=manager, tier="small")


def test_an_open_milestone_is_expected_at_the_end_of_its_day(project, manager):
    live = make_task(project, "In use", days=0, is_milestone=True)

    consequence = mark_milestones(project, [Mark(live, "In use", date(2027, 5, 3), False)], by=manager, at=AT)

    assert TaskDates.objects.get(task=live).finish == consequence.finish_after == datetime(2027, 5, 3, 17)


def test_a_mark_taken_back_opens_the_milestone_again(project, manager):
    live = make_task(project, "In use", days=0, is_milestone=True)
    mark_milestones(project, [Mark(live, "In use", date(2027, 5, 3), True)], by=manager, at=AT)

    mark_milestones(project, [Mark(live, "In use", date(2027, 5, 4), False)], by=manager, at=AT)

    live.refresh_from_db()
    assert (live.is_done, live.actual_finish, live.constraint_at) == (False, None, datetime(2027, 5, 4, 17))


def test_a_task_that_is_no_milestone_is_refused(project, manager):
    work = make_task(project, "Install")

    with pytest.raises(CannotEdit, match="“Install” is no milestone"):
        mark_milestones(project, [Mark(work, "Install", date(2027, 5, 3), True)], by=manager, at=AT)


def test_who_may_not_edit_the_schedule_is_refused(project):
    live = make_task(project, "In use", days=0, is_milestone=True)

    with pytest.raises(Refused):
        mark_milestones(project, [Mark(live, "In use", date(2027, 5, 3), True)], by=make_person(), at=AT)
