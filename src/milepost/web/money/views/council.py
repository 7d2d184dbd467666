"""What needs council, with the page of each project that says more."""

from typing import NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from milepost.domain.money.calculations.council_list import CouncilItem, Need, council_list
from milepost.domain.people.models import City
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.money.ledger_page import require_ledger, show

WORDS = {
    Need.CHANGE_ORDER: (
        _("Change order above its authorization"),
        _("The order and this change pass what council authorized, contingency included."),
        "money:orders",
    ),
    Need.CEILING: (
        _("Above what council authorized"),
        _("The cost forecast passes the authorization by this sum."),
        "money:limits",
    ),
    Need.CONTRACT: (
        _("Above a contract’s limit"),
        _("More is ordered under the contract than it may cost."),
        "money:limits",
    ),
    Need.SUPPLEMENTAL: (
        _("Supplemental appropriation"),
        _("The cost forecast passes what is appropriated by this sum."),
        "money:forecast",
    ),
    Need.ADOPTION: (
        _("Budget to be adopted"),
        _("It is asked for or recommended, and not decided."),
        "money:funding",
    ),
    Need.REAPPROPRIATION: (
        _("To be appropriated again"),
        _("Encumbered in a fund whose appropriations lapse at year end."),
        "money:funding",
    ),
    Need.MULTI_YEAR: (
        _("Goes on after this year"),
        _(
            "Obligations after the fiscal year are subject to annual appropriation "
            "(Colo. Const. art. X, sec. 20). The sum is what a year costs."
        ),
        "money:subscriptions",
    ),
}


class Group(NamedTuple):
    """Everything of one kind that needs council, and what it comes to."""

    title: str
    about: str
    items: list[tuple[CouncilItem, str]]
    total: object


@for_persons
@require_GET
def council(request: AskedBy) -> HttpResponse:
    """List what needs council by kind."""
    require_ledger(request)
    start = City.objects.values_list("fiscal_year_start_month", flat=True).first() or 1
    over = (Project.State.CLOSED, Project.State.CANCELED)
    seen = list(Project.objects.visible_to(request.person).exclude(state__in=over).order_by("number"))
    found = council_list(seen, as_of=today(), start_month=start)
    groups = []
    for need, (title, about, page) in WORDS.items():
        items = [(one, reverse(page, args=[one.project.pk])) for one in found if one.need == need]
        if items:
            groups.append(Group(str(title), str(about), items, sum(one.amount for one, _ in items)))
    return show(request, "ledger/council.html", tab="ledger:council", groups=groups)
