"""Large exports, made in the background and kept for a day."""

from tempfile import TemporaryFile
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.jobs import Progress, job
from milepost.domain.common.made_files import forget_files, keep_file
from milepost.domain.people.local_time import city_zone
from milepost.domain.people.models import Person
from milepost.web.access import now, today
from milepost.web.tables.answering import EXPORT_JOB, EXPORT_JOBS
from milepost.web.tables.asked import Asked
from milepost.web.tables.column import Reader
from milepost.web.tables.every import every_table
from milepost.web.tables.export import export_to
from milepost.web.tables.reading import Reading


@job(EXPORT_JOB)
def export_table(
    progress: Progress, *, table: str, things: dict[str, int], query: str, form: str, person_id: int
) -> dict[str, Any]:
    """Write an export of what its asker may see now."""
    person, described = Person.objects.get(pk=person_id), every_table()[table]
    with timezone.override(city_zone()):
        reader = Reader(person, today(), {})
        rows = described.rows(person, things)
        reading = Reading(described, rows, Asked(described, QueryDict(query)), reader)
        with TemporaryFile() as output:
            export_to(output, reading, form, report=progress.report)
            return keep_file(output, f"{table}-{reader.today}.{form}", rows=reading.count)


@db_periodic_task(crontab(minute="17"))
def forget_exports() -> None:
    """Forget the exports of yesterday."""
    for kind in EXPORT_JOBS:
        forget_files(kind, at=now())
