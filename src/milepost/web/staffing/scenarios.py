"""Scenarios of leveling: kept under a name, laid beside each other, discarded."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.leveling_projects import CannotLevel
from milepost.domain.staffing.actions.leveling_scenarios import discard_scenario, keep_scenario
from milepost.domain.staffing.calculations.leveling_comparison import comparison_of
from milepost.domain.staffing.models import LevelingScenario
from milepost.domain.staffing.runs import leveled_projects, may_see_leveling
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.refusals import shown_in
from milepost.web.staffing.forms import ScenarioForm
from milepost.web.staffing.leveling import run_for, shown_leveling

MOST_COMPARED = 4


@for_persons
@require_POST
def keeping(request: AskedBy, run_id: int) -> HttpResponse:
    """Keep a leveling as a scenario."""
    run = run_for(request, run_id)
    form = ScenarioForm(request.POST)
    if form.is_valid():
        with shown_in(form, CannotLevel):
            keep_scenario(run, name=form.cleaned_data["name"], by=request.person, at=now())
            return redirect("staffing:leveling", run.pk)
    shown = shown_leveling(request, run) | {"scenario_form": form}
    return render(request, "staffing/leveling.html", shown, status=422)


@for_persons
@require_POST
def discarding(request: AskedBy, scenario_id: int) -> HttpResponse:
    """Let a scenario go."""
    scenario = get_object_or_404(LevelingScenario.objects.select_related("run"), pk=scenario_id)
    if not may_see_leveling(request.person.account, scenario.run, None):
        raise Http404
    try:
        discard_scenario(scenario, by=request.person, at=now())
        messages.success(request, gettext("The scenario is discarded."))
    except (Refusal, Refused) as refusal:
        messages.error(request, str(refusal))
    return redirect("staffing:levelings")


@for_persons
@require_GET
def comparison(request: AskedBy) -> HttpResponse:
    """Lay chosen scenarios beside each other, and beside the plan as it was."""
    wanted = {int(value) for value in request.GET.getlist("scenario") if value.isdecimal()}
    offered = visible_scenarios(request.person)
    chosen = [one for one in offered if one.pk in wanted][:MOST_COMPARED] or offered[:MOST_COMPARED]
    shown = {
        "offered": offered,
        "compared": {one.pk for one in chosen},
        "most": MOST_COMPARED,
        "comparison": comparison_of(chosen, reader=request.person) if chosen else None,
    }
    return render(request, "staffing/leveling_comparison.html", shown)


def visible_scenarios(reader: Person) -> list[LevelingScenario]:
    """Give the scenarios all of whose projects a reader sees, the latest first."""
    scenarios = LevelingScenario.objects.select_related("run", "by")
    seen = set(Project.objects.visible_to(reader).values_list("pk", flat=True))
    return [one for one in scenarios if (wanted := leveled_projects(one.run)) and wanted <= seen]
