"""What is due is sent: each recipient gets what that person may see, and a failure is told to whoever keeps it."""

from collections.abc import Iterator
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.recording import recording
from milepost.domain.common.telling import tell
from milepost.domain.governance.calculations.cadence import MONTHS, next_due
from milepost.domain.people.local_time import local_day, local_time
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.subscribing import CannotSubscribe
from milepost.domain.reports.calculations.portfolio.months import month_before
from milepost.domain.reports.calculations.readers import PLAIN
from milepost.domain.reports.models import Sending, StatusReport, Subscription
from milepost.domain.reports.rendering.email import Email, portfolio_email, voice_email
from milepost.domain.reports.rendering.pdf import PdfUnavailable, portfolio_pdf, voice_pdf
from milepost.domain.reports.rendering.portfolio import portfolio_view

JOB = "reports.send_subscription"
MORNING = 7
MOST_ATTEMPTS = 5
Outcome = Sending.Outcome
Letter = tuple[Person, Email, bytes | None, str]
"""To whom, what, its PDF where it could be made, and the name of that file."""


def send_due(*, at: datetime) -> int:
    """Have everything sent that is due this morning in the city; gives how many."""
    if local_time(at).hour < MORNING:
        return 0
    due = list(Subscription.objects.due(local_day(at)).values_list("pk", flat=True))
    for pk in due:
        enqueue(JOB, by=None, subscription_id=pk)
    return len(due)


def send_now(subscription: Subscription, *, by: Person, at: datetime) -> None:
    """Have a report sent today, whenever it is due."""
    require(by, "reports.send", subscription.project)
    with recording("reports.send_now", by=by.account, at=at, subject=subscription.project) as record:
        if not subscription.is_active:
            raise CannotSubscribe(gettext("This is paused or ended; resume it first."))
        record.update(subscription, next_on=local_day(at))
        enqueue(JOB, by=by.account, subscription_id=subscription.pk)


def send_subscription(subscription: Subscription, *, at: datetime) -> Sending | None:
    """Send what is due of a subscription and move it to its next day; nothing where it is not due any more."""
    _read(subscription)
    due, today = subscription.next_on, local_day(at)
    if not subscription.is_active or due > today:
        return None
    sent = _attempt(subscription, at)
    with recording("reports.send_subscription", by=None, at=at, subject=subscription.project) as record:
        _read(subscription)
        record.create(sent)
        record.summary = f"{subscription}: {sent.get_outcome_display().lower()}."
        if sent.outcome == Outcome.FAILED:
            _tell_of_failure(subscription, sent, at=at)
        is_over = sent.outcome != Outcome.FAILED or _attempts(sent) >= MOST_ATTEMPTS
        if is_over and subscription.next_on == due:
            record.update(subscription, next_on=next_due(due, subscription.cadence, after=today))
    return sent


def _read(subscription: Subscription) -> None:
    rows = Subscription.objects.select_related("project", "owner__user")
    subscription.refresh_from_db(from_queryset=rows)


def _attempt(subscription: Subscription, at: datetime) -> Sending:
    report = _latest(subscription)
    made = Sending(
        subscription=subscription, due_on=subscription.next_on, at=at, outcome=Outcome.SENT, report=report
    )
    if not may(subscription.owner, "reports.send", subscription.project):
        made.outcome = Outcome.FAILED
        made.words = gettext(
            "{name} may no longer have this sent; somebody else has to take it over."
        ).format(name=subscription.owner)
        return made
    if subscription.project is not None and report is None:
        made.outcome, made.words = (
            Outcome.NOTHING_NEW,
            gettext("No report was published since the last sending."),
        )
        return made
    before = subscription.sendings.filter(due_on=subscription.next_on).values_list("told", flat=True)
    told: set[int] = set().union(*before)
    try:
        for person, email, pdf, name in _letters(subscription, report):
            if person.pk not in told:
                _post(email, person, pdf, name)
                told.add(person.pk)
    except (SMTPException, OSError) as failure:
        made.outcome = Outcome.FAILED
        made.words = gettext("The mail server did not take it: {failure}").format(failure=failure)[:500]
    made.told = sorted(told)
    return made


def _letters(subscription: Subscription, report: StatusReport | None) -> Iterator[Letter]:
    people = [one.person for one in subscription.recipients.select_related("person")]
    for person in people:
        if not person.is_active or not person.email:
            continue
        if report is None:
            yield _of_portfolio(subscription, person)
        elif _may_read(subscription, person):
            name = f"{report.project.number}-{subscription.reader}-{report.period_finish:%Y-%m-%d}.pdf"
            yield person, voice_email(report, subscription.reader), _pdf_of_report(subscription, report), name


def _of_portfolio(subscription: Subscription, person: Person) -> Letter:
    # What leaves the house is the same for everybody, and holds what its owner would hand out.
    seen_by = subscription.owner if subscription.reader in PLAIN else person
    first = _month_of(subscription.next_on, subscription.cadence)
    shown = portfolio_view(first, reader=subscription.reader, seen_by=seen_by)
    try:
        pdf = portfolio_pdf(shown)
    except PdfUnavailable:
        pdf = None
    return person, portfolio_email(shown), pdf, f"portfolio-{shown.reader}-{first:%Y-%m}.pdf"


def _pdf_of_report(subscription: Subscription, report: StatusReport) -> bytes | None:
    try:
        return voice_pdf(report, subscription.reader)
    except PdfUnavailable:
        return None


def _may_read(subscription: Subscription, person: Person) -> bool:
    project = subscription.project
    if project is None or subscription.reader in PLAIN:
        return project is None or not project.is_restricted
    return Project.objects.visible_to(person).filter(pk=project.pk).exists()


def _month_of(due: date, cadence: str) -> date:
    """Give the first day of the last month that was over; what comes more often tells the one under way."""
    first = due.replace(day=1)
    return month_before(first) if cadence in MONTHS or due == first else first


def _latest(subscription: Subscription) -> StatusReport | None:
    """Give the project's last published report, unless it was sent on an earlier turn."""
    if subscription.project is None:
        return None
    latest = (
        StatusReport.objects.published()
        .filter(project=subscription.project)
        .select_related("project")
        .first()
    )
    earlier = subscription.sendings.filter(outcome=Outcome.SENT, report=latest)
    return None if latest is None or earlier.exists() else latest


def _post(email: Email, person: Person, pdf: bytes | None, name: str) -> None:
    message = EmailMultiAlternatives(
        email.subject,
        f"{email.text.strip()}\n\n{settings.SITE_URL.rstrip('/')}/reports/\n",
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(email.html, "text/html")
    if pdf is not None:
        message.attach(name, pdf, "application/pdf")
    message.send()


def _attempts(sent: Sending) -> int:
    failed = sent.subscription.sendings.filter(due_on=sent.due_on, outcome=Outcome.FAILED)
    return failed.count()


def _tell_of_failure(subscription: Subscription, sent: Sending, *, at: datetime) -> None:
    text = f"{subscription} was due {sent.due_on:%b} {sent.due_on.day} and could not be sent: {sent.words}"
    key = f"subscription/{subscription.pk}/{sent.due_on}"
    to = [subscription.owner.user]
    tell("report_not_sent", topic=subscription.project, text=text, by=None, at=at, to=to, once=key)
