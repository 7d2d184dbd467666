"""Subscriptions are described by a manager, measured by Finance, and measured anew when their contract changes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.calculations.subscriptions import months_between, term_of
from milepost.domain.money.models import (
    SubscriptionContract,
    SubscriptionCost,
    SubscriptionOption,
    SubscriptionRemeasurement,
)
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require

State = SubscriptionContract.State
MOST_MONTHS = 600


class CannotSubscribe(Refusal):
    """Says what is wrong with a subscription; may name its `field`."""


class OptionTerms(NamedTuple):
    """Months by which a subscription may go on."""

    months: int
    holder: str
    is_certain: bool


class CostTerms(NamedTuple):
    """A cost beside the payments."""

    stage: str
    name: str
    amount: Decimal


class NewTerms(NamedTuple):
    """What a change of a contract sets from its day on."""

    on: date
    months: int
    payment: Decimal
    escalator_percent: Decimal
    rate_percent: Decimal
    reason: str


def keep_subscription(
    contract: SubscriptionContract,
    values: Mapping[str, Any],
    *,
    options: Sequence[OptionTerms],
    costs: Sequence[CostTerms],
    by: Person,
    at: datetime,
) -> SubscriptionContract:
    """Describe a subscription that is new, or change what is said of one that Finance has not measured yet."""
    require(by, "money.describe_subscription", contract.project)
    if contract.is_measured:
        raise CannotSubscribe(gettext("Finance has measured this contract. Measure it anew when it changes."))
    if any(cost.amount <= 0 or not cost.name.strip() for cost in costs):
        raise CannotSubscribe(gettext("Give each cost a name and an amount above zero."))
    with recording("money.keep_subscription", by=by.account, at=at, subject=contract.project) as record:
        if contract.pk is None:
            for name, value in values.items():
                setattr(contract, name, value)
            check_row(contract)
            record.create(contract)
        else:
            check_row(contract, **values)
            record.update(contract, **values)
        _keep_parts(record, contract, options, costs)
        _check_term(contract)
        record.summary = gettext("The subscription {name} was described.").format(name=contract)
    return contract


def send_to_finance(contract: SubscriptionContract, *, by: Person, at: datetime) -> None:
    """Hand what is described over to Finance."""
    require(by, "money.describe_subscription", contract.project)
    _move(contract, State.DESCRIBED, State.SENT, "money.send_subscription", by=by, at=at)


def return_to_manager(contract: SubscriptionContract, *, by: Person, at: datetime) -> None:
    """Give a subscription back to be described better."""
    require(by, "money.measure_subscription", contract.project)
    _move(contract, State.SENT, State.DESCRIBED, "money.return_subscription", by=by, at=at)


def accept_measurement(contract: SubscriptionContract, *, by: Person, at: datetime) -> None:
    """Take the measurement of a subscription over into the city's disclosure; what was described stays from then on."""
    require(by, "money.measure_subscription", contract.project)
    _move(contract, State.SENT, State.MEASURED, "money.measure_subscription", by=by, at=at)


def measure_anew(
    contract: SubscriptionContract, terms: NewTerms, *, by: Person, at: datetime
) -> SubscriptionRemeasurement:
    """Keep a change of a measured contract, from the day of one of its payments on."""
    require(by, "money.measure_subscription", contract.project)
    if not contract.is_measured:
        raise CannotSubscribe(gettext("This contract is not measured yet; change what is described."))
    if not terms.reason.strip():
        raise CannotSubscribe(gettext("Say what changed."), field="reason")
    with recording(
        "money.measure_anew", by=by.account, at=at, subject=contract.project, reason=terms.reason
    ) as record:
        earlier = list(contract.remeasurements.all())
        _check_change(contract, earlier, terms)
        kept = record.create(
            SubscriptionRemeasurement(
                contract=contract, number=len(earlier) + 1, by=by, at=at, **terms._asdict()
            )
        )
        record.summary = gettext("{name} is measured anew from {on}.").format(name=contract, on=terms.on)
    return kept


def _keep_parts(
    record: Recorder,
    contract: SubscriptionContract,
    options: Sequence[OptionTerms],
    costs: Sequence[CostTerms],
) -> None:
    standing = [OptionTerms(one.months, one.holder, one.is_certain) for one in contract.options.all()]
    if standing != list(options):
        record.delete_many(list(contract.options.all()))
        record.create_many(
            [
                SubscriptionOption(contract=contract, number=number, **one._asdict())
                for number, one in enumerate(options, 1)
            ]
        )
    if [CostTerms(one.stage, one.name, one.amount) for one in contract.costs.all()] != list(costs):
        record.delete_many(list(contract.costs.all()))
        record.create_many([SubscriptionCost(contract=contract, **one._asdict()) for one in costs])


def _check_term(contract: SubscriptionContract) -> None:
    months = term_of(SubscriptionContract.objects.get(pk=contract.pk)).months
    if months > MOST_MONTHS:
        raise CannotSubscribe(
            gettext("A term is at most {most} months.").format(most=MOST_MONTHS), field="noncancelable_months"
        )
    if months % contract.months_per_payment:
        raise CannotSubscribe(
            gettext("The term of {months} months does not hold whole payments of {each} months.").format(
                months=months, each=contract.months_per_payment
            ),
            field="noncancelable_months",
        )


def _check_change(
    contract: SubscriptionContract, earlier: Sequence[SubscriptionRemeasurement], terms: NewTerms
) -> None:
    began = earlier[-1].on if earlier else contract.starts_on
    step = contract.months_per_payment
    passed = months_between(began, terms.on)
    if terms.on <= began or terms.on.day != began.day or passed % step:
        raise CannotSubscribe(
            gettext("A change begins on a day of payment after {began}.").format(began=began), field="on"
        )
    lasted = earlier[-1].months if earlier else term_of(contract).months
    if passed >= lasted:
        raise CannotSubscribe(gettext("The term is over by then."), field="on")
    if not 0 < terms.months <= MOST_MONTHS or terms.months % step:
        raise CannotSubscribe(
            gettext("Give whole payments of {each} months.").format(each=step), field="months"
        )
    if terms.payment <= 0:
        raise CannotSubscribe(gettext("Give an amount above zero."), field="payment")


def _move(
    contract: SubscriptionContract, before: str, after: str, action: str, *, by: Person, at: datetime
) -> None:
    with recording(action, by=by.account, at=at, subject=contract.project) as record:
        contract.refresh_from_db(from_queryset=SubscriptionContract.objects.select_for_update(of=("self",)))
        if contract.state != before:
            raise CannotSubscribe(
                gettext("This subscription is {state} already.").format(
                    state=contract.get_state_display().lower()
                )
            )
        record.update(contract, state=after)
        record.summary = f"{contract}: {contract.get_state_display()}."
