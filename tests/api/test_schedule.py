import pytest

from milepost.domain.common.models import ChangeSet
from milepost.domain.projects.models import Link, Task
from tests.factories import link, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, manager):
    return calling(manager)


def test_a_task_is_added_and_answers_with_its_consequence(call, project):
    answer = call("POST", f"/projects/{project.pk}/tasks", {"name": "Order", "duration_minutes": 960})

    assert answer.status_code == 201
    assert answer.json()["task"]["dates"]["finish"] == "2027-03-02T17:00:00"
    assert answer.json()["consequence"]["message"] == "The project finishes Mar 2, 2027."


def test_an_edit_answers_with_what_moved(call, project):
    order, install = make_task(project, "Order", days=2), make_task(project, "Install", days=3)
    link(order, install)
    call("PATCH", f"/tasks/{order.pk}", {"notes": "by phone"})

    answer = call("PATCH", f"/tasks/{order.pk}", {"duration_minutes": 5 * 480}).json()

    assert answer["finish_after"] == "2027-03-10T17:00:00"
    assert [moved["name"] for moved in answer["moved"]] == ["Order", "Install"]


def test_a_loop_is_a_problem_that_names_the_tasks(call, project):
    order, install = make_task(project, "Order"), make_task(project, "Install")
    link(order, install)

    answer = call(
        "POST", f"/projects/{project.pk}/links", {"predecessor_id": install.pk, "successor_id": order.pk}
    )

    assert answer.status_code == 422
    assert "Order" in answer.json()["detail"]
    assert Link.objects.count() == 1


def test_a_value_of_the_wrong_kind_names_its_field(call, project):
    task = make_task(project, "Order")

    answer = call("PATCH", f"/tasks/{task.pk}", {"deadline": "2027-03-12T08:00:00Z"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].endswith("deadline")


def test_an_edit_is_undone(call, project):
    task = make_task(project, "Order")
    call("PATCH", f"/tasks/{task.pk}", {"name": "Buy"})

    answer = call("POST", f"/changes/{ChangeSet.objects.first().pk}/undo")

    assert answer.status_code == 200
    assert Task.objects.get(pk=task.pk).name == "Order"


def test_tasks_are_paged_in_outline_order(call, project):
    for name in ("First", "Second", "Third"):
        make_task(project, name)

    answer = call("GET", f"/projects/{project.pk}/tasks?limit=2&offset=1").json()

    assert (answer["count"], [task["name"] for task in answer["items"]]) == (3, ["Second", "Third"])


@pytest.mark.parametrize("count", [1, 3])
def test_listing_tasks_asks_the_database_a_constant_number_of_times(
    call, project, count, django_assert_max_num_queries
):
    for _ in range(count):
        make_task(project)

    with django_assert_max_num_queries(8):
        call("GET", f"/projects/{project.pk}/tasks")
