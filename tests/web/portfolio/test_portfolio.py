from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, ProjectSnapshot
from milepost.domain.reports.models import StatusReport
from tests.factories import (
    AT,
    make_administrator,
    make_department,
    make_person,
    make_project,
    make_task,
    signed_in,
)
from tests.web.tables.showing import listed

pytestmark = pytest.mark.django_db

PORTFOLIO = "/"


@pytest.fixture
def director(client: Client) -> Client:
    return signed_in(client, make_administrator())


def planned(name: str, **fields: object) -> Project:
    """Make a project in progress with one task."""
    project = make_project(name, **{"state": "in_progress", "start": datetime(2020, 1, 6, 8), **fields})
    make_task(project, "Install")
    recalculate(project)
    return project


@pytest.fixture
def two_reports() -> None:
    project, author = planned("Radios"), make_person()
    for day, status in ((5, "on_track"), (19, "at_risk")):
        StatusReport.objects.create(
            project=project,
            author=author,
            created_at=AT,
            state="published",
            period_start=date(2027, 3, day),
            period_finish=date(2027, 3, day),
            schedule_status=status,
            scope_status=status,
            overall_status=status,
            facts={},
        )


def test_each_status_comes_with_the_sentence_why(director):
    planned("Old radios")

    row = listed(director.get(PORTFOLIO))[0].row

    assert (row.overall.status, "“Install” should have finished" in row.overall.reason) == ("off_track", True)


def test_what_needs_attention_first_says_why(director):
    planned("Old radios")

    answer = director.get(PORTFOLIO)

    assert answer.context["attention_count"] == 1
    assert "should have finished" in answer.content.decode()


def test_an_overdue_report_is_among_the_concerns(director):
    planned("Old radios", tier="large")

    ((found, _),) = director.get(PORTFOLIO).context["attention"]

    assert found.concerns[-1].sentence.endswith("days overdue. There is none yet; one is due every 14 days.")


def test_the_last_reports_stand_as_shapes_that_can_be_read_out(director, two_reports):
    page = director.get(PORTFOLIO).content.decode()

    assert 'role="img" aria-label="Reports: Mar 5, 2027: On track; Mar 19, 2027: At risk"' in page


def test_a_held_project_is_gray_with_its_reason_and_review_date(director):
    planned("Records", state="on_hold", hold_reason="Awaiting the county", hold_review_on=date(2050, 1, 10))

    row = listed(director.get(PORTFOLIO))[0].row

    assert row.overall.status == "on_hold"
    assert "Awaiting the county" in row.overall.reason
    assert "Jan 10, 2050" in row.overall.reason


def test_a_finish_is_compared_with_the_current_baseline(director):
    manager = make_person("Mara Quint")
    project = planned("Radios", manager=manager)
    set_baseline(project, name="Agreed", by=manager, at=AT)
    project.tasks.update(duration_minutes=1440)
    recalculate(project)

    row = listed(director.get(PORTFOLIO))[0].row

    assert (row.finish_days, row.is_revised) == (2.0, False)


def test_filters_and_sort_stand_in_the_address(director):
    police, fire = make_department("Police"), make_department("Fire")
    planned("Radios", department=police)
    planned("Alarms", department=police)
    planned("Pumps", department=fire)

    answer = director.get(PORTFOLIO, {"department": police.pk, "sort": "-name"})

    assert [row.project.name for row in listed(answer)] == ["Radios", "Alarms"]


@pytest.mark.parametrize("query", [{"department": "x"}, {"sort": "shoe"}, {"status": "?"}, {"page": "999"}])
def test_an_address_that_makes_no_sense_still_shows_the_portfolio(director, query):
    planned("Radios")

    assert director.get(PORTFOLIO, query).status_code == 200


def test_over_projects_are_left_out(director):
    planned("Done", state="closed")

    assert director.get(PORTFOLIO).context["total"] == 0


@pytest.mark.parametrize("url", [PORTFOLIO, "/projects/", "/weekly-round/"])
def test_a_list_asks_the_same_number_of_queries_for_one_and_three_projects(client, url):
    manager = make_person("Mara Quint", Role.PROJECT_MANAGER)
    visitor = signed_in(client, manager)
    planned("First", manager=manager)
    visitor.get(url)
    with CaptureQueriesContext(connection) as one:
        visitor.get(url)
    for name in ("Second", "Third"):
        planned(name, manager=manager)

    with CaptureQueriesContext(connection) as three:
        visitor.get(url)

    assert len(three) == len(one)


def test_the_list_finds_by_name_and_number_what_is_over_too(director):
    found = planned("Old radios", state="closed")

    answer = director.get(reverse("projects:projects"), {"q": found.number})

    assert [row.project for row in listed(answer)] == [found]


def test_a_manager_opens_the_portfolio_with_the_own_projects(client):
    manager = make_person("Mara Quint", Role.PROJECT_MANAGER)
    planned("Radios", manager=manager)
    planned("Pumps")

    answer = signed_in(client, manager).get(PORTFOLIO)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/?manager=me")


def test_a_sponsor_opens_the_portfolio_with_what_they_sponsor(client):
    sponsor = make_person("Kara Mont", Role.SPONSOR)
    planned("Radios", sponsor=sponsor)
    planned("Pumps")

    visitor = signed_in(client, sponsor)

    assert visitor.get(PORTFOLIO).headers["Location"] == "/?sponsor=me"
    lenses = visitor.get(PORTFOLIO, {"whose": "all"}).context["lenses"]
    assert [(lens.label, lens.kept, lens.is_current) for lens in lenses] == [
        ("All", 2, True),
        ("I sponsor", 1, False),
    ]


def test_a_count_opens_the_list_behind_it(director):
    planned("Old radios")

    tile = director.get(PORTFOLIO).context["tiles"][1]

    found = director.get(tile.url).context["table"]
    assert (tile.label, tile.number, found.found.count()) == ("Off track", 1, 1)


def test_what_changed_is_told_with_a_way_to_all_of_it(director):
    project = planned("Old radios")
    ProjectSnapshot.objects.create(
        project=project,
        on=date(2020, 1, 6),
        state="in_progress",
        status="on_track",
        finish=datetime(2019, 12, 30, 17),
    )

    page = director.get(PORTFOLIO).content.decode()

    assert "On track before. “Install” should have finished" in page
    assert "All changes" in page


def test_the_changes_of_one_kind_stand_alone(director):
    project = planned("Old radios")
    ProjectSnapshot.objects.create(
        project=project,
        on=date(2020, 1, 6),
        state="planning",
        status="on_track",
        finish=datetime(2019, 12, 30, 17),
    )

    groups = director.get("/changes/", {"since": "quarter", "kind": "state"}).context["groups"]

    assert [(kind.value, [one.sentence for one in found]) for kind, found in groups] == [
        ("Began, held or ended", ["From Planning to In progress."])
    ]


def test_a_decision_waits_on_the_portfolio_of_whoever_decides(client):
    approver = make_person("Maya Hend", Role.PORTFOLIO_MANAGER)
    planned("Radios", state="proposed")

    decisions = signed_in(client, approver).get(PORTFOLIO).context["decisions"]

    assert [one.title for one in decisions] == ["Approve the proposal, or cancel it"]
