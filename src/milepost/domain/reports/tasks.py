"""Background work of this area: thin wrappers around its actions."""

from datetime import date
from typing import Any

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.jobs import JobFailed, Progress, job
from milepost.domain.common.made_files import forget_files, keep_file
from milepost.domain.projects.models import Baseline, Project
from milepost.domain.reports.actions.keeping_pdf import keep_pdf
from milepost.domain.reports.actions.printing import JOB, keep_print
from milepost.domain.reports.actions.sending import JOB as SEND_JOB
from milepost.domain.reports.actions.sending import send_distribution, send_due
from milepost.domain.reports.models import Distribution, StatusReport
from milepost.domain.reports.queries import RECORD_JOB
from milepost.domain.reports.rendering.pdf import PdfUnavailable
from milepost.domain.reports.rendering.record import record_of
from milepost.domain.reports.rendering.schedule_options import PrintOptions
from milepost.domain.reports.rendering.schedule_pdf import SchedulePrint


@job("reports.make_pdf")
def make_pdf(progress: Progress, *, report_id: int) -> None:
    progress.report(10, "Making the PDF")
    try:
        keep_pdf(StatusReport.objects.get(pk=report_id))
    except PdfUnavailable as unavailable:
        raise JobFailed(str(unavailable)) from unavailable


@job(JOB)
def print_schedule(
    progress: Progress, *, project_id: int, baseline_id: int | None, as_of: str, options: dict[str, Any]
) -> None:
    project = Project.objects.select_related("department", "calendar").get(pk=project_id)
    schedule = SchedulePrint(
        project,
        PrintOptions.of_arguments(options),
        date.fromisoformat(as_of),
        Baseline.objects.get(pk=baseline_id) if baseline_id else None,
    )
    progress.report(10, f"Writing {len(schedule.sheets)} pages")
    try:
        keep_print(schedule)
    except PdfUnavailable as unavailable:
        raise JobFailed(str(unavailable)) from unavailable


@job(RECORD_JOB)
def make_record(progress: Progress, *, project_id: int) -> dict[str, Any]:
    project = Project.objects.get(pk=project_id)
    progress.report(5, "Gathering the record")
    forget_files(RECORD_JOB, at=timezone.now())
    return keep_file(record_of(project, at=timezone.now()), f"{project.number}-record.zip")


@job(SEND_JOB)
def send_one(progress: Progress, *, distribution_id: int) -> None:
    send_distribution(Distribution.objects.get(pk=distribution_id), at=timezone.now())


@db_periodic_task(crontab(minute="15"))
def send_what_is_due() -> None:
    send_due(at=timezone.now())
