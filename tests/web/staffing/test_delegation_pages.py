from datetime import timedelta

import pytest
from django.urls import reverse

from milepost.domain.people.models import Delegation
from milepost.domain.people.roles import Role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Deliverable
from milepost.domain.staffing.actions.requesting_staff import RequestFields, ask_for_staff
from milepost.domain.staffing.models import Responsibility
from milepost.web.access import now
from tests.factories import make_city, make_department, make_person, make_project, make_task, signed_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    make_city()
    return make_person("Lee Ortega", department=make_department("Infrastructure"))


@pytest.fixture
def deputy(lead):
    return make_person("Max Deputy")


def delegated(client, lead, deputy, **changes):
    days = {"first": today().isoformat(), "last": (today() + timedelta(days=5)).isoformat()}
    values = {"delegate": deputy.pk, **days, "reason": "Leave", **changes}
    return signed_in(client, lead).post(reverse("staffing:delegations", args=[lead.pk]), values)


def asked_of(lead):
    kara = make_person("Kara Montoya", department=lead.department, supervisor=lead)
    project = make_project("Radio", state="in_progress")
    task = make_task(project, "Install", days=10)
    recalculate(project)
    fields = RequestFields(
        tasks=[task.uid], first=today(), last=today() + timedelta(days=14), needed_by=today(), reason="Masts",
        person=kara, share_percent=100.0,
    )  # fmt: skip
    manager = make_person("Paz Manager", Role.PROJECT_MANAGER)
    return ask_for_staff(project, fields, by=manager, at=now())


def test_a_request_is_answered_by_who_stands_in_and_the_page_says_for_whom(client, lead, deputy):
    asked = asked_of(lead)
    page = reverse("staffing:request", args=[asked.pk])
    before = signed_in(client, deputy).get(page).status_code
    delegated(client, lead, deputy)
    signed_in(client, deputy)
    mine = client.get(reverse("my-work:my-work")).content.decode()
    shown = client.get(page).content.decode()

    client.post(reverse("staffing:answer", args=[asked.pk]), {"word": "confirm", "revision": asked.revision})

    asked.refresh_from_db()
    assert before == 404
    assert "for Lee Ortega" in mine
    assert "You answer for Lee Ortega, who is away." in shown
    assert asked.state == "confirmed"
    assert "Max Deputy for Lee Ortega" in client.get(page).content.decode()


def test_a_role_is_accepted_on_the_page_by_who_stands_in(client, lead, deputy):
    project = make_project("Radio", state="in_progress")
    made = Deliverable.objects.create(project=project, number=1, name="Masts", raised_on=today())
    duty = Responsibility.objects.create(
        project=project, deliverable=made, person=lead, duty="A", state="asked", asked_at=now()
    )
    delegated(client, lead, deputy)
    signed_in(client, deputy)
    mine = client.get(reverse("my-work:my-work")).content.decode()
    shown = client.get(reverse("team:own-roles", args=[project.pk])).content.decode()

    client.post(
        reverse("team:answer", args=[project.pk, duty.pk]),
        {f"role-{duty.pk}-answer": "accepted", f"role-{duty.pk}-words": ""},
    )

    duty.refresh_from_db()
    assert "Answer for Lee Ortega" in mine
    assert "You answer for Lee Ortega, who is away." in shown
    assert "Hand it on" not in shown
    assert (duty.state, duty.recorded_by) == ("accepted", deputy)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(client, lead, deputy):
    refused = delegated(client, lead, deputy, last="2020-01-01")

    assert refused.status_code == 422
    assert "last" in refused.context["delegation_form"].errors
    assert not Delegation.objects.exists()


def test_it_is_ended_on_the_page_by_the_person_and_by_nobody_else(client, lead, deputy):
    delegated(client, lead, deputy)
    end = reverse("staffing:delegation-end", args=[Delegation.objects.get().pk])

    foreign = signed_in(client, deputy).post(end).status_code
    signed_in(client, lead).post(end)

    assert foreign == 404
    assert Delegation.objects.get().ended_at is not None
