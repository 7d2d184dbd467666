"""A whole meeting: called, its agenda taken from what is due, minuted by keyboard, its minutes sent and acted on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from milepost.domain.governance.actions.action_items import raise_action_item
from milepost.domain.governance.models import ActionItem, Decision, Meeting
from milepost.domain.people.local_time import local_day, local_time
from milepost.domain.people.models import Person
from tests.journeys.conftest import SignIn
from tests.journeys.fitness import AXE, violations
from tests.journeys.furnishing import running
from tests.pdf_text import pdf_text

pytestmark = pytest.mark.journey


def test_a_meeting_goes_from_its_agenda_to_the_minutes_everybody_has(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    project, now = running(), timezone.now()
    leader = project.manager
    assert leader
    guest = next(role.person for role in project.roles.exclude(person=leader) if role.person.user)
    due = {
        "title": "Ask for a lift",
        "owner": guest,
        "due_on": local_day(now) - timedelta(days=1),
        "project": project,
    }
    raise_action_item(due, by=leader, at=now)  # type: ignore[arg-type]
    page = signed_in(leader)

    page.goto(f"{city}/meetings/new/?project={project.pk}")
    prepare(page, guest)
    minute(page, guest)
    page.get_by_role("button", name="Send the minutes").click()
    expect(page.get_by_text("Minutes sent")).to_be_visible()
    expect(page.get_by_label("What was said")).to_have_count(0)

    meeting = Meeting.objects.get(title="Cutover readiness")
    decision = Decision.objects.get(text="We go live on Sunday")
    item = ActionItem.objects.get(title="Tell the stations")
    assert (decision.meeting, decision.project, item.owner) == (meeting, project, guest)
    said = pdf_text(page.request.get(f"{city}/meetings/{meeting.pk}/minutes.pdf").body())
    assert "We go live on Sunday" in said
    assert console == []

    page = signed_in(guest)
    page.goto(f"{city}/my-work/")
    expect(page.get_by_text("Tell the stations").first).to_be_visible()
    page.goto(f"{city}/action-items/{item.number}/")
    page.get_by_label("How it ended").fill("All six know.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text(f"Action item {item.number} is done.")).to_be_visible()
    page.goto(f"{city}/decisions/?q=Sunday")
    expect(page.get_by_text("We go live on Sunday").first).to_be_visible()
    item.refresh_from_db()
    assert (item.state, item.outcome) == ("done", "All six know.")


def prepare(page: Page, guest: Person) -> None:
    """Call the meeting, and put on its agenda what is due and a point of its own."""
    page.get_by_label("Title").fill("Cutover readiness")
    page.get_by_label("Starts").fill(f"{local_time(timezone.now()):%Y-%m-%dT%H:%M}")
    page.get_by_role("checkbox", name=guest.name).check()
    page.get_by_role("button", name="Save and invite").click()
    page.get_by_role("checkbox", name="Ask for a lift").check()
    page.get_by_role("button", name="Take into the agenda").click()
    page.get_by_text("Add a point", exact=True).click()
    page.get_by_label("Title", exact=True).fill("Go or no go")
    page.get_by_role("button", name="Add the point").click()
    page.get_by_role("button", name="Post the agenda").click()
    expect(page.get_by_role("button", name="Post it again")).to_be_visible()


def minute(page: Page, guest: Person) -> None:
    """Say who came, and write a note, a decision and an action item by keyboard."""
    page.get_by_role("combobox", name=guest.name).select_option(label="Present")
    expect(page.get_by_role("combobox", name=guest.name)).to_have_value("present")
    for line in ("The lift is ordered", "d: We go live on Sunday"):
        page.get_by_label("What was said").fill(line)
        page.keyboard.press("Enter")
        expect(page.locator(".minute-text").get_by_text(line.removeprefix("d: "))).to_be_visible()
    page.get_by_label("Owner").select_option(label=guest.name)
    page.get_by_label("What was said").fill("a: Tell the stations")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Tell the stations")).to_be_visible()
    page.evaluate(AXE)
    assert violations(page) == []
