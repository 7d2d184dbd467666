"""A manager asks somebody by keyboard, who reads and answers."""

import pytest
from playwright.sync_api import expect

from milepost.domain.common.models import Mention
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey


def test_somebody_is_asked_by_keyboard_and_answers(city: str, signed_in: SignIn, console: list[str]) -> None:
    project = running()
    assert project.manager
    asked = project.roles.exclude(person=project.manager).exclude(person__user=None)[0].person
    page = signed_in(project.manager)
    page.goto(f"{city}/projects/{project.pk}/discussion/")

    page.get_by_label("Add a comment").focus()
    page.keyboard.type(f"Hello @{asked.name[:4]}")
    expect(page.get_by_role("option", name=asked.name)).to_be_visible()
    while page.get_by_role("option", selected=True).inner_text().splitlines()[0] != asked.name:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("when does the rack come?")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("Add a comment").press("Control+Enter")
    expect(page.get_by_text(f"Waits for {asked.name}")).to_be_visible()

    page = signed_in(asked)
    page.goto(f"{city}/notifications/")
    page.get_by_role("link", name="asks you about").first.click()
    page.wait_for_url("**/projects/**")
    expect(page.get_by_text("Waits for your answer").first).to_be_visible()
    thread = page.get_by_role("listitem").filter(has_text="when does the rack come?")
    thread.get_by_text("Reply").first.click()
    expect(thread.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("On Friday.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(f"{asked.name} has answered")).to_be_visible()

    assert not Mention.objects.filter(user=asked.user, answered_at=None).exists()
    assert console == []
