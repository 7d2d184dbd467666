from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from milepost.domain.common.jobs import perform
from milepost.domain.common.models import Run
from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.analyzing_risk import analyze
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.risk_analysis.settings import RiskSettings
from milepost.domain.projects.models import Assignment, Project
from tests.factories import AT, link, make_person, make_project, make_task, signed_in
from tests.money_factories import make_entry

pytestmark = pytest.mark.django_db
CERTAIN = RiskSettings(100, 100, 100, correlation_percent=0, confidence_percent=80, iterations=400)
SPREAD = RiskSettings(50, 100, 150, correlation_percent=0, confidence_percent=80, iterations=400)


@pytest.fixture
def project() -> Project:
    made = make_project("Radios", manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    phase = make_task(made, "Work", days=0)
    survey, mount = (
        make_task(made, "Survey", days=10, parent=phase),
        make_task(made, "Mount", days=30, parent=phase),
    )
    link(survey, mount)
    recalculate(made)
    set_baseline(made, name="Agreed", by=made.manager, at=AT)
    return made


def made(project: Project, settings: RiskSettings) -> Run:
    run = analyze(project, settings, estimates={}, seed=5, by=project.manager, at=AT)
    assert run.job
    perform(run.job.pk)
    run.refresh_from_db()
    return run


def agree(project: Project, **amounts: int) -> None:
    by_uid = {project.tasks.get(name=name).uid: Decimal(amount) for name, amount in amounts.items()}
    agree_budget(project, by_uid, measures={}, by=project.manager, at=AT)


def test_a_certain_plan_costs_what_was_spent_and_what_is_left_of_its_budget(project: Project) -> None:
    agree(project, Survey=4000, Mount=6000)
    make_entry("1500", project, project.tasks.get(name="Survey").uid, document="AP-1", on=date(2027, 3, 1))

    cost = made(project, CERTAIN).result["cost"]

    assert (cost["budget"], cost["spent"], cost["planned"]) == (10_000, 1500, 11_500)
    assert cost["percentiles"]["95"] == pytest.approx(11_500)
    assert (cost["chance"], cost["shares"]) == (0, [0, 1, 0, 0])


def test_the_budget_of_a_phase_lies_on_its_tasks_and_runs_with_the_time_of_those_assigned(
    project: Project,
) -> None:
    agree(project, Work=8000)
    Assignment.objects.create(task=project.tasks.get(name="Mount"), person=project.manager)

    cost = made(project, SPREAD).result["cost"]

    # Mount holds 6,000 that run with its 15 to 45 days; the 2,000 of Survey are paid once.
    low, high = cost["percentiles"]["5"], cost["percentiles"]["95"]
    assert cost["planned"] == pytest.approx(8000)
    assert 5000 < low < 8000 < high < 11_000
    assert sum(cost["shares"]) == pytest.approx(1)
    assert cost["chance"] == pytest.approx(cost["shares"][0] + cost["shares"][2])


def test_a_project_without_a_budget_has_no_cost_to_show(project: Project, client: Client) -> None:
    run = made(project, CERTAIN)

    page = signed_in(client, project.manager).get(reverse("projects:risk-details", args=[project.pk]))

    assert run.result["cost"] is None
    assert "Percentiles of the cost" not in page.content.decode()


def test_the_page_shows_finish_and_cost_together(project: Project, client: Client) -> None:
    agree(project, Work=8000)
    made(project, CERTAIN)

    page = signed_in(client, project.manager).get(reverse("projects:risk-details", args=[project.pk]))

    text = page.content.decode()
    assert "80% chance to cost at most $8,000; the budget of $8,000 holds with a chance of 100%." in text
    assert "100% chance to finish by Apr 23, 2027 and to keep the budget." in text
