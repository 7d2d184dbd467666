"""A risk happens, its issue is answered by a change, and the approved change moves the plan."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from milepost.domain.governance.models import ChangeRequest
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Project, Task
from tests.journeys.conftest import SignIn
from tests.journeys.fitness import AXE, violations
from tests.journeys.furnishing import running

pytestmark = pytest.mark.journey
DAY = 480


def last_task(project: Project) -> Task:
    """Give the task that ends last of those nobody has begun."""
    tasks = Task.objects.filter(project=project, children=None, is_milestone=False, percent_complete=0)
    return tasks.order_by("-dates__finish", "-position")[0]


def decide(page: Page, title: str, task: Task, *, days_more: int, draws_on: str) -> None:
    """Ask for a longer task on the page of a new change, and take the request as far as it goes."""
    page.get_by_label("What is to change").fill(title)
    page.get_by_label("Type").select_option(label="Schedule")
    page.get_by_label("Why", exact=True).fill("The maker lost two weeks.")
    row = page.get_by_role("group", name="Edit 1")
    row.get_by_label("Task").fill(f"{task.uid} {task.name}")
    row.get_by_label("Duration").fill(f"{task.duration_minutes / DAY + days_more:g}d")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Submit it").click()
    page.get_by_role("button", name="Assess the impact").click()
    expect(page.get_by_text("The finish moves from")).to_be_visible()
    page.get_by_label("It draws on").select_option(label=draws_on)
    page.get_by_role("button", name="Send for decision").click()
    page.get_by_label("Approved", exact=True).check()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Applied", exact=True).first).to_be_visible()


def test_a_risk_becomes_an_issue_a_change_and_a_new_baseline_only_where_it_says_so(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    project, now = running(), timezone.now()
    assert project.manager
    set_baseline(project, name="Agreed anew", reason="The order is in", by=project.manager, at=now)
    fields = {"event": "The masts come late", "probability": 4, "impact": 4}
    risk = create_risk(project, fields, by=project.manager, at=now)  # type: ignore[arg-type]
    agreed = project.baselines.count()
    task = last_task(project)
    page = signed_in(project.manager)

    page.goto(f"{city}/projects/{project.pk}/risks/{risk.number}/")
    page.get_by_role("button", name="It happened: make it an issue").click()
    page.goto(f"{city}/projects/{project.pk}/risks/{risk.number}/")
    page.get_by_role("link", name=re.compile("^issue ")).click()
    page.get_by_role("link", name="Request a change").click()
    decide(page, "Wait for the masts", task, days_more=2, draws_on="A new baseline")

    page.evaluate(AXE)
    assert violations(page) == []
    change = ChangeRequest.objects.get(title="Wait for the masts")
    task.refresh_from_db()
    assert change.issue
    assert (change.issue.risk, project.baselines.count()) == (risk, agreed + 1)
    page.get_by_role("link", name=re.compile("^issue ")).click()
    expect(page.get_by_text("Answered by")).to_be_visible()

    page.goto(f"{city}/projects/{project.pk}/changes/new/")
    decide(page, "One day of training more", task, days_more=1, draws_on="Contingency")

    assert project.baselines.count() == agreed + 1
    page.goto(f"{city}/projects/{project.pk}/changes/log/")
    expect(page.get_by_text("One day of training more")).to_be_visible()
    assert console == []
