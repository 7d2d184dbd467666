import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.models import Clearance, ClearanceNeed, PersonClearance
from tests.factories import make_person, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return Clearance.objects.create(name="CJIS fingerprints")


@pytest.fixture
def lead():
    return make_person("Lee Ortega")


@pytest.fixture
def kara(lead):
    return make_person("Kara Montoya", supervisor=lead)


def test_kinds_are_added_by_whoever_keeps_the_catalog(calling, manager):
    keeper = make_person("Port Folio", Role.PORTFOLIO_MANAGER)

    made = calling(keeper)("POST", "/clearances", {"name": "Background check"})

    assert made.status_code == 201
    assert calling(keeper)("GET", "/clearances").json() == [made.json()]
    assert calling(keeper)("POST", "/clearances", {"name": "background check"}).status_code == 422
    assert calling(manager)("POST", "/clearances", {"name": "Other"}).status_code == 403


def test_a_supervisor_grants_renews_and_withdraws(calling, check, lead, kara):
    address, call = f"/people/{kara.pk}/clearances/{check.pk}", calling(lead)

    call("PUT", address, {"granted_on": "2026-03-01", "expires_on": "2027-03-01"})
    renewed = call("PUT", address, {"granted_on": "2027-03-01"})

    assert renewed.json()["expires_on"] is None
    assert call("GET", "/held-clearances").json()["items"] == [renewed.json()]
    assert call("DELETE", address).status_code == 204
    assert not PersonClearance.objects.exists()


def test_a_clearance_that_ends_before_it_begins_is_refused(calling, check, lead, kara):
    dates = {"granted_on": "2027-03-01", "expires_on": "2027-02-01"}

    answer = calling(lead)("PUT", f"/people/{kara.pk}/clearances/{check.pk}", dates)

    assert (answer.status_code, answer.json()["field"]) == (422, "expires_on")


def test_nobody_else_grants_reads_or_withdraws(calling, check, manager, kara):
    PersonClearance.objects.create(person=kara, clearance=check, granted_on="2026-03-01")
    address, call = f"/people/{kara.pk}/clearances/{check.pk}", calling(manager)

    answers = [
        call("PUT", address, {"granted_on": "2027-03-01"}),
        call("GET", "/held-clearances"),
        call("DELETE", address),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert PersonClearance.objects.count() == 1


def test_what_work_takes_shows_who_works_without(calling, manager, project, check, kara):
    task = make_task(project, "Install")
    Assignment.objects.create(task=task, person=kara, units_percent=100)
    recalculate(project)
    address, call = f"/projects/{project.pk}/clearance-needs", calling(manager)

    need = call("POST", address, {"clearance_id": check.pk, "task_id": task.pk})

    assert need.status_code == 201
    assert call("GET", address).json() == [need.json()]
    assert call("GET", f"/projects/{project.pk}/clearance-gaps").json() == [
        {"person_id": kara.pk, "task_id": task.pk, "clearance_id": check.pk, "expires_on": None}
    ]
    assert call("POST", address, {"clearance_id": check.pk, "task_id": task.pk}).status_code == 422
    assert call("DELETE", f"{address}/{need.json()['id']}").status_code == 204
    assert not ClearanceNeed.objects.exists()
