"""What a form answers when it is sent empty: it says what is wrong, where, and to everyone."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page as BrowserPage

from milepost.domain.people.roles import Role
from tests.factories import give_role
from tests.journeys.addresses import Page
from tests.journeys.conftest import SignIn, holder_of
from tests.journeys.fitness import AXE, violations
from tests.journeys.furnishing import furnish

pytestmark = pytest.mark.journey

FORMS = (
    Page("projects:new"),
    Page("projects:new-task", ("project",)),
    Page("projects:new-risk", ("project",)),
    Page("projects:new-issue", ("project",)),
    Page("projects:new-baseline", ("project",)),
    Page("people:new-person"),
    Page("settings:new-unit", ("departments",)),
    Page("settings:new-calendar"),
    Page("meetings:new"),
    Page("meetings:new-action-item"),
    Page("meetings:new-decision"),
    Page("account_change_password"),
)
EMPTY_AND_SEND = """() => {
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => one.querySelector("[required]"));
  form.noValidate = true;
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, select")) field.value = "";
  form.requestSubmit(form.querySelector("button[type=submit], button:not([type])"));
}"""
SILENT = """() => [...document.querySelectorAll("main [aria-invalid=true]")]
  .filter((field) => {
    const told = (field.getAttribute("aria-describedby") ?? "").split(" ");
    return !told.some((id) => document.getElementById(id)?.textContent.trim());
  })
  .map((field) => field.name)"""
FOCUS_IS_AT_ERRORS = "() => Boolean(document.activeElement.closest('.form-errors, [aria-invalid=true]'))"


def test_what_is_wrong_is_said_beside_each_field_and_has_the_focus(city: str, signed_in: SignIn) -> None:
    person = holder_of("pm")
    for role in (Role.ADMINISTRATOR, Role.PORTFOLIO_MANAGER):
        give_role(person, role)
    page = signed_in(person)

    complaints = {}
    for form in FORMS:
        things = furnish(form.things, by=person, at=timezone.now())
        page.goto(city + form.path(things))
        if found := complaints_of(page):
            complaints[str(form)] = found

    assert complaints == {}


def complaints_of(page: BrowserPage) -> list[object]:
    """Send the page's form empty, and give what is wrong with the answer."""
    with page.expect_navigation():
        page.evaluate(EMPTY_AND_SEND)
    page.evaluate(AXE)
    found: list[object] = list(violations(page))
    found += [f"{name} does not say what is wrong" for name in page.evaluate(SILENT)]
    if not page.locator("main [aria-invalid=true]").count():
        found.append("no field is marked")
    if not page.evaluate(FOCUS_IS_AT_ERRORS):
        found.append("the focus is elsewhere")
    return found
