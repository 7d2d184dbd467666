"""A project's whole record to read: its reports and council papers as pages, and a cover that leads through it."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string

from milepost.domain.people.local_time import local_day, local_time
from milepost.domain.people.models import City
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import day_text
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.calculations.record_archive import WithheldLine, gather_record
from milepost.domain.reports.models import CouncilCommunication, StatusReport
from milepost.domain.reports.rendering.council import communication_view
from milepost.domain.reports.rendering.email import report_email

COVER = "index.html"
Page = tuple[str, str, str]


def record_of(project: Project, *, at: datetime) -> bytes:
    """Give all rows, comments, files and changes of a project as a .zip; what is restricted is listed with reasons."""
    archive, withheld = gather_record(project)
    for path, what, text in _pages(project, at):
        archive.add(path, what, text.encode())
    archive.add(
        COVER, "Cover: what is in this archive", _cover(project, archive.index, withheld, at).encode()
    )
    return archive.close()


def _pages(project: Project, at: datetime) -> Iterator[Page]:
    reports = StatusReport.objects.published().filter(project=project).order_by("period_finish")
    for report in cleared(reports.select_related("project")):
        path = f"reports/{report.period_finish:%Y-%m-%d}-{report.pk}.html"
        yield path, f"Status report to {day_text(report.period_finish)}", report_email(report).html
    city = City.objects.get().name
    papers = CouncilCommunication.objects.filter(project=project, state=CouncilCommunication.State.FINISHED)
    for paper in cleared(papers.select_related("project").order_by("meeting_on")):
        shown = {"communication": communication_view(paper, as_of=local_day(at)), "city": city}
        path = f"council/{paper.meeting_on:%Y-%m-%d}-{paper.pk}.html"
        what = f"Council communication for {day_text(paper.meeting_on)}"
        yield path, what, render_to_string("rendering/council_pdf.html", shown)


def _cover(
    project: Project, index: list[tuple[str, str, int, str]], withheld: list[WithheldLine], at: datetime
) -> str:
    shown = {
        "city": City.objects.get().name,
        "project": project,
        "made": f"{day_text(local_day(at))}, {local_time(at):%-I:%M %p}",
        "folders": _folders(index),
        "withheld": withheld,
    }
    return render_to_string("rendering/record_cover.html", shown)


def _folders(index: list[tuple[str, str, int, str]]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    names = {
        "council": "Council communications",
        "reports": "Status reports",
        "files": "Files",
        "": "The record as a whole",
        "registers": "Registers, one table for each kind of record",
    }
    found: dict[str, list[tuple[str, str, int]]] = {name: [] for name in names}
    for path, what, rows, _ in index:
        found[path.partition("/")[0] if "/" in path else ""].append((path, what, rows))
    return [(names[name], rows) for name, rows in found.items() if rows]
