"""Schedules as PDF: small ones at once, large ones by a job; what was made is kept for a day."""

from datetime import date
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import gettext

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import JobRun
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Baseline, Project
from milepost.domain.reports.rendering.schedule_options import PrintOptions
from milepost.domain.reports.rendering.schedule_pdf import SchedulePrint

JOB = "reports.print_schedule"
MOST_PAGES_AT_ONCE = 6
MOST_PAGES = 400
KEPT_SECONDS = 24 * 3600
FORM = 1
"""Raise it when the look of the pages changes, so that kept ones are not served."""


class CannotPrint(Refusal):
    """Raised when a schedule would take more pages than anyone prints."""


def printed(
    project: Project, options: PrintOptions, *, baseline: Baseline | None, as_of: date
) -> bytes | None:
    """Give a schedule as PDF when it is small or was prepared; nothing when it has to be prepared first.

    Raises `PdfUnavailable`.
    """
    schedule = SchedulePrint(project, options, as_of, baseline)
    kept: bytes | None = cache.get(_key(schedule))
    if kept is None and len(schedule.sheets) <= MOST_PAGES_AT_ONCE:
        return keep_print(schedule)
    return kept


def prepare_print(
    project: Project, options: PrintOptions, *, baseline: Baseline | None, as_of: date, by: Person
) -> JobRun | None:
    """Have a large schedule made by a job; nothing when it can be had at once. Raises `CannotPrint`."""
    require(by, "projects.view", project)
    schedule = SchedulePrint(project, options, as_of, baseline)
    pages = len(schedule.sheets)
    if pages > MOST_PAGES:
        raise CannotPrint(
            gettext(
                "This would take {pages:,} pages. Choose a coarser "
                "time scale, fewer levels or a shorter time."
            ).format(pages=pages),
            field="scale",
        )
    if pages <= MOST_PAGES_AT_ONCE or cache.get(_key(schedule)) is not None:
        return None
    return enqueue(
        JOB,
        by=by.user,
        project_id=project.pk,
        baseline_id=baseline.pk if baseline else None,
        as_of=as_of.isoformat(),
        options=options.as_arguments(),
    )


def keep_print(schedule: SchedulePrint) -> bytes:
    """Make a schedule's PDF and keep it for a day; it follows from the schedule alone."""
    content = schedule.pdf()
    cache.set(_key(schedule), content, KEPT_SECONDS)
    return content


def _key(schedule: SchedulePrint) -> str:
    project = schedule.project
    parts = (
        FORM, project.pk, project.revision, project.number, project.name, project.status_date, project.department_id,
        schedule.baseline and schedule.baseline.pk, schedule.as_of, schedule.options,
    )  # fmt: skip
    return f"schedule-print:{sha256(repr(parts).encode()).hexdigest()[:32]}"
