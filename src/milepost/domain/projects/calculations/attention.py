"""What needs attention first over many projects, each with the sentence that says why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from milepost.domain.projects.calculations.status import CurrentStatus, Dimension
from milepost.domain.projects.models import Issue, Project, Status
from milepost.domain.projects.wording import counted, day_text


class Urgency(IntEnum):
    """Kinds of concern, the most urgent first."""

    OFF_TRACK = 1
    HOLD_REVIEW_OVERDUE = 2
    ISSUE_OVERDUE = 3
    DECISION_NEEDED = 4
    AT_RISK = 5
    REPORT_OVERDUE = 6


@dataclass(frozen=True, slots=True)
class Concern:
    """One reason why a project needs attention; of one urgency the one that has lasted the most days comes first."""

    project_id: int
    urgency: Urgency
    sentence: str
    days: float = 0


@dataclass(frozen=True, slots=True)
class Attention:
    """A project that needs attention, with its concerns from the most urgent on."""

    project: Project
    concerns: tuple[Concern, ...]

    @property
    def first(self) -> Concern:
        return self.concerns[0]


Statuses = dict[int, dict[Dimension, CurrentStatus]]


def attention_list(
    projects: Sequence[Project], statuses: Statuses, *, as_of: date, further: Iterable[Concern] = ()
) -> list[Attention]:
    """Rank the projects that need attention; `further` brings the concerns of the areas above."""
    concerns: dict[int, list[Concern]] = defaultdict(list)
    for concern in (
        *_by_status(projects, statuses),
        *_by_state(projects, as_of),
        *_by_issue(projects, as_of),
        *further,
    ):
        concerns[concern.project_id].append(concern)
    found = [
        Attention(project, tuple(sorted(concerns[project.pk], key=_rank)))
        for project in projects
        if project.pk in concerns
    ]
    return sorted(found, key=lambda attention: (*_rank(attention.first), attention.project.number))


def _rank(concern: Concern) -> tuple[int, float]:
    return concern.urgency, -concern.days


def _by_status(projects: Sequence[Project], statuses: Statuses) -> Iterable[Concern]:
    """Give the reason of a bad status first, then every other figure that is not as it should be."""
    urgencies = {Status.OFF_TRACK: Urgency.OFF_TRACK, Status.AT_RISK: Urgency.AT_RISK}
    for project in projects:
        overall = statuses[project.pk][Dimension.OVERALL]
        urgency = urgencies.get(overall.status)
        if urgency is None:
            continue
        figures = [
            figure
            for dimension in (Dimension.SCHEDULE, Dimension.SCOPE, Dimension.BUDGET)
            for figure in statuses[project.pk][dimension].rule.figures
            if figure.status in urgencies
        ]
        yield Concern(
            project.pk, urgency, overall.reason, max((figure.days for figure in figures), default=0)
        )
        for figure in figures:
            if figure.sentence != overall.reason:
                yield Concern(project.pk, urgency, figure.sentence, figure.days)


def _by_state(projects: Sequence[Project], as_of: date) -> Iterable[Concern]:
    for project in projects:
        review = project.hold_review_on
        if review is not None and project.is_hold_review_due(as_of):
            late = (as_of - review).days
            was_due = f"was due {day_text(review)}, {counted(late, 'day')} ago" if late else "is due today"
            yield Concern(
                project.pk, Urgency.HOLD_REVIEW_OVERDUE, f"On hold, and the review {was_due}.", late
            )
        if project.state == Project.State.PROPOSED:
            yield Concern(
                project.pk, Urgency.DECISION_NEEDED, "Proposed, and waits to be approved or canceled."
            )


def _by_issue(projects: Sequence[Project], as_of: date) -> Iterable[Concern]:
    grave = Issue.objects.filter(restriction="", project__in=projects, severity__gte=Issue.Severity.HIGH)
    for issue in grave.filter(state=Issue.State.OPEN, due_on__lt=as_of):
        days = issue.days_overdue(as_of)
        severity = issue.get_severity_display()
        sentence = f"{severity} issue {issue.number} “{issue.title}” was due {counted(days, 'day')} ago."
        yield Concern(issue.project_id, Urgency.ISSUE_OVERDUE, sentence, days)
