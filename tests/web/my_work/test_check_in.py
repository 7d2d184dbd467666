from datetime import datetime, time

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.calculations.own_work import week_of
from milepost.domain.staffing.models import CheckIn
from tests.factories import make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db
ADDRESS = "/my-work/check-in/"


@pytest.fixture
def otto():
    return make_person("Otto Frey")


@pytest.fixture
def visitor(client, otto):
    return signed_in(client, otto)


def a_task(person, name="Install", **fields):
    project = make_project(
        "Radios", state="in_progress", start=datetime.combine(week_of(today()), time(8)), **fields
    )
    task = make_task(project, name, days=5)
    Assignment.objects.create(task=task, person=person)
    recalculate(project)
    return task


def typed(task, **values):
    initial = {"percent": "0", "hours": "40"}
    data = {f"initial-task-{task.pk}-{name}": value for name, value in initial.items()}
    return data | {f"task-{task.pk}-{name}": value for name, value in (initial | values).items()}


def test_all_tasks_are_sent_at_once(visitor, otto):
    tasks = [a_task(otto), a_task(otto, "Train")]

    answer = visitor.post(ADDRESS, typed(tasks[0], percent="50", hours="16") | typed(tasks[1]), follow=True)

    tasks[0].refresh_from_db()
    assert "You are checked in: 2 tasks." in answer.content.decode()
    assert (tasks[0].percent_complete, tasks[0].remaining_minutes) == (50, 960)
    assert CheckIn.objects.get().lines.count() == 2


def test_a_tick_is_done(visitor, otto):
    task = a_task(otto)

    visitor.post(ADDRESS, typed(task, is_done="on"))

    task.refresh_from_db()
    assert task.is_done


def test_what_is_refused_keeps_what_was_typed_and_writes_nothing(visitor, otto):
    tasks = [a_task(otto), a_task(otto, "Train")]

    answer = visitor.post(ADDRESS, typed(tasks[0], percent="50") | typed(tasks[1], hours="many"))

    tasks[0].refresh_from_db()
    assert (answer.status_code, 'value="many"' in answer.content.decode()) == (422, True)
    assert (tasks[0].percent_complete, CheckIn.objects.count()) == (0, 0)


def test_a_percentage_changed_meanwhile_is_not_written_over(visitor, otto):
    task = a_task(otto)
    type(task).objects.filter(pk=task.pk).update(percent_complete=30)

    answer = visitor.post(ADDRESS, typed(task, percent="20"))

    assert (answer.status_code, "it is 30 % now" in answer.content.decode()) == (422, True)


def test_a_restricted_project_is_named_without_a_way_in(visitor, otto):
    a_task(otto, is_restricted=True)

    page = visitor.get(ADDRESS).content.decode()

    assert ("Install" in page, "/projects/" in page.split("<main")[1]) == (True, False)


def test_my_work_leads_there(visitor, otto):
    a_task(otto)

    assert reverse("my-work:check-in") in visitor.get("/my-work/").content.decode()


def test_the_page_takes_a_constant_number_of_queries(
    visitor, otto, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(6):
        a_task(otto, f"Task {number}")

    with django_assert_max_num_queries(22):
        visitor.get(ADDRESS)
