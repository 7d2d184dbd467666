"""Staff is asked for, an offer is made and taken and the schedule moves; a refusal leads to somebody else."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, ProjectDates, Task
from milepost.domain.staffing.models import Skill, StaffRequest
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey


def last_task(project: Project) -> Task:
    """Give the open task of one day or more that finishes last, so that the project's finish follows from it."""
    rows = Task.objects.filter(
        project=project, children=None, is_milestone=False, percent_complete=0, duration_minutes__gte=480
    )
    found = rows.order_by("-dates__finish").first()
    assert found
    return found


def able() -> list[Person]:
    """Give people of one supervisor who share a skill, and who can sign in."""
    skill = Skill.objects.get(name="Network installation")
    rows = Person.objects.filter(skills__skill=skill, skills__level__gte=3, supervisor__user__isnull=False)
    return list(rows.order_by("pk"))


def ask(page: Page, city: str, project: Project, person: Person, task: Task) -> StaffRequest:
    page.goto(f"{city}/people/capacity/projects/{project.pk}/requests/new/?task={task.uid}")
    page.get_by_label("Person", exact=True).select_option(str(person.pk))
    page.get_by_label("Skill", exact=True).select_option(label="Network installation")
    page.get_by_label("Reason").fill("Install the new racks")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(person.name)
    return StaffRequest.objects.latest("pk")


def test_an_offer_is_made_and_taken_and_the_schedule_moves_as_it_was_shown(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    project, person = running(), able()[0]
    manager, lead = project.manager, person.supervisor
    assert manager
    assert lead
    task = last_task(project)
    request = ask(signed_in(manager), city, project, person, task)

    page = signed_in(lead)
    page.goto(f"{city}/my-work/")
    expect(page.locator(f"#waiting-staff_request-{request.pk}")).to_be_visible()
    page.goto(f"{city}/people/capacity/requests/{request.pk}/")
    later = request.offer.first + timedelta(days=28)
    page.get_by_label("From", exact=True).fill(later.isoformat())
    page.get_by_label("Until", exact=True).fill((later + timedelta(days=90)).isoformat())
    page.get_by_label("Share of time (%)").fill("50")
    page.get_by_label("Share of time (%)").press("Tab")
    shown = page.locator("[data-consequences] li").filter(has_text=project.name)
    expect(shown).to_contain_text("later")
    promised = shown.inner_text()
    page.get_by_role("button", name="Offer this instead").click()
    expect(page.get_by_text("Countered", exact=True).first).to_be_visible()

    page = signed_in(manager)
    page.goto(f"{city}/people/capacity/requests/{request.pk}/")
    page.get_by_role("button", name="Accept the offer").click()
    expect(page.get_by_text("Confirmed", exact=True).first).to_be_visible()

    finish = ProjectDates.objects.get(project=project).finish
    assert f"{finish:%b} {finish.day}, {finish.year}" in promised
    assert task.assignments.get(person=person).units_percent == 50
    assert console == []


def test_a_refusal_says_why_and_somebody_else_is_asked(city: str, signed_in: SignIn) -> None:
    project, (person, *_) = running(), able()
    manager, lead = project.manager, person.supervisor
    assert manager
    assert lead
    request = ask(signed_in(manager), city, project, person, last_task(project))
    page = signed_in(lead)
    page.goto(f"{city}/people/capacity/requests/{request.pk}/")
    page.locator("#answer_comment").fill("On call all month")
    page.get_by_role("button", name="Decline", exact=True).click()
    expect(page.get_by_text("Declined", exact=True).first).to_be_visible()

    page = signed_in(manager)
    page.goto(f"{city}/people/capacity/requests/{request.pk}/")
    expect(page.get_by_text("On call all month").first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Ask for ")).first.click()
    page.get_by_role("button", name="Ask anew").click()

    expect(page.get_by_text("Requested", exact=True).first).to_be_visible()
    request.refresh_from_db()
    assert request.person != person
    assert request.state == "requested"
