"""With one hand, on site: progress, an answer, a note, a photo, a risk; what is written survives a lost connection."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from milepost.domain.common.actions.commenting import add_comment
from milepost.domain.common.models import Attachment, Comment, Mention
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project, Risk, Task
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
# What the browser itself says of a file that was refused.
OF_THE_BROWSER = "422"


def test_a_day_on_site_is_written_down_and_survives_a_lost_connection(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    project = running()
    manager = project.manager
    assert manager
    task = own_task(manager)
    ask(project, manager)
    page = signed_in(manager)
    page.set_viewport_size(PHONE)

    report_progress(page, city, task)
    answer(page, city)
    add_a_note(page, city, project)
    add_a_photo(page, city, project)
    add_a_risk(page, city, project)

    task.refresh_from_db()
    assert task.percent_complete == 60
    assert not Mention.objects.filter(
        user=manager.user, comment__text__contains="rack", answered_at=None
    ).exists()
    assert Comment.objects.filter(text="The rack stands.").count() == 1
    assert Attachment.objects.get(name="Rack.png").read() == PNG
    assert Risk.objects.filter(project=project, event="The lift is out of order").count() == 1
    assert [line for line in console if OF_THE_BROWSER not in line] == []


def own_task(manager: Person) -> Task:
    """Give the manager a task at work now, of which something else is said so far."""
    work = Task.objects.filter(project=running(), is_milestone=False, children=None)
    task = work.exclude(percent_complete__in=[60, 100]).order_by("dates__start")[0]
    Task.objects.filter(pk=task.pk).update(responsible=manager)
    return task


def ask(project: Project, manager: Person) -> None:
    asker = project.roles.exclude(person=manager).exclude(person__user=None)[0].person
    add_comment(
        project, f"@{manager.name} when does the rack come?", by=asker.account, at=timezone.now(), asks=True
    )


def report_progress(page: Page, city: str, task: Task) -> None:
    page.goto(f"{city}/my-work/check-in/")
    stays_within(page)
    page.get_by_label(f"Done, %: {task.name}").fill("60")
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_role("status").first).to_be_visible()


def answer(page: Page, city: str) -> None:
    page.goto(f"{city}/my-work/")
    stays_within(page)
    page.get_by_role("link", name="when does the rack come").first.click()
    thread = page.get_by_role("listitem").filter(has_text="when does the rack come?")
    thread.get_by_text("Reply").first.click()
    thread.get_by_role("textbox").fill("On Friday.")
    thread.get_by_role("button", name="Reply").click()
    expect(page.get_by_text("On Friday.")).to_be_visible()


def add_a_note(page: Page, city: str, project: Project) -> None:
    """Without a connection it is kept on the phone, and sent when there is one again."""
    page.goto(f"{city}/projects/{project.pk}/discussion/")
    stays_within(page)
    page.get_by_label("Add a comment").fill("The rack stands.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("What you wrote is kept on this device")
    page.context.set_offline(False)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("paragraph").filter(has_text="The rack stands.")).to_be_visible()
    expect(page.get_by_label("Add a comment")).to_have_value("")


def add_a_photo(page: Page, city: str, project: Project) -> None:
    page.get_by_label("Choose files").set_input_files(
        {"name": "Rack.png", "mimeType": "image/png", "buffer": PNG}
    )
    expect(page.get_by_role("link", name="Rack.png", exact=True)).to_be_visible()
    page.get_by_label("Choose files").set_input_files({"name": "x.exe", "mimeType": "", "buffer": b"MZ"})
    expect(
        page.get_by_role("alert").filter(has_text="files of this type are not attached here")
    ).to_be_visible()
    page.locator("[data-uploads]").evaluate("area => { area.dataset.mostMegabytes = '0.001' }")
    page.get_by_label("Choose files").set_input_files(
        {"name": "Film.png", "mimeType": "image/png", "buffer": bytes(2000)}
    )
    expect(page.get_by_role("alert").filter(has_text="it was not sent")).to_be_visible()
    stays_within(page)


def add_a_risk(page: Page, city: str, project: Project) -> None:
    """What was written without a connection is there again after the phone was put away."""
    address = city + reverse("projects:new-risk", args=[project.pk])
    page.goto(address)
    stays_within(page)
    page.get_by_label("What may happen").fill("The lift is out of order")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("What you wrote is kept on this device")
    page.context.set_offline(False)
    page.goto(city)
    page.goto(address)

    expect(page.get_by_label("What may happen")).to_have_value("The lift is out of order")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**{reverse('projects:risks', args=[project.pk])}*/")
    page.goto(address)
    expect(page.get_by_label("What may happen")).to_have_value("")


def stays_within(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
