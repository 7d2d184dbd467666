"""A project's spending limits."""

from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.common.refusal import Refusal
from milepost.domain.money.actions.limiting import LimitTerms, set_limit
from milepost.domain.money.calculations.commitments import ordered_under
from milepost.domain.money.models import Budget, SpendingLimit
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.access import money_project
from milepost.web.money.forms import LimitForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


class UsedLimit(NamedTuple):
    """A limit with what is ordered under it, what is used of it, and the page that says by what."""

    limit: SpendingLimit
    ordered: Decimal
    used: Decimal
    url: str = ""


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
    groups = _by_kind(project)
    return show(
        request, project, "money/limits.html", tab="money", status=422 if form.errors else 200, part="limits",
        form=form, limits=groups, limit_count=sum(len(group) for _, group in groups),
        can_set=may(request.person, "money.set_limit", project) and not project.is_over,
    )  # fmt: skip


def _by_kind(project: Project) -> list[tuple[str, list[UsedLimit]]]:
    limits = list(project.spending_limits.all())
    budget = Budget.objects.filter(project=project).prefetch_related("items").last()
    ordered = ordered_under(limits)
    found = [_used(limit, budget, ordered[limit.pk]) for limit in limits]
    return [(kind, list(group)) for kind, group in groupby(found, lambda one: one.limit.kind)]


def _used(limit: SpendingLimit, budget: Budget | None, ordered: Decimal) -> UsedLimit:
    if limit.kind == SpendingLimit.Kind.COUNCIL and budget is not None:
        address = reverse("money:agreed-budget", args=[limit.project_id, budget.number])
        return UsedLimit(limit, ordered, budget.total, f"{address}#lines")
    return UsedLimit(limit, ordered, limit.used)
