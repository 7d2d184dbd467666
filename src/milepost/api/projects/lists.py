"""A list of projects from a spreadsheet: looked at first, then created whole or not at all."""

from datetime import date
from typing import BinaryIO, cast

from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from milepost.api.access import Call, now
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ProjectBrief
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.importing_list import import_project_list, read_list, understood
from milepost.domain.projects.models import Project
from milepost.exchange.sheets.projects import ListedProject

router = Router()


class ListedOut(Schema):
    """A row of a list as it was typed."""

    row: int
    number: str
    name: str
    department: str
    type: str
    tier: str
    state: str
    manager: str
    sponsor: str
    start: date | None
    target_finish: date | None
    purpose: str


@router.post("/project-list-previews", response={200: list[ListedOut], **PROBLEMS})
def post_list_preview(request: Call, file: File[UploadedFile]) -> list[ListedProject]:
    """Tell which projects a list would create, or what is wrong with it; nothing is kept."""
    require(request.auth, "projects.import_list")
    rows = _rows(file)
    understood(rows)
    return rows


@router.post("/project-lists", response={201: list[ProjectBrief], **PROBLEMS})
def post_list(request: Call, file: File[UploadedFile]) -> Status[list[Project]]:
    """Create the projects of a list, all or none."""
    require(request.auth, "projects.import_list")
    return Status(201, import_project_list(_rows(file), by=request.auth, at=now()))


def _rows(file: UploadedFile) -> list[ListedProject]:
    return read_list(cast(BinaryIO, file), file.name or "list")
