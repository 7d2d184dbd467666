"""Addresses that show a view: its query and, beside it, the view it came from."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from milepost.domain.common.read_once import read_once
from milepost.domain.people.models import DefaultView, Person, SavedView
from milepost.web.access import AskedBy

VIEW = "view"
OPENS = {
    "action-items": "meetings:action-items",
    "assumptions": "projects:all-assumptions",
    "audit": "settings:audit",
    "changes": "changes:all",
    "decisions": "meetings:decisions",
    "dependencies": "projects:all-dependencies",
    "forecast-lines": "ledger:forecast-lines",
    "imports": "imports:imports",
    "issues": "projects:all-issues",
    "ledger-entries": "ledger:entries",
    "lessons": "projects:all-lessons",
    "meetings": "meetings:index",
    "operational-changes": "go-live:all-operational-changes",
    "people": "people:directory",
    "portfolio": "portfolio:portfolio",
    "projects": "projects:projects",
    "reports": "reports:index",
    "risks": "projects:all-risks",
    "roadmap": "portfolio:roadmap",
    "schedules": "projects:schedules",
    "staff-requests": "staffing:requests",
    "vendors": "vendors:vendors",
}
"""The address of each page that stands by itself; a page of one project or vendor opens its views on its own."""
PASSING = (VIEW, "page")
"""What is of the moment in an address and never kept: the view it came from, and the page of the rows."""


def kept_query(query: str) -> str:
    """Give what a view keeps of an address's query."""
    given = QueryDict(query.lstrip("?"), mutable=True)
    for name in PASSING:
        given.pop(name, None)
    return given.urlencode()


def address_of(view: SavedView, path: str) -> str:
    """Give the address that shows a view on the page at a path."""
    return f"{path}?{'&'.join(filter(None, [view.query, urlencode({VIEW: view.pk})]))}"


def opening(view: SavedView) -> str:
    """Give the address that opens a view from anywhere; empty where its page belongs to one project or vendor."""
    return address_of(view, reverse(OPENS[view.page])) if view.page in OPENS else ""


def way_back(request: HttpRequest) -> str:
    """Give the path of the page that a form was sent from; never one of another host."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else ""


def opened(request: AskedBy, page: str) -> HttpResponseRedirect | None:
    """Lead an address without a query to the view that its reader opens the page with."""
    if request.GET or request.method != "GET":
        return None
    chosen = default_of(request.person, page)
    view = SavedView.objects.visible_to(request.person).filter(pk=chosen).first() if chosen else None
    return HttpResponseRedirect(address_of(view, request.path)) if view else None


@read_once
def default_of(person: Person, page: str) -> int | None:
    """Give the key of the view that a person opens a page with."""
    return DefaultView.objects.filter(person=person, page=page).values_list("view_id", flat=True).first()
