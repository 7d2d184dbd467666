from datetime import date
from io import BytesIO

import pytest

from milepost.domain.common.actions.attaching import CannotAttach, attach_file, remove_file
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.documents import (
    CannotKeepDocument,
    add_document,
    edit_document,
    hold_records,
    lift_hold,
)
from milepost.domain.projects.models import Document, Project
from milepost.domain.projects.waiting import documents_to_review
from tests.factories import AT, give_role, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def clerk():
    return make_person("Cleo Reyes", Role.RECORDS_OFFICER)


@pytest.fixture
def project(manager):
    return make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)


@pytest.fixture
def document(project, manager):
    return add_document(
        project, {"title": "Contract", "kind": "contract", "retention": "contract"}, by=manager, at=AT
    )


def version(document, by):
    return attach_file(document, BytesIO(b"%PDF-1.7 x"), "Contract.pdf", by=by.account, at=AT)


def test_a_document_is_on_record_under_the_next_number(project, document, manager):
    second = add_document(project, {"title": "Plan"}, by=manager, at=AT)

    assert (document.number, second.number, second.owner) == (1, 2, manager)


def test_an_unknown_retention_class_and_an_empty_title_are_refused(project, document, manager):
    with pytest.raises(CannotKeepDocument) as refused:
        add_document(project, {"title": "Plan", "retention": "forever"}, by=manager, at=AT)
    assert refused.value.field == "retention"
    with pytest.raises(CannotKeepDocument, match="title"):
        edit_document(document, {"title": " "}, by=manager, at=AT)


def test_a_held_file_is_not_erased_until_the_hold_is_lifted(project, document, manager, clerk):
    kept = version(document, manager)
    hold = hold_records(project, document, reason="Case 27-114", by=clerk, at=AT)

    with pytest.raises(CannotAttach, match="Case 27-114"):
        remove_file(kept, by=manager.account, at=AT)
    kept.refresh_from_db()
    assert kept.removed_at is None

    lift_hold(hold, reason="Settled", by=clerk, at=AT)
    remove_file(kept, by=manager.account, at=AT)
    kept.refresh_from_db()
    assert kept.removed_at == AT


def test_a_hold_of_the_project_keeps_every_file_in_it_and_no_other(project, manager, clerk):
    inside = attach_file(project, BytesIO(b"%PDF-1.7 x"), "Plan.pdf", by=manager.account, at=AT)
    elsewhere = make_project(manager=manager)
    outside = attach_file(elsewhere, BytesIO(b"%PDF-1.7 x"), "Plan.pdf", by=manager.account, at=AT)
    hold_records(project, None, reason="Request 12", by=clerk, at=AT)

    with pytest.raises(CannotAttach, match="Request 12"):
        remove_file(inside, by=manager.account, at=AT)
    remove_file(outside, by=manager.account, at=AT)


def test_who_may_hold_records_is_asked(project, manager):
    with pytest.raises(Refused):
        hold_records(project, None, reason="Mine", by=manager, at=AT)


def test_a_review_that_is_due_waits_for_the_owner(document, manager):
    edit_document(document, {"review_on": date(2027, 3, 1)}, by=manager, at=AT)

    assert [one.title for one in documents_to_review(manager, date(2027, 3, 1))] == [
        "Review the document “Contract”"
    ]
    assert list(documents_to_review(manager, date(2027, 2, 28))) == []


def test_a_guest_sees_only_documents_that_are_shared(project, document, manager):
    guest = make_person("Gus")
    give_role(guest, Role.GUEST, over=project)
    assert not Document.objects.visible_to(guest).exists()

    edit_document(document, {"is_shared": True}, by=manager, at=AT)

    assert Document.objects.visible_to(guest).get() == document


def test_a_document_is_added_and_shown_with_its_versions(client, project, manager):
    signed_in(client, manager)
    given = {
        "title": "Floor plan",
        "kind": "design",
        "retention": "project",
        "address": "https://files.example/plan",
    }

    added = client.post(f"/projects/{project.pk}/documents/", given)
    document = Document.objects.get()
    version(document, manager)

    assert added.headers["Location"] == f"/projects/{project.pk}/documents/1/"
    assert "Contract.pdf" in client.get(f"/projects/{project.pk}/documents/1/").content.decode()
    listed = client.get(f"/projects/{project.pk}/documents/").content.decode()
    assert "Floor plan" in listed
    assert "version 1" in listed
