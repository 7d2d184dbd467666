"""What anybody may read of the published projects: frozen with their last report, in plain words."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils.safestring import SafeString, mark_safe

from milepost.charts.status_shape import status_shape
from milepost.domain.people.models import City
from milepost.domain.projects.models import Status
from milepost.domain.reports.calculations.clearing import cleared, restricted_in
from milepost.domain.reports.calculations.fact_kinds import ReportFacts, facts_from
from milepost.domain.reports.calculations.plain_words import plain
from milepost.domain.reports.calculations.sentences import day, dollars, month
from milepost.domain.reports.models import Publication, StatusReport
from milepost.domain.reports.rendering.passages import Passage, passages

WORDS = {
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "May be late",
    Status.OFF_TRACK: "Behind plan",
    Status.ON_HOLD: "On hold",
    Status.NOT_RATED: "Under way",
}
OVER_BUDGET, NEEDS_ATTENTION = "Over budget", "Needs attention"
COLUMNS = (
    "number", "name", "department", "status", "finish", "percent_complete", "budget", "spent", "reported_on", "text",
)  # fmt: skip

SENTENCE = re.compile(r"(?<=[.!?])\s+")
MONEY = re.compile(r"\$|\b(dollar|cent|budget|cost|spen[dt]|price|paid|pay|fund|million|USD)", re.IGNORECASE)
"""What tells of money in a sentence that somebody wrote; rather one sentence too few is shown than one too many."""


@dataclass(frozen=True, slots=True)
class PublicMilestone:
    name: str
    on: date
    is_reached: bool

    @property
    def month(self) -> str:
        return month(self.on.isoformat())


@dataclass(frozen=True, slots=True)
class PublicProject:
    """One project as the public sees it; amounts are text with cents, `None` where unknown or not shown."""

    number: str
    name: str
    department: str
    status: str
    finish: date | None
    """`None` while the project is on hold."""
    percent_complete: int
    budget: str | None
    spent: str | None
    reported_on: date
    text: str
    milestones: tuple[PublicMilestone, ...]
    status_key: str

    @property
    def shape(self) -> SafeString:
        return mark_safe(status_shape(self.status_key))  # noqa: S308 - a constant of this product

    @property
    def passages(self) -> list[Passage]:
        return passages(self.text)

    @property
    def finish_month(self) -> str:
        return month(self.finish.isoformat()) if self.finish else ""

    @property
    def budget_text(self) -> str:
        return dollars(self.budget) if self.budget else ""

    @property
    def spent_text(self) -> str:
        return dollars(self.spent) if self.spent else ""

    @property
    def reported_text(self) -> str:
        return day(self.reported_on.isoformat())

    def as_json(self) -> dict[str, Any]:
        """Give what programs read; the key of the status is ours alone."""
        return {name: value for name, value in asdict(self).items() if name != "status_key"}


def public_word(facts: ReportFacts, *, shows_money: bool) -> str:
    """Say in two words how a project stands; where money is the reason and not to be told, that there is one."""
    if facts.is_about_money:
        return OVER_BUDGET if shows_money else NEEDS_ATTENTION
    return WORDS[Status(facts.ratings["overall"].status)]


def public_projects() -> list[PublicProject]:
    """Give the published projects with what their last report said, in two queries."""
    return list(_projects(Publication.objects.shown()))


def public_project(number: str) -> PublicProject | None:
    """Give one published project by its number."""
    return next(_projects(Publication.objects.shown().filter(project__number=number)), None)


def public_mark() -> str:
    """Give a digest that changes whenever anything on the public page does."""
    rows = Publication.objects.shown().values_list("project_id", "shows_money", "at").order_by("project_id")
    told = _reports().aggregate(latest=Max("published_at"), last=Max("pk"), count=Count("pk"))
    city = City.objects.values_list("name", flat=True).first()
    withheld = sorted(restricted_in(project for project, *_ in rows).items())
    return sha256(repr((list(rows), told, city, withheld)).encode()).hexdigest()[:32]


def _reports() -> Any:
    return StatusReport.objects.published().exclude(public="")


def _projects(publications: Any) -> Iterator[PublicProject]:
    last = _reports().filter(project=OuterRef("project")).order_by("-period_finish", "-pk").values("pk")[:1]
    shown = list(publications.annotate(report=Subquery(last)).order_by("project__number"))
    told = StatusReport.objects.filter(pk__in=[one.report for one in shown if one.report])
    reports = {one.pk: one for one in cleared(told)}
    for publication in shown:
        if publication.report:
            yield _project(publication, reports[publication.report])


def _project(publication: Publication, report: StatusReport) -> PublicProject:
    facts = facts_from(report.facts)
    status = Status(facts.ratings["overall"].status)
    money = facts.money if publication.shows_money else None
    return PublicProject(
        number=facts.number,
        name=facts.name,
        department=facts.department,
        status=public_word(facts, shows_money=publication.shows_money),
        finish=None if facts.is_on_hold else datetime.fromisoformat(facts.finish).date(),
        percent_complete=round(facts.percent_complete),
        budget=money.budget if money else None,
        spent=money.spent if money else None,
        reported_on=report.period_finish,
        text=report.public if publication.shows_money else _without_money(report),
        milestones=tuple(_milestones(facts)),
        status_key=status,
    )


def _milestones(facts: ReportFacts) -> Iterator[PublicMilestone]:
    for one in facts.milestones:
        if facts.is_on_hold and not one.is_done:
            continue
        yield PublicMilestone(plain(one.name), datetime.fromisoformat(one.finish).date(), one.is_done)


def _without_money(report: StatusReport) -> str:
    """Leave every sentence on money out of the text: the drafted ones, and what somebody wrote instead."""
    text = report.public
    for sentence, keys, _ in report.sentences.get("public", ()):
        if "money" in keys:
            text = text.replace(sentence, "")
    kept = [
        " ".join(one for one in SENTENCE.split(line) if not MONEY.search(one)) for line in text.split("\n")
    ]
    return "\n".join(kept).strip()
