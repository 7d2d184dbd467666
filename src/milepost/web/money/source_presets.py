"""How extracts of common ERPs are laid out, to begin a source from.

The headings follow Tyler Munis: its year-to-date budget report, a list of open purchase orders, a payments register.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models import LedgerSource

Profile = LedgerSource.Profile


class Preset(NamedTuple):
    """A source as it ships: its name, what its lines are, and the heading of each field."""

    name: object
    profile: str
    columns: dict[str, str]


PRESETS: dict[str, Preset] = {
    "budget-report": Preset(
        _("Year-to-date budget report (Munis-like)"), Profile.BUDGET.value,
        {
            "cost_center": "ORG", "account": "OBJ", "account_name": "ACCOUNT DESCRIPTION",
            "original": "ORIGINAL APPROP", "adjustments": "TRANFRS/ADJSMTS", "revised": "REVISED BUDGET",
            "expended": "YTD EXPENDED", "encumbered": "ENC/REQ", "available": "AVAILABLE BUDGET",
        },
    ),
    "open-orders": Preset(
        _("Open purchase orders (Munis-like)"), Profile.ORDERS.value,
        {
            "document": "PO NUMBER", "line": "LINE", "date": "PO DATE", "vendor": "VENDOR NAME", "cost_center": "ORG",
            "account": "OBJ", "project": "PROJ", "fiscal_year": "FISCAL YEAR", "description": "DESCRIPTION",
            "amount": "OPEN AMOUNT",
        },
    ),
    "payments": Preset(
        _("Payments register (Munis-like)"), Profile.PAYMENTS.value,
        {
            "document": "VOUCHER", "line": "LINE", "date": "CHECK DATE", "vendor": "VENDOR NAME", "cost_center": "ORG",
            "account": "OBJ", "project": "PROJ", "description": "INVOICE DESCRIPTION", "amount": "AMOUNT",
        },
    ),
}  # fmt: skip
