"""Pages of clearances: the kinds, who holds which until when, and what a project's work takes."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.actions.keeping_clearances import (
    add_clearance,
    drop_need,
    grant_clearance,
    need_clearance,
    withdraw_clearance,
)
from milepost.domain.staffing.calculations.clearance_gaps import gaps_of
from milepost.domain.staffing.models import Clearance, ClearanceNeed, PersonClearance
from milepost.domain.staffing.queries import people_cleared_by
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.staffing.roles import segments_of, team_project

CATALOG, SETTINGS = "staffing.edit_catalog", "projects.edit_settings"
SOON = timedelta(days=60)
MOST_GAPS = 12


class KindForm(forms.Form):
    """A kind of clearance."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(label=_("What it is, and who asks for it"), max_length=500, required=False)


class GrantForm(forms.Form):
    """That somebody has passed a check."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))
    clearance = forms.ModelChoiceField(Clearance.objects.all(), label=_("Clearance"))
    granted_on = forms.DateField(label=_("Granted"), widget=forms.DateInput(attrs={"type": "date"}))
    expires_on = forms.DateField(
        label=_("Expires"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: object, people: QuerySet[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class NeedForm(forms.Form):
    """What a project's work takes."""

    clearance = forms.ModelChoiceField(Clearance.objects.all(), label=_("Clearance"))
    task = forms.ModelChoiceField(
        Task.objects.none(), label=_("For"), required=False, empty_label=_("The whole project")
    )

    def __init__(self, *args: object, project: Project, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["task"].queryset = Task.objects.filter(project=project)  # type: ignore[attr-defined]


@for_persons
@require_http_methods(["GET", "POST"])
def clearances(request: AskedBy) -> HttpResponse:
    """List who holds which clearance until when, of the people whose time the reader staffs, and record one."""
    people = people_cleared_by(request.person)
    data = request.POST if request.method == "POST" else None
    kind = KindForm(data if data and "kind" in data else None, auto_id="kind_%s")
    grant = GrantForm(
        data if data and "kind" not in data else None, people=people, initial={"granted_on": today()}
    )
    if kind.is_valid():
        with shown_in(kind, Refusal):
            added = add_clearance(by=request.person, at=now(), **kind.cleaned_data)
            messages.success(request, gettext("{name} is saved.").format(name=added.name))
            return redirect("staffing:clearances")
    if grant.is_valid():
        with shown_in(grant, Refusal):
            grant_clearance(by=request.person, at=now(), **grant.cleaned_data)
            messages.success(request, gettext("The clearance is recorded."))
            return redirect("staffing:clearances")
    held = PersonClearance.objects.filter(person__in=people).select_related("person", "clearance")
    shown = {
        "kinds": Clearance.objects.all(),
        "held": held.order_by("expires_on", "person__name"),
        "kind_form": kind,
        "grant_form": grant,
        "may_edit_kinds": may(request.person, CATALOG),
        "today": today(),
        "soon": today() + SOON,
    }
    is_refused = bool(kind.errors or grant.errors)
    return render(request, "staffing/clearances.html", shown, status=422 if is_refused else 200)


@for_persons
@require_POST
def clearance_withdrawal(request: AskedBy, held_id: int) -> HttpResponse:
    """Take a clearance off a person."""
    held = get_object_or_404(
        PersonClearance.objects.filter(person__in=people_cleared_by(request.person)).select_related("person"),
        pk=held_id,
    )
    withdraw_clearance(held, by=request.person, at=now())
    messages.success(request, gettext("The clearance is withdrawn."))
    return redirect("staffing:clearances")


@for_persons
@require_http_methods(["GET", "POST"])
def of_project(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what a project's work takes, and who works on it without."""
    project = team_project(request, project_id)
    form = NeedForm(request.POST or None, project=project)
    if form.is_valid():
        with shown_in(form, Refusal):
            need_clearance(project, by=request.person, at=now(), **form.cleaned_data)
            messages.success(request, gettext("The need is saved."))
            return redirect("team:clearances", project.pk)
    gaps = gaps_of([project.pk])
    return show(
        request,
        project,
        "staffing/project_clearances.html",
        tab="staffing",
        status=422 if form.errors else 200,
        segments=segments_of(project, "clearances"),
        needs=ClearanceNeed.objects.filter(project=project).select_related("clearance", "task"),
        gaps=gaps[:MOST_GAPS],
        gap_count=len(gaps),
        more_gaps=len(gaps) - MOST_GAPS,
        form=form,
        may_edit=may(request.person, SETTINGS, project) and not project.is_over,
    )


@for_persons
@require_POST
def need_removal(request: AskedBy, project_id: int, need_id: int) -> HttpResponse:
    """Say that the work does not take the clearance any more."""
    project = team_project(request, project_id)
    need = get_object_or_404(ClearanceNeed.objects.select_related("project"), pk=need_id, project=project)
    drop_need(need, by=request.person, at=now())
    return redirect("team:clearances", project.pk)
