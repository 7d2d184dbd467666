"""How the demo's risks are rated in full, answered by actions, and rated anew as time goes by."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zlib import crc32

from milepost.demo.stories import Danger, Story
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.responding import (
    ResponseActionFields,
    add_response_action,
    finish_response_action,
)
from milepost.domain.projects.actions.risks import RiskFields, edit_risk
from milepost.domain.projects.models import ResponseAction, Risk

CATEGORIES = {
    "vendor": "Vendor",
    "contractor": "Facilities and construction",
    "cabl": "Facilities and construction",
    "fiber": "Facilities and construction",
    "permit": "Law and regulation",
    "record": "Data",
    "data": "Data",
    "address": "Data",
    "train": "Change and training",
    "staff": "People and staffing",
    "dispatcher": "People and staffing",
    "price": "Budget and funding",
    "cost": "Budget and funding",
    "deliver": "Procurement",
    "late": "Schedule",
}
"""By a word of the risk; what names none comes from technology."""
SHARES = (Decimal("0.005"), Decimal("0.01"), Decimal("0.02"), Decimal("0.04"), Decimal("0.08"))
"""What a risk of each impact would cost, as a share of the budget."""
NEAREST = timedelta(days=30)
USUAL_BUDGET = {"small": 40_000, "medium": 350_000, "large": 1_200_000}
HUNDRED = Decimal(100)


def rated(danger: Danger, story: Story, tier: str, *, owner: Person, on: date) -> RiskFields:
    """Give a risk of a story with what its manager knows of it by now."""
    turn = crc32(danger.event.encode())
    budget = Decimal(story.budget or USUAL_BUDGET[tier])
    cost = (budget * SHARES[danger.impact - 1] / HUNDRED).quantize(Decimal(1)) * HUNDRED
    words = f"{danger.event} {danger.cause}".lower()
    return RiskFields(
        event=danger.event,
        cause=danger.cause,
        effect=danger.effect,
        category=next((name for word, name in CATEGORIES.items() if word in words), "Technology"),
        probability=danger.probability,
        schedule_impact=danger.impact,
        cost_impact=max(1, danger.impact - 1 - turn % 2),
        cost_if_happens=None if turn % 7 == 0 else cost,
        proximity_on=on + timedelta(days=40 + turn % 200),
        strategy=Risk.Strategy.TRANSFER if "contract" in danger.response.lower() else Risk.Strategy.MITIGATE,
        response=danger.response,
        residual_probability=max(1, danger.probability - 1 - turn % 2),
        residual_impact=max(1, danger.impact - turn % 2),
        owner=owner,
        is_shared="vendor" in words,
    )


def respond(risk: Risk, owners: Sequence[Person], *, by: Person, at: datetime) -> None:
    """Make an action of each part of a response."""
    parts = [part.strip(" .") for part in risk.response.split(";") if part.strip(" .")]
    for place, part in enumerate(parts):
        turn = crc32(part.encode())
        fields = ResponseActionFields(
            text=f"{part[0].upper()}{part[1:]}",
            owner=owners[(turn + place) % len(owners)],
            due_on=at.date() + timedelta(days=30 + turn % 120),
            cost=Decimal(500 * (1 + turn % 20)) if turn % 3 == 0 else None,
        )
        add_response_action(risk, fields, by=by, at=at)


def work_on_responses(risks: Iterable[Risk], day: date, *, by: Person, at: datetime) -> None:
    """Let actions whose day has come be done, but for some; a risk all of whose actions are done is less likely."""
    due = ResponseAction.objects.filter(risk__in=risks, done_on=None, due_on__lte=day)
    for action in due.select_related("risk__project", "owner"):
        if action.pk % 6 == 0 and (day - (action.due_on or day)).days < 45:
            continue
        finish_response_action(action, is_done=True, by=by, at=at)
        risk = action.risk
        is_answered = not risk.response_actions.filter(done_on=None).exists()
        if is_answered and risk.residual_probability and risk.probability > risk.residual_probability:
            edit_risk(risk, RiskFields(probability=risk.probability - 1), by=by, at=at)


def worsen(risk: Risk, *, by: Person, at: datetime) -> bool:
    """Rate some risks higher when they come near; tell whether this one was."""
    is_near = risk.proximity_on is not None and abs((risk.proximity_on - at.date()).days) < 60
    is_one = crc32(risk.event.encode()) % 4 == 0
    if not is_near or not is_one or risk.probability >= 5 or risk.scores.count() > 2:
        return False
    edit_risk(risk, RiskFields(probability=risk.probability + 1), by=by, at=at)
    return True


def look_ahead(risks: Iterable[Risk], day: date, *, by: Person, at: datetime) -> None:
    """Say anew when risks may strike whose day has passed without them."""
    for risk in risks:
        if risk.proximity_on is not None and risk.proximity_on < day + NEAREST:
            later = day + NEAREST + timedelta(days=crc32(risk.event.encode()) % 120)
            edit_risk(risk, RiskFields(proximity_on=later), by=by, at=at)
