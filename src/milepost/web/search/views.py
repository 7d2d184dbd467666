"""The search page: the best of each kind, or all of one kind page by page."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from milepost.domain.common.search.finding import BEST_FIRST, Found, find, matches
from milepost.domain.common.search.terms import Terms, terms_of
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.search.hits import PRESENTATIONS, hits_of

EACH = 5
PAGE = 25


@for_persons
@require_GET
def search(request: AskedBy) -> HttpResponse:
    """Show what was found, grouped by kind; with a kind, all of it."""
    typed = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    terms = terms_of(typed)
    shown = {"typed": typed, "terms": terms, "presentations": PRESENTATIONS}
    if kind in PRESENTATIONS and (not terms.kinds or kind in terms.kinds):
        shown |= _all_of(request, terms, kind)
    else:
        shown |= _best(request, terms)
    return render(request, "search/search.html", shown)


def _best(request: AskedBy, terms: Terms) -> dict[str, object]:
    found = find(terms, person=request.person, as_of=today(), each=EACH, among=PRESENTATIONS)
    shown_kinds = list(PRESENTATIONS)
    groups = [
        {
            "kind": one.kind,
            "presentation": PRESENTATIONS[one.kind],
            "count": one.count,
            "hits": hits_of(one),
            "is_cut": one.count > len(one.ids),
        }
        for one in sorted(found, key=lambda one: shown_kinds.index(one.kind))
    ]
    return {"groups": groups, "count": sum(one.count for one in found)}


def _all_of(request: AskedBy, terms: Terms, kind: str) -> dict[str, object]:
    entries = matches(replace(terms, kinds=frozenset({kind})), person=request.person, as_of=today())
    ordered = entries.order_by(*BEST_FIRST).values_list("object_id", flat=True)
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    found = Found(kind, page.paginator.count, tuple(page.object_list))
    return {
        "kind": kind,
        "presentation": PRESENTATIONS[kind],
        "page": page,
        "hits": hits_of(found),
        "count": found.count,
    }
