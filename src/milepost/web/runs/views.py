"""How far a run is, and asking it to stop; the pages of the areas show what came of it."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.jobs import cancel
from milepost.domain.common.models import Run
from milepost.domain.common.runs import run_kind, subject_of
from milepost.domain.people.permissions import Refused
from milepost.web.access import AskedBy, for_persons


@for_persons
@require_GET
def run(request: AskedBy, run_id: int) -> HttpResponse:
    """Give how far a run is; the page around it is loaded anew when it is over."""
    asked = _visible(request, run_id)
    response = render(request, "runs/progress.html", {"run": asked})
    if not asked.is_under_way:
        response["HX-Refresh"] = "true"
    return response


@for_persons
@require_POST
def cancellation(request: AskedBy, run_id: int) -> HttpResponse:
    """Ask a run to stop, and go back to its page."""
    asked = _visible(request, run_id)
    if not run_kind(asked.kind).may_start(request.person.account, asked, subject_of(asked)):
        raise Refused(gettext("Whoever may start a run may cancel it."))
    if asked.job and not asked.job.is_over:
        cancel(asked.job)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")


def _visible(request: AskedBy, run_id: int) -> Run:
    asked = get_object_or_404(Run.objects.select_related("job"), pk=run_id)
    try:
        subject = subject_of(asked)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    if not run_kind(asked.kind).may_see(request.person.account, asked, subject):
        raise Http404
    return asked
