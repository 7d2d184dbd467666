"""Background work of this area: thin wrappers."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.staffing.actions.minding_requests import mind_requests


@db_periodic_task(crontab(minute="*/10"))
def mind_staff_requests() -> None:
    mind_requests(at=timezone.now())
