"""What a rendering shows, ready to be written out: words, shapes and lines, nothing to compute."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from milepost.charts.status_shape import status_color, status_shape
from milepost.domain.people.local_time import local_day
from milepost.domain.projects.models import Status
from milepost.domain.projects.wording import counted, day_text, working_days_text
from milepost.domain.reports.calculations.fact_kinds import MilestoneFact, Rated, ReportFacts, facts_from
from milepost.domain.reports.calculations.facts import read_facts
from milepost.domain.reports.calculations.sentences import day
from milepost.domain.reports.models import StatusReport
from milepost.domain.reports.rendering.passages import Passage, passages
from milepost.domain.reports.rendering.since import Changed, changed_since

DIMENSIONS = {"overall": "Overall", "schedule": "Schedule", "scope": "Scope", "budget": "Budget"}


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status in a dimension, with why."""

    dimension: str
    status: str
    word: str
    shape: SafeString
    color: str
    reason: str
    note: str
    """Who rated it other than the rule does, and what the rule says."""


@dataclass(frozen=True, slots=True)
class MilestoneView:
    name: str
    state: str
    finish: str
    baseline: str
    variance: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A status report, laid out."""

    title: str
    number: str
    period: str
    is_draft: bool
    details: list[tuple[str, str]]
    statuses: list[StatusView]
    is_baseline_revised: bool
    since: str
    """Up to which day the report before this one went."""
    changes: list[Changed]
    summary: list[Passage]
    done: list[Passage]
    next: list[Passage]
    decisions: list[Passage]
    milestones: list[MilestoneView]
    other_milestones: str
    """How many more were reached before and come later."""
    risks: list[dict[str, str]]
    issues: list[dict[str, str]]
    published: str
    taken_out: str
    """What is left out because it was restricted after it was written."""


def facts_of(report: StatusReport) -> ReportFacts:
    """Give what a report is made from: a published one keeps it, a draft is read as it is now."""
    if report.is_published:
        return facts_from(report.facts)
    return read_facts(report.project, start=report.period_start, finish=report.period_finish)


def view_of(report: StatusReport) -> ReportView:
    """Lay a report out: a published one from what it keeps, a draft from the facts as they are now."""
    facts = facts_of(report)
    return ReportView(
        title=facts.name,
        number=facts.number,
        period=period_text(report.period_start, report.period_finish),
        is_draft=not report.is_published,
        details=_details(facts),
        statuses=[
            status_view(word, facts.ratings[name])
            for name, word in DIMENSIONS.items()
            if name in facts.ratings
        ],
        is_baseline_revised=facts.is_baseline_revised,
        since=day(facts.reported_before) if facts.reported_before else "",
        changes=changed_since(facts),
        summary=passages(report.summary),
        done=passages(report.done),
        next=passages(report.next),
        decisions=passages(report.decisions),
        milestones=[_milestone(milestone) for milestone in facts.milestones],
        other_milestones=_other_milestones(facts),
        risks=[_texts(risk) for risk in facts.risks],
        issues=[
            _texts(issue) | {"due_on": day(issue["due_on"]) if issue["due_on"] else ""}
            for issue in facts.issues
        ],
        published=_published(report),
        taken_out=report.taken_out,
    )


def status_view(dimension: str, rated: Rated) -> StatusView:
    """Lay out one status."""
    note = ""
    if rated.rated_by:
        note = f"Rated by {rated.rated_by}; by rule: {Status(rated.rule_status).label.lower()}. {rated.rule_reason}"
    return StatusView(
        dimension=dimension,
        status=rated.status,
        word=str(Status(rated.status).label),
        shape=mark_safe(status_shape(rated.status)),  # noqa: S308 - a constant of this product
        color=status_color(rated.status),
        reason=rated.reason,
        note=note,
    )


def period_text(start: date, finish: date) -> str:
    """Write a period as in Mar 1 to Mar 31, 2027."""
    first = f"{start:%b} {start.day}" if start.year == finish.year else day_text(start)
    return f"{first} to {day_text(finish)}"


def _details(facts: ReportFacts) -> list[tuple[str, str]]:
    details = [
        ("Department", facts.department),
        ("Project manager", facts.manager),
        ("Sponsor", facts.sponsor),
        ("State", facts.state),
        ("Complete", f"{facts.percent_complete:.0f}%"),
        ("Finish", day(facts.finish)),
        ("Finish against baseline", _variance(facts.days_late)),
    ]
    if facts.is_on_hold and facts.hold_review_on:
        details.append(("Hold reviewed", day(facts.hold_review_on)))
    return [(name, value) for name, value in details if value]


def _milestone(milestone: MilestoneFact) -> MilestoneView:
    return MilestoneView(
        name=milestone.name,
        state="Done" if milestone.is_done else "Open",
        finish=day(milestone.finish),
        baseline=day(milestone.baseline) if milestone.baseline else "Not in the baseline",
        variance=_variance(milestone.days_late),
        is_late=bool(milestone.days_late and milestone.days_late > 0),
    )


def _other_milestones(facts: ReportFacts) -> str:
    before = f"{counted(facts.milestones_before, 'milestone')} reached before this period" * bool(
        facts.milestones_before
    )
    later = f"{counted(facts.milestones_later, 'milestone')} to come after these" * bool(
        facts.milestones_later
    )
    return "; ".join(text for text in (before, later) if text)


def _variance(days: float | None) -> str:
    if days is None:
        return ""
    if not days:
        return "As planned"
    return f"{working_days_text(abs(days))} {'late' if days > 0 else 'early'}"


def _published(report: StatusReport) -> str:
    if not report.is_published or report.published_by is None or report.published_at is None:
        return ""
    return f"Published by {report.published_by.name} on {day_text(local_day(report.published_at))}"


def _texts(values: dict[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in values.items()}
