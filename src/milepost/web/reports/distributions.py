"""Reports that are sent by e-mail: to whom, how often, and what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.models import Project
from milepost.domain.reports.actions.distributing import (
    begin_distribution,
    edit_distribution,
    end_distribution,
    pause_distribution,
    resume_distribution,
)
from milepost.domain.reports.actions.sending import send_now
from milepost.domain.reports.models import Distribution
from milepost.domain.reports.queries import with_last_sending
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.refusals import shown_in
from milepost.web.reports.distribution_forms import DistributionForm


@for_persons
@require_GET
def distributions(request: AskedBy) -> HttpResponse:
    """List what is sent, with what came of the last sending."""
    visible = Distribution.objects.visible_to(request.person).exclude(state=Distribution.State.ENDED)
    context = {
        "distributions": with_last_sending(visible),
        "may_send_portfolio": may(request.person, "reports.send"),
        "trail": _trail(),
    }
    return render(request, "reports/distributions.html", context)


@for_persons
@require_http_methods(["GET", "POST"])
def new_distribution(request: AskedBy, project_id: int | None = None) -> HttpResponse:
    """Have a project's report, or that of the portfolio, sent."""
    project = project_for(request, project_id) if project_id is not None else None
    require(request.person, "reports.send", project)
    form = DistributionForm(request.POST or None, initial={"reader": request.GET.get("for", "director")})
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            made = begin_distribution(
                project, form.fields_given, form.people_given, by=request.person, at=now()
            )
            messages.success(request, gettext("The report is sent from its first day on."))
            return redirect("reports:distribution", made.pk)
    return _form(request, form, project, gettext("Send a report by e-mail"))


@for_persons
@require_http_methods(["GET", "POST"])
def distribution(request: AskedBy, distribution_id: int) -> HttpResponse:
    """Show what is sent and what came of it, and change it."""
    found = _distribution(request, distribution_id)
    form = DistributionForm(request.POST or None, distribution=found)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal):
            edit_distribution(found, form.fields_given, form.people_given, by=request.person, at=now())
            messages.success(request, gettext("Saved."))
            return redirect("reports:distribution", found.pk)
    return _form(request, form, found.project, str(found), found)


@for_persons
@require_POST
def distribution_state(request: AskedBy, distribution_id: int) -> HttpResponse:
    """Pause, resume or end it, or send it today."""
    found = _distribution(request, distribution_id)
    deeds: dict[str, tuple[Callable[..., None], str]] = {
        "pause": (pause_distribution, gettext("Nothing is sent until it is resumed.")),
        "resume": (resume_distribution, gettext("It is sent again.")),
        "end": (end_distribution, gettext("It is sent no more.")),
        "now": (send_now, gettext("It is on its way.")),
    }
    act, told = deeds.get(request.POST.get("word", ""), (None, ""))
    try:
        if act is not None:
            act(found, by=request.person, at=now())
            messages.success(request, told)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:distribution", found.pk)


def _distribution(request: AskedBy, distribution_id: int) -> Distribution:
    visible = Distribution.objects.visible_to(request.person).select_related("project", "owner")
    return get_object_or_404(visible, pk=distribution_id)


def _form(
    request: AskedBy,
    form: DistributionForm,
    project: Project | None,
    title: str,
    kept: Distribution | None = None,
) -> HttpResponse:
    sendings = kept.sendings.select_related("report") if kept else Distribution.objects.none()
    context = {
        "form": form,
        "project": project,
        "title": title,
        "kept": kept,
        "sendings": sendings[:50],
        "trail": [*_trail(), {"label": "Sent by e-mail", "url": reverse("reports:distributions")}],
    }
    return render(request, "reports/distribution.html", context, status=422 if form.errors else 200)


def _trail() -> list[dict[str, str]]:
    return [{"label": "Reports", "url": reverse("reports:index")}]
