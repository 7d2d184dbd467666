"""The frame of the pages about the city's money: their tabs, and who may read them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from milepost.domain.money.models import UnmatchedLine
from milepost.domain.people.permissions import require
from milepost.web.access import AskedBy

TABS = (
    (_("Funds"), "ledger:funds"),
    (_("Ledger"), "ledger:entries"),
    (_("Forecast"), "ledger:forecast"),
    (_("Capital plan"), "ledger:capital-plan"),
    (_("Council"), "ledger:council"),
    (_("Unmatched"), "ledger:unmatched"),
    (_("Imports"), "ledger:imports"),
    (_("Commitments"), "ledger:commitments"),
    (_("Reconciliation"), "ledger:reports"),
    (_("Year end"), "ledger:year-end"),
    (_("Subscriptions"), "ledger:subscriptions"),
    (_("Chart of accounts"), "ledger:chart"),
    (_("Fiscal years"), "ledger:years"),
)


def require_ledger(request: AskedBy) -> None:
    """Raise `Refused` unless the person may read the city's ledger."""
    require(request.person, "money.view_ledger")


def show(
    request: AskedBy,
    template: str,
    *,
    tab: str,
    status: int = 200,
    unmatched: int | None = None,
    **context: Any,
) -> HttpResponse:
    """Render a page of the city's money under their tabs; `unmatched` where the page has counted them."""
    waiting = UnmatchedLine.waiting() if unmatched is None else unmatched
    tabs = [
        {
            "label": label,
            "url": reverse(name),
            "current": name == tab,
            "count": waiting if name == "ledger:unmatched" else None,
        }
        for label, name in TABS
    ]
    return render(request, template, {"tabs": tabs, **context}, status=status)
