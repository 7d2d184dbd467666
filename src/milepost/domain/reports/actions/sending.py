"""What is due is sent: each recipient gets what that person may see, and a failure is told to whoever keeps it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
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
from milepost.domain.reports.actions.distributing import CannotDistribute
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.calculations.portfolio.months import month_before
from milepost.domain.reports.calculations.readers import PLAIN
from milepost.domain.reports.models import Distribution, Sending, StatusReport
from milepost.domain.reports.rendering.email import Email, portfolio_email, voice_email
from milepost.domain.reports.rendering.pdf import PdfUnavailable, portfolio_pdf, voice_pdf
from milepost.domain.reports.rendering.portfolio import portfolio_view

JOB = "reports.send_distribution"
MORNING = 7
MOST_ATTEMPTS = 5
LONGEST = timedelta(minutes=30)
"""How long a sending is taken to be under way; one that is older broke off."""
Outcome = Sending.Outcome
Letter = tuple[Person, Email, bytes | None, str]
"""To whom, what, its PDF where it could be made, and the name of that file."""


def send_due(*, at: datetime) -> int:
    """Have everything sent that is due this morning in the city; gives how many."""
    if local_time(at).hour < MORNING:
        return 0
    due = list(Distribution.objects.due(local_day(at)).values_list("pk", flat=True))
    for pk in due:
        enqueue(JOB, by=None, distribution_id=pk)
    return len(due)


def send_now(distribution: Distribution, *, by: Person, at: datetime) -> None:
    """Have a report sent today, whenever it is due."""
    require(by, "reports.send", distribution.project)
    with recording("reports.send_now", by=by.account, at=at, subject=distribution.project) as record:
        if not distribution.is_active:
            raise CannotDistribute(gettext("This is paused or ended; resume it first."))
        record.update(distribution, next_on=local_day(at))
        enqueue(JOB, by=by.account, distribution_id=distribution.pk)


def send_distribution(distribution: Distribution, *, at: datetime) -> Sending | None:
    """Send what is due of a distribution and move it to its next day; nothing where it is not due any more.

    The sending stands written before the first mail leaves, and whom it reached after each, so that one that
    breaks off is known and nobody gets it twice.
    """
    sending = _begin(distribution, at)
    if sending is not None and sending.outcome == Outcome.UNDER_WAY:
        failure = _post_all(sending)
        _end(sending, Outcome.FAILED if failure else Outcome.SENT, failure, at=at)
    return sending


def _begin(distribution: Distribution, at: datetime) -> Sending | None:
    """Write that a sending is under way; or what came of it, where there is nothing to send."""
    with recording("reports.begin_sending", by=None, at=at, subject=distribution.project) as record:
        _lock(distribution)
        if not distribution.is_active or distribution.next_on > local_day(at):
            return None
        broken = distribution.sendings.filter(outcome=Outcome.UNDER_WAY).first()
        if broken is not None and at - broken.at < LONGEST:
            return None
        if broken is not None:
            record.update(broken, outcome=Outcome.FAILED, words=gettext("It broke off under way."))
        report = _latest(distribution)
        sending = record.create(
            Sending(
                distribution=distribution,
                due_on=distribution.next_on,
                at=at,
                outcome=Outcome.UNDER_WAY,
                report=report,
                told=_told_before(distribution),
            )
        )
    if not may(distribution.owner, "reports.send", distribution.project):
        _end(sending, Outcome.FAILED, _owner_left(distribution), at=at)
    elif distribution.project is not None and report is None:
        _end(sending, Outcome.NOTHING_NEW, gettext("No report was published since the last sending."), at=at)
    return sending


def _post_all(sending: Sending) -> str:
    """Send each letter that is still to go, and mark whom it reached; gives why it failed, or nothing."""
    report = cleared([sending.report])[0] if sending.report else None
    try:
        for person, email, pdf, name in _letters(sending.distribution, report):
            if person.pk not in sending.told:
                _post(email, person, pdf, name)
                sending.told = sorted([*sending.told, person.pk])
                # Not with the outcome: a mail that left cannot be called back.
                Sending.objects.filter(pk=sending.pk).update(told=sending.told)
    except (SMTPException, OSError) as failure:
        return gettext("The mail server did not take it: {failure}").format(failure=failure)[:500]
    return ""


def _end(sending: Sending, outcome: str, words: str, *, at: datetime) -> None:
    """Mark what came of a sending, tell of a failure, and move on to the next turn unless it is tried again."""
    distribution = sending.distribution
    with recording("reports.end_sending", by=None, at=at, subject=distribution.project) as record:
        _lock(distribution)
        record.update(sending, outcome=outcome, words=words)
        record.summary = f"{distribution}: {sending.get_outcome_display().lower()}."
        if outcome == Outcome.FAILED:
            _tell_of_failure(distribution, sending, at=at)
        is_over = outcome != Outcome.FAILED or _attempts(sending) >= MOST_ATTEMPTS
        if is_over and distribution.next_on == sending.due_on:
            after = next_due(sending.due_on, distribution.cadence, after=local_day(at))
            record.update(distribution, next_on=after)


def _lock(distribution: Distribution) -> None:
    rows = Distribution.objects.select_for_update(of=("self",)).select_related("project", "owner__user")
    distribution.refresh_from_db(from_queryset=rows)


def _told_before(distribution: Distribution) -> list[int]:
    before = distribution.sendings.filter(due_on=distribution.next_on).values_list("told", flat=True)
    return sorted(set().union(*before))


def _owner_left(distribution: Distribution) -> str:
    words = gettext("{name} may no longer have this sent; somebody else has to take it over.")
    return words.format(name=distribution.owner)


def _letters(distribution: Distribution, report: StatusReport | None) -> Iterator[Letter]:
    people = [one.person for one in distribution.recipients.select_related("person")]
    for person in people:
        if not person.is_active or not person.email:
            continue
        if report is None:
            yield _of_portfolio(distribution, person)
        elif _may_read(distribution, person):
            name = f"{report.project.number}-{distribution.reader}-{report.period_finish:%Y-%m-%d}.pdf"
            yield person, voice_email(report, distribution.reader), _pdf_of_report(distribution, report), name


def _of_portfolio(distribution: Distribution, person: Person) -> Letter:
    # What leaves the house is the same for everybody, and holds what its owner would hand out.
    seen_by = distribution.owner if distribution.reader in PLAIN else person
    first = _month_of(distribution.next_on, distribution.cadence)
    shown = portfolio_view(first, reader=distribution.reader, seen_by=seen_by)
    try:
        pdf = portfolio_pdf(shown)
    except PdfUnavailable:
        pdf = None
    return person, portfolio_email(shown), pdf, f"portfolio-{shown.reader}-{first:%Y-%m}.pdf"


def _pdf_of_report(distribution: Distribution, report: StatusReport) -> bytes | None:
    try:
        return voice_pdf(report, distribution.reader)
    except PdfUnavailable:
        return None


def _may_read(distribution: Distribution, person: Person) -> bool:
    project = distribution.project
    if project is None or distribution.reader in PLAIN:
        return project is None or not project.is_restricted
    return may(person, "reports.view", project)


def _month_of(due: date, cadence: str) -> date:
    """Give the first day of the last month that was over; what comes more often tells the one under way."""
    first = due.replace(day=1)
    return month_before(first) if cadence in MONTHS or due == first else first


def _latest(distribution: Distribution) -> StatusReport | None:
    """Give the project's last published report, unless it was sent on an earlier turn."""
    if distribution.project is None:
        return None
    latest = (
        StatusReport.objects.published()
        .filter(project=distribution.project)
        .select_related("project")
        .first()
    )
    earlier = distribution.sendings.filter(outcome=Outcome.SENT, report=latest)
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
    failed = sent.distribution.sendings.filter(due_on=sent.due_on, outcome=Outcome.FAILED)
    return failed.count()


def _tell_of_failure(distribution: Distribution, sent: Sending, *, at: datetime) -> None:
    text = f"{distribution} was due {sent.due_on:%b} {sent.due_on.day} and could not be sent: {sent.words}"
    key = f"distribution/{distribution.pk}/{sent.due_on}"
    to = [distribution.owner.user]
    tell("report_not_sent", topic=distribution.project, text=text, by=None, at=at, to=to, once=key)
