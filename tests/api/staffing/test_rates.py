from datetime import date

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.staffing.models import JobClass, LaborRate, PostedHours
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance():
    return make_person("Fay Nance", Role.FINANCE_ANALYST)


@pytest.fixture
def engineers():
    return JobClass.objects.create(name="Network engineer")


def test_a_class_gets_its_rate_and_its_people(calling, finance, manager):
    call = calling(finance)
    made = call("POST", "/job-classes", {"name": "Network engineer"}).json()
    assert (made["hourly"], made["people"]) == (None, 0)

    rate = {"hourly": "98.40", "source": "Pay plan 2027"}
    put = call("PUT", f"/job-classes/{made['id']}/rates/2027-01-01", rate)
    again = call("PUT", f"/job-classes/{made['id']}/rates/2027-01-01", rate)
    placed = call("PUT", f"/people/{manager.pk}/job-classes/2027-01-01", {"job_class_id": made["id"]})
    named = call("PUT", f"/job-classes/{made['id']}", {"name": "Engineer", "description": "Networks"})

    assert put.json() == again.json() == {"job_class_id": made["id"], "first": "2027-01-01", **rate}
    assert LaborRate.objects.count() == 1
    assert placed.json() == {"person_id": manager.pk, "job_class_id": made["id"], "first": "2027-01-01"}
    assert call("GET", "/job-classifications").json()["items"] == [placed.json()]
    assert call("GET", f"/job-classes/{made['id']}/rates").json() == [put.json()]
    assert call("GET", "/job-classes").json() == [named.json()]
    assert (named.json()["hourly"], named.json()["people"]) == ("98.40", 1)


def test_hours_that_are_costed_ask_why(calling, finance, manager, engineers):
    call = calling(finance)
    call("PUT", f"/people/{manager.pk}/job-classes/2027-01-01", {"job_class_id": engineers.pk})
    PostedHours.objects.create(
        person=manager, day=date(2027, 2, 1), code="training", minutes=60, source="import", by=finance, at=AT
    )
    address = f"/job-classes/{engineers.pk}/rates/2027-02-01"

    refused = call("PUT", address, {"hourly": "90"})
    taken = call("PUT", address, {"hourly": "90", "reason": "Council, Jan 12"})
    kept = call("DELETE", address)
    gone = call("DELETE", f"{address}?reason=Entered+twice")

    assert (refused.status_code, refused.json()["field"]) == (422, "reason")
    assert [one.status_code for one in (taken, kept, gone)] == [200, 422, 204]
    assert not LaborRate.objects.exists()


@pytest.mark.parametrize("hourly", ["0", "-5", "1.005", "1000000", "NaN"])
def test_a_rate_that_cannot_be_is_refused(calling, finance, engineers, hourly):
    answer = calling(finance)("PUT", f"/job-classes/{engineers.pk}/rates/2027-01-01", {"hourly": hourly})

    assert answer.status_code == 422
    assert not LaborRate.objects.exists()


def test_vendors_read_no_rates(calling, engineers):
    guest = calling(make_person("Gus T.", Role.GUEST))

    read = ["/job-classes", f"/job-classes/{engineers.pk}/rates", "/job-classifications"]
    assert [guest("GET", address).status_code for address in read] == [403, 403, 403]


def test_more_classes_take_no_more_queries(calling, finance, engineers, django_assert_max_num_queries):
    for number in range(10):
        JobClass.objects.create(name=f"Class {number}")

    with django_assert_max_num_queries(12):
        assert len(calling(finance)("GET", "/job-classes").json()) == 11
