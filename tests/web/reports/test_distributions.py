from datetime import date

import pytest

from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Project
from milepost.domain.reports.models import Distribution, Sending
from tests.factories import AT, make_city, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db
FIELDS = {"reader": "director", "cadence": "monthly", "next_on": "2199-01-01"}


@pytest.fixture
def office():
    make_city()
    return make_person("Pia Office", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def visitor(client, office):
    return signed_in(client, office)


def test_a_report_is_sent_changed_paused_and_ended(visitor, office):
    made = visitor.post("/reports/sent/new/", {**FIELDS, "people": [office.pk]})
    kept = Distribution.objects.get()
    assert made.url == f"/reports/sent/{kept.pk}/"

    visitor.post(made.url, {**FIELDS, "cadence": "weekly", "people": [office.pk]})
    visitor.post(f"{made.url}state/", {"word": "pause"})

    Sending.objects.create(distribution=kept, due_on=date(2027, 3, 1), at=AT, outcome="failed", words="Down")
    assert "Down" in visitor.get(made.url).content.decode()
    kept.refresh_from_db()
    assert (kept.cadence, kept.state, kept.next_on) == ("weekly", "paused", date(2199, 1, 1))
    page = visitor.get("/reports/sent/").content.decode()
    assert "Portfolio report, director" in page
    assert "Failed" in page
    assert "Paused" in page
    visitor.post(f"{made.url}state/", {"word": "end"})
    assert "Nothing is sent yet" in visitor.get("/reports/sent/").content.decode()


def test_what_is_wrong_is_told_and_kept(visitor, office):
    answer = visitor.post("/reports/sent/new/", {**FIELDS, "next_on": "2001-01-01", "people": [office.pk]})

    assert answer.status_code == 422
    assert "This day is over" in answer.content.decode()
    assert "2001-01-01" in answer.content.decode()


def test_of_a_project_its_manager_has_the_reports_sent_and_nobody_else(client, office):
    mara = make_person("Mara Quint")
    project = make_project("Phones", manager=mara, state=Project.State.IN_PROGRESS)
    path = f"/projects/{project.pk}/reports/sent/new/"

    made = signed_in(client, mara).post(path, {**FIELDS, "people": [office.pk]})

    assert client.get(made.url).status_code == 200
    assert "Send the reports by e-mail" in client.get(f"/projects/{project.pk}/reports/").content.decode()
    assert client.get("/reports/sent/new/").status_code == 403
    signed_in(client, make_person("Tea M", Role.AUDITOR))
    assert (client.get(made.url).status_code, client.get(path).status_code) == (404, 403)
