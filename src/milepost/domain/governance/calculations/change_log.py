"""The changes that were applied to a project, with what they add up to in days and dollars."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from milepost.domain.governance.models import ChangeRequest
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import baselines_of


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An applied change with its effect, and the sums of all up to it."""

    change: ChangeRequest
    days: int
    cost: Decimal
    days_so_far: int
    cost_so_far: Decimal


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """The entries in the order they were applied in, beside the finishes that were agreed and the one expected."""

    entries: list[LogEntry]
    original_finish: datetime | None
    agreed_finish: datetime | None
    expected_finish: datetime | None

    @property
    def days(self) -> int:
        return self.entries[-1].days_so_far if self.entries else 0

    @property
    def cost(self) -> Decimal:
        return self.entries[-1].cost_so_far if self.entries else Decimal()

    @property
    def days_to_original(self) -> int | None:
        """Days of the calendar by which the expected finish lies behind the one agreed first."""
        if self.original_finish is None or self.expected_finish is None:
            return None
        return (self.expected_finish.date() - self.original_finish.date()).days

    @property
    def days_beyond_changes(self) -> int | None:
        """What of that no change explains: slips, and gains."""
        behind = self.days_to_original
        return None if behind is None else behind - self.days


def change_log_of(project: Project) -> ChangeLog:
    """Give a project's log, in a constant number of queries."""
    applied = ChangeRequest.objects.filter(project=project, state=ChangeRequest.State.APPLIED)
    entries: list[LogEntry] = []
    days, cost = 0, Decimal()
    for change in (
        applied.select_related("requester", "baseline")
        .prefetch_related("impacts")
        .order_by("ended_on", "number")
    ):
        impact = list(change.impacts.all())[-1]
        days, cost = days + impact.days_later, cost + impact.cost
        entries.append(LogEntry(change, impact.days_later, impact.cost, days, cost))
    agreed = baselines_of([project]).get(project.pk)
    dates = getattr(project, "dates", None)
    return ChangeLog(
        entries, agreed.first.finish if agreed else None, agreed.current.finish if agreed else None,
        dates.finish if dates else None,
    )  # fmt: skip
