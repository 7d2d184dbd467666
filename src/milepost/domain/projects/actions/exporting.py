"""Schedules as files: small ones are written at once, large ones by a job."""

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import JobRun
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project

SCHEDULE_FILE_JOB = "projects.write_schedule_file"
TASKS_AT_ONCE = 5_000
"""Above this a schedule is written in the background."""


def prepare_schedule_file(project: Project, ending: str, *, by: Person) -> JobRun | None:
    """Have the file of a large schedule written by a job; nothing where it can be had at once."""
    require(by, "projects.view", project)
    if project.tasks.count() <= TASKS_AT_ONCE:
        return None
    return enqueue(SCHEDULE_FILE_JOB, by=by.user, project_id=project.pk, ending=ending)
