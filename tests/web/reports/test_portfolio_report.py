from datetime import date
from io import BytesIO

import pytest
from pptx import Presentation

from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.drafting import draft_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.actions.publishing_projects import publish_project
from tests.factories import AT, make_city, make_person, make_project, signed_in

pytestmark = pytest.mark.django_db
READERS = ["manager", "director", "council", "public"]


@pytest.fixture
def office():
    make_city()
    return make_person("Pia Office", Role.PORTFOLIO_MANAGER)


@pytest.fixture
def visitor(client, office):
    mara = make_person("Mara Quint")
    project = make_project("Switch refresh", manager=mara, state=Project.State.IN_PROGRESS, purpose="New.")
    add_task(project, "Order", by=mara, at=AT)
    drafted = draft_report(project, start=date(2027, 3, 1), finish=date(2027, 3, 5), by=mara, at=AT)
    publish_report(drafted, by=mara, at=AT)
    publish_project(project, shows_money=True, by=office, at=AT)
    return signed_in(client, office)


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_has_page_pdf_slides_and_email(visitor, reader):
    page, pdf, slides, email = (
        visitor.get(f"/reports/portfolio/2027/3/{name}?for={reader}")
        for name in ("", "report.pdf", "report.pptx", "email.html")
    )

    assert "1 technology project" in page.content.decode()
    assert "report to <time" in page.content.decode()
    assert pdf.content.startswith(b"%PDF")
    assert f"portfolio-{reader}-2027-03.pdf" in pdf["Content-Disposition"]
    titles = [slide.shapes.title.text for slide in Presentation(BytesIO(slides.content)).slides]
    assert titles[1] == "The month in short"
    assert "1 technology project" in email.content.decode()
    assert "unsafe-inline" in email["Content-Security-Policy"]


def test_the_latest_month_is_opened_and_others_lead_on(visitor):
    opened = visitor.get("/reports/portfolio/months/")

    assert opened.url == "/reports/portfolio/2027/3/"
    assert "March 2027" in visitor.get("/reports/portfolio/2027/4/").content.decode()
    assert "No project reported" in visitor.get("/reports/portfolio/2027/4/").content.decode()


@pytest.mark.parametrize("path", ["2027/13/", "0/3/", "9999999/1/"])
def test_a_month_that_is_none_is_not_found(visitor, path):
    assert visitor.get(f"/reports/portfolio/{path}").status_code == 404
