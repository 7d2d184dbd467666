"""A manager plans purchases, and says what is left to pay where the plan does not know better."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import MOST_AMOUNT
from milepost.domain.money.calculations.standings import Standing, allocated
from milepost.domain.money.models import Account, ForecastOverride, Fund, PlannedPurchase
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project, Task


class CannotForecast(Refusal):
    """Says what is wrong with a purchase or an override; may name its `field`."""


def plan_purchase(
    purchase: PlannedPurchase, values: Mapping[str, Any], *, by: Person, at: datetime
) -> PlannedPurchase:
    """Plan a purchase, change one, mark it as ordered, or drop it."""
    project = purchase.project
    require(by, "money.forecast", project)
    if project.is_over:
        raise CannotForecast(gettext("This project is over; nothing is bought for it."))
    uid, on = values.get("uid", purchase.uid), values.get("on", purchase.on)
    if (uid is None) == (on is None):
        raise CannotForecast(
            gettext("Name either the task at whose finish it is paid, or a day."), field="on"
        )
    if uid is not None and not Task.objects.filter(project=project, uid=uid, is_active=True).exists():
        raise CannotForecast(gettext("There is no task {uid}.").format(uid=uid), field="uid")
    if not 0 < values.get("amount", purchase.amount) <= MOST_AMOUNT:
        raise CannotForecast(gettext("Give an amount above zero."), field="amount")
    with recording("money.plan_purchase", by=by.account, at=at, subject=project) as record:
        if purchase.pk is None:
            for name, value in values.items():
                setattr(purchase, name, value)
            check_row(purchase)
            record.create(purchase)
        else:
            check_row(purchase, **values)
            record.update(purchase, **values)
        record.summary = gettext("{name}: {amount:,.2f} dollars, {state}.").format(
            name=purchase.name, amount=purchase.amount, state=purchase.get_state_display().lower()
        )
    return purchase


def override_forecast(
    project: Project,
    fund: Fund,
    account: Account,
    amount: Decimal | None,
    *,
    month: date | None = None,
    release: Decimal = Decimal(0),
    reason: str,
    by: Person,
    at: datetime,
) -> ForecastOverride:
    """Say what is left to pay of a line, in all or in one month; `None` lets the plan say it again.

    What is left is never less than what the line has encumbered, less what of it will be released.
    """
    require(by, "money.forecast", project)
    if project.is_over:
        raise CannotForecast(gettext("This project is over; nothing is left to pay."))
    if not reason.strip():
        raise CannotForecast(gettext("Say why the forecast is another than the plan’s."), field="reason")
    encumbered = allocated((), project=project, entry__fund=fund, entry__account=account)
    promised = encumbered.get((), Standing()).encumbered
    if not 0 <= release <= max(promised, Decimal()):
        raise CannotForecast(
            gettext("At most what is encumbered, {promised:,.2f}, can be released.").format(
                promised=promised
            ),
            field="release",
        )
    if amount is not None and not 0 <= amount <= MOST_AMOUNT:
        raise CannotForecast(gettext("What is left to pay is not negative."), field="amount")
    if amount is not None and month is None and amount < promised - release:
        raise CannotForecast(
            gettext(
                "Of this line {promised:,.2f} is encumbered. Plan a release first, or give at least {least:,.2f}."
            ).format(promised=promised, least=promised - release),
            field="amount",
        )
    with recording("money.override_forecast", by=by.account, at=at, subject=project, reason=reason) as record:
        kept = record.create(
            ForecastOverride(
                project=project, fund=fund, account=account, month=month and month.replace(day=1),
                amount=amount, release=release, reason=reason.strip(), by=by, at=at,
            )
        )  # fmt: skip
        said = gettext("what the plan says") if amount is None else f"{amount:,.2f}"
        record.summary = gettext("Left to pay of {line}: {said}.").format(line=kept, said=said)
    return kept
