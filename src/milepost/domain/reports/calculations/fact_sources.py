"""What areas beside the schedule tell a status report: edits that moved the finish, decisions, money."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from milepost.domain.governance.models import Decision
from milepost.domain.money.calculations.earned_value import expended_on
from milepost.domain.money.models import Budget
from milepost.domain.people.local_time import day_begins, local_day
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import change_sets_of
from milepost.domain.reports.calculations.fact_kinds import MoneyFact, Move

MOST = 8
MOVED = "The finish moves from "
"""How the schedule tells that an edit moved the finish (`Consequence.message`)."""


def moves_between(project: Project, after: date, until: date) -> list[Move]:
    """Give the edits that moved the finish after a day and until another, as they were told."""
    first, end = day_begins(after + timedelta(days=1)), day_begins(until + timedelta(days=1))
    told = change_sets_of(project).filter(
        at__gte=first, at__lt=end, summary__startswith=MOVED, undone_by=None
    )
    return [
        Move(local_day(one.at).isoformat(), one.summary, one.reason, one.pk) for one in reversed(told[:MOST])
    ]


def decisions_within(project: Project, start: date, finish: date) -> list[dict[str, Any]]:
    """Give the decisions of a period, the latest first; those that others replaced since are left out."""
    made = Decision.objects.filter(
        project=project, decided_on__range=(start, finish), superseded_by=None, restriction=""
    )
    return [
        {"number": one.number, "text": one.text, "on": one.decided_on.isoformat(), "by": one.decided_by}
        for one in made[:MOST]
    ]


def money_of(project: Project, until: date, before: dict[str, Any] | None) -> MoneyFact | None:
    """Give the budget in force and what the ledger says was spent; nothing where neither is known."""
    budget = Budget.objects.filter(project=project).prefetch_related("items").last()
    spent = expended_on(project).filter(entry__on__lte=until).aggregate(sum=Sum("amount"))["sum"]
    if budget is None and spent is None:
        return None
    told = (before or {}).get("money")
    return MoneyFact(
        budget=f"{budget.total:.2f}" if budget else None,
        spent=f"{spent or 0:.2f}",
        spent_before=told["spent"] if told else None,
    )
