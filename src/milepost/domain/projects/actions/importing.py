"""A schedule comes from a file: staged, previewed, and written only when confirmed."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.utils.translation import gettext

from milepost.domain.common.jobs import JobFailed, enqueue
from milepost.domain.common.models import Attachment
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.applying_plan import apply_plan
from milepost.domain.projects.actions.creating import add_project
from milepost.domain.projects.actions.editing import CannotEdit, editing
from milepost.domain.projects.calculations.import_preview import preview_of
from milepost.domain.projects.calculations.recalculation import Consequence, recalculate
from milepost.domain.projects.models import Project, ScheduleImport
from milepost.engine.schedule import ScheduleError
from milepost.exchange.errors import UnreadableFile
from milepost.exchange.plan import Plan
from milepost.exchange.reading import read_plan

Report = Callable[[int, str], None]
State = ScheduleImport.State


class CannotImport(Refusal):
    """Says why a staged file cannot be confirmed."""


def stage_import(
    content: BinaryIO,
    file_name: str,
    *,
    by: Person,
    at: datetime,
    project: Project | None = None,
    department: Department | None = None,
    name: str = "",
) -> ScheduleImport:
    """Keep a file and have it read in the background, to update a project or to make a new one in a department."""
    if project is not None:
        require(by, "projects.import_schedule", project)
    elif department is not None:
        require(by, "projects.create", department)
    else:
        raise CannotImport(
            gettext("Choose the project to update, or the department a new project belongs to.")
        )
    with recording("projects.stage_import", by=by.account, at=at, subject=project) as record:
        attachment = record.create(attachment_of(content, file_name))
        staged = record.create(
            ScheduleImport(
                attachment=attachment, project=project, department=department, name=name, by=by, at=at
            )
        )
        run = enqueue("projects.read_import", by=by.account, import_id=staged.pk)
        ScheduleImport.objects.filter(pk=staged.pk).update(run=run)
    staged.refresh_from_db()
    return staged


def read_import(staged: ScheduleImport, *, report: Report) -> None:
    """Read a staged file and keep what importing it would do; raises `JobFailed` with the reason when it cannot."""
    try:
        plan = _plan(staged, report)
        report(70, "Comparing with the project")
        preview = preview_of(plan, staged.project)
    except (UnreadableFile, ScheduleError) as error:
        ScheduleImport.objects.filter(pk=staged.pk).update(state=State.FAILED, problem=str(error))
        raise JobFailed(str(error)) from error
    ScheduleImport.objects.filter(pk=staged.pk).update(state=State.PREVIEWED, preview=preview)


def confirm_import(staged: ScheduleImport, *, by: Person, at: datetime) -> None:
    """Have a previewed file written in the background; raises `CannotImport` when the project moved on since."""
    _check_permission(staged, by)
    if staged.state != State.PREVIEWED or staged.preview is None:
        raise CannotImport(gettext("This file is not waiting to be confirmed."))
    if staged.project and staged.project.revision != staged.preview["revision"]:
        raise CannotImport(
            gettext("The schedule was changed since this preview was made. Bring the file again.")
        )
    with recording("projects.confirm_import", by=by.account, at=at, subject=staged.project) as record:
        record.update(staged, state=State.APPLYING)
        run = enqueue(
            "projects.apply_import", by=by.account, import_id=staged.pk, person_id=by.pk, at=at.isoformat()
        )
        ScheduleImport.objects.filter(pk=staged.pk).update(run=run)


def discard_import(staged: ScheduleImport, *, by: Person, at: datetime) -> None:
    """Put a previewed file aside."""
    _check_permission(staged, by)
    if staged.state != State.PREVIEWED:
        raise CannotImport(gettext("This file is not waiting to be confirmed."))
    with recording("projects.discard_import", by=by.account, at=at, subject=staged.project) as record:
        record.update(staged, state=State.DISCARDED)


def apply_import(staged: ScheduleImport, *, by: Person, at: datetime, report: Report) -> Consequence:
    """Write a confirmed file in one change set, or nothing of it; what stops it lets the file be confirmed again."""
    _check_permission(staged, by)
    try:
        plan = _plan(staged, report)
        report(60, "Writing the schedule")
        return _apply(staged, plan, by=by, at=at)
    except (UnreadableFile, ScheduleError, CannotEdit) as error:
        raise JobFailed(str(error)) from error
    finally:
        ScheduleImport.objects.filter(pk=staged.pk, state=State.APPLYING).update(state=State.PREVIEWED)


def _apply(staged: ScheduleImport, plan: Plan, *, by: Person, at: datetime) -> Consequence:
    if staged.project is None:
        return _apply_as_new(staged, plan, by=by, at=at)
    with editing(
        staged.project, "projects.import_schedule", by=by, at=at, permission="projects.import_schedule"
    ) as edit:
        apply_plan(edit.record, edit.project, plan, by=by, at=at)
    ScheduleImport.objects.filter(pk=staged.pk).update(state=State.APPLIED, change_set=edit.record.change_set)
    return edit.result


def _apply_as_new(staged: ScheduleImport, plan: Plan, *, by: Person, at: datetime) -> Consequence:
    if staged.department is None:
        raise CannotImport(gettext("Choose the department the new project belongs to."))
    with recording("projects.import_schedule", by=by.account, at=at, reason=staged.attachment.name) as record:
        project = add_project(
            record,
            (staged.name or plan.name)[:200],
            department=staged.department,
            start=plan.start.date(),
            by=by,
            at=at,
            state=Project.State.PLANNING,
        )
        apply_plan(record, project, plan, by=by, at=at)
        consequence = recalculate(project)
        record.summary = consequence.message
    ScheduleImport.objects.filter(pk=staged.pk).update(
        state=State.APPLIED, change_set=record.change_set, project=project
    )
    return consequence


def _check_permission(staged: ScheduleImport, by: Person) -> None:
    if staged.project is not None:
        require(by, "projects.import_schedule", staged.project)
    elif staged.department is not None:
        require(by, "projects.create", staged.department)


def _plan(staged: ScheduleImport, report: Report) -> Plan:
    attachment = staged.attachment
    report(5, "Reading the file")
    return read_plan(
        Path(attachment.content.path),
        name=attachment.name,
        progress=lambda share: report(5 + int(share * 50), "Reading the file"),
    )


def attachment_of(content: BinaryIO, file_name: str) -> Attachment:
    """Give the row, not written yet, of a file as it came."""
    digest = hashlib.sha256()
    while chunk := content.read(1 << 20):
        digest.update(chunk)
    content.seek(0)
    stored = File(content, name=Path(file_name).name[-100:])
    return Attachment(
        name=Path(file_name).name[:255], content=stored, size=stored.size, sha256=digest.hexdigest()
    )
