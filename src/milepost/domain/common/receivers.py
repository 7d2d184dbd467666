"""What happens in this area and is worth a notification."""

from typing import Any

from django.dispatch import receiver

from milepost.domain.common.models import JobRun
from milepost.domain.common.signals import job_failed
from milepost.domain.common.telling import tell

TITLES = {
    "projects.read_import": "Reading your file",
    "projects.apply_import": "Your import",
    "projects.follow_calendar": "Following your change of a calendar",
    "reports.make_pdf": "Making the PDF of your report",
    "common.verify_chain": "Verifying the audit chain",
}


@receiver(job_failed)
def tell_of_failure(sender: object, *, run: JobRun, **_: Any) -> None:
    """Tell whoever asked for the work."""
    if run.by and run.ended_at:
        title = TITLES.get(run.job, "Your background work")
        text = f"{title} failed: {run.message}"
        tell("job_failed", text=text, by=None, at=run.ended_at, to=[run.by], once=f"job/{run.pk}")
