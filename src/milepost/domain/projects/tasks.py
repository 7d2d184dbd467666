"""Background work of this area: thin wrappers around its actions."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.jobs import Progress, job
from milepost.domain.common.made_files import keep_file
from milepost.domain.common.telling import tell
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Equipment, Person
from milepost.domain.projects.actions import booking, importing, recalculating
from milepost.domain.projects.actions.exporting import SCHEDULE_FILE_JOB
from milepost.domain.projects.calculations.schedule_file import file_name, schedule_file
from milepost.domain.projects.calculations.snapshots import keep_snapshots
from milepost.domain.projects.models import Project, ScheduleImport
from milepost.domain.projects.noticing import notice_the_day


@job("projects.read_import")
def read_import(progress: Progress, *, import_id: int) -> None:
    staged = ScheduleImport.objects.select_related("attachment", "project").get(pk=import_id)
    if staged.state == ScheduleImport.State.READING:
        importing.read_import(staged, report=progress.report)


@job("projects.apply_import")
def apply_import(progress: Progress, *, import_id: int, person_id: int, at: str) -> dict[str, Any] | None:
    staged = ScheduleImport.objects.select_related("attachment", "project", "department").get(pk=import_id)
    if staged.state != ScheduleImport.State.APPLYING:
        return None
    consequence = importing.apply_import(
        staged,
        by=Person.objects.get(pk=person_id),
        at=datetime.fromisoformat(at),
        report=progress.report,
    )
    staged.refresh_from_db()
    text = f"{staged.attachment.name} is imported. {consequence.message}"
    at_end = timezone.now()
    tell(
        "import_finished",
        topic=staged.project,
        text=text,
        by=None,
        at=at_end,
        to=[staged.by.user],
        once=f"import/{staged.pk}/{staged.change_set_id}",
    )
    return {"message": consequence.message}


@job(SCHEDULE_FILE_JOB)
def write_schedule_file(progress: Progress, *, project_id: int, ending: str) -> dict[str, Any]:
    project = Project.objects.get(pk=project_id)
    content = schedule_file(project, f".{ending}", report=progress.report)
    return keep_file(content, file_name(project, f".{ending}"), rows=project.tasks.count())


@job("projects.follow_calendar")
def follow_calendar(progress: Progress, *, calendar_id: int) -> dict[str, int]:
    return {"projects": recalculating.recalculate_projects_on(calendar_id, report=progress.report)}


@job("projects.follow_person")
def follow_person(progress: Progress, *, person_id: int) -> dict[str, int]:
    return {"projects": recalculating.recalculate_projects_of(person_id, report=progress.report)}


@job("projects.follow_equipment")
def follow_equipment(progress: Progress, *, equipment_id: int) -> dict[str, int]:
    equipment = Equipment.objects.get(pk=equipment_id)
    by = Person.objects.get(user=progress.run.by)
    named = booking.name_bookings(equipment, by=by, at=timezone.now())
    done = recalculating.recalculate_projects_booking(equipment_id, report=progress.report)
    return {"named": named, "projects": done}


@db_periodic_task(crontab(minute="52"))
def keep_todays_snapshots() -> None:
    at = timezone.now()
    keep_snapshots(on=local_day(at))
    notice_the_day(on=local_day(at), at=at)
