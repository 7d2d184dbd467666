"""Large exports, made in the background and kept for a day."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.jobs import Progress, job
from milepost.domain.common.models import JobRun
from milepost.domain.people.models import Person
from milepost.web.access import city_zone, today
from milepost.web.tables.answering import EXPORT_JOB
from milepost.web.tables.asked import Asked
from milepost.web.tables.column import Reader
from milepost.web.tables.every import EVERY_TABLE
from milepost.web.tables.export import exported
from milepost.web.tables.reading import Reading

KEPT = timedelta(days=1)


@job(EXPORT_JOB)
def export_table(
    progress: Progress, *, table: str, things: dict[str, int], query: str, form: str, person_id: int
) -> dict[str, Any]:
    """Write an export of what its asker may see now."""
    person, described = Person.objects.get(pk=person_id), EVERY_TABLE[table]
    with timezone.override(city_zone()):
        reader = Reader(person, today())
        rows = described.rows(person, things)
        reading = Reading(described, rows, Asked(described, QueryDict(query)), reader)
        content = exported(reading, form, report=progress.report)
        name = f"{table}-{reader.today}.{form}"
    path = default_storage.save(f"exports/{uuid4().hex}.{form}", ContentFile(content))
    return {"name": name, "path": path, "rows": reading.count}


@db_periodic_task(crontab(minute="17", hour="*"))
def forget_exports() -> None:
    forget_old_exports()


def forget_old_exports() -> None:
    """Remove the files of exports made more than a day ago."""
    old = JobRun.objects.filter(job=EXPORT_JOB, ended_at__lt=timezone.now() - KEPT)
    for run in old.exclude(result=None):
        default_storage.delete((run.result or {})["path"])
        JobRun.objects.filter(pk=run.pk).update(result=None, message="The file was kept for a day.")
