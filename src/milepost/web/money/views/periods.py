"""The months of a fiscal year: what is open in the next, who closed which, and closing them."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from milepost.domain.money.actions.closing_periods import CannotClose, close_month, open_month_again
from milepost.domain.money.calculations.period_checks import MONTHS, Check, Subject, days_of, period_checks
from milepost.domain.money.models import FiscalYear, PeriodClose
from milepost.domain.people.permissions import may
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.money.ledger_forms import PeriodForm
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.refusals import shown_in

WORDS = {
    Subject.EXTRACTS: (_("Every source has brought a file since the month ended"), "ledger:imports"),
    Subject.WAITING: (_("No file waits to be posted"), "ledger:imports"),
    Subject.TIED: (_("The month’s files are tied to their control totals"), "ledger:imports"),
    Subject.UNMATCHED: (_("Every line has its project, or is said to have none"), "ledger:unmatched"),
    Subject.P_CARDS: (_("P-card charges are allocated"), "ledger:unmatched"),
    Subject.RECONCILED: (_("A budget report through the month’s end ties to the books"), "ledger:reports"),
}


class ShownCheck(NamedTuple):
    """A check in words, with the page where what is open is settled."""

    words: str
    check: Check
    page: str


class ShownMonth(NamedTuple):
    """A month of the year, whether it is closed, and what was last done with it."""

    first: object
    is_closed: bool
    last: PeriodClose | None
    open: list[str]


@for_persons
@require_http_methods(["GET", "POST"])
def periods(request: AskedBy, year: int) -> HttpResponse:
    """Show the months of a fiscal year with the checklist of the next, and close or open one."""
    require_ledger(request)
    found = get_object_or_404(FiscalYear, year=year)
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = open_month_again if request.POST.get("act") == "open" else close_month
        with shown_in(form, CannotClose):
            done = act(found, reason=form.cleaned_data["reason"], by=request.person, at=now())
            messages.success(request, f"{done}: {done.get_act_display()}")
            return redirect("ledger:periods", year)
    upcoming = found.closed_months + 1 if found.closed_months < MONTHS else 0
    is_over = bool(upcoming) and days_of(year, upcoming)[1] < today()
    return show(
        request, "ledger/periods.html", tab="ledger:years", status=422 if form.errors else 200, year=found,
        months=_months(found), form=form, may_close=may(request.person, "money.close_periods"),
        upcoming=days_of(year, upcoming)[0] if is_over else None,
        checks=[_shown(check) for check in period_checks(found, upcoming)] if is_over else [],
    )  # fmt: skip


def _shown(check: Check) -> ShownCheck:
    words, page = WORDS[check.subject]
    return ShownCheck(str(words), check, reverse(page))


def _months(year: FiscalYear) -> list[ShownMonth]:
    last = {one.month: one for one in year.closes.select_related("by")}
    return [
        ShownMonth(
            days_of(year.year, month)[0],
            month <= year.closed_months,
            last.get(month),
            _open_then(last.get(month)),
        )
        for month in range(1, MONTHS + 1)
    ]


def _open_then(close: PeriodClose | None) -> list[str]:
    """Say what was open when a month was closed."""
    findings = close.findings if close else []
    said = gettext("{words}: {count} open")
    return [said.format(words=WORDS[Subject(name)][0], count=count) for name, count in findings]
