from datetime import date
from io import BytesIO

import pytest
from pptx import Presentation

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.models import CouncilCommunication
from tests.factories import AT, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_person("Mara Quint")


@pytest.fixture
def project(manager):
    project = make_project("Switch refresh", manager=manager, state=Project.State.IN_PROGRESS)
    add_task(project, "Order", by=manager, at=AT)
    report = draft_report(project, start=date(2027, 3, 1), finish=date(2027, 3, 5), by=manager, at=AT)
    publish_report(report, by=manager, at=AT)
    return project


def test_a_communication_is_begun_written_finished_and_printed(client, project, manager):
    signed_in(client, manager)

    begun = client.post(f"/projects/{project.pk}/council/new/", {"meeting_on": "2027-03-23"})
    made = CouncilCommunication.objects.get()
    values = {
        "meeting_on": "2027-03-23", "location": "consent", "subject": "Switches", "synopsis": "Old ones fail.",
        "recommendation": "Approve.", "implications": "$120,000 from the capital fund.",
    }  # fmt: skip
    client.post(f"/reports/council/{made.pk}/texts/", values)
    client.post(f"/reports/council/{made.pk}/finish/")
    page = client.get(f"/reports/council/{made.pk}/").content.decode()

    assert begun.headers["Location"] == f"/reports/council/{made.pk}/texts/"
    assert "Old ones fail." in page
    assert "In the packet" in page
    assert "Packet posted" in page
    assert client.get(f"/reports/council/{made.pk}/communication.pdf").content.startswith(b"%PDF")
    assert "Switches" in client.get("/reports/council/").content.decode()
    assert "Switches" in client.get(f"/projects/{project.pk}/reports/").content.decode()


def test_an_outsider_finds_no_communication(client, project, manager):
    signed_in(client, manager).post(f"/projects/{project.pk}/council/new/", {"meeting_on": "2027-03-23"})
    made = CouncilCommunication.objects.get()
    signed_in(client, make_person("Gus", Role.GUEST))

    paths = ["", "communication.pdf", "texts/"]
    assert [client.get(f"/reports/council/{made.pk}/{path}").status_code for path in paths] == [404] * 3
    assert "Switch refresh" not in client.get("/reports/council/").content.decode()


def test_reports_and_the_portfolio_are_given_as_slides(client, project, manager):
    make_project("Not begun", manager=manager)
    signed_in(client, manager)

    report = Presentation(
        BytesIO(client.get(f"/reports/{project.status_reports.get().pk}/report.pptx").content)
    )
    portfolio = Presentation(BytesIO(client.get("/reports/portfolio.pptx").content))

    assert report.slides[0].shapes.title.text == "Switch refresh"
    titles = [slide.shapes.title.text for slide in portfolio.slides]
    assert (titles[1], titles[-1]) == ("How the projects stand", "On track, or not rated yet")
