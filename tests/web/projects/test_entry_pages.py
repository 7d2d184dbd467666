import pytest
from django.urls import reverse
from django.utils import timezone

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.dependencies import record_dependency
from milepost.domain.projects.models import Dependency
from tests.factories import AT, give_role, make_organization, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Radios", manager=manager, type="application")


@pytest.fixture
def visitor(client, manager):
    return signed_in(client, manager)


def address(name, *args):
    return reverse(f"projects:{name}", args=args)


def test_an_assumption_is_recorded_and_becomes_a_risk_whose_page_opens(visitor, project):
    visitor.post(address("new-assumption", project.pk), {"statement": "The truck is lent"})
    refused = visitor.post(address("assumption-end", project.pk, 1), {"end": "holds"})
    answer = visitor.post(address("assumption-end", project.pk, 1), {"end": "risk", "words": "In repair"})

    assert refused.status_code == 422
    assert "Say how it was validated." in refused.content.decode()
    assert answer["Location"] == address("risk", project.pk, 1)
    assert "risk 1" in visitor.get(address("assumption", project.pk, 1)).content.decode()


def test_a_dependency_is_agreed_by_both_sides(visitor, project):
    vendor = make_organization("Fiber West")
    form = {"direction": "owed_to_us", "what": "Fiber", "organization": vendor.pk, "due_on": "2027-04-01"}
    refused = visitor.post(address("new-dependency", project.pk), form | {"organization": ""})
    visitor.post(address("new-dependency", project.pk), form)
    agree = address("dependency-agreements", project.pk, 1)
    unsaid = visitor.post(agree, {"side": "they"})
    visitor.post(agree, {"side": "they", "said_by": "Vic, by phone"})
    visitor.post(agree, {"side": "we"})

    assert (refused.status_code, unsaid.status_code) == (422, 422)
    assert "Name one other side" in refused.content.decode()
    page = visitor.get(address("dependency", project.pk, 1)).content.decode()
    assert "Vic, by phone agreed to Apr 1, 2027" in page
    listed = visitor.get(address("dependencies", project.pk)).content.decode()
    assert "Both sides" in listed


def test_a_vendor_agrees_from_my_work(client, project, manager):
    vendor = make_organization("Fiber West")
    guest = make_person("Vic Vendor", organization=vendor)
    give_role(guest, Role.GUEST, over=project)
    fields = {"direction": "owed_to_us", "what": "Fiber", "organization": vendor, "counterpart": guest}
    record_dependency(project, fields | {"due_on": AT.date()}, by=manager, at=timezone.now())
    visitor = signed_in(client, guest)

    assert "Agree to Mar 1, 2027: Fiber" in visitor.get("/my-work/").content.decode()
    visitor.post(address("dependency-agreements", project.pk, 1), {"back": "my-work"})

    assert Dependency.objects.get().agreements.get().by == guest
    assert "Agree to Mar 1" not in visitor.get("/my-work/").content.decode()


def test_another_project_sees_what_is_written_down_about_it(visitor, project, manager):
    other = make_project("Tower", manager=manager)
    record_dependency(
        other, {"direction": "we_owe", "what": "Shelter key", "other_project": project}, by=manager, at=AT
    )

    page = visitor.get(address("dependencies", project.pk)).content.decode()

    assert "Shelter key" in page
    assert "Owed to us by Tower" in page


def test_lessons_are_recorded_and_offered_elsewhere(visitor, project, manager):
    visitor.post(
        address("new-lesson", project.pk),
        {"kind": "change", "happened": "Masts late", "advice": "Order early"},
    )
    following = make_project("Sirens", manager=manager, type="application")

    assert "Order early" in visitor.get(address("lessons", following.pk)).content.decode()
    assert "Order early" in visitor.get(address("all-lessons")).content.decode()
    for name in ("all-risks", "all-issues", "all-assumptions", "all-dependencies"):
        assert visitor.get(address(name)).status_code == 200
