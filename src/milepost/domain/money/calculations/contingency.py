"""What is left of a project's contingency, as it stood at the end of each day."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from milepost.domain.common.models import Change
from milepost.domain.money.models import SpendingLimit
from milepost.domain.people.local_time import local_days
from milepost.domain.projects.models import Project

FIELDS = ("amount", "used")


def contingency_over_time(project: Project, days: Sequence[date]) -> list[Decimal | None]:
    """Give what was left at the end of each of some days in order; `None` before a contingency was set.

    It follows from the recorded changes, so that what was drawn and what was added later both show when they came.
    """
    limits = SpendingLimit.objects.filter(project=project, kind=SpendingLimit.Kind.CONTINGENCY)
    rows = Change.objects.filter(
        object_type=SpendingLimit._meta.label_lower, object_id__in=limits.order_by().values("pk")
    ).select_related("change_set")
    changes = [row for row in rows.order_by("pk") if row.values]
    on = local_days({row.change_set.at for row in changes})
    standing: dict[int, dict[str, Decimal]] = {}
    found, place = [], 0
    for day in days:
        while place < len(changes) and on[_at(changes[place])] <= day:
            _follow(standing, changes[place])
            place += 1
        left = [one["amount"] - one["used"] for one in standing.values()]
        found.append(sum(left, Decimal()) if left else None)
    return found


def _at(change: Change) -> datetime:
    return change.change_set.at


def _follow(standing: dict[int, dict[str, Decimal]], change: Change) -> None:
    kept = standing.setdefault(change.object_id, dict.fromkeys(FIELDS, Decimal()))
    for name in FIELDS:
        if name in (change.values or {}):
            kept[name] = Decimal(str(change.values[name][1]))  # type: ignore[index]
