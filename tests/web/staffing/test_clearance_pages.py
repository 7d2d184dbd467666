from datetime import date, timedelta

import pytest

from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Assignment
from milepost.domain.staffing.actions.keeping_clearances import add_clearance, grant_clearance
from milepost.domain.staffing.models import Clearance, ClearanceNeed, PersonClearance
from tests.factories import AT, make_administrator, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db
PAGE = "/people/capacity/clearances/"


@pytest.fixture
def admin():
    return make_administrator()


def test_a_kind_and_a_grant_are_recorded(client, admin):
    otto = make_person("Otto Frey")
    visitor = signed_in(client, admin)

    visitor.post(PAGE, {"kind": "1", "name": "Background check"})
    kind = Clearance.objects.get()
    given = {"person": otto.pk, "clearance": kind.pk, "granted_on": "2027-01-04", "expires_on": "2028-01-03"}
    visitor.post(PAGE, given)

    held = PersonClearance.objects.get()
    assert (held.person, held.expires_on) == (otto, date(2028, 1, 3))


def test_one_that_expires_before_it_is_granted_is_refused_beside_the_field(client, admin):
    otto = make_person("Otto Frey")
    kind = add_clearance("Background check", by=admin, at=AT)
    given = {"person": otto.pk, "clearance": kind.pk, "granted_on": "2027-01-04", "expires_on": "2026-01-03"}

    answer = signed_in(client, admin).post(PAGE, given)

    assert (answer.status_code, "It expires before it is granted." in answer.content.decode()) == (422, True)


def test_a_supervisor_sees_the_own_people_alone_and_others_nothing(client, admin):
    boss = make_person("Lee Ortega")
    otto, kara = make_person("Otto Frey", supervisor=boss), make_person("Kara Montoya")
    kind = add_clearance("Background check", by=admin, at=AT)
    for person in (otto, kara):
        grant_clearance(person, kind, granted_on=today(), expires_on=today() + timedelta(9), by=admin, at=AT)

    page = signed_in(client, boss).get(PAGE).content.decode()

    assert ("Otto Frey" in page, "Kara Montoya" in page, "Soon" in page) == (True, False, True)
    assert signed_in(client, kara).get(PAGE).status_code == 403


def test_a_project_says_what_it_takes_and_who_works_without(client, admin):
    project = make_project("Dispatch", manager=admin)
    task = make_task(project, "Rack the servers")
    Assignment.objects.create(task=task, person=make_person("Otto Frey"))
    recalculate(project)
    kind = add_clearance("CJIS fingerprints", by=admin, at=AT)
    visitor = signed_in(client, admin)

    answer = visitor.post(f"/projects/{project.pk}/clearances/", {"clearance": kind.pk}, follow=True)

    assert "Otto Frey has no CJIS fingerprints" in answer.content.decode()
    visitor.post(f"/projects/{project.pk}/clearances/{ClearanceNeed.objects.get().pk}/removal/")
    assert not ClearanceNeed.objects.exists()
