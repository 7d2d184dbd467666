"""A resident reads the public page, without an account, and a program reads the same."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from milepost.domain.people.roles import Role
from milepost.domain.reports.actions.publishing_projects import publish_project
from milepost.domain.reports.models import StatusReport
from tests.factories import give_role
from tests.journeys.conftest import holder_of
from tests.journeys.fitness import assert_fit

pytestmark = pytest.mark.journey


def test_a_resident_reads_how_a_project_stands(city: str, page: Page, console: list[str]) -> None:
    report = StatusReport.objects.published().exclude(public="").latest("pk")
    by = holder_of("pm")
    give_role(by, Role.PORTFOLIO_MANAGER)
    publish_project(report.project, shows_money=True, by=by, at=timezone.now())

    page.goto(f"{city}/public/")
    expect(page.get_by_role("heading", name="City technology projects")).to_be_visible()
    assert_fit(page, console)
    page.get_by_role("link", name=report.project.name).click()
    expect(page.get_by_role("heading", level=1, name=report.project.name)).to_be_visible()
    expect(page.get_by_role("heading", name="Key steps")).to_be_visible()
    assert_fit(page, console)

    found = page.request.get(f"{city}/public/projects/{report.project.number}.json").json()
    assert found["name"] == report.project.name
    assert page.context.cookies() == []
    page.get_by_role("link", name="All projects", exact=True).click()
    expect(page.get_by_role("heading", name="City technology projects")).to_be_visible()
