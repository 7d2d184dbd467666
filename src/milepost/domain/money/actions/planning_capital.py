"""Departments ask for capital; items are recommended, adopted or dropped, and amounts keep their years and sources."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.entering import MOST_AMOUNT
from milepost.domain.money.models import CapitalAmount, CapitalItem, Fund, FundingSource, OperatingImpact
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require

FIRST_YEAR, LAST_YEAR = 2000, 2200


class CannotPlanCapital(Refusal):
    """Says what is wrong with an item of the capital plan; may name its `field`."""


class AmountTerms(NamedTuple):
    """What an item costs in a year and who pays."""

    fiscal_year: int
    fund: Fund | None
    funding_source: FundingSource | None
    amount: Decimal


class ImpactTerms(NamedTuple):
    """What an item costs to run in a year."""

    fiscal_year: int
    kind: str
    amount: Decimal
    positions: Decimal | None


def keep_capital_item(
    item: CapitalItem,
    values: Mapping[str, Any],
    *,
    amounts: Sequence[AmountTerms],
    impacts: Sequence[ImpactTerms],
    by: Person,
    at: datetime,
) -> CapitalItem:
    """Ask for an item that is new, or change one with its years."""
    require(by, "money.plan_capital")
    _check_years(amounts, impacts)
    with recording("money.keep_capital_item", by=by.account, at=at) as record:
        if item.pk is None:
            for name, value in values.items():
                setattr(item, name, value)
            check_row(item)
            record.create(item)
        else:
            check_row(item, **values)
            record.update(item, **values)
        _keep_years(record, item, amounts, impacts)
        record.subject = item
        record.summary = gettext("{item} was kept in the capital plan.").format(item=item)
    return item


def _check_years(amounts: Sequence[AmountTerms], impacts: Sequence[ImpactTerms]) -> None:
    years = [one.fiscal_year for one in amounts] + [one.fiscal_year for one in impacts]
    if any(not FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise CannotPlanCapital(gettext("Give each amount a fiscal year."))
    if any(not 0 < one.amount <= MOST_AMOUNT for one in amounts):
        raise CannotPlanCapital(gettext("Give each year an amount above zero."))
    if any(one.funding_source and one.funding_source.fund != one.fund for one in amounts):
        raise CannotPlanCapital(gettext("A funding source pays into its own fund."))
    if len({one[:3] for one in amounts}) < len(amounts):
        raise CannotPlanCapital(gettext("Two amounts name the same year, fund and source."))
    if len({(one.fiscal_year, one.kind) for one in impacts}) < len(impacts):
        raise CannotPlanCapital(gettext("Two operating costs name the same year and kind."))


def _keep_years(
    record: Recorder, item: CapitalItem, amounts: Sequence[AmountTerms], impacts: Sequence[ImpactTerms]
) -> None:
    standing = list(item.amounts.select_related("fund", "funding_source__fund"))
    said = [AmountTerms(one.fiscal_year, one.fund, one.funding_source, one.amount) for one in standing]
    if said != list(amounts):
        record.delete_many(standing)
        record.create_many([CapitalAmount(item=item, **one._asdict()) for one in amounts])
    running = list(item.impacts.all())
    if [ImpactTerms(one.fiscal_year, one.kind, one.amount, one.positions) for one in running] != list(
        impacts
    ):
        record.delete_many(running)
        record.create_many([OperatingImpact(item=item, **one._asdict()) for one in impacts])
