from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest

from milepost.domain.projects.actions.planning import add_task, edit_task
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.drafting import draft_report, revise_report
from milepost.domain.reports.actions.publishing import publish_report
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.rendering.email import report_email
from milepost.domain.reports.rendering.pdf import report_pdf, rollup_pdf
from milepost.domain.reports.rendering.rollup import rollup_of
from milepost.domain.reports.rendering.view import Passage, passages, view_of
from tests.factories import AT, make_person, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> StatusReport:
    manager = make_person("Mara Quint")
    project = make_project("Switch <refresh>", manager=manager, state=Project.State.IN_PROGRESS)
    add_task(project, "Go-live", by=manager, at=AT, is_milestone=True, duration_minutes=0)
    report = draft_report(project, start=date(2027, 3, 1), finish=date(2027, 3, 5), by=manager, at=AT)
    revise_report(report, by=manager, at=AT, summary="All is <well>.", decisions="- Sign\n- Pay")
    return report


def elements(pdf: pikepdf.Pdf) -> list[str]:
    """List the structure elements of a tagged PDF in reading order."""
    found: list[str] = []
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += reversed(list(node))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                stack.append(node.K)
    return found


def test_the_pdf_is_tagged_titled_and_says_that_it_conforms(report):
    pdf = pikepdf.open(BytesIO(report_pdf(report)))

    tags = elements(pdf)
    with pdf.open_metadata() as metadata:
        part = metadata["pdfuaid:part"]
    assert (part, bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == ("1", True, "en-US")
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title).startswith("Switch <refresh>: status report")
    assert tags.count("/H1") == 1
    assert {"/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(tags)


def test_the_portfolio_fits_a_page(report):
    projects = Project.objects.select_related("department", "manager", "dates")

    pdf = pikepdf.open(
        BytesIO(
            rollup_pdf(
                rollup_of(list(projects), city="Vista Ridge", as_of=date(2027, 3, 5), seen_by=report.author)
            )
        )
    )

    assert len(pdf.pages) == 1


def test_the_email_carries_its_styles_in_its_elements_and_escapes_what_people_wrote(report):
    mail = report_email(report)

    assert mail.subject == "Switch <refresh>: not rated, Mar 1 to Mar 5, 2027"
    assert "All is &lt;well&gt;." in mail.html
    assert "<style" not in mail.html
    assert "<link" not in mail.html
    assert "All is <well>." in mail.text


def test_lines_with_a_dash_become_a_list():
    assert passages("First.\n- one\n- two\n\nLast.") == [
        Passage(["First."], is_list=False),
        Passage(["one", "two"], is_list=True),
        Passage(["Last."], is_list=False),
    ]


def test_a_published_report_shows_what_it_kept_and_a_draft_what_is_now(report):
    task = report.project.tasks.get()
    manager = report.author

    edit_task(task, by=manager, at=AT, name="Cut-over")
    assert view_of(report).milestones[0].name == "Cut-over"

    publish_report(report, by=manager, at=AT + timedelta(hours=1))
    edit_task(task, by=manager, at=AT, name="Switch-over")
    assert view_of(report).milestones[0].name == "Cut-over"
