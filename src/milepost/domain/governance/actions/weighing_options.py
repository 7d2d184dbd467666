"""Options of a change request are kept with their impacts, chosen, and dropped."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.governance.actions.requesting_change import (
    CannotChange,
    CostLine,
    Wanted,
    edit_change,
    lock_change,
    require_edit,
)
from milepost.domain.governance.calculations.change_impact import asked_digest
from milepost.domain.governance.models import ChangeImpact, ChangeOption, ChangeRequest
from milepost.domain.money.models import SpendingLimit
from milepost.domain.people.models import Person

MOST = 8


def keep_option(change: ChangeRequest, title: str, *, by: Person, at: datetime) -> ChangeOption:
    """Keep what a request asks for now, with its impact, to lay other ways beside it."""
    require_edit(by, change)
    with recording("governance.keep_option", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, *ChangeRequest.EDITABLE)
        impact = impact_now(change)
        standing = list(ChangeOption.objects.of(change))
        if impact is None:
            raise CannotChange(
                gettext("Assess its impact first, so that options can be compared."), field="title"
            )
        if not title.strip() or title.strip() in {one.title for one in standing}:
            raise CannotChange(gettext("Give the option a name of its own."), field="title")
        if len(standing) >= MOST:
            raise CannotChange(gettext("Drop an option first; nobody compares more."), field="title")
        costs = [
            {"uid": one.uid, "amount": f"{one.amount:.2f}", "limit": one.limit_id}
            for one in change.costs.all()
        ]
        record.summary = f"{change}: option “{title.strip()}” kept."
        return record.create(
            ChangeOption(
                change_request=change,
                title=title.strip(),
                commands=change.commands,
                costs=costs,
                impact=impact,
            )
        )


def choose_option(option: ChangeOption, *, by: Person, at: datetime) -> None:
    """Let a request ask for one of its options; its impact is to be assessed again on the plan as it stands.

    Raises `CannotChange` where what it asks for now was assessed and is not kept itself.
    """
    change = option.change_request
    now = impact_now(change)
    if now is not None and not ChangeOption.objects.of(change).filter(impact__asked=now.asked).exists():
        raise CannotChange(gettext("Keep what it asks for now as an option first, so that it is not lost."))
    limits = SpendingLimit.objects.filter(project=change.project).in_bulk()
    lines = [
        CostLine(one["uid"], Decimal(one["amount"]), limits.get(one["limit"] or 0)) for one in option.costs
    ]
    edit_change(change, {}, Wanted(option.commands, lines), by=by, at=at)


def drop_option(option: ChangeOption, *, by: Person, at: datetime) -> None:
    """Take an option off that nobody wants."""
    change = option.change_request
    require_edit(by, change)
    with recording("governance.drop_option", by=by.account, at=at, subject=change.project) as record:
        lock_change(change, *ChangeRequest.EDITABLE)
        record.summary = f"{change}: option “{option}” dropped."
        record.delete(option)


def impact_now(change: ChangeRequest) -> ChangeImpact | None:
    """Give the latest impact that was computed for what a request asks for now."""
    asked = asked_digest(change, change.costs.all())
    return change.impacts.filter(asked=asked).last()
