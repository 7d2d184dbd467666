"""What the demo city tells its residents and its council."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from milepost.demo.clock import moment
from milepost.demo.living import Stage
from milepost.domain.governance.actions.decisions import record_decision
from milepost.domain.money.models import Budget
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.communicating_with_council import (
    draft_communication,
    finish_communication,
    revise_communication,
)
from milepost.domain.reports.actions.distributing import DistributionFields, begin_distribution
from milepost.domain.reports.actions.publishing_projects import publish_project
from milepost.domain.reports.calculations.packet import council_days
from milepost.domain.reports.calculations.portfolio.months import month_before
from milepost.domain.reports.models import (
    CouncilCommunication,
    Distribution,
    Reader,
    Sending,
    StatusReport,
)


def publish_projects(stage: Stage, *, at: datetime) -> None:
    """Put every open project that reports and is not restricted on the public page."""
    lead = stage.cast.holder("PMO lead")
    told = StatusReport.objects.published().exclude(public="").order_by().values("project")
    for project in Project.objects.open().filter(pk__in=told, is_restricted=False).order_by("number"):
        publish_project(project, shows_money=True, by=lead, at=at)


RECOMMENDATION = "Staff recommends that council receive this report and direct staff to go on as planned."
ALTERNATIVES = (
    "- Ask for another report before more of the budget is spent.\n"
    "- Put the project on hold; the systems it replaces then stay in use."
)
FOR_THE_PACKET = {
    "agenda_item": "6B",
    "legal_review": "City Attorney, no legal questions",
    "approved_by": "City Manager",
}
MOST_MATTERS = 3
RECEIVE = "Staff recommends that council receive this progress report. No money is asked for."
PAPERS, DAYS_BETWEEN = 9, 84
PACKET = timedelta(days=14)
"""How long before the meeting a paper is begun."""
MONTHS, FAILED_ONCE = 12, 7
AFTER = timedelta(days=3)
"""How long after its period a report goes out."""


def report_to_council(stage: Stage) -> Iterator[datetime]:
    """Give each moment of two years at which one of the larger projects is brought before council, and is heard."""
    for turn in range(PAPERS):
        at = moment(stage.as_of - timedelta(days=DAYS_BETWEEN * (PAPERS - turn)), 10, 15)
        yield at
        paper = _bring(_larger(), turn, at=at)
        if paper is None:
            continue
        heard_at = moment(paper.meeting_on, 20)
        yield heard_at
        project = Project.objects.get(pk=paper.project_id)
        text = f"Council received the progress report on {project.name}."
        by, day = paper.author, paper.meeting_on
        record_decision(
            project, text, reason="", decided_by="City Council", decided_on=day, by=by, at=heard_at
        )


def _bring(projects: QuerySet[Project], turn: int, *, at: datetime) -> CouncilCommunication | None:
    found = list(projects)
    days = council_days(after=at.date() + PACKET, count=1)
    if not found or not days:
        return None
    project = found[turn % len(found)]
    if project.manager is None:
        return None
    paper = draft_communication(project, meeting_on=days[0], by=project.manager, at=at)
    texts = FOR_THE_PACKET | {"recommendation": RECEIVE, "alternatives": ALTERNATIVES}
    revise_communication(paper, **texts, by=project.manager, at=at)
    finish_communication(paper, by=project.manager, at=at)
    return paper


def _larger() -> QuerySet[Project]:
    """Give the large projects that reported and are not restricted, those with a budget first."""
    told = StatusReport.objects.published().exclude(public="").order_by().values("project")
    larger = Project.objects.open().filter(pk__in=told, is_restricted=False, tier=Project.Tier.LARGE)
    has_budget = Exists(Budget.objects.filter(project=OuterRef("pk")))
    return larger.select_related("manager").order_by(has_budget.desc(), "number")


def write_to_council(stage: Stage, *, at: datetime) -> None:
    """Bring larger projects that go on until then before the next meetings, one of them finished for the packet."""
    days = council_days(after=at.date(), count=MOST_MATTERS)
    larger = list(_larger().filter(dates__finish__gt=datetime.combine(days[-1], time())) if days else ())
    for number, (day, project) in enumerate(zip(days, larger, strict=False)):
        if project.manager is None:
            return
        by = project.manager
        paper = draft_communication(project, meeting_on=day, by=by, at=at)
        revise_communication(paper, recommendation=RECOMMENDATION, alternatives=ALTERNATIVES, by=by, at=at)
        if number == 0:
            revise_communication(paper, **FOR_THE_PACKET, by=by, at=at)
            finish_communication(paper, by=by, at=at)


def send_reports(stage: Stage, *, at: datetime) -> None:
    """Have the portfolio report sent to the executive and the office, and one project's to its sponsor, for a year."""
    cast = stage.cast
    lead, executive = cast.holder("PMO lead"), cast.holder("Chief information officer")
    first = (at.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    for reader, people in ((Reader.DIRECTOR, [executive, lead]), (Reader.COUNCIL, [executive])):
        fields: DistributionFields = {"reader": reader, "cadence": "monthly", "next_on": first}
        sent = begin_distribution(None, fields, people, by=lead, at=at)
        _remember(sent, [months_before(first, count) for count in range(MONTHS, 0, -1)], people)
    project = _larger().first()
    if project is None or project.manager is None or project.sponsor is None:
        return
    fields = {"reader": Reader.DIRECTOR, "cadence": "fortnightly", "next_on": at.date() + timedelta(days=14)}
    sent = begin_distribution(project, fields, [project.sponsor], by=project.manager, at=at)
    told = StatusReport.objects.published().filter(project=project, period_finish__lt=at.date() - AFTER)
    reports = {one.period_finish + AFTER: one for one in reversed(told[:MONTHS])}
    _remember(sent, list(reports), [project.sponsor], reports)


def _remember(
    distribution: Distribution,
    days: Sequence[date],
    people: Sequence[Person],
    reports: Mapping[date, StatusReport] | None = None,
) -> None:
    """Write down the sendings of the past, for their mails shall not go out now; one needed a second attempt."""
    told = [one.pk for one in people]
    for number, day in enumerate(days):
        report = reports[day] if reports else None
        made = {"distribution": distribution, "due_on": day, "report": report}
        if number == FAILED_ONCE:
            words = "The mail server did not take it: [Errno 111] Connection refused"
            Sending.objects.create(at=moment(day, 7, 15), outcome=Sending.Outcome.FAILED, words=words, **made)
        hour = 8 if number == FAILED_ONCE else 7
        Sending.objects.create(at=moment(day, hour, 15), outcome=Sending.Outcome.SENT, told=told, **made)


def months_before(first: date, count: int) -> date:
    """Give the first day of the month so many months before."""
    for _ in range(count):
        first = month_before(first)
    return first
