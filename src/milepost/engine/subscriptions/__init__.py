"""Subscriptions to software as GASB Statement 96 has them: term, liability, asset, and what each year shows of them."""

from milepost.engine.subscriptions.liability import (
    Payment,
    Period,
    level_payments,
    liability_schedule,
    present_value,
)
from milepost.engine.subscriptions.measurement import Measured, Remeasured, measure, remeasure
from milepost.engine.subscriptions.term import SHORT_TERM_MONTHS, Holder, Option, Term
from milepost.engine.subscriptions.years import (
    Due,
    Maturity,
    Month,
    Year,
    dues_of,
    maturities,
    months_of,
    years_of,
)

__all__ = [
    "SHORT_TERM_MONTHS",
    "Due",
    "Holder",
    "Maturity",
    "Measured",
    "Month",
    "Option",
    "Payment",
    "Period",
    "Remeasured",
    "Term",
    "Year",
    "dues_of",
    "level_payments",
    "liability_schedule",
    "maturities",
    "measure",
    "months_of",
    "present_value",
    "remeasure",
    "years_of",
]
