"""The records officer asks for a project's whole record; a job makes the archive."""

from datetime import datetime

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import JobRun
from milepost.domain.common.recording import recording
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.reports.queries import RECORD_JOB


def export_record(project: Project, *, by: Person, at: datetime) -> JobRun:
    """Have the archive of a project's record made; who asked, and when, stays with the run."""
    require(by, "reports.export_record", project)
    with recording(RECORD_JOB, by=by.account, at=at, subject=project):
        return enqueue(RECORD_JOB, by=by.account, project_id=project.pk)
