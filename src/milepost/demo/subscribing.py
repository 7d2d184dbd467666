"""The demo city's subscriptions to software: one measured and measured anew, one with Finance, one being described."""

from datetime import date, datetime
from decimal import Decimal

from milepost.demo.clock import MORNING, moment
from milepost.demo.founding import Cast
from milepost.domain.money.actions.subscribing import (
    CostTerms,
    NewTerms,
    OptionTerms,
    accept_measurement,
    keep_subscription,
    measure_anew,
    send_to_finance,
)
from milepost.domain.money.models import Account, Fund, PaymentRhythm, SubscriptionContract
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project

COSTS = (
    CostTerms("preliminary", "Request for proposals and demonstrations", Decimal(18_000)),
    CostTerms("implementation", "Configuration, conversion and testing", Decimal(120_000)),
    CostTerms("training", "Training of permit staff", Decimal(9_500)),
)
YEARS_BACK = 2


def subscribe(cast: Cast, projects: list[Project], *, as_of: date) -> None:
    """Describe three subscriptions; Finance measures the first, and measures it anew when it is lengthened."""
    finance, at = cast.holder("Finance analyst"), moment(as_of, MORNING)
    running = [
        (project, project.manager)
        for project in projects
        if project.state == Project.State.IN_PROGRESS and project.manager is not None
    ][:3]
    began = date(as_of.year - YEARS_BACK, 1, 1)
    described = (
        ("Permit and license suite", "High Plains Software", 85_000, began, 60, COSTS),
        (
            "Identity and access service",
            "Granite Peak Security",
            4_200,
            date(as_of.year, 7, 1),
            36,
            COSTS[2:],
        ),
        ("Help desk chat", "Cottonwood Consulting", 900, date(as_of.year + 1, 1, 1), 12, ()),
    )
    kept = []
    for (project, by), terms in zip(running, described, strict=False):
        kept.append(_describe(project, *terms, by=by, at=at))
        if terms[-1]:
            send_to_finance(kept[-1], by=by, at=at)
    if kept:
        _measure(kept[0], began, by=finance, at=at)


def _describe(
    project: Project, name: str, vendor: str, payment: int, on: date, months: int,
    costs: tuple[CostTerms, ...], *, by: Person, at: datetime,
) -> SubscriptionContract:  # fmt: skip
    is_large = payment > 10_000
    values = {
        "name": name, "vendor": vendor, "fund": Fund.objects.get(code="610"), "starts_on": on,
        "account": Account.objects.get(code="52350"), "noncancelable_months": months, "payment": Decimal(payment),
        "payments_per_year": PaymentRhythm.YEARLY if is_large else PaymentRhythm.MONTHLY, "is_advance": True,
        "escalator_percent": Decimal(3 if is_large else 0),
    }  # fmt: skip
    options = [OptionTerms(12, "city", is_certain=False)] if months > 12 else []
    return keep_subscription(
        SubscriptionContract(project=project), values, options=options, costs=costs, by=by, at=at
    )


def _measure(contract: SubscriptionContract, began: date, *, by: Person, at: datetime) -> None:
    accept_measurement(contract, by=by, at=at)
    terms = NewTerms(
        on=began.replace(year=began.year + 2), months=48, payment=Decimal("92000.00"),
        escalator_percent=Decimal(3), rate_percent=Decimal("4.25"),
        reason="The option is exercised: one year longer, with 40 more users.",
    )  # fmt: skip
    measure_anew(contract, terms, by=by, at=at)
