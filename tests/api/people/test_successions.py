import pytest

from milepost.domain.people.models import Succession
from milepost.domain.people.roles import Role
from tests.factories import make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def kara():
    return make_person("Kara Montoya")


@pytest.fixture
def omar():
    return make_person("Omar Diaz")


@pytest.fixture
def radio(kara):
    return make_project("Radio", manager=kara)


def test_everything_is_handed_on_and_confirmed(calling, administrator, kara, omar, radio):
    call, terms = calling(administrator), {"successor_id": omar.pk, "reason": "Last day is Friday"}
    held = call("GET", f"/people/{kara.pk}/holdings").json()
    assert {(one["kind"], one["project_id"]) for one in held} >= {("project_role", radio.pk)}

    made = call("POST", f"/people/{kara.pk}/successions", terms)
    again = call("POST", f"/people/{kara.pk}/successions", terms)
    radio.refresh_from_db()

    assert (made.status_code, len(made.json()["items"])) == (201, len(held))
    assert again.status_code == 422
    assert radio.manager == omar
    one = f"/successions/{made.json()['id']}"
    assert calling(omar)("GET", one).json()["items"] == made.json()["items"]
    assert calling(omar)("PUT", f"{one}/confirmation").json()["seen_at"] is not None
    assert Succession.objects.get().seen_at is not None


def test_what_is_chosen_passes_and_what_changed_hands_is_refused(calling, administrator, kara, omar, radio):
    other = make_project("Dispatch", manager=kara)
    call = calling(administrator)
    [key] = [
        one["key"]
        for one in call("GET", f"/people/{kara.pk}/holdings").json()
        if (one["kind"], one["project_id"]) == ("project_role", radio.pk)
    ]
    terms = {"successor_id": omar.pk, "reason": "Leave", "keys": [key]}

    first = call("POST", f"/people/{kara.pk}/successions", terms)
    second = call("POST", f"/people/{kara.pk}/successions", terms)
    other.refresh_from_db()

    assert (first.status_code, second.status_code) == (201, 422)
    assert other.manager == kara
    assert Succession.objects.count() == 1


def test_strangers_read_nothing_of_it(calling, administrator, kara, omar, radio):
    made = calling(administrator)(
        "POST", f"/people/{kara.pk}/successions", {"successor_id": omar.pk, "reason": "Leave"}
    ).json()
    stranger = calling(make_person("Stan Ger", Role.AUDITOR))

    assert stranger("GET", f"/people/{kara.pk}/holdings").status_code == 403
    assert stranger("GET", f"/successions/{made['id']}").status_code == 404
    assert stranger("PUT", f"/successions/{made['id']}/confirmation").status_code == 404
    assert stranger("GET", "/successions").json()["count"] == 0
