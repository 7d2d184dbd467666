"""A project's budget by task and phase."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from milepost.domain.money.actions.budgeting import CannotBudget, agree_budget
from milepost.domain.money.models import Budget, WorkPackage
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Task
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.money.access import money_project
from milepost.web.money.forms import BudgetForm
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def budget(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the budget in force with its versions, and agree another."""
    project = money_project(request, project_id)
    versions = list(Budget.objects.filter(project=project).select_related("by").prefetch_related("items"))
    tasks = list(Task.objects.filter(project=project, is_active=True).order_by("position"))
    measures = {one.uid: one for one in WorkPackage.objects.filter(project=project)}
    last = versions[-1] if versions else None
    form = BudgetForm(request.POST or None, tasks=tasks, budget=last, measures=measures)
    if request.method == "POST" and form.is_valid():
        with shown_in(form, CannotBudget):
            kept = agree_budget(
                project,
                form.amounts,
                measures=form.measures,
                reason=form.cleaned_data.get("reason", ""),
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("{kept} is in force.").format(kept=kept))
            return redirect("money:budget", project.pk)
    return show(
        request,
        project,
        "money/budget.html",
        tab="money",
        status=422 if form.errors else 200,
        part="budget",
        form=form,
        versions=versions[::-1],
        budget=last,
        can_budget=may(request.person, "money.set_budget", project) and not project.is_over,
    )
