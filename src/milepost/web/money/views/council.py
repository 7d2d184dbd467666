"""What needs council, with the page of each project that says more."""

from decimal import Decimal
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.domain.money.calculations.council_list import CouncilItem, Need, Term, council_list
from milepost.domain.money.models import BudgetVersion, ChangeOrder, State, SubscriptionContract
from milepost.domain.people.fiscal_years import fiscal_year_of
from milepost.domain.people.queries import fiscal_year_start
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.money.ledger_page import require_ledger, show
from milepost.web.money.states_bar import lines_address

WORDS = {
    Need.CHANGE_ORDER: (
        _("Change order above its authorization"),
        _("The order and this change pass what council authorized, contingency included."),
    ),
    Need.CEILING: (
        _("Above what council authorized"),
        _("The cost forecast passes the authorization by this sum."),
    ),
    Need.CONTRACT: (
        _("Above a contract’s limit"),
        _("More is ordered under the contract than it may cost."),
    ),
    Need.SUPPLEMENTAL: (
        _("Supplemental appropriation"),
        _("The cost forecast passes what is appropriated by this sum."),
    ),
    Need.ADOPTION: (
        _("Budget to be adopted"),
        _("It is asked for or recommended, and not decided."),
    ),
    Need.REAPPROPRIATION: (
        _("To be appropriated again"),
        _("Encumbered in a fund whose appropriations lapse at year end."),
    ),
    Need.MULTI_YEAR: (
        _("Goes on after this year"),
        _(
            "Obligations after the fiscal year are subject to annual appropriation "
            "(Colo. Const. art. X, sec. 20). The sum is what a year costs."
        ),
    ),
}


TERMS = {
    Term.EXPENDED: _("Expended"),
    Term.TO_COMPLETE: _("Left to pay"),
    Term.USED: _("Used"),
    Term.LIMIT: _("Limit"),
    Term.APPROPRIATED: _("Appropriated"),
}
PAGES = {
    Need.CHANGE_ORDER: "money:orders",
    Need.CEILING: "money:limits",
    Need.CONTRACT: "money:limits",
    Need.SUPPLEMENTAL: "money:forecast",
    Need.ADOPTION: "money:funding",
    Need.REAPPROPRIATION: "money:funding",
    Need.MULTI_YEAR: "money:subscriptions",
}


class ShownItem(NamedTuple):
    """An item with its project's page, what leads to the lines of its sum, and what the sum follows from."""

    item: CouncilItem
    page: str
    url: str
    terms: list[tuple[str, Decimal, str]]


class Group(NamedTuple):
    """Everything of one kind that needs council, and what it comes to."""

    title: str
    about: str
    items: list[ShownItem]
    total: object

    @property
    def has_terms(self) -> bool:
        """Whether sums follow from others that are shown beside them."""
        return any(one.terms for one in self.items)


@for_persons
@require_GET
def council(request: AskedBy) -> HttpResponse:
    """List what needs council by kind."""
    require_ledger(request)
    start = fiscal_year_start()
    over = (Project.State.CLOSED, Project.State.CANCELED)
    seen = list(Project.objects.visible_to(request.person).exclude(state__in=over).order_by("number"))
    found = council_list(seen, as_of=today(), start_month=start)
    year = fiscal_year_of(today(), start_month=start)
    groups = []
    for need, (title, about) in WORDS.items():
        items = [_shown(one, year) for one in found if one.need == need]
        if items:
            groups.append(Group(str(title), str(about), items, sum(one.item.amount for one in items)))
    return show(request, "ledger/council.html", tab="ledger:council", groups=groups)


def _shown(item: CouncilItem, year: int) -> ShownItem:
    page = reverse(PAGES[item.need], args=[item.project.pk])
    terms = [(str(TERMS[term]), amount, _term_address(item, term)) for term, amount in item.terms]
    return ShownItem(item, page, _address(item, year), terms)


def _address(item: CouncilItem, year: int) -> str:
    """Give where the lines behind a sum stand; nothing for one that follows from its terms."""
    project = item.project.pk
    match item.about:
        case BudgetVersion() as version:
            return reverse("money:budget-version", args=[project, version.number]) + "#lines"
        case ChangeOrder() as change:
            return reverse("money:order", args=[project, change.order_id]) + f"#change-{change.number}"
        case SubscriptionContract() as contract:
            return reverse("money:subscription", args=[project, contract.pk]) + "#facts"
    if item.fund is None:
        return ""
    lines = reverse("money:lines", args=[project])
    return lines_address(lines, year=year, fund=item.fund.pk, state=State.ENCUMBERED.value)


def _term_address(item: CouncilItem, term: Term) -> str:
    project = item.project.pk
    lines = reverse("money:lines", args=[project])
    match term:
        case Term.EXPENDED | Term.APPROPRIATED:
            return lines_address(lines, state=term.value)
        case Term.TO_COMPLETE:
            return reverse("ledger:project-forecast-lines", args=[project]) + "?"
    column = "used" if term == Term.USED else "limit"
    return reverse("money:limits", args=[project]) + f"#{column}-{item.about.pk if item.about else 0}"
