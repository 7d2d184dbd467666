import pytest

from milepost.domain.people.models import Delegation
from milepost.domain.people.roles import Role
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_somebody_away_names_who_answers_and_ends_it(calling):
    lead, deputy = make_person("Lee Ortega"), make_person("Max Deputy")
    given = {"delegate_id": deputy.pk, "first": "2027-03-08", "last": "2027-03-12", "reason": "Leave"}

    made = calling(lead)("POST", f"/people/{lead.pk}/delegations", given)
    again = calling(lead)("POST", f"/people/{lead.pk}/delegations", given)

    shown = {"id": made.json()["id"], "person_id": lead.pk, **given}
    assert (made.status_code, made.json()) == (201, shown)
    assert (again.status_code, again.json()["field"]) == (422, "first")
    assert calling(deputy)("GET", "/delegations").json()["items"] == [shown]
    assert calling(lead)("DELETE", f"/delegations/{shown['id']}").status_code == 204
    assert calling(lead)("GET", "/delegations").json()["items"] == []


def test_others_neither_see_nor_end_a_delegation(calling):
    lead, deputy, auditor = make_person("Lee"), make_person("Max"), make_person("Au", Role.AUDITOR)
    made = Delegation.objects.create(
        person=lead, delegate=deputy, first="2027-03-08", last="2027-03-12", by=lead, at="2027-03-01T12:00Z"
    )

    assert calling(auditor)("GET", "/delegations").json()["items"] == []
    assert calling(auditor)("DELETE", f"/delegations/{made.pk}").status_code == 404
    assert calling(deputy)("DELETE", f"/delegations/{made.pk}").status_code == 403
