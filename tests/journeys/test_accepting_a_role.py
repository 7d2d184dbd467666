"""A member of the team is asked to answer for a deliverable, declines with a reason, and accepts after all."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Deliverable
from milepost.domain.staffing.actions.assigning_responsibilities import (
    ask_for_acceptance,
    set_responsibilities,
)
from milepost.domain.staffing.calculations.responsibility_matrix import RowKey
from milepost.domain.staffing.models import Responsibility
from tests.factories import today
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey


def test_a_role_is_declined_then_accepted(city: str, signed_in: SignIn, console: list[str]) -> None:
    project, now = running(), timezone.now()
    manager = project.manager
    assert manager
    members = Person.objects.filter(project_roles__project=project, user__is_active=True)
    member = members.exclude(pk=manager.pk)[0]
    number = project.deliverables.count() + 1
    made = Deliverable.objects.create(project=project, number=number, name="Site survey", raised_on=today())
    rows = {RowKey("deliverable", made.pk): {member.pk: "AR"}}
    set_responsibilities(project, rows, by=manager, at=now)
    ask_for_acceptance(project, by=manager, at=now)

    page = signed_in(member)
    page.goto(f"{city}/projects/{project.pk}/responsibilities/mine/")
    card = page.locator(f"#role-{Responsibility.objects.get(deliverable=made).pk}")
    expect(card).to_contain_text("does the work and answers for it")
    card.get_by_role("button", name="Decline").click()
    expect(card).to_contain_text("Say the condition, or why not.")
    card.get_by_label("Condition or reason").fill("I am away in May.")
    card.get_by_role("button", name="Decline").click()
    expect(card).to_contain_text("Declined")

    card.get_by_role("button", name=re.compile("^Accept ?:")).click()

    expect(card).to_contain_text("Accepted")
    assert Responsibility.objects.get(deliverable=made).state == "accepted"
    assert [line for line in console if "422" not in line] == []
