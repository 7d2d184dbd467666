import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from tests.factories import make_city, make_department, make_person, make_project, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    make_city()
    return make_department("Infrastructure")


@pytest.fixture
def lead(team):
    return make_person("Lee Ortega", Role.TECHNICAL_LEAD, department=team)


@pytest.fixture
def kara(team, lead):
    return make_person("Kara Montoya", department=team, supervisor=lead)


@pytest.fixture
def sam(team, lead):
    return make_person("Sam Reyes", department=team, supervisor=lead)


@pytest.fixture
def work(kara, lead):
    project = make_project("Radio", manager=lead, state="in_progress")
    task = make_task(project, "Splice", days=5)
    Assignment.objects.create(task=task, person=kara)
    recalculate(project)
    return task


def test_what_is_looked_at_is_what_comes_and_is_taken_back(calling, kara, sam, lead, work):
    call, wanted = calling(lead), {"way": "give", "giver_id": kara.pk, "taker_id": sam.pk}
    query = "&".join(f"{name}={value}" for name, value in wanted.items())

    looked_at = call("GET", f"/tasks/{work.pk}/reassignments/consequences?{query}").json()
    made = call("POST", f"/tasks/{work.pk}/reassignments", wanted)
    given_to = work.assignments.get().person
    back = call("DELETE", f"/reassignments/{made.json()['change_set_id']}")

    assert (made.status_code, given_to, back.status_code) == (201, sam, 204)
    assert {**made.json(), "change_set_id": None} == looked_at
    assert looked_at["hours"] == 40
    assert work.assignments.get().person == kara


def test_a_way_out_that_lacks_something_is_refused_and_other_peoples_tasks_are_not_there(
    calling, kara, sam, lead, work
):
    call = calling(lead)

    unnamed = call("POST", f"/tasks/{work.pk}/reassignments", {"way": "give", "giver_id": kara.pk})
    idle = call(
        "POST", f"/tasks/{work.pk}/reassignments", {"way": "give", "giver_id": sam.pk, "taker_id": kara.pk}
    )

    assert (unnamed.status_code, idle.status_code) == (422, 404)
