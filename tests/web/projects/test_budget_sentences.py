import pytest
from django.urls import reverse
from django.utils import timezone

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.rating import rate_status
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.status import Dimension, current_status, without_money
from milepost.domain.projects.models import Status
from tests.factories import (
    give_role,
    make_organization,
    make_person,
    make_project,
    make_task,
    signed_in,
    today,
)

pytestmark = pytest.mark.django_db

WHY = "The radios cost 91,234 dollars more"


@pytest.fixture
def project():
    project = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(project)
    recalculate(project)
    rate_status(
        project, Dimension.BUDGET, Status.OFF_TRACK, reason=WHY, by=project.manager, at=timezone.now()
    )
    return project


@pytest.mark.parametrize("name", ["projects:overview", "projects:projects"])
def test_why_a_budget_stands_so_is_told_only_to_whoever_sees_the_money(client, project, name):
    guest = make_person("Vic Vendor", organization=make_organization())
    give_role(guest, Role.GUEST, over=project)
    address = reverse(name, args=[project.pk] if name == "projects:overview" else [])

    to_guest = signed_in(client, guest).get(address).content.decode()
    to_manager = signed_in(client, project.manager).get(address).content.decode()

    assert "Radios" in to_guest
    assert WHY not in to_guest
    assert WHY in to_manager


def test_how_a_budget_stands_is_told_to_everybody_without_what_the_overall_status_takes_from_it(project):
    statuses = current_status(project, as_of=today())

    told = without_money(statuses)

    assert {key: one.status for key, one in told.items()} == {
        key: one.status for key, one in statuses.items()
    }
    assert (WHY in statuses[Dimension.OVERALL].reason, WHY in told[Dimension.OVERALL].reason) == (True, False)
    assert told[Dimension.SCHEDULE] == statuses[Dimension.SCHEDULE]


def test_what_follows_from_no_money_is_told_as_it_is():
    statuses = current_status(make_project("Phones", state="closed"), as_of=today())

    assert without_money(statuses) == statuses
