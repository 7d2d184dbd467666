import pytest

from milepost.domain.people.roles import Role
from tests.factories import give_role, make_person, make_task

pytestmark = pytest.mark.django_db


def test_changes_are_told_in_words_and_paged(calling, manager, project):
    task = make_task(project, "Order")
    call = calling(manager)
    call("PATCH", f"/tasks/{task.pk}", {"name": "Buy"})
    call("PATCH", f"/tasks/{task.pk}", {"duration_minutes": 960})

    latest = call("GET", f"/projects/{project.pk}/history?limit=1").json()
    first = call("GET", f"/projects/{project.pk}/history?limit=1&offset=1").json()

    assert (latest["count"], first["count"]) == (2, 2)
    (entry,) = first["items"]
    assert (entry["by"], entry["heading"], entry["can_undo"]) == ("Mara Quint", "Edit task", True)
    assert "Order" in entry["lines"][0]
    assert "Buy" in entry["lines"][0]


def test_an_edit_says_by_what_it_is_undone(calling, manager, project):
    task = make_task(project, "Order")
    call = calling(manager)
    change_set = call("PATCH", f"/tasks/{task.pk}", {"name": "Buy"}).json()["change_set_id"]

    undone = call("POST", f"/changes/{change_set}/undo")
    again = call("POST", f"/changes/{change_set}/undo")

    task.refresh_from_db()
    latest, first = call("GET", f"/projects/{project.pk}/history").json()["items"]
    assert (undone.status_code, again.status_code, task.name) == (200, 422, "Order")
    assert (latest["heading"], first["is_undone"], first["can_undo"]) == ("Undo: edit task", True, False)


def test_a_change_of_somebody_else_is_not_there_to_undo(calling, manager, project):
    task, lead = make_task(project, "Order"), make_person("Theo Lane")
    give_role(lead, Role.TECHNICAL_LEAD, over=project)
    change_set = calling(manager)("PATCH", f"/tasks/{task.pk}", {"name": "Buy"}).json()["change_set_id"]

    assert calling(lead)("POST", f"/changes/{change_set}/undo").status_code == 404
