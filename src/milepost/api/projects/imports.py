"""Schedules from files: bring, look at the preview, confirm."""

from typing import Any, BinaryIO, cast

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id, Words
from milepost.api.problems import PROBLEMS
from milepost.domain.people.models import Department
from milepost.domain.projects.actions.importing import confirm_import, discard_import, stage_import
from milepost.domain.projects.models import Project, ScheduleImport

router = Router()


class ImportIn(Schema):
    """Where a file goes: to a project it updates, or to a department a new project belongs to."""

    project_id: Id | None = None
    department_id: Id | None = None
    name: Words = ""


class ImportOut(Schema):
    """A file that was brought: what importing it would do, or why it cannot be read."""

    id: int
    state: str
    project_id: int | None
    problem: str
    preview: dict[str, Any] | None
    run_id: int | None


@router.post("/imports", response={202: ImportOut, **PROBLEMS})
def post_import(request: Call, given: Form[ImportIn], file: File[UploadedFile]) -> Status[ScheduleImport]:
    """Bring a file; it is read in the background, and nothing is written yet."""
    project = project_for(request, given.project_id) if given.project_id else None
    department = get_object_or_404(Department, pk=given.department_id) if given.department_id else None
    staged = stage_import(
        cast(BinaryIO, file),
        file.name or "schedule",
        by=request.auth,
        at=now(),
        project=project,
        department=department,
        name=given.name,
    )
    return Status(202, staged)


@router.get("/imports/{import_id}", response={200: ImportOut, **PROBLEMS})
def get_import(request: Call, import_id: Id) -> ScheduleImport:
    """Tell what importing a file would do."""
    return _import(request, import_id)


@router.post("/imports/{import_id}/confirmation", response={202: ImportOut, **PROBLEMS})
def post_confirmation(request: Call, import_id: Id) -> Status[ScheduleImport]:
    """Have a previewed file written, whole or not at all."""
    confirm_import(_import(request, import_id), by=request.auth, at=now())
    return Status(202, _import(request, import_id))


@router.delete("/imports/{import_id}", response={200: ImportOut, **PROBLEMS})
def delete_import(request: Call, import_id: Id) -> ScheduleImport:
    """Put a previewed file aside."""
    discard_import(_import(request, import_id), by=request.auth, at=now())
    return _import(request, import_id)


def _import(request: Call, import_id: Id) -> ScheduleImport:
    """Give an own import whose project, where it has one, is still visible."""
    imports = ScheduleImport.objects.select_related("project", "department", "attachment")
    staged = get_object_or_404(imports, pk=import_id, by=request.auth)
    if (
        staged.project_id
        and not Project.objects.visible_to(request.auth).filter(pk=staged.project_id).exists()
    ):
        raise Http404
    return staged
