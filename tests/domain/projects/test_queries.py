from datetime import date

import pytest

from milepost.domain.common.models import Rule
from milepost.domain.common.rules import schemas
from milepost.domain.people.permissions import may
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import TierRule, tabs_for, tier_rule
from tests.factories import give_role, make_department, make_person, make_project

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 1)
Tier = Project.Tier


def test_a_small_project_has_no_schedule_and_owes_no_report():
    assert tier_rule(make_project(tier=Tier.SMALL), on=DAY) == TierRule(
        tabs=(
            "overview",
            "risks",
            "changes",
            "meetings",
            "documents",
            "discussion",
            "reports",
            "history",
            "settings",
        ),
        approvals=frozenset({"approved"}),
        report_days=None,
    )


def test_larger_projects_have_every_tab():
    everything = [
        "overview",
        "schedule",
        "baselines",
        "risks",
        "stakeholders",
        "staffing",
        "changes",
        "go_live",
        "meetings",
        "money",
        "documents",
        "discussion",
        "reports",
        "history",
        "settings",
    ]

    assert tabs_for(make_project(tier=Tier.MEDIUM), on=DAY) == everything
    assert tabs_for(make_project(tier=Tier.LARGE), on=DAY) == everything


def test_the_city_s_own_rule_counts_from_its_day_on():
    value = schemas()["project_tiers"].shipped[0].value
    stricter = value | {"small": value["small"] | {"report_days": 31}}
    Rule.objects.create(name="project_tiers", effective_on=date(2027, 4, 1), value=stricter)
    project = make_project(tier=Tier.SMALL)

    assert tier_rule(project, on=date(2027, 3, 31)).report_days is None
    assert tier_rule(project, on=date(2027, 4, 1)).report_days == 31


def test_every_rule_that_ships_is_of_its_own_shape():
    for schema in schemas().values():
        for version in schema.shipped:
            schema.check(version.value)


@pytest.mark.parametrize("action", ["projects.view", "reports.view_draft", "projects.moderate"])
def test_projects_where_somebody_may_are_those_that_the_table_tells_one_by_one(action):
    department = make_department()
    projects = [
        make_project(department=department),
        make_project(department=department, is_restricted=True),
        make_project(),
        make_project(is_restricted=True),
    ]
    people = [make_person("", role) for role in Role]
    people += [make_person("", role, over=department) for role in Role]
    for role in Role:
        people.append(make_person())
        give_role(people[-1], role, over=projects[1])

    for person in people:
        told = {project for project in projects if may(person, action, project)}

        assert set(Project.objects.where_may(person, action)) == told
