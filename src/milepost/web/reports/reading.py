"""A report as one reader is given it: which reader, and where the facts of each sentence stand."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from milepost.domain.projects.models import Project, Task
from milepost.domain.reports.calculations.tracing import FactLine, Piece
from milepost.domain.reports.models import Reader, StatusReport
from milepost.domain.reports.rendering.voices import Voice


@dataclass(frozen=True, slots=True)
class Source:
    """A fact with the address of the row it was read from, where that row still has a page."""

    label: str
    value: str
    url: str


def reader_of(request: HttpRequest) -> str:
    """Give the reader whose words are asked for; the manager's where none is named."""
    asked = request.GET.get("for", "")
    return asked if asked in Reader.values else Reader.MANAGER.value


def reader_tabs(report: StatusReport, current: str) -> list[dict[str, object]]:
    """Give the four readers as tabs."""
    page = reverse("reports:report", args=[report.pk])
    return [
        {"label": reader.label, "url": f"{page}?for={reader.value}", "current": reader == current}
        for reader in Reader
    ]


def sources_of(project: Project, voice: Voice) -> list[tuple[Piece, list[Source]]]:
    """Give each piece of a text with its facts and their rows; asks the database once."""
    uids = {
        line.row[1] for piece in voice.pieces for line in piece.facts if line.row and line.row[0] == "task"
    }
    tasks = dict(Task.objects.filter(project=project, uid__in=uids).values_list("uid", "pk")) if uids else {}
    return [
        (piece, [Source(line.label, line.value, _address(project, line, tasks)) for line in piece.facts])
        for piece in voice.pieces
    ]


def _address(project: Project, line: FactLine, tasks: dict[int, int]) -> str:
    if line.row is None:
        return ""
    kind, key = line.row
    if kind == "task":
        return reverse("projects:task", args=[project.pk, tasks[key]]) if key in tasks else ""
    if kind in {"risk", "issue"}:
        return reverse(f"projects:{kind}", args=[project.pk, key])
    if kind == "change set":
        return reverse("projects:history", args=[project.pk])
    return f"{reverse('meetings:decisions')}?q={key}"
