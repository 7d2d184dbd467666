from decimal import Decimal

import pytest

from milepost.domain.money.actions.budgeting import agree_budget
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from tests.factories import AT, make_person, make_project, make_task
from tests.money_factories import make_entry

pytestmark = pytest.mark.django_db


def test_earned_value_and_expenditures_are_read(calling):
    project = make_project(manager=make_person("Mara Quint", Role.PROJECT_MANAGER))
    make_task(project, "Dig", days=5)
    recalculate(project)
    caller = calling(project.manager)
    assert caller("GET", f"/projects/{project.pk}/earned-value").status_code == 404
    set_baseline(project, name="Agreed", by=project.manager, at=AT)
    agree_budget(project, {1: Decimal(1000)}, measures={}, by=project.manager, at=AT)
    make_entry("12.34", project)

    found = caller("GET", f"/projects/{project.pk}/earned-value").json()
    lines = caller("GET", f"/projects/{project.pk}/expenditures").json()

    assert (found["project"]["budget"], found["project"]["cost_performance"]) == (1000, None)
    assert lines["items"][0]["amount"] == "12.34"
