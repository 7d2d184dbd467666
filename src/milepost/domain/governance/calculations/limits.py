"""How spending limits of a project would stand after a change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from milepost.domain.governance.models import ChangeCost
from milepost.domain.governance.models.change_request import total_of
from milepost.domain.money.models import SpendingLimit
from milepost.domain.projects.models import Project

Kind = SpendingLimit.Kind


def limits_after(
    project: Project, costs: Sequence[ChangeCost], *, budget_total: Decimal | None
) -> list[dict[str, Any]]:
    """Tell of each limit that costs count against what is used before and after, and whether they cross it.

    What council authorized is used by the whole budget; a contract by what is ordered under it; the contingency by
    all of the cost, should it be drawn from there.
    """
    found = []
    for limit in SpendingLimit.objects.filter(project=project):
        delta = total_of(costs)
        if limit.kind == Kind.CONTRACT:
            delta = total_of(cost for cost in costs if cost.limit_id == limit.pk)
        used = budget_total if limit.kind == Kind.COUNCIL else limit.used
        if delta and used is not None:
            found.append(_line(limit, used, used + delta))
    return found


def _line(limit: SpendingLimit, before: Decimal, after: Decimal) -> dict[str, Any]:
    return {
        "limit": limit.pk, "kind": limit.kind, "name": limit.name, "amount": f"{limit.amount:.2f}",
        "before": f"{before:.2f}", "after": f"{after:.2f}",
        "is_crossed": after > limit.amount, "was_crossed": before > limit.amount,
    }  # fmt: skip
