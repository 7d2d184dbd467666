from datetime import date, datetime

import pytest

from milepost.domain.common.rules import rule_value
from milepost.domain.projects.calculations.assessing import RULE, assessment_of, settings_of
from milepost.domain.projects.models import Link, Task
from milepost.engine.assessment import Settings, Verdict
from tests.factories import make_city, make_project, make_task

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 8)


def link(predecessor: Task, successor: Task, **fields: object) -> None:
    is_external = predecessor.project_id != successor.project_id
    Link.objects.create(
        project=successor.project,
        predecessor=predecessor,
        successor=successor,
        is_external=is_external,
        **fields,
    )


def test_the_rule_that_ships_says_what_the_engine_takes_by_default():
    assert settings_of(rule_value(RULE, on=TODAY)) == Settings()


def test_a_projects_rows_are_checked_and_the_tasks_concerned_are_given():
    make_city()
    project = make_project(status_date=datetime(2027, 3, 5, 17))
    link(make_task(project, "Dig"), make_task(project, "Pour"), lag=-480)

    found = assessment_of(project, as_of=TODAY)

    leads = next(check for check in found.checks if check.number == "2")
    missed = next(check for check in found.checks if check.number == "11")
    assert (leads.verdict, [found.tasks[uid].name for uid in leads.tasks]) == (Verdict.FAIL, ["Pour"])
    assert missed.reason == "The plan has no baseline."
    assert len(found.practices) == 10


def test_a_task_that_another_project_waits_for_leads_somewhere():
    make_city()
    ours, theirs = make_project(), make_project()
    first, dig, pour = make_task(ours, "First"), make_task(ours, "Dig"), make_task(theirs, "Pour")
    link(first, dig)
    before = assessment_of(ours, as_of=TODAY).checks[0]
    link(dig, pour)

    after = assessment_of(ours, as_of=TODAY).checks[0]

    assert [before.tasks, after.tasks] == [(first.uid, dig.uid), (first.uid,)]
