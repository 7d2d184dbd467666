"""Open orders at the end of a fiscal year: what of them rolls, lapses or waits, and what is taken back."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.money.actions.entering import CannotEnter
from milepost.domain.money.actions.rolling_orders import CannotRoll, Shown, roll_orders, take_back_rolls
from milepost.domain.money.calculations.carry_forward import turn_of_the_year
from milepost.domain.money.calculations.open_orders import OpenLine, Outcome, open_orders, rolls
from milepost.domain.money.models import LedgerEntry
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.tables.entries import project_words
from milepost.web.money.years import year_asked


class Group(NamedTuple):
    """Lines with which the same happens, each with the projects that the reader may see."""

    outcome: Outcome
    lines: list[tuple[OpenLine, str]]
    amount: Decimal

    @property
    def leaves(self) -> Decimal:
        """What the year loses by them."""
        return -self.amount


@for_persons
@require_http_methods(["GET", "POST"])
def year_end_orders(request: AskedBy) -> HttpResponse:
    """Show what the end of a year does with each open line, and write it."""
    require_ledger(request)
    year, years = year_asked(request)
    if request.method == "POST":
        return _roll(request, year)
    lines = open_orders(year)
    written = [line for line in lines if line.outcome != Outcome.WAITS]
    last, first = turn_of_the_year(year)
    seen = set(Project.objects.visible_to(request.person).values_list("pk", flat=True))
    return show(
        request, "ledger/open_orders.html", tab="ledger:year-end", year=year, years=years, last=last, first=first,
        groups=_groups(lines, seen), count=len(written), amount=sum((line.amount for line in written), Decimal()),
        entries=sum(2 if line.outcome == Outcome.ROLLS else 1 for line in written),
        rolled=_rolled(rolls(year), seen), may_roll=may(request.person, "money.roll_orders"),
    )  # fmt: skip


@for_persons
@require_POST
def year_end_orders_back(request: AskedBy) -> HttpResponse:
    """Take rolls of a year back."""
    require_ledger(request)
    year, _years = year_asked(request)
    chosen = [int(key) for key in request.POST.getlist("rolled") if key.isdecimal()]
    try:
        count = take_back_rolls(
            chosen, year, reason=request.POST.get("reason", ""), by=request.person, at=now()
        )
        messages.success(
            request, gettext("Lines of orders that are open again: {count}.").format(count=count)
        )
    except (CannotRoll, CannotEnter, Refused) as refusal:
        messages.error(request, str(refusal))
    return _back(year)


def _roll(request: AskedBy, year: int) -> HttpResponse:
    try:
        shown = Shown(int(request.POST.get("count", "")), Decimal(request.POST.get("amount", "")))
    except (ValueError, InvalidOperation):
        shown = Shown(0, Decimal())
    try:
        made = roll_orders(year, shown, by=request.person, at=now())
        messages.success(request, gettext("{count} entries are written.").format(count=len(made)))
    except (CannotRoll, CannotEnter, Refused) as refusal:
        messages.error(request, str(refusal))
    return _back(year)


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('ledger:open-orders')}?year={year}")


def _groups(lines: Sequence[OpenLine], seen: set[int]) -> list[Group]:
    groups = []
    for outcome in Outcome:
        of_it = [line for line in lines if line.outcome == outcome]
        if of_it:
            amount = sum((line.amount for line in of_it), Decimal())
            groups.append(Group(outcome, [(line, _projects(line, seen)) for line in of_it], amount))
    return groups


def _projects(line: OpenLine, seen: set[int]) -> str:
    words = []
    for share in line.shares:
        if share.project is None:
            words.append(gettext("no project"))
        else:
            words.append(share.project.number if share.project.pk in seen else gettext("another project"))
    return ", ".join(dict.fromkeys(words))


def _rolled(entries: QuerySet[LedgerEntry], seen: set[int]) -> list[tuple[LedgerEntry, str]]:
    found = entries.select_related("fund", "account").prefetch_related("allocations__project")
    return [(entry, project_words(entry, seen)) for entry in found.order_by("document", "line", "pk")]
