from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.calculations.trends import Flow, MilestonesMet, trends_of
from milepost.domain.projects.models import Project, ProjectSnapshot
from tests.factories import AT, give_role, make_administrator, make_person, make_project, make_task, signed_in

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


def stood(
    project: Project, on: date, state: str, status: str = "on_track", days: float | None = None
) -> None:
    ProjectSnapshot.objects.create(project=project, on=on, state=state, status=status, finish_days=days)


def test_each_month_counts_how_the_open_projects_stood_at_its_end():
    radios, pumps = make_project("Radios"), make_project("Pumps")
    stood(radios, date(2027, 1, 5), "planning")
    stood(radios, date(2027, 2, 5), "in_progress", "off_track")
    stood(pumps, date(2027, 1, 20), "planning", "at_risk")
    stood(pumps, date(2027, 2, 20), "closed", "not_rated")

    found = trends_of(Project.objects.all(), as_of=TODAY)

    assert [(one.month, dict(one.counts)) for one in found.statuses] == [
        (date(2027, 1, 1), {"on_track": 1, "at_risk": 1}),
        (date(2027, 2, 1), {"off_track": 1}),
        (date(2027, 3, 1), {"off_track": 1}),
    ]


def test_a_median_is_told_of_three_projects_and_more():
    for month, days in enumerate((0.0, 2.0, 10.0), start=1):
        stood(make_project(), date(2027, month, 1), "planning", days=days)

    found = trends_of(Project.objects.all(), as_of=TODAY)

    assert [(one.days, one.quarter, one.projects) for one in found.variances] == [
        (None, None, 1),
        (None, None, 2),
        (2.0, 6.0, 3),
    ]


def test_what_began_and_ended_is_counted_by_quarter():
    radios, pumps = make_project("Radios"), make_project("Pumps")
    stood(radios, date(2026, 8, 1), "proposed")
    stood(radios, date(2026, 11, 1), "planning")
    stood(pumps, date(2026, 8, 1), "in_progress")
    stood(pumps, date(2027, 1, 15), "closed")

    found = trends_of(Project.objects.all(), as_of=TODAY)

    assert found.flow == [
        Flow(date(2026, 7, 1), 0, 0, 2),
        Flow(date(2026, 10, 1), 1, 0, 2),
        Flow(date(2027, 1, 1), 0, 1, 1),
    ]


def test_a_milestone_is_judged_by_the_baseline_that_stood_when_it_was_reached():
    manager = make_person("Mara Quint")
    project = make_project(manager=manager, state="in_progress", start=datetime(2027, 1, 4, 8))
    late = make_task(project, "Radios bought", days=0, is_milestone=True)
    recalculate(project)
    set_baseline(project, name="Agreed", by=manager, at=AT - timedelta(days=60))
    late.percent_complete, late.actual_start, late.actual_finish = 100, *[datetime(2027, 2, 1, 8)] * 2
    late.save()
    recalculate(project)
    set_baseline(project, name="Again", reason="New dates", by=manager, at=AT)
    stood(project, date(2027, 1, 4), "in_progress")

    found = trends_of(Project.objects.all(), as_of=TODAY)

    assert found.milestones == [MilestonesMet(date(2027, 1, 1), 0, 1)]


def test_the_page_shows_each_chart_with_its_table(client: Client):
    stood(make_project(), date(2026, 1, 5), "planning")

    page = signed_in(client, make_administrator()).get("/trends/").content.decode()

    assert page.count("Show as a table") == 4
    assert 'role="img" aria-label="Status by month: 0 of 1 open projects are off track' in page


def test_without_history_the_page_says_from_when_on_there_is_one(client: Client):
    assert "No history yet" in signed_in(client, make_administrator()).get("/trends/").content.decode()


def test_trends_tell_only_of_projects_one_may_see(client: Client):
    member = make_person("Otto Frey")
    seen, hidden = make_project(), make_project(is_restricted=True)
    give_role(member, Role.TEAM_MEMBER, over=seen)
    for project in (seen, hidden):
        stood(project, date(2026, 1, 5), "planning")

    page = signed_in(client, member).get("/trends/").content.decode()

    assert "0 of 1 open projects" in page


@pytest.mark.parametrize("query", [{"department": "x"}, {"type": "?"}, {"manager": "0"}])
def test_a_filter_that_makes_no_sense_narrows_nothing(client: Client, query: dict[str, str]):
    stood(make_project(), date(2026, 1, 5), "planning")

    assert signed_in(client, make_administrator()).get("/trends/", query).status_code == 200


def test_trends_ask_the_same_number_of_queries_for_one_and_three_projects(client: Client):
    visitor = signed_in(client, make_administrator())
    stood(make_project(), date(2026, 1, 5), "planning")
    visitor.get("/trends/")
    with CaptureQueriesContext(connection) as one:
        visitor.get("/trends/")
    for _ in range(2):
        stood(make_project(), date(2026, 1, 5), "planning")

    with CaptureQueriesContext(connection) as three:
        visitor.get("/trends/")

    assert len(three) == len(one)
