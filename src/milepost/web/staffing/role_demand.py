"""The page on which a project says what it will need of roles before its tasks do, and what is left of that."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.permissions import may
from milepost.domain.staffing.actions.planning_demand import DemandFields, drop_demand, plan_demand
from milepost.domain.staffing.calculations.periods import Unit, months_later, periods_from
from milepost.domain.staffing.calculations.role_demand import planned_demands
from milepost.domain.staffing.models import RoleDemand, Skill, StaffingRole
from milepost.domain.staffing.models.role_demand import MOST_HOURS
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.staffing.roles import segments_of, team_project

ASK = "staffing.request_staff"
MONTHS_OFFERED = 48


class RoleDemandForm(forms.Form):
    """What is needed of a role from month to month."""

    role = forms.ModelChoiceField(StaffingRole.objects.all(), label=_("Role"))
    skill = forms.ModelChoiceField(
        Skill.objects.all(), label=_("Skill"), required=False, empty_label=_("As the role needs")
    )
    hours = forms.FloatField(label=_("Hours a month"), min_value=1, max_value=MOST_HOURS)
    first = forms.ChoiceField(label=_("First month"))
    last = forms.ChoiceField(label=_("Last month"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: object, since: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        months = [months_later(since.replace(day=1), number) for number in range(MONTHS_OFFERED)]
        for name in ("first", "last"):
            self.fields[name].choices = [(one.isoformat(), f"{one:%B} {one.year}") for one in months]  # type: ignore[attr-defined]

    def demand(self) -> DemandFields:
        """Give what was typed."""
        typed = self.cleaned_data
        return DemandFields(
            role=typed["role"],
            skill=typed["skill"],
            first=date.fromisoformat(typed["first"]),
            last=date.fromisoformat(typed["last"]),
            hours=typed["hours"],
            note=typed["note"],
        )


@for_persons
@require_http_methods(["GET", "POST"])
def role_demand(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what a project plans to need of roles and what is left of it, and add to it."""
    project = team_project(request, project_id)
    form = RoleDemandForm(request.POST or None, since=today())
    if form.is_valid():
        with shown_in(form, Refusal):
            plan_demand(project, form.demand(), by=request.person, at=now())
            messages.success(request, gettext("The demand is planned."))
            return redirect("team:role-demand", project.pk)
    periods = periods_from(today(), Unit.MONTH, months=MONTHS_OFFERED)
    planned = planned_demands(periods, as_of=today(), projects=[project.pk])
    return show(
        request,
        project,
        "staffing/role_demand.html",
        tab="staffing",
        status=422 if form.errors else 200,
        segments=segments_of(project, "demand"),
        planned=planned,
        past=RoleDemand.objects.filter(project=project).exclude(pk__in=[one.demand.pk for one in planned]),
        form=form,
        may_edit=may(request.person, ASK, project) and not project.is_over,
    )


@for_persons
@require_POST
def removal(request: AskedBy, project_id: int, demand_id: int) -> HttpResponse:
    """Need it no more."""
    project = team_project(request, project_id)
    demand = get_object_or_404(RoleDemand.objects.select_related("project"), pk=demand_id, project=project)
    drop_demand(demand, by=request.person, at=now())
    return redirect("team:role-demand", project.pk)
