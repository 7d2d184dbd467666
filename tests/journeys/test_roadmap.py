"""The roadmap in a real browser: a project is moved on trial by keys and by hand, then for good."""

import re

import pytest
from playwright.sync_api import expect

from milepost.domain.projects.models import Project
from tests.journeys.conftest import SignIn, holder_of

pytestmark = pytest.mark.journey


def test_a_project_is_tried_by_keys_put_back_and_applied(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    page = signed_in(holder_of("portfolio"))
    project = Project.objects.get(name="Evidence storage expansion")
    before = project.dates.finish
    page.goto(f"{city}/roadmap/")
    bar = page.get_by_role("slider", name="Begin Evidence storage expansion later or earlier")

    bar.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    trial = page.get_by_role("region", name="What if")
    expect(trial).to_contain_text("begins 2 weeks later")
    expect(page).to_have_url(re.compile(rf"shift={project.pk}:14"))
    expect(bar).to_be_focused()
    expect(bar).to_have_attribute("aria-valuetext", "2 weeks later")

    page.keyboard.press("Home")
    expect(trial).to_be_hidden()
    expect(page).not_to_have_url(re.compile("shift"))

    page.keyboard.press("PageDown")
    expect(trial).to_contain_text("begins 4 weeks later")
    page.get_by_role("button", name="Apply…").click()
    page.get_by_label("Reason").fill("The bonds sell in spring.")
    page.get_by_role("button", name="Move for good").click()
    expect(page.get_by_text(re.compile("^Evidence storage expansion: The finish moves"))).to_be_visible()
    project.refresh_from_db()
    assert project.dates.finish > before


def test_a_project_is_dragged(city: str, signed_in: SignIn, console: list[str]) -> None:
    page = signed_in(holder_of("portfolio"))
    project = Project.objects.get(name="Evidence storage expansion")
    page.goto(f"{city}/roadmap/?scale=months")
    bar = page.locator(f'.roadmap-bar[data-project="{project.pk}"]')
    expect(bar).to_have_role("slider")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box

    page.mouse.move(1100, box["y"] + 8)  # the bar's beginning may lie below the columns that stay
    page.mouse.down()
    page.mouse.move(1160, box["y"] + 8, steps=6)
    page.mouse.up()

    expect(page.get_by_role("region", name="What if")).to_contain_text("Evidence storage expansion")
    expect(page).to_have_url(re.compile(rf"shift={project.pk}:\d+"))
