"""Background work of this area: thin wrappers."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from milepost.domain.common.jobs import Progress, job
from milepost.domain.governance import inviting
from milepost.domain.governance.actions.recurring import make_meetings
from milepost.domain.governance.mailing_outages import mail_outage_notice
from milepost.domain.governance.models import Meeting, MeetingSeries, OutageNotice
from milepost.domain.governance.noticing import notice_overdue
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person


@job("governance.invite")
def invite(progress: Progress, *, meeting_id: int) -> dict[str, int]:
    return {"told": inviting.invite(Meeting.objects.get(pk=meeting_id), at=timezone.now())}


@job("governance.uninvite")
def uninvite(progress: Progress, *, meeting_id: int, person_ids: list[int], why: str) -> dict[str, int]:
    people = Person.objects.filter(pk__in=person_ids)
    return {"told": inviting.uninvite(Meeting.objects.get(pk=meeting_id), people, at=timezone.now(), why=why)}


@job("governance.invite_to_series")
def invite_to_series(progress: Progress, *, series_id: int) -> dict[str, int]:
    return {"told": inviting.invite_to_series(MeetingSeries.objects.get(pk=series_id), at=timezone.now())}


@job("governance.send_minutes")
def send_minutes(progress: Progress, *, meeting_id: int) -> dict[str, int]:
    return {"told": inviting.mail_minutes(Meeting.objects.get(pk=meeting_id))}


@job("governance.mail_outage_notice")
def send_outage_mail(progress: Progress, *, notice_id: int) -> dict[str, int]:
    notice = OutageNotice.objects.select_related("change").get(pk=notice_id)
    return {"told": mail_outage_notice(notice)}


@db_periodic_task(crontab(minute="20", hour="*/6"))
def make_meetings_ahead() -> None:
    for series in MeetingSeries.objects.all():
        make_meetings(series, at=timezone.now())


@db_periodic_task(crontab(minute="40", hour="*/2"))
def notice_overdue_action_items() -> None:
    notice_overdue(on=local_day(timezone.now()), at=timezone.now())
