"""Background work that goes by the city's clock."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.mailing import send_due
from milepost.domain.people.delegation_noticing import tell_of_beginnings
from milepost.domain.people.local_time import local_time


@db_periodic_task(crontab(minute="*"))
def send_due_mail() -> None:
    at = timezone.now()
    send_due(at=at, local=local_time(at))


@db_periodic_task(crontab(minute="*/10"))
def tell_delegates() -> None:
    tell_of_beginnings(at=timezone.now())
