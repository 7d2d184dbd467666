"""A project's spending limits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.models import Budget
from milepost.domain.people.permissions import Refused, may
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.access import money_project
from milepost.web.money.forms import LimitForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def limits(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what council authorized, what contracts may not exceed and the contingency, and set one."""
    project = money_project(request, project_id)
    form = LimitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, Refusal, Refused):
            given = form.cleaned_data
            set_limit(project, LimitTerms(**given), by=request.person, at=now())
            messages.success(request, gettext("{name} is set.").format(name=given["name"]))
            return redirect("money:limits", project.pk)
    budget = Budget.objects.filter(project=project).prefetch_related("items").last()
    return show(
        request, project, "money/limits.html", tab="money", status=422 if form.errors else 200, part="limits",
        form=form, limits=list(project.spending_limits.all()), budget=budget,
        can_set=may(request.person, "money.set_limit", project) and not project.is_over,
    )  # fmt: skip
