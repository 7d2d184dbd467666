"""A person's own roles in a project, each with its duties, to be accepted, declined or handed on."""

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.standing_in import people_represented_by
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import counted
from milepost.domain.staffing.actions.accepting_responsibilities import (
    accept_all_duties,
    answer_duty,
    delegate_duty,
)
from milepost.domain.staffing.models import Responsibility
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.staffing.roles import DUTIES, segments_of

State = Responsibility.State


class OwnRole(NamedTuple):
    """A role of the reader, what it asks, and the forms to answer it with."""

    one: Responsibility
    asks: str
    form: forms.Form
    hand: forms.Form


class AnswerForm(forms.Form):
    """What somebody says to one duty."""

    answer = forms.ChoiceField(
        choices=[(one, one.label) for one in (State.ACCEPTED, State.CONDITION, State.DECLINED)]
    )
    words = forms.CharField(
        label=_("Condition or reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DelegationForm(forms.Form):
    """To whom a duty is handed on, and why."""

    to = forms.ModelChoiceField(Person.objects.filter(is_active=True), label=_("Hand on to"))
    reason = forms.CharField(label=_("Why"), max_length=500)


@for_persons
@require_GET
def own_roles(request: AskedBy, project_id: int) -> HttpResponse:
    """Show the reader's own roles with what each asks."""
    return _show_own(request, _own_project(request, project_id))


@for_persons
@require_POST
def acceptance(request: AskedBy, project_id: int) -> HttpResponse:
    """Accept all own roles that wait, in one step."""
    project = _own_project(request, project_id)
    count = accept_all_duties(project, [request.person], by=request.person, at=now())
    messages.success(
        request,
        gettext("{project}: {roles} accepted.").format(
            project=project.name, roles=counted(count, gettext("role"))
        ),
    )
    if request.POST.get("back") == "my-work":
        return redirect("my-work:my-work")
    return redirect("team:own-roles", project.pk)


@for_persons
@require_POST
def answer(request: AskedBy, project_id: int, responsibility_id: int) -> HttpResponse:
    """Answer one role."""
    project = _own_project(request, project_id)
    one = _own(request, project, responsibility_id)
    form = AnswerForm(request.POST, prefix=f"role-{one.pk}")
    if form.is_valid():
        with shown_in(form, Refusal):
            answer_duty(
                one,
                State(form.cleaned_data["answer"]),
                words=form.cleaned_data["words"],
                by=request.person,
                at=now(),
            )
            messages.success(request, gettext("Your answer is recorded."))
            return redirect("team:own-roles", project.pk)
    return _show_own(request, project, answering=(one, form))


@for_persons
@require_POST
def delegation(request: AskedBy, project_id: int, responsibility_id: int) -> HttpResponse:
    """Hand one role on to somebody else."""
    project = _own_project(request, project_id)
    one = _own(request, project, responsibility_id)
    form = DelegationForm(request.POST, prefix=f"hand-{one.pk}")
    if form.is_valid():
        with shown_in(form, Refusal):
            to = form.cleaned_data["to"]
            delegate_duty(one, to, reason=form.cleaned_data["reason"], by=request.person, at=now())
            messages.success(request, gettext("{person} is asked.").format(person=to))
            return _after(request, project)
    return _show_own(request, project, handing=(one, form))


def _after(request: AskedBy, project: Project) -> HttpResponse:
    """Go where the person may still be, once the last role is handed on."""
    if _may_open(request, project):
        return redirect("team:own-roles", project.pk)
    return redirect("my-work:my-work")


def _own_project(request: AskedBy, project_id: int) -> Project:
    """Give a project that the reader may see, or has a role to answer in; raises `Http404`."""
    project = get_object_or_404(
        Project.objects.select_related("dates", "department", "manager"), pk=project_id
    )
    if not _may_open(request, project):
        raise Http404
    return project


def _may_open(request: AskedBy, project: Project) -> bool:
    return (
        Responsibility.objects.filter(project=project, person__in=_answered_for(request)).exists()
        or Project.objects.visible_to(request.person).filter(pk=project.pk).exists()
    )


def _answered_for(request: AskedBy) -> list[Person]:
    """Give the reader, and who is away and for whom the reader stands in."""
    return [request.person, *people_represented_by(request.person, on=today())]


def _own(request: AskedBy, project: Project, pk: int) -> Responsibility:
    rows = Responsibility.objects.select_related("person__user", "deliverable", "phase")
    one = get_object_or_404(rows, pk=pk, project=project, person__in=_answered_for(request))
    one.project = project
    return one


def _show_own(
    request: AskedBy,
    project: Project,
    *,
    answering: tuple[Responsibility, AnswerForm] | None = None,
    handing: tuple[Responsibility, DelegationForm] | None = None,
) -> HttpResponse:
    rows = Responsibility.objects.filter(project=project, person__in=_answered_for(request))
    rows = rows.exclude(state=State.PLANNED)
    duties = {str(duty): asks for duty, asks in DUTIES}
    related = rows.select_related(
        "person", "deliverable__acceptor", "phase__dates", "delegated_by", "recorded_by"
    )
    shown = [
        OwnRole(
            one,
            str(duties.get(one.duty, "")),
            answering[1] if answering and answering[0].pk == one.pk else AnswerForm(prefix=f"role-{one.pk}"),
            handing[1] if handing and handing[0].pk == one.pk else DelegationForm(prefix=f"hand-{one.pk}"),
        )
        for one in related
    ]
    context = {
        "roles": shown,
        "waiting": sum(entry.one.is_asked and entry.one.person == request.person for entry in shown),
        "segments": segments_of(project, "mine"),
    }
    status = 422 if answering or handing else 200
    if Project.objects.visible_to(request.person).filter(pk=project.pk).exists():
        return show(request, project, "staffing/own_roles.html", tab="staffing", status=status, **context)
    shown_bare = context | {"project": project, "segments": []}
    return render(request, "staffing/own_roles_bare.html", shown_bare, status=status)
