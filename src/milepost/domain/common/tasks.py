"""What the queue calls: thin wrappers, nothing else."""

from dataclasses import asdict
from typing import Any

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from milepost.domain.common import jobs
from milepost.domain.common.actions import sealing
from milepost.domain.common.jobs import Progress, job


@db_task()
def perform_job(run_id: int) -> None:
    jobs.perform(run_id)


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
