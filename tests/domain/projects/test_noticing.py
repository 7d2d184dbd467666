from datetime import date, datetime, timedelta

import pytest

from milepost.domain.common.models import Event
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.issues import create_issue, edit_issue
from milepost.domain.projects.actions.planning import add_task, edit_task
from milepost.domain.projects.models import ProjectSnapshot
from milepost.domain.projects.noticing import notice_the_day
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db

TODAY, YESTERDAY = date(2027, 3, 1), date(2027, 2, 28)
FINISH = datetime(2027, 6, 1, 17)


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def owner():
    return make_person("Dana Ruiz")


@pytest.fixture
def project(manager):
    return make_project("Station 7", manager=manager)


def stands(project, on, *, status="on_track", finish=FINISH):
    ProjectSnapshot.objects.create(project=project, on=on, state="in_progress", status=status, finish=finish)


def told():
    return list(Event.objects.order_by("pk").values_list("kind", "text"))


def test_a_task_that_becomes_somebodys_is_told_once_it_does(project, manager, owner):
    task, _ = add_task(project, name="Rack", by=manager, at=AT, responsible=owner)
    edit_task(task, by=manager, at=AT, name="Racks")

    assert told() == [("task_assigned", "Mara Quint made you responsible for “Rack”")]
    assert Event.objects.get().to == [owner.account.pk]


def test_the_new_owner_of_an_issue_is_told(project, manager, owner):
    issue = create_issue(project, {"title": "No racks"}, by=manager, at=AT)
    edit_issue(issue, {"owner": owner}, by=manager, at=AT)
    edit_issue(issue, {"title": "No racks at all"}, by=manager, at=AT)

    assert told() == [("concern_assigned", "Mara Quint made you the owner of issue 1: “No racks”")]


def test_a_baseline_is_told_to_watchers(project, manager):
    add_task(project, name="Rack", by=manager, at=AT)
    set_baseline(project, name="As agreed", by=manager, at=AT)

    event = Event.objects.get(kind="baseline_set")
    assert (event.text, event.is_for_watchers) == (
        "Mara Quint set the baseline “As agreed” of Station 7",
        True,
    )


def test_a_status_that_got_worse_and_a_finish_that_moved_are_told_once_a_day(project):
    stands(project, YESTERDAY)
    stands(project, TODAY, status="off_track", finish=FINISH + timedelta(days=6))

    first = notice_the_day(on=TODAY, at=AT)
    again = notice_the_day(on=TODAY, at=AT)

    assert (first, again) == (2, 0)
    assert told() == [
        ("status_worsened", "Station 7 is off track; it was on track"),
        ("finish_moved", "Station 7 finishes Jun 7, 2027, 6 days later than yesterday"),
    ]


def test_what_got_better_or_moved_little_is_not_told(project):
    stands(project, YESTERDAY, status="off_track")
    stands(project, TODAY, finish=FINISH + timedelta(days=5))

    assert notice_the_day(on=TODAY, at=AT) == 0


def test_who_changed_a_project_today_is_not_told_what_that_did(project, manager):
    add_task(project, name="Rack", by=manager, at=AT)
    stands(project, YESTERDAY)
    stands(project, TODAY, status="at_risk")

    notice_the_day(on=TODAY, at=AT)

    assert Event.objects.get(kind="status_worsened").but == [manager.account.pk]


def test_the_owner_of_an_issue_is_told_the_day_after_it_was_due(project, manager, owner):
    create_issue(project, {"title": "No racks", "owner": owner, "due_on": YESTERDAY}, by=manager, at=AT)
    create_issue(project, {"title": "No room", "owner": owner, "due_on": TODAY}, by=manager, at=AT)

    assert [notice_the_day(on=TODAY, at=AT), notice_the_day(on=TODAY, at=AT)] == [1, 0]
    assert told()[-1] == ("issue_overdue", "Issue 1, “No racks”, was due Feb 28")
