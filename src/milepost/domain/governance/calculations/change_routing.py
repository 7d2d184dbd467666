"""Who decides a change: the sign-offs that its days and dollars ask for, by thresholds that are data."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from milepost.domain.common.rules import rule_value
from milepost.domain.governance.models import ChangeImpact, ChangeRequest, ChangeStep
from milepost.domain.projects.wording import counted

Level = ChangeStep.Level
RULE = "change_routing"


class Asked(NamedTuple):
    """A sign-off with the reason it is asked for."""

    level: str
    because: str


def route_of(change: ChangeRequest, impact: ChangeImpact, *, on: date) -> list[Asked]:
    """Give the sign-offs that a change needs, in their order, each with the threshold that asks for it."""
    rule = rule_value(RULE, on=on)
    route = [Asked(Level.MANAGER, "Every change passes the project manager.")]
    for level in (Level.SPONSOR, Level.COMMITTEE, Level.COUNCIL):
        reasons = list(_reasons(change, impact, rule[level], level))
        if reasons:
            route.append(Asked(level, " ".join(reasons)))
    return route


def is_worse(impact: ChangeImpact, than: ChangeImpact) -> bool:
    """Tell whether an impact asks for more than an earlier one that was signed: later, dearer, past another limit."""
    return (
        impact.days_later > than.days_later
        or (impact.result["finish_after"] or "") > (than.result["finish_after"] or "")
        or abs(impact.cost) > abs(than.cost)
        or not _crossed(impact) <= _crossed(than)
    )


def _reasons(change: ChangeRequest, impact: ChangeImpact, rule: dict[str, Any], level: str) -> Iterator[str]:
    days, dollars = rule["days"], rule["dollars"]
    if days is not None and impact.days_later >= days:
        later, least = counted(impact.days_later, "day"), counted(days, "day")
        yield f"The finish moves by {later}. From {least} on, this sign-off is needed."
    if dollars is not None and abs(impact.cost) >= Decimal(str(dollars)):
        yield f"The cost changes by ${abs(impact.cost):,.0f}. From ${dollars:,.0f} on, this sign-off is needed."
    if level == Level.SPONSOR and rule["scope"] and change.type == ChangeRequest.Type.SCOPE:
        yield "The scope changes."
    if level == Level.COUNCIL and rule["limit"]:
        for name in sorted(name for kind, name in _crossed(impact) if kind == "council"):
            yield f"It passes what council authorized: {name}."


def _crossed(impact: ChangeImpact) -> set[tuple[str, str]]:
    return {(one["kind"], one["name"]) for one in impact.result["limits"] if one["is_crossed"]}
