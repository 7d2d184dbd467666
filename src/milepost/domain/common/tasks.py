"""What the queue calls: thin wrappers, nothing else."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from milepost.domain.common import jobs, runs
from milepost.domain.common.actions import scanning_files, sealing
from milepost.domain.common.jobs import JobFailed, Progress, enqueue, job
from milepost.domain.common.mailing import send_mailing
from milepost.domain.common.models import Attachment, Event, Mailing, Run
from milepost.domain.common.scanning import ScanFailed
from milepost.domain.common.spreading import spread_event


@db_task()
def perform_job(run_id: int) -> None:
    jobs.perform(run_id)


jobs.queue_with(perform_job)


@db_periodic_task(crontab(minute="*/5"))
def seal_audit_chain() -> None:
    while sealing.seal_change_sets(at=timezone.now()):
        pass


@db_periodic_task(crontab(minute="*"))
def sweep_lost_jobs() -> None:
    jobs.sweep(at=timezone.now())


@job("common.verify_chain")
def verify_chain(progress: Progress) -> dict[str, Any]:
    return asdict(sealing.verify_chain(report=progress.report))


@job("common.spread_event")
def spread(progress: Progress, *, event_id: int) -> dict[str, int]:
    return {"told": spread_event(Event.objects.get(pk=event_id), at=timezone.now())}


@job("common.send_mailing")
def send(progress: Progress, *, mailing_id: int) -> None:
    send_mailing(Mailing.objects.select_related("user").get(pk=mailing_id), at=timezone.now())


@job("common.scan_attachment")
def scan_attachment(progress: Progress, *, attachment_id: int) -> None:
    try:
        scanning_files.scan_file(Attachment.objects.get(pk=attachment_id), at=timezone.now())
    except ScanFailed as failed:
        raise JobFailed(gettext("The virus check did not work: {failed}").format(failed=failed)) from failed


@db_periodic_task(crontab(minute="*/10"))
def scan_again() -> None:
    for pk in Attachment.objects.filter(scan=Attachment.Scan.PENDING, removed_at=None).values_list(
        "pk", flat=True
    ):
        enqueue("common.scan_attachment", by=None, attachment_id=pk)


@job(runs.JOB)
def make_run(progress: Progress, *, run_id: int) -> None:
    runs.make_run(Run.objects.get(pk=run_id), report=progress.report, at=timezone.now())


@db_periodic_task(crontab(hour="3", minute="17"))
def forget_old_runs() -> None:
    runs.forget_old_runs(at=timezone.now())
