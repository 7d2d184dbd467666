"""Closing a project: what is still open, the hand-over to operations, hypercare's exit and benefits."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.governance.actions.handing_over import (
    accept_handover,
    add_exit_criterion,
    edit_benefit,
    end_hypercare,
    measure_benefit,
    meet_exit_criterion,
    plan_benefit,
    prepare_handover,
    remove_exit_criterion,
)
from milepost.domain.governance.models import Benefit, ExitCriterion, GoLive, Handover
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.guards import objections_to
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.go_live.access import go_live_for, project_of_go_lives
from milepost.web.go_live.answering import form_page
from milepost.web.go_live.forms.closing import (
    BenefitForm,
    CriterionForm,
    HandoverForm,
    MeasuredForm,
    MeasureForm,
)
from milepost.web.go_live.records import Deed, RecordPage, edited
from milepost.web.projects.workspace import show
from milepost.web.refusals import deed

PLAN = "governance.plan_go_live"


@for_persons
@require_GET
def closing(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what stands between a project and its close, and what it leaves behind."""
    project = project_of_go_lives(request, project_id)
    person = request.person
    handover = (
        Handover.objects.filter(project=project).select_related("support_owner", "support_team").first()
    )
    may_accept = handover is not None and handover.accepted_at is None and (
        handover.support_owner_id == person.pk or may(person, "governance.accept_handover", project)
    )  # fmt: skip
    may_plan = may(person, PLAN, project)
    return show(
        request, project, "go_live/closing.html", tab="go_live", section="closing", handover=handover, day=today(),
        objections=[] if project.is_over else objections_to(project, Project.State.CLOSED),
        benefits=Benefit.objects.filter(project=project).select_related("owner"), may_accept=may_accept,
        may_plan=may_plan and not project.is_over, may_plan_benefits=may_plan,
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def handover(request: AskedBy, project_id: int) -> HttpResponse:
    """Prepare the hand-over."""
    project = project_of_go_lives(request, project_id)
    require(request.person, PLAN, project)
    found = Handover.objects.filter(project=project).first()
    return form_page(
        request, project, HandoverForm.of(request.POST or None, found),
        lambda fields: prepare_handover(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Hand over to operations"),
        told=gettext("The hand-over is saved; it waits in My work of the support owner."), back=_page(project),
    )  # fmt: skip


@for_persons
@require_POST
def handover_acceptance(request: AskedBy, project_id: int) -> HttpResponse:
    """Take a system on."""
    project = project_of_go_lives(request, project_id)
    found = get_object_or_404(Handover.objects.select_related("project"), project=project)
    return deed(
        request, lambda: accept_handover(found, by=request.person, at=now()),
        told=gettext("You took the system on."), to=_page(project),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def new_benefit(request: AskedBy, project_id: int) -> HttpResponse:
    """Plan a benefit."""
    project = project_of_go_lives(request, project_id)
    require(request.person, PLAN, project)
    return form_page(
        request, project, BenefitForm.of(request.POST or None),
        lambda fields: plan_benefit(project, fields, by=request.person, at=now()),  # type: ignore[arg-type]
        title=gettext("Plan a benefit"), told=gettext("It waits for its owner from two weeks before its day."),
        back=_page(project),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def benefit(request: AskedBy, project_id: int, benefit_id: int) -> HttpResponse:
    """Show a benefit, and measure it."""
    project = project_of_go_lives(request, project_id)
    rows = Benefit.objects.select_related("project", "owner", "measured_by")
    found: Benefit = get_object_or_404(rows.filter(project=project), pk=benefit_id)
    may_plan = may(request.person, PLAN, project)

    def measure(word: str, given: dict[str, Any]) -> None:
        measure_benefit(
            found,
            given["state"],
            measured=given["measured"],
            words=given["words"],
            by=request.person,
            at=now(),
        )

    may_edit = may_plan and found.is_open
    may_measure = may_plan or found.owner_id == request.person.pk
    measuring = Deed("measure", gettext("Measure it"), measure, [("save", gettext("Record it"))], MeasureForm)
    facts = (
        [(gettext("Measured"), found.measured), (gettext("By"), found.measured_by)] if found.measured else []
    )
    page = RecordPage(
        record=found, section="closing", title=found.title, back=_page(project), is_discussed=False,
        url=reverse("go-live:benefit", args=[project.pk, found.pk]), form=BenefitForm.of(edited(request), found),
        change=(lambda fields: edit_benefit(found, fields, by=request.person, at=now())) if may_edit else None,  # type: ignore[arg-type]
        deeds=[measuring] if may_measure else [], facts=facts,
    )  # fmt: skip
    return page.answer(request)


@for_persons
@require_POST
def criteria(request: AskedBy, go_live_id: int) -> HttpResponse:
    """Add a criterion for the end of hypercare."""
    found = go_live_for(request, go_live_id)
    return form_page(
        request, found.project, CriterionForm(request.POST),
        lambda fields: add_exit_criterion(found, fields["title"], by=request.person, at=now()),
        title=gettext("Exit criterion"), told=gettext("The criterion is added."), back=_hypercare(found),
    )  # fmt: skip


@for_persons
@require_http_methods(["GET", "POST"])
def criterion(request: AskedBy, go_live_id: int, criterion_id: int) -> HttpResponse:
    """Meet a criterion."""
    found = go_live_for(request, go_live_id)
    require(request.person, PLAN, found.project)
    one = get_object_or_404(
        ExitCriterion.objects.select_related("go_live__project"), go_live=found, pk=criterion_id
    )
    return form_page(
        request, found.project, MeasuredForm(request.POST or None, initial={"measured": one.measured}),
        lambda fields: meet_exit_criterion(one, measured=fields["measured"], by=request.person, at=now()),
        title=one.title, told=gettext("The criterion is met."), back=_hypercare(found),
    )  # fmt: skip


@for_persons
@require_POST
def criterion_removal(request: AskedBy, go_live_id: int, criterion_id: int) -> HttpResponse:
    """Take a criterion away."""
    found = go_live_for(request, go_live_id)
    one = get_object_or_404(
        ExitCriterion.objects.select_related("go_live__project"), go_live=found, pk=criterion_id
    )
    return deed(
        request, lambda: remove_exit_criterion(one, by=request.person, at=now()),
        told=gettext("The criterion is taken away."), to=_hypercare(found),
    )  # fmt: skip


@for_persons
@require_POST
def hypercare_end(request: AskedBy, go_live_id: int) -> HttpResponse:
    """End hypercare."""
    found = go_live_for(request, go_live_id)
    return deed(
        request, lambda: end_hypercare(found, by=request.person, at=now()), told=gettext("Hypercare has ended."),
        to=_hypercare(found),
    )  # fmt: skip


def _page(project: Project) -> str:
    return reverse("go-live:closing", args=[project.pk])


def _hypercare(found: GoLive) -> str:
    return f"{reverse('go-live:go-live', args=[found.pk])}#hypercare"
