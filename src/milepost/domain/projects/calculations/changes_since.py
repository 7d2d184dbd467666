"""What changed in a portfolio since a day: finishes, statuses, states, baselines and milestones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from milepost.domain.people.local_time import day_begins
from milepost.domain.projects.calculations.project_rows import ProjectRow
from milepost.domain.projects.calculations.snapshots import OVER, snapshots_before
from milepost.domain.projects.calculations.status import is_worse
from milepost.domain.projects.models import Baseline, Project, ProjectSnapshot, Status, Task
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.domain.projects.queries import agreed_milestones
from milepost.domain.projects.wording import day_text, working_days_text

LEAST_DAYS = 0.5
"""A finish that moved by less is where it was."""


class Kind(StrEnum):
    """Kinds of change, in the order they are told."""

    STATUS = "Status changed"
    FINISH = "Finish moved"
    STATE = "Began, held or ended"
    MISSED = "Milestones missed"
    REACHED = "Milestones reached"
    BASELINE = "New baselines"


@dataclass(frozen=True, slots=True)
class PortfolioChange:
    """One thing that changed; `days` are working days, positive for the worse."""

    kind: Kind
    project: Project
    sentence: str
    days: float = 0
    status: Status | None = None
    """What a status became."""
    before: Status | None = None
    """What it was."""
    on: date | None = None


def changes_since(
    rows: Sequence[ProjectRow], visible: ProjectQuerySet, since: date, *, as_of: date
) -> dict[Kind, list[PortfolioChange]]:
    """Compare open projects with how they stood when a day began, the gravest of each kind first.

    Those of `visible` that ended since then are told as well.
    """
    before = snapshots_before([row.project for row in rows], since)
    found = [
        *_by_snapshot(rows, before),
        *_begun(rows, before, since),
        *_ended(visible, since),
        *_milestones(rows, since, as_of),
        *_baselines(rows, since),
    ]
    grouped = {kind: [one for one in found if one.kind is kind] for kind in Kind}
    return {kind: sorted(ones, key=_gravest_first) for kind, ones in grouped.items() if ones}


def _gravest_first(change: PortfolioChange) -> tuple[float, str]:
    return -change.days, change.project.number


def _by_snapshot(
    rows: Sequence[ProjectRow], before: Mapping[int, ProjectSnapshot]
) -> Iterator[PortfolioChange]:
    for row in rows:
        if then := before.get(row.project.pk):
            yield from _status(row, then)
            yield from _state(row.project, then)
            if then.finish is not None and row.finish is not None:
                days = row.time.days(then.finish, row.finish)
                if abs(days) >= LEAST_DAYS and then.finish.date() != row.finish.date():
                    sentence = f"{_later(days)}: from {day_text(then.finish)} to {day_text(row.finish)}."
                    yield PortfolioChange(Kind.FINISH, row.project, sentence, days)


def _status(row: ProjectRow, then: ProjectSnapshot) -> Iterator[PortfolioChange]:
    now, was = row.overall.status, Status(then.status)
    if now != was and Status.ON_HOLD not in (now, was):
        sentence = f"{was.label} before. {row.overall.reason}"
        yield PortfolioChange(
            Kind.STATUS, row.project, sentence, 1 if is_worse(now, than=was) else -1, now, was
        )


def _state(project: Project, then: ProjectSnapshot) -> Iterator[PortfolioChange]:
    if project.state != then.state:
        was, now = then.get_state_display(), project.get_state_display()
        yield PortfolioChange(Kind.STATE, project, f"From {was} to {now}.")


def _begun(
    rows: Sequence[ProjectRow], before: Mapping[int, ProjectSnapshot], since: date
) -> Iterator[PortfolioChange]:
    """Tell the projects that are new; before the first snapshot of all nobody can say what is."""
    if ProjectSnapshot.objects.filter(on__lt=since).exists():
        for row in rows:
            if row.project.pk not in before:
                yield PortfolioChange(Kind.STATE, row.project, "New.")


def _ended(visible: ProjectQuerySet, since: date) -> Iterator[PortfolioChange]:
    later = ProjectSnapshot.objects.filter(project=OuterRef("pk"), on__gte=since)
    known = ProjectSnapshot.objects.filter(project=OuterRef("pk"), state__in=OVER)
    over = list(visible.filter(Exists(later) | ~Exists(known), state__in=OVER))
    before = snapshots_before(over, since)
    for project in over:
        if (then := before.get(project.pk)) and then.state not in OVER:
            yield from _state(project, then)


def _milestones(rows: Sequence[ProjectRow], since: date, as_of: date) -> Iterator[PortfolioChange]:
    """Tell the milestones that were reached, and those whose agreed day passed without it."""
    projects = {row.project.pk: row.project for row in rows}
    first, morning = datetime.combine(since, time()), datetime.combine(as_of, time())
    agreed = agreed_milestones(list(projects))
    is_summary = Exists(Task.objects.filter(parent=OuterRef("pk")))
    milestones = Task.objects.filter(
        ~is_summary, project__in=list(projects), is_active=True, is_milestone=True
    )
    reached = Q(percent_complete=100, actual_finish__gte=first)
    columns = ("project", "uid", "name", "actual_finish")
    for pk, uid, name, finish in milestones.filter(reached | Q(percent_complete__lt=100)).values_list(
        *columns
    ):
        due = agreed.get((pk, uid))
        if finish is not None:
            sentence = f"“{name}” on {day_text(finish)}{_against(due, finish)}."
            yield PortfolioChange(Kind.REACHED, projects[pk], sentence, on=finish.date())
        elif due is not None and first <= due < morning:
            sentence = f"“{name}” was agreed for {day_text(due)} and is open."
            yield PortfolioChange(Kind.MISSED, projects[pk], sentence, on=due.date())


def _against(due: datetime | None, finish: datetime) -> str:
    if due is None:
        return ""
    return f", agreed for {day_text(due)}" if finish.date() != due.date() else ", as agreed"


def _baselines(rows: Sequence[ProjectRow], since: date) -> Iterator[PortfolioChange]:
    projects = {row.project.pk: row.project for row in rows}
    for baseline in Baseline.objects.filter(project__in=list(projects), at__gte=day_begins(since)):
        reason = f" {baseline.reason}" if baseline.reason else ""
        sentence = f"“{baseline.name}”, to finish {day_text(baseline.finish)}.{reason}"
        yield PortfolioChange(Kind.BASELINE, projects[baseline.project_id], sentence)


def _later(days: float) -> str:
    return f"{working_days_text(abs(days))} {'later' if days > 0 else 'earlier'}"
