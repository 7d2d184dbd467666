import pytest
from django.urls import reverse

from milepost.domain.governance.models import Communication, Stakeholder, VendorEntry
from milepost.domain.people.roles import Role
from milepost.web.stakeholders.grid import grid_of, quarter
from tests.factories import give_role, make_organization, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db
STAKE = {"name": "Dispatchers", "interest": 5, "influence": 4, "current": "neutral", "desired": "leading"}


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    return make_project("Radios", manager=manager)


@pytest.fixture
def visitor(client, manager):
    return signed_in(client, manager)


def test_a_stakeholder_stands_on_the_grid_and_is_taken_off(visitor, project):
    visitor.post(reverse("stakeholders:new-stakeholder", args=[project.pk]), STAKE)
    page = visitor.get(reverse("stakeholders:stakeholders", args=[project.pk]))

    cell = page.context["grid"].rows[1][1][4]
    assert ([one.name for one in cell.stakeholders], cell.quarter) == (["Dispatchers"], "close")
    visitor.post(reverse("stakeholders:stakeholder-end", args=[project.pk, 1]), {"end": "retired"})
    assert grid_of(Stakeholder.objects.filter(state="active")).count == 0


def test_the_quarters_of_the_grid():
    assert [quarter(*place) for place in ((5, 5), (5, 1), (1, 5), (3, 3))] == [
        "close", "satisfied", "informed", "watched",
    ]  # fmt: skip


def test_groups_add_up_and_messages_are_recorded_as_sent(visitor, project, manager):
    for headcount, readiness in (("12", "ready"), ("30", "unaware"), ("", "unknown")):
        visitor.post(
            reverse("stakeholders:new-impacted-group", args=[project.pk]),
            {"name": "Shift", "headcount": headcount, "changes": "All", "impact": 3, "readiness": readiness},
        )
    context = visitor.get(reverse("stakeholders:impacted-groups", args=[project.pk])).context
    assert [context[name] for name in ("people", "ready_people", "uncounted", "ready_count")] == [
        42,
        12,
        1,
        1,
    ]

    message = {"audience": "Shift", "message": "Soon", "cadence": "weekly", "channel": "email"}
    visitor.post(
        reverse("stakeholders:new-communication", args=[project.pk]),
        message | {"next_on": "2026-01-05", "owner": manager.pk},
    )
    assert "Soon" in visitor.get("/my-work/").content.decode()
    refused = visitor.post(reverse("stakeholders:sent", args=[project.pk, 1]), {"word": "left out"})
    visitor.post(reverse("stakeholders:sent", args=[project.pk, 1]), {"back": "my-work"})
    assert refused.status_code == 422
    assert Communication.objects.get().sent.count() == 1
    assert visitor.get(reverse("stakeholders:communication", args=[project.pk, 1])).status_code == 200


def test_guests_enter_neither_stakeholders_nor_logs(client, project):
    guest = make_person("Gus T.", organization=make_organization("Fiber West"))
    give_role(guest, Role.GUEST, over=project)
    visitor = signed_in(client, guest)

    assert visitor.get(reverse("stakeholders:stakeholders", args=[project.pk])).status_code == 403
    assert visitor.get(reverse("vendors:vendors")).status_code == 403


def test_the_log_of_a_vendor_is_written_settled_and_listed(visitor, project):
    vendor = make_organization("Fiber West")
    entry = {"kind": "dispute", "text": "Freight", "amount": "120.50", "project": project.pk}
    visitor.post(reverse("vendors:new-entry", args=[vendor.pk]), entry)
    log = visitor.get(reverse("vendors:log", args=[vendor.pk])).content.decode()
    unsaid = visitor.post(
        reverse("vendors:entry", args=[vendor.pk, 1]), {"word": "settled", "settlement": ""}
    )
    visitor.post(
        reverse("vendors:entry", args=[vendor.pk, 1]), {"word": "settled", "settlement": "They pay."}
    )

    assert "Freight" in log
    assert "120.50" in log
    assert unsaid.status_code == 422
    assert VendorEntry.objects.get().settlement == "They pay."
    assert "They pay." in visitor.get(reverse("vendors:log", args=[vendor.pk])).content.decode()
    assert visitor.get(reverse("vendors:entries", args=[vendor.pk])).status_code == 200
    assert "Fiber West" in visitor.get(reverse("vendors:vendors")).content.decode()
