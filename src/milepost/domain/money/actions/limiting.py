"""Spending limits are set, raised, and used by what is ordered under them or drawn from them."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.budgeting import MOST_AMOUNT
from milepost.domain.money.models import SpendingLimit
from milepost.domain.people.local_time import local_day
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project


class CannotSetLimit(Refusal):
    """Says what is wrong with a spending limit."""


class LimitTerms(NamedTuple):
    """What a limit is, how high, and who says so."""

    kind: str
    name: str
    amount: Decimal
    source: str
    used: Decimal | None = None
    """What is used of it; `None` leaves what stands."""


def set_limit(project: Project, terms: LimitTerms, *, by: Person, at: datetime) -> SpendingLimit:
    """Set a spending limit, or raise or lower the one of that kind and name."""
    require(by, "money.set_limit", project)
    _check_terms(terms)
    with recording("money.set_limit", by=by.account, at=at, subject=project, reason=terms.source) as record:
        standing = SpendingLimit.objects.select_for_update().filter(
            project=project, kind=terms.kind, name=terms.name.strip()
        )
        fields: dict[str, Any] = {
            "amount": terms.amount,
            "source": terms.source.strip(),
            "set_on": local_day(at),
        }
        if terms.used is not None:
            fields["used"] = terms.used
        record.summary = f"{terms.name.strip()}: {terms.amount:,.2f} dollars."
        if limit := standing.first():
            return record.update(limit, **fields)
        return record.create(
            SpendingLimit(project=project, kind=terms.kind, name=terms.name.strip(), **fields)
        )


def use_limit(record: Recorder, limit: SpendingLimit, amount: Decimal) -> None:
    """Count an amount against a limit within an action under way; a negative one is given back."""
    held = SpendingLimit.objects.select_for_update().get(pk=limit.pk)
    record.update(held, used=held.used + amount)


def _check_terms(terms: LimitTerms) -> None:
    if not terms.name.strip() or not terms.source.strip():
        field = "source" if terms.name.strip() else "name"
        raise CannotSetLimit(
            gettext("Name the limit, and the resolution or contract it follows from."), field=field
        )
    if not 0 <= terms.amount <= MOST_AMOUNT:
        raise CannotSetLimit(gettext("A limit is not negative."), field="amount")
    if abs(terms.used or Decimal()) > MOST_AMOUNT:
        raise CannotSetLimit(gettext("This amount is too large."), field="used")
