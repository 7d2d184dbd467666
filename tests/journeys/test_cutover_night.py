"""A cutover night on a phone: two people on one run, a step that fails, and the way back in time."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from milepost.domain.governance.actions.going_live import decide_go_live, plan_go_live
from milepost.domain.governance.actions.writing_runbook import add_call, add_runbook_step
from milepost.domain.governance.models import CutoverRun, GoLive
from milepost.domain.people.local_time import local_time
from milepost.domain.people.models import Person
from tests.journeys.conftest import SignIn
from tests.journeys.fitness import AXE, violations
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey
MINUTE = timedelta(minutes=1)
PHONE = {"width": 390, "height": 844}


def tonight(by: Person) -> GoLive:
    """Plan a cutover that starts now, with a go."""
    now = timezone.now()
    starts = local_time(now).replace(tzinfo=None, second=0, microsecond=0)
    fields = {
        "title": "Radio cutover", "starts": starts, "lead": by, "latest_back_out": starts + 90 * MINUTE,
        "service_back_by": starts + 180 * MINUTE,
    }  # fmt: skip
    go_live = plan_go_live(running(), fields, by=by, at=now)  # type: ignore[arg-type]
    copy = add_runbook_step(go_live, {"title": "Copy the channels"}, waits_for=[], by=by, at=now)
    test = {"title": "Ten test calls", "offset_minutes": 15}
    add_runbook_step(go_live, test, waits_for=[copy], by=by, at=now)  # type: ignore[arg-type]
    back = {"title": "Old masts on", "kind": "back_out", "duration_minutes": 20}
    add_runbook_step(go_live, back, waits_for=[], by=by, at=now)  # type: ignore[arg-type]
    add_call(go_live, {"name": "Ann Moss", "role": "Masts", "phone": "303-555-0101"}, by=by, at=now)
    decide_go_live(go_live, "go", words="", by=by, at=now)
    return go_live


def second_phone(browser: Browser, city: str, person: Person) -> Page:
    client = Client()
    assert person.user
    client.force_login(person.user)
    context = browser.new_context(viewport=PHONE)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": city}])
    return context.new_page()


def test_a_night_is_run_from_phones_and_turned_back(
    city: str, signed_in: SignIn, console: list[str], browser: Browser
) -> None:
    project = running()
    assert project.manager
    go_live = tonight(project.manager)
    page = signed_in(project.manager)
    page.set_viewport_size(PHONE)
    page.goto(f"{city}/go-lives/{go_live.pk}/")
    page.get_by_role("button", name="Begin the cutover").click()
    expect(page.get_by_role("heading", name="Now")).to_be_visible()
    other = second_phone(browser, city, project.manager)
    other.goto(page.url)

    page.get_by_role("button", name="Start").click()
    expect(other.get_by_role("article").get_by_text("Under way")).to_be_visible()
    other.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="2. Ten test calls")).to_be_visible()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Failed").click()
    page.get_by_label("Reason").fill("Station 4 hears nothing")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not known").first).to_be_visible()
    expect(other.get_by_text("A step failed")).to_be_visible()
    page.evaluate(AXE)
    assert violations(page) == []

    page.get_by_role("link", name="Back out").click()
    page.get_by_label("Why you turn back").fill("Station 4 first")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Now, on the way back")).to_be_visible()
    expect(page.get_by_text("In time")).to_be_visible()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Done").click()

    expect(page.get_by_text(re.compile("^Backed out")).first).to_be_visible()
    expect(other.get_by_text("Station 4 first")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert CutoverRun.objects.get().state == "backed_out"
    assert console == []
    other.context.close()
