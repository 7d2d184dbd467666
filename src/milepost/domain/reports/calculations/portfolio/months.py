"""A month of the portfolio: each project by its last published report of the month, beside its last one before."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import OuterRef, Subquery

from milepost.domain.people.models import City, Person
from milepost.domain.projects.models import Project, Status
from milepost.domain.projects.queries import tier_rules
from milepost.domain.reports.calculations.clearing import cleared
from milepost.domain.reports.calculations.fact_kinds import ReportFacts, facts_from
from milepost.domain.reports.models import Publication, Reader, StatusReport
from milepost.domain.reports.models.status_report import StatusReportQuerySet

GRAVEST_FIRST = [Status.OFF_TRACK, Status.AT_RISK, Status.ON_HOLD, Status.NOT_RATED, Status.ON_TRACK]
OUTSIDE = {Reader.COUNCIL, Reader.PUBLIC}
"""Readers whose report leaves the house: restricted projects are not in it, whoever makes it."""
UNDER_WAY = [
    Project.State.PLANNING,
    Project.State.PROCUREMENT,
    Project.State.IN_PROGRESS,
    Project.State.CLOSING,
]


@dataclass(frozen=True, slots=True)
class Before:
    """What the last report before the month said."""

    status: Status
    finish: str
    reported_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A project in a month, by its last report of the month."""

    report: StatusReport
    facts: ReportFacts
    before: Before | None

    @property
    def project(self) -> Project:
        return self.report.project

    @property
    def status(self) -> Status:
        return Status(self.facts.ratings["overall"].status)

    @property
    def is_worse(self) -> bool:
        return self.before is not None and _rank(self.status) < _rank(self.before.status)

    @property
    def is_better(self) -> bool:
        return self.before is not None and _rank(self.status) > _rank(self.before.status)

    @property
    def days_moved(self) -> int:
        """Count the calendar days by which the finish is later than it was before the month; earlier is negative."""
        if self.before is None:
            return 0
        return (date.fromisoformat(self.facts.finish[:10]) - date.fromisoformat(self.before.finish[:10])).days


@dataclass(frozen=True)
class PortfolioMonth:
    """The facts of a month for one reader, the gravest project first."""

    city: str
    first: date
    reader: str
    entries: list[Entry]
    silent: list[Project]
    """Under way and asked to report, and without a report in the month."""
    reached: dict[int, int]
    """How many milestones each project reached in the month, by all its reports of it; told to the council."""
    held: list[str]
    """The projects that told of being put on hold before the month, and have rested since."""

    @property
    def last(self) -> date:
        return end_of(self.first)

    @cached_property
    def worse(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_worse]

    @cached_property
    def better(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_better]

    def with_status(self, *statuses: Status) -> list[Entry]:
        return [entry for entry in self.entries if entry.status in statuses]


def read_month(first: date, *, reader: str, seen_by: Person) -> PortfolioMonth:
    """Read a month, which begins on `first`, as far as a person may see it and its reader is to; in few queries."""
    reports = _reports(reader, seen_by)
    within = _latest(reports.filter(period_finish__range=(first, end_of(first))))
    told = cleared(within.select_related("project__department", "project__manager"))
    before = _before(reports.filter(period_finish__lt=first, project__in=[one.project_id for one in told]))
    with_money = _with_money(reader)
    entries = [Entry(one, _facts(one, with_money), before.get(one.project_id)) for one in told]
    return PortfolioMonth(
        city=City.objects.get().name,
        first=first,
        reader=reader,
        entries=sorted(entries, key=_gravity),
        silent=_silent(first, {one.project_id for one in told}, reader, seen_by),
        reached=_reached(reports, first) if reader == Reader.COUNCIL else {},
        held=_held(reports.filter(period_finish__lte=end_of(first)), first),
    )


def reported_months(seen_by: Person) -> list[date]:
    """Give the first day of each month in which a report that a person may see was published, the latest first."""
    return list(StatusReport.objects.visible_to(seen_by).dates("period_finish", "month", order="DESC"))


def end_of(first: date) -> date:
    """Give the last day of the month that begins on a day."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def month_before(first: date) -> date:
    """Give the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def _reports(reader: str, seen_by: Person) -> StatusReportQuerySet:
    reports = StatusReport.objects.visible_to(seen_by)
    if reader == Reader.PUBLIC:
        return reports.filter(project__in=Publication.objects.shown().order_by().values("project"))
    return reports.filter(project__is_restricted=False) if reader in OUTSIDE else reports


def _latest(reports: StatusReportQuerySet) -> StatusReportQuerySet:
    of_project = reports.filter(project=OuterRef("project")).order_by("-period_finish", "-pk")
    return reports.filter(pk=Subquery(of_project.values("pk")[:1]))


def _before(reports: StatusReportQuerySet) -> dict[int, Before]:
    rows = _latest(reports).values_list("project", "overall_status", "facts__finish", "period_finish")
    return {project: Before(Status(status), finish, on) for project, status, finish, on in rows}


def _with_money(reader: str) -> set[int] | None:
    """Give the projects whose money the public reads; nothing where the reader sees that of all."""
    if reader != Reader.PUBLIC:
        return None
    return set(Publication.objects.shown().filter(shows_money=True).values_list("project_id", flat=True))


def _facts(report: StatusReport, with_money: set[int] | None) -> ReportFacts:
    facts = facts_from(report.facts)
    if with_money is not None and report.project_id not in with_money:
        facts.money = None
    return facts


def _silent(first: date, told: Iterable[int], reader: str, seen_by: Person) -> list[Project]:
    if reader in OUTSIDE:
        return []
    morning_after = datetime.combine(end_of(first) + timedelta(days=1), time())
    asked = [tier for tier, rule in tier_rules(on=end_of(first)).items() if rule.report_days is not None]
    under_way = Project.objects.visible_to(seen_by).filter(
        state__in=UNDER_WAY, tier__in=asked, dates__start__lt=morning_after
    )
    return list(under_way.exclude(pk__in=told).select_related("manager").order_by("number"))


def _reached(reports: StatusReportQuerySet, first: date) -> dict[int, int]:
    """Count milestones once that several reports of a month tell of."""
    within = reports.filter(period_finish__range=(first, end_of(first)))
    span = (first.isoformat(), end_of(first).isoformat())
    found = {
        (project, one.get("uid") or one["name"])
        for project, told in within.values_list("project", "facts__milestones")
        for one in told
        if one["is_done"] and span[0] <= one["finish"][:10] <= span[1]
    }
    return dict(Counter(project for project, _ in found))


def _held(reports: StatusReportQuerySet, first: date) -> list[str]:
    resting = _latest(reports.filter(project__in=Project.objects.open())).filter(
        period_finish__lt=first, facts__is_on_hold=True
    )
    return list(resting.order_by("project__number").values_list("project__name", flat=True))


def _gravity(entry: Entry) -> tuple[int, float, str]:
    return _rank(entry.status), -(entry.facts.days_late or 0), entry.facts.number


def _rank(status: Status) -> int:
    return GRAVEST_FIRST.index(status)
