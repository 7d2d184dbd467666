"""A project manager writes the status report, and a reader opens its PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import expect

from milepost.domain.projects.models import Project
from milepost.domain.reports.models import StatusReport
from tests.journeys.conftest import SignIn
from tests.journeys.furnishing import running

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_report_is_drafted_edited_published_and_opened_as_an_accessible_pdf(
    city: str, signed_in: SignIn, console: list[str]
) -> None:
    project = running()
    assert project.manager
    page = signed_in(project.manager)
    page.goto(f"{city}/projects/{project.pk}/reports/")
    StatusReport.objects.filter(project=project, state=StatusReport.State.DRAFT).delete()

    page.get_by_role("button", name="Draft from the facts").click()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Summary").fill("All modems are in.\n\n- Half of them ride along already.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("The report is published and stays as it is.")).to_be_visible()
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)

    href = page.get_by_role("link", name="PDF").get_attribute("href")
    document = page.request.get(f"{city}{href}")
    assert document.headers["content-type"] == "application/pdf"
    assert_accessible(document.body(), title=project)
    page.get_by_role("link", name="E-mail").click()
    expect(page.get_by_text("Half of them ride along already.")).to_be_visible()
    assert console == []


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
