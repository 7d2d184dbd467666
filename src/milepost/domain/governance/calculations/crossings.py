"""What tasks that move are pushed past: ends of fiscal years, meeting dates of a board, and blackouts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from milepost.domain.people.calculations.calendars import spans_of
from milepost.domain.people.fiscal_years import fiscal_year_of, fiscal_year_starts
from milepost.domain.people.models import WorkingCalendar
from milepost.domain.projects.calculations.years import years_of
from milepost.domain.projects.models import Project

if TYPE_CHECKING:
    from milepost.domain.governance.calculations.change_impact import TaskState

Moved = Sequence[tuple[int, "TaskState", "TaskState"]]
NAMED = 5


def crossings_of(
    moved: Moved, project: Project, amounts: Mapping[int, Decimal], *, first_month: int
) -> dict[str, Any]:
    """Name each fiscal year-end, meeting date and blackout that a task is moved past; `amounts` are budgets by task."""
    calendars = WorkingCalendar.objects.filter(
        pk__in={now.calendar_id for _, _, now in moved if now.calendar_id}
    )
    known = {one.pk: one for one in calendars.prefetch_related("exceptions") if one.pk != project.calendar_id}
    return {
        "fiscal_years": list(_fiscal_years(moved, amounts, first_month)),
        "meetings": list(_meetings(moved, known, project)),
        "blackouts": list(_blackouts(moved, known, project)),
    }


def _fiscal_years(moved: Moved, amounts: Mapping[int, Decimal], first_month: int) -> Iterator[dict[str, Any]]:
    """Name each year-end between the old and the new finish of a task, with the tasks and their budgets."""
    crossed: dict[int, list[tuple[str, Decimal]]] = {}
    for pk, was, now in moved:
        years = [fiscal_year_of(one.finish.date(), start_month=first_month) for one in (was, now)]
        for year in range(min(years), max(years)):
            crossed.setdefault(year, []).append((now.name, amounts.get(pk, Decimal())))
    for year, tasks in sorted(crossed.items()):
        ends = fiscal_year_starts(year + 1, start_month=first_month) - timedelta(days=1)
        amount = sum((amount for _, amount in tasks), Decimal())
        yield {
            "year": year, "ends": f"{ends:%Y-%m-%d}", "count": len(tasks),
            "tasks": [name for name, _ in tasks[:NAMED]], "amount": f"{amount:.2f}",
        }  # fmt: skip


def _meetings(
    moved: Moved, known: Mapping[int, WorkingCalendar], project: Project
) -> Iterator[dict[str, Any]]:
    """Name the dates on which a board meets that tasks miss: their calendar works on named days only."""
    for _, was, now in moved:
        calendar = known.get(now.calendar_id or 0)
        if calendar is None or any(calendar.week) or was.finish.date() == now.finish.date():
            continue
        lost = [
            day
            for _, day, _ in _exceptions(calendar, project, worked=True)
            if _is_between(day, was.finish, now.finish)
        ]
        yield {
            "name": calendar.name, "task": now.name, "before": f"{was.finish:%Y-%m-%d}",
            "after": f"{now.finish:%Y-%m-%d}", "missed": len(lost),
        }  # fmt: skip


def _blackouts(
    moved: Moved, known: Mapping[int, WorkingCalendar], project: Project
) -> Iterator[dict[str, Any]]:
    """Name the spans in which a task's own calendar forbids work that lie between its old and its new finish."""
    crossed: dict[tuple[str, date, date], list[str]] = {}
    for _, was, now in moved:
        calendar = known.get(now.calendar_id or 0)
        if calendar is not None and any(calendar.week):
            for name, first, last in _exceptions(calendar, project, worked=False):
                if _is_between(first, was.finish, now.finish):
                    crossed.setdefault((name, first, last), []).append(now.name)
    for (name, first, last), tasks in sorted(crossed.items(), key=lambda item: item[0][1]):
        yield {
            "name": name,
            "first": f"{first:%Y-%m-%d}",
            "last": f"{last:%Y-%m-%d}",
            "tasks": tasks[:NAMED],
            "count": len(tasks),
        }


def _exceptions(
    calendar: WorkingCalendar, project: Project, *, worked: bool
) -> Iterator[tuple[str, date, date]]:
    for exception in calendar.exceptions.all():
        if bool(exception.shifts) == worked:
            for first, last in spans_of(exception, years=years_of(project)):
                yield str(exception), first, last


def _is_between(day: date, before: datetime, after: datetime) -> bool:
    """Tell whether a day begins after the earlier of two moments and not after the later, whichever way it moves."""
    earlier, later = sorted((before.date(), after.date()))
    return earlier <= day < later if before > after else earlier < day <= later
