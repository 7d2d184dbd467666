from io import BytesIO

import pytest

from milepost.domain.common.actions.attaching import attach_file
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.restricting import restrict
from milepost.domain.projects.models import Document
from milepost.domain.projects.models.restriction import Restriction
from tests.factories import AT, give_role, make_person

pytestmark = pytest.mark.django_db


def test_a_document_is_put_on_record_changed_and_lists_its_versions(calling, manager, project):
    call = calling(manager)

    made = call("POST", f"/projects/{project.pk}/documents", {"title": "Charter", "kind": "charter"}).json()
    bad = call("PATCH", f"/documents/{made['id']}", {"retention": "forever"})
    odd = call("PATCH", f"/documents/{made['id']}", {"address": "javascript:alert(1)"})
    kept = call(
        "PATCH", f"/documents/{made['id']}", {"retention": "contract", "review_on": "2027-05-01"}
    ).json()
    for name in ("Charter 1.pdf", "Charter 2.pdf"):
        attach_file(Document.objects.get(), BytesIO(b"%PDF-1.7 x"), name, by=manager.account, at=AT)

    assert (bad.status_code, odd.status_code) == (422, 422)
    assert (kept["retention"], kept["review_on"], kept["owner_id"]) == ("contract", "2027-05-01", manager.pk)
    versions = call("GET", f"/documents/{made['id']}/versions").json()["items"]
    assert [one["name"] for one in versions] == ["Charter 2.pdf", "Charter 1.pdf"]


def test_a_hold_stands_until_the_officer_lifts_it(calling, manager, project):
    officer = calling(make_person("Rita", Role.RECORDS_OFFICER))
    held = officer("POST", f"/projects/{project.pk}/holds", {"reason": "Claim 7"}).json()

    assert calling(manager)("POST", f"/holds/{held['id']}/lifting", {"reason": "Over"}).status_code == 403
    assert officer("POST", f"/holds/{held['id']}/lifting", {"reason": "Over"}).json()["lifted_at"]
    assert officer("POST", f"/holds/{held['id']}/lifting", {"reason": "Over"}).status_code == 404


def test_guests_and_readers_without_clearance_do_not_find_it(calling, manager, project):
    made = calling(manager)("POST", f"/projects/{project.pk}/documents", {"title": "Opinion"}).json()
    restrict(Document.objects.get(), Restriction.PRIVILEGED, reason="Advice", by=manager, at=AT)
    guest = make_person("Guy")
    give_role(guest, Role.GUEST, over=project)

    for reader in (guest, make_person("Fin", Role.FINANCE_ANALYST)):
        call = calling(reader)
        assert call("GET", f"/documents/{made['id']}/versions").status_code == 404
        assert call("GET", f"/projects/{project.pk}/documents").json()["items"] == []
