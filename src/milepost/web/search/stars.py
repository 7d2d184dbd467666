"""Stars a row, or takes its star away."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from milepost.domain.common.actions.starring import CannotStar, star, unstar
from milepost.domain.common.search.finding import findable_among
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.saved_views.addresses import way_back


@for_persons
@require_POST
def starring(request: AskedBy, kind: str, object_id: int) -> HttpResponse:
    """Star what the reader may find, or with `off` take the star away."""
    if not findable_among([(kind, object_id)], person=request.person):
        raise Http404
    by, at = request.person.account, now()
    if request.POST.get("off"):
        unstar(kind, object_id, by=by, at=at)
        return _answer(request)
    try:
        star(kind, object_id, by=by, at=at)
    except CannotStar as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain")
    return _answer(request)


def _answer(request: AskedBy) -> HttpResponse:
    return HttpResponseRedirect(way_back(request) or "/", status=303)
