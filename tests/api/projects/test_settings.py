import pytest

from milepost.domain.people.roles import Role
from tests.factories import make_calendar, make_department, make_person, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(calling, manager):
    return calling(manager)


def test_where_a_project_belongs_is_changed(call, project):
    police = make_department("Police")

    answer = call(
        "PATCH", f"/projects/{project.pk}/settings", {"department_id": police.pk, "tier": "large"}
    ).json()

    assert (answer["department_id"], answer["tier"], answer["is_restricted"]) == (police.pk, "large", False)


def test_a_later_start_answers_with_its_consequence(call, project):
    make_task(project, "Order", days=2)
    path = f"/projects/{project.pk}/schedule-settings"

    answer = call("PATCH", path, {"start": "2027-03-08T08:00:00", "status_date": "2027-03-05T17:00:00"})

    settings = call("GET", path).json()
    assert answer.json()["finish_after"] == "2027-03-09T17:00:00"
    assert (settings["start"], settings["status_date"]) == ("2027-03-08T08:00:00", "2027-03-05T17:00:00")


def test_a_calendar_of_another_project_is_not_there(call, project):
    own = make_calendar("From a file", is_city_wide=False)

    calls = [
        (f"/projects/{project.pk}/schedule-settings", {"calendar_id": own.pk}),
        (f"/tasks/{make_task(project).pk}", {"calendar_id": own.pk}),
    ]

    assert [call("PATCH", *one).status_code for one in calls] == [404, 404]


def test_the_steps_are_those_the_caller_may_take(calling, call, project):
    sponsor = calling(make_person("Sponsor", Role.SPONSOR))
    path = f"/projects/{project.pk}/steps"

    steps = {
        name: [step["state"] for step in who("GET", path).json()]
        for name, who in {"manager": call, "sponsor": sponsor}.items()
    }

    assert steps == {"manager": ["on_hold", "canceled"], "sponsor": ["approved"]}


def test_a_held_project_may_be_resumed_held_longer_or_canceled(call, project):
    held = {"state": "on_hold", "reason": "No money", "review_on": "2027-06-01"}
    call("PUT", f"/projects/{project.pk}/state", held)

    steps = call("GET", f"/projects/{project.pk}/steps").json()

    assert steps == [
        {"state": "proposed", "verb": "Resume", "needs_reason": False},
        {"state": "on_hold", "verb": "Put on hold", "needs_reason": True},
        {"state": "canceled", "verb": "Cancel", "needs_reason": True},
    ]
