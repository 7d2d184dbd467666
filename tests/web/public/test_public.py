import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.core.cache import cache

from milepost.domain.people.models import City
from milepost.domain.people.permissions import Refused
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task, edit_task
from milepost.domain.projects.actions.risks import create_risk
from milepost.domain.projects.models import Project, Task
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.actions.publishing_projects import (
    CannotShowProject,
    publish_project,
    withdraw_project,
)
from milepost.domain.reports.models import Publication, StatusReport
from tests.factories import AT, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db
PERIOD = {"start": date(2027, 3, 1), "finish": date(2027, 3, 5)}
PAGES = ("/public/", "/public/projects.json", "/public/projects.csv")


@pytest.fixture(autouse=True)
def nobody_asked_before():
    cache.clear()


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def lead():
    return make_person("Lena Ortiz", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def project(manager):
    """A project that reported once; its risk is nobody's business outside."""
    project = make_project(
        "Switch refresh", manager=manager, state=Project.State.IN_PROGRESS, number="P-2027-700"
    )
    add_task(project, "Order", by=manager, at=AT)
    create_risk(project, {"event": "Back door in firmware", "probability": 3, "impact": 4}, by=manager, at=AT)
    report = draft_report(project, **PERIOD, by=manager, at=AT)
    revise_report(report, by=manager, at=AT, public="Old switches are replaced.")
    publish_report(report, by=manager, at=AT)
    return project


def everything(client, *numbers):
    """Read every public address, as text."""
    paths = [
        *PAGES,
        *(f"/public/projects/{n}/" for n in numbers),
        *(f"/public/projects/{n}.json" for n in numbers),
    ]
    return "\n".join(client.get(path).content.decode() for path in paths)


def test_nothing_stands_there_until_somebody_publishes_it(client, project):
    assert "Switch refresh" not in everything(client, project.number)
    assert client.get(f"/public/projects/{project.number}/").status_code == 404
    assert client.get("/public/").status_code == 200


def test_a_published_project_is_read_without_signing_in(client, project, lead):
    publish_project(project, shows_money=True, by=lead, at=AT)

    assert "Old switches are replaced." in client.get("/public/").content.decode()
    page = client.get(f"/public/projects/{project.number}/")
    assert "Old switches are replaced." in page.content.decode()
    assert page.cookies == {}
    assert json.loads(client.get(f"/public/projects/{project.number}.json").content)["status"] == "Under way"
    rows = list(csv.DictReader(StringIO(client.get("/public/projects.csv").content.decode("utf-8-sig"))))
    assert [(row["number"], row["text"]) for row in rows] == [("P-2027-700", "Old switches are replaced.")]


def test_what_is_withdrawn_or_restricted_is_gone_at_once(client, project, lead):
    publish_project(project, shows_money=True, by=lead, at=AT)
    client.get("/public/")
    Project.objects.filter(pk=project.pk).update(is_restricted=True)
    assert "Switch refresh" not in everything(client, project.number)

    Project.objects.filter(pk=project.pk).update(is_restricted=False)
    assert "Switch refresh" in everything(client, project.number)
    withdraw_project(project, by=lead, at=AT)
    assert "Switch refresh" not in everything(client, project.number)


def test_only_what_the_last_published_report_said_is_shown(client, project, lead, manager):
    publish_project(project, shows_money=True, by=lead, at=AT)
    edit_task(
        Task.objects.get(project=project), by=manager, at=AT, name="Secret order", duration_minutes=90 * 480
    )
    draft = draft_report(project, start=date(2027, 3, 6), finish=date(2027, 3, 12), by=manager, at=AT)
    revise_report(draft, by=manager, at=AT, public="Not yet said.")

    shown = everything(client, project.number)

    assert "Not yet said." not in shown
    assert "Back door" not in shown
    assert "Secret order" not in shown
    assert "Mara Quint" not in shown


def test_money_is_left_out_where_it_is_not_to_be_shown(client, project, lead, manager):
    kept = project.status_reports.get()
    kept.facts["money"] = {"budget": "120000.00", "spent": "5000.00", "spent_before": None}
    kept.public = "Work is on track.\n\nThe budget is $120,000. So far we have spent $5,000."
    kept.sentences["public"] = [
        ["Work is on track.", ["overall"], False],
        ["The budget is $120,000.", ["money"], True],
        ["So far we have spent $5,000.", ["money"], False],
    ]
    kept.save()
    publish_project(project, shows_money=True, by=lead, at=AT)
    assert "$120,000" in everything(client, project.number)

    publish_project(project, shows_money=False, by=lead, at=AT.replace(hour=17))

    shown = everything(client, project.number)
    assert "120" not in shown.replace("max-age", "")
    assert "5,000" not in shown
    assert "Work is on track." in shown


def test_what_somebody_wrote_about_money_is_left_out_as_well(client, project, lead):
    kept = project.status_reports.get()
    kept.public = "Work is on track. We have used 5,000 dollars so far. The last 10 switches come in May."
    kept.save()

    publish_project(project, shows_money=False, by=lead, at=AT)

    shown = everything(client, project.number)
    assert "Work is on track. The last 10 switches come in May." in shown
    assert "5,000" not in shown


def test_a_report_that_was_drafted_before_and_published_after_another_is_sent(client, project, lead, manager):
    publish_project(project, shows_money=True, by=lead, at=AT)
    other = StatusReport.objects.get(project=project)
    first = client.get("/public/")["ETag"]
    StatusReport.objects.filter(pk=other.pk).update(published_at=AT.replace(hour=20))
    assert client.get("/public/")["ETag"] != first

    second = client.get("/public/")["ETag"]
    City.objects.update(name="Aspen Ridge Springs")
    assert client.get("/public/")["ETag"] != second


def test_an_unchanged_page_is_not_sent_again(client, project, lead):
    publish_project(project, shows_money=True, by=lead, at=AT)
    first = client.get("/public/")

    again = client.get("/public/", headers={"If-None-Match": first["ETag"]})
    publish_project(project, shows_money=False, by=lead, at=AT.replace(hour=17))
    changed = client.get("/public/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert first["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in first.get("Vary", "")


def test_who_asks_too_often_is_told_to_wait(client, settings):
    settings.PUBLIC_REQUESTS_A_MINUTE = 3

    answers = [client.get("/public/").status_code for _ in range(5)]

    assert answers.count(429) >= 1 or len({*answers}) == 1  # a minute may begin in between
    limited = [client.get("/public/") for _ in range(5)][-1]
    assert limited.status_code == 429
    assert 0 < int(limited["Retry-After"]) <= 60


def test_it_is_framed_by_nobody_unless_the_settings_say_so(client):
    page = client.get("/public/")

    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_it_is_only_read(client):
    assert client.post("/public/").status_code == 405


def test_who_may_publish_is_asked(project, manager, lead):
    with pytest.raises(Refused):
        publish_project(project, shows_money=True, by=manager, at=AT)
    publish_project(project, shows_money=True, by=lead, at=AT)
    with pytest.raises(Refused):
        withdraw_project(project, by=manager, at=AT)


def test_a_project_that_reported_nothing_to_the_public_is_not_published(lead, manager):
    silent = make_project(manager=manager)

    with pytest.raises(CannotShowProject, match="text for the public first"):
        publish_project(silent, shows_money=True, by=lead, at=AT)


def test_a_restricted_project_is_not_published(project, lead):
    project.is_restricted = True

    with pytest.raises(CannotShowProject, match="restricted"):
        publish_project(project, shows_money=True, by=lead, at=AT)


def test_it_is_published_and_withdrawn_from_the_projects_page(client, project, lead):
    signed_in(client, lead)
    page = client.get(f"/projects/{project.pk}/reports/").content.decode()
    assert "Put on the public page" in page

    client.post(f"/projects/{project.pk}/publication/", {"shows_money": "on"})
    assert Publication.objects.values_list("project", "shows_money").get() == (project.pk, True)
    assert "On the public page" in client.get(f"/projects/{project.pk}/reports/").content.decode()

    client.post(f"/projects/{project.pk}/publication/withdrawal/")
    assert not Publication.objects.exists()


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_asks_a_constant_number_of_times(
    client, lead, manager, count, django_assert_max_num_queries
):
    for _ in range(count):
        made = make_project(manager=manager, state=Project.State.IN_PROGRESS)
        add_task(made, "Order", by=manager, at=AT)
        publish_report(draft_report(made, **PERIOD, by=manager, at=AT), by=manager, at=AT)
        publish_project(made, shows_money=True, by=lead, at=AT)

    with django_assert_max_num_queries(8):
        client.get("/public/")
