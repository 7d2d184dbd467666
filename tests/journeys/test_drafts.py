"""What is written on a phone survives a lost connection."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from milepost.domain.projects.models import Project, Risk
from tests.journeys.conftest import SignIn, holder_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_risk_written_without_a_connection_is_sent_later(city: str, signed_in: SignIn) -> None:
    manager = holder_of("pm")
    project = Project.objects.visible_to(manager).open().first()
    assert project is not None
    page = signed_in(manager)
    page.set_viewport_size({"width": 390, "height": 844})
    address = city + reverse("projects:new-risk", args=[project.pk])
    page.goto(address)

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
    assert Risk.objects.filter(project=project, event="The lift is out of order").count() == 1
    page.goto(address)
    expect(page.get_by_label("What may happen")).to_have_value("")
