"""A project manager collects the status and reports it to four readers, who get it as page, PDF, slides and e-mail."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from milepost.domain.projects.models import Project, Task
from milepost.domain.reports.models import Reader, StatusReport
from tests.factories import today
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running
from tests.pdf_text import pdf_text

READERS = ("Summary", "For the director", "For the council", "For the public")
pytestmark = pytest.mark.journey


HARD = (
    "Notwithstanding considerable organizational difficulties, interdepartmental coordination of "
    "infrastructural modernization necessitates additional administrative consideration."
)


def test_one_status_becomes_a_report_for_four_readers_on_page_pdf_slides_and_mail(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    project = running()
    assert project.manager
    project.status_reports.filter(state=StatusReport.State.DRAFT).delete()
    project.status_reports.filter(period_finish=today()).delete()
    done = project.tasks.filter(children=None, is_milestone=False, percent_complete__lt=100).earliest(
        "dates__start"
    )
    page = signed_in(project.manager)

    collect_the_status(page, city, done)
    page.goto(f"{city}/projects/{project.pk}/reports/")
    page.get_by_role("button", name="Draft from the facts").click()
    edit_what_the_public_reads(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The report is published and stays as it is.")).to_be_visible()
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)
    read_what_leaves_the_office(page, city, project)
    assert console == []


def collect_the_status(page: Page, city: str, done: Task) -> None:
    """Say by one key in the weekly round that a task is done."""
    page.goto(f"{city}/weekly-round/")
    expect(page.locator("form.round-ready")).to_be_visible()
    page.locator(f'#round-task-{done.pk} [data-column="percent_complete"]').focus()
    page.keyboard.press("d")
    expect(page.locator("[data-round-state]")).to_have_text("All saved")


def edit_what_the_public_reads(page: Page) -> None:
    """See four drafts, and change one of them, first so that it is too hard to read."""
    page.get_by_role("link", name="Edit").click()
    drafts = {name: page.get_by_label(name).input_value() for name in READERS}
    assert all(drafts.values())
    assert len(set(drafts.values())) == len(READERS)
    page.get_by_label("For the public").fill(HARD)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Public", exact=True).click()
    expect(page.get_by_text("Hard to read")).to_be_visible()
    expect(page.get_by_text("By hand")).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("For the public").fill(
        f"{drafts['For the public']}\n\nHalf of the crews ride along already."
    )
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Public", exact=True).click()
    expect(page.get_by_text("Half of the crews ride along already.").first).to_be_visible()
    expect(page.get_by_text("Hard to read")).to_have_count(0)


def read_what_leaves_the_office(page: Page, city: str, project: Project) -> None:
    """Open each reader's PDF and mail, and the director's slides."""
    said = {}
    for reader in Reader:
        page.goto(f"{page.url.partition('?')[0]}?for={reader.value}")
        document = page.request.get(f"{city}{page.get_by_role('link', name='PDF').get_attribute('href')}")
        assert document.headers["content-type"] == "application/pdf"
        mail = page.request.get(
            f"{city}{page.get_by_role('link', name='E-mail').get_attribute('href')}"
        ).text()
        said[reader.value] = (pdf_text(document.body()), mail)
        if reader == Reader.MANAGER:
            assert_accessible(document.body(), title=project)
    assert all("Half of the crews" in " ".join(text.split()) for text in said["public"])
    assert not any(
        "Half of the crews" in text for name in ("manager", "director", "council") for text in said[name]
    )
    assert len({pdf for pdf, _ in said.values()}) == len(Reader)
    slides = page.request.get(f"{city}{page.get_by_role('link', name='Slides').get_attribute('href')}")
    shapes = [shape for slide in Presentation(BytesIO(slides.body())).slides for shape in slide.shapes]
    assert any(shape.has_chart for shape in shapes)


def assert_accessible(content: bytes, *, title: Project) -> None:
    """Hold a PDF to what PDF/UA asks and a test can see; readers are tried by people."""
    with pikepdf.open(BytesIO(content)) as pdf:
        structure = list(elements(pdf.Root.StructTreeRoot))
        kinds = [str(element.S) for element in structure if "/S" in element]
        with pdf.open_metadata() as metadata:
            facts = {
                "tagged": bool(pdf.Root.MarkInfo.Marked),
                "language": str(pdf.Root.Lang),
                "shows its title": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
                "names the project": title.name in str(metadata["dc:title"]),
                "part": metadata["pdfuaid:part"],
                "headings": kinds.count("/H1"),
                "has table headers": "/TH" in kinds,
            }
        unnamed = [e for e in structure if e.get("/S") == "/Figure" and not str(e.get("/Alt", "")).strip()]
    assert unnamed == []
    assert facts == {
        "tagged": True,
        "language": "en-US",
        "shows its title": True,
        "names the project": True,
        "part": "1",
        "headings": 1,
        "has table headers": True,
    }


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give a structure element and all below it."""
    yield element
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/MCR" and kid.get("/Type") != "/OBJR":
            yield from elements(kid)
