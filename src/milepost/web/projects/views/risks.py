"""What is done about a risk beside its fields: response actions, escalation, the library, and exposure over time."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.charts.curves import Curve, curves
from milepost.domain.common.refusal import Refusal
from milepost.domain.money.calculations.contingency import contingency_over_time
from milepost.domain.people.permissions import may, require
from milepost.domain.projects.actions.responding import (
    add_response_action,
    edit_response_action,
    finish_response_action,
    remove_response_action,
)
from milepost.domain.projects.actions.risk_library import adopt_common_risks, keep_common_risk
from milepost.domain.projects.actions.risks import answer_escalation, escalate_risk
from milepost.domain.projects.calculations.risk_exposure import exposure_of, exposure_over_time
from milepost.domain.projects.models import ResponseAction, Risk
from milepost.domain.projects.models.restriction import cleared_for
from milepost.domain.projects.risk_library.offering import offered_to
from milepost.web.access import AskedBy, for_persons, now, today
from milepost.web.projects.access import project_for
from milepost.web.projects.forms.risks import CommonRisksForm, EscalationForm, ResponseActionForm
from milepost.web.projects.registers.risks import RISK_REGISTER
from milepost.web.projects.registers.tab import segments
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in
from milepost.web.registers.views import entry_for, entry_page
from milepost.web.templatetags import formats


@for_persons
@require_POST
def response_actions(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Add something to do about a risk."""
    project, risk = entry_for(request, project_id, number, RISK_REGISTER)
    form = ResponseActionForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            add_response_action(risk, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The action is added."))
            return redirect("projects:risk", project.pk, number)
    return entry_page(request, RISK_REGISTER, project, risk, response_form=form)


@for_persons
@require_http_methods(["GET", "POST"])
def response_action(request: AskedBy, project_id: int, number: int, action_id: int) -> HttpResponse:
    """Change something to do about a risk, mark it done or open again, or take it off."""
    if request.method == "POST" and request.POST.get("back") == "my-work":
        risks = Risk.objects.filter(cleared_for(request.person), project=project_id)
        own = get_object_or_404(
            ResponseAction.objects.select_related("risk__project"),
            pk=action_id,
            owner=request.person,
            risk__in=risks.order_by(),
        )
        finish_response_action(own, is_done=True, by=request.person, at=now())
        return redirect("my-work:my-work")
    project, risk = entry_for(request, project_id, number, RISK_REGISTER)
    action = get_object_or_404(risk.response_actions.select_related("owner"), pk=action_id)
    action.risk = risk
    word = request.POST.get("word", "")
    if word in {"done", "open"}:
        finish_response_action(action, is_done=word == "done", by=request.person, at=now())
        return redirect("projects:risk", project.pk, number)
    if word == "removed":
        remove_response_action(action, by=request.person, at=now())
        return redirect("projects:risk", project.pk, number)
    form = ResponseActionForm(request.POST or None, action=action)
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal):
            edit_response_action(action, form.cleaned_data, by=request.person, at=now())  # type: ignore[arg-type]
            messages.success(request, gettext("The action is saved."))
            return redirect("projects:risk", project.pk, number)
    require(request.person, "projects.edit_risks", project)
    shown = {"form": form, "action": action, "risk": risk, "status": 422 if form.errors else 200}
    return show(request, project, "projects/response_action.html", tab="risks", **shown)


@for_persons
@require_POST
def escalation(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Escalate a risk, or answer its escalation."""
    project, risk = entry_for(request, project_id, number, RISK_REGISTER)
    if "answer" in request.POST:
        try:
            answer_escalation(risk, answer=request.POST["answer"], by=request.person, at=now())
            messages.success(request, gettext("Risk {number} is answered.").format(number=number))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("projects:risk", project.pk, number)
    form = EscalationForm(request.POST)
    if form.is_valid():
        with shown_in(form, Refusal):
            escalate_risk(risk, **form.cleaned_data, by=request.person, at=now())
            messages.success(
                request,
                gettext("Risk {number} is escalated to {name}.").format(
                    number=number, name=form.cleaned_data["to"]
                ),
            )
            return redirect("projects:risk", project.pk, number)
    return entry_page(request, RISK_REGISTER, project, risk, escalation_form=form)


@for_persons
@require_POST
def kept_risk(request: AskedBy, project_id: int, number: int) -> HttpResponse:
    """Keep a risk in the city's library."""
    project, risk = entry_for(request, project_id, number, RISK_REGISTER)
    try:
        keep_common_risk(risk, by=request.person, at=now())
        messages.success(request, gettext("The library has this risk now, for projects of this type."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("projects:risk", project.pk, number)


@for_persons
@require_http_methods(["GET", "POST"])
def common_risks(request: AskedBy, project_id: int) -> HttpResponse:
    """Offer the risks that projects of this type commonly meet."""
    project = project_for(request, project_id)
    require(request.person, "projects.edit_risks", project)
    offered = offered_to(project)
    form = CommonRisksForm(request.POST or None, offered=offered)
    if form.is_bound and form.is_valid():
        with shown_in(form, Refusal):
            adopted = adopt_common_risks(project, form.risks, by=request.person, at=now())
            words = gettext("{count} risks are on the register. Rate them, and give each an owner.")
            messages.success(request, words.format(count=len(adopted)))
            return redirect("projects:risks", project.pk)
    chosen = set(request.POST.getlist("chosen"))
    return show(
        request,
        project,
        "projects/common_risks.html",
        tab="risks",
        status=422 if form.errors else 200,
        form=form,
        segments=segments(request, project),
        offered=[(str(place), one, str(place) in chosen) for place, one in enumerate(offered)],
    )


@for_persons
@require_GET
def exposure(request: AskedBy, project_id: int) -> HttpResponse:
    """Show what the open threats would cost by their chances, over time."""
    project = project_for(request, project_id)
    require(request.person, "projects.view_registers", project)
    shown = exposure_of(project, seen_by=request.person, as_of=today())
    points = exposure_over_time(project, seen_by=request.person, as_of=today())
    days = [point.on for point in points]
    left = contingency_over_time(project, days) if may(request.person, "money.view", project) else []
    lines = [Curve(gettext("Exposure"), [(point.on, _float(point.amount)) for point in points])]
    if any(amount is not None for amount in left):
        reserve = [(day, _float(amount)) for day, amount in zip(days, left, strict=True)]
        lines.append(Curve(gettext("Contingency left"), reserve, "dashed"))
    finding = _exposure_finding(points[-1].amount if points else None, left[-1] if left else None)
    chart = curves(lines, title=gettext("Exposure over time"), finding=finding, shown=formats.dollars)
    rows = Risk.objects.visible_to(request.person).filter(
        project=project, state=Risk.State.OPEN, kind=Risk.Kind.THREAT
    )
    return show(
        request,
        project,
        "projects/exposure.html",
        tab="risks",
        chart=chart,
        segments=segments(request, project),
        has_contingency=len(lines) > 1,
        unrated=rows.filter(cost_if_happens=None).order_by("number"),
        points=points,
        withheld=shown.withheld,
    )


def _exposure_finding(amount: Decimal | None, left: Decimal | None) -> str:
    """Say how the exposure stands against what is left of the contingency."""
    if amount is None:
        return gettext("No open threat says what it would cost.")
    expected = gettext("The open threats are expected to cost {amount} today.").format(
        amount=formats.money(amount)
    )
    if left is None:
        return expected
    if left >= amount:
        held = gettext("The contingency has {left} left, which covers them.")
    else:
        held = gettext("The contingency has {left} left, {short} less than that.")
    return f"{expected} {held.format(left=formats.money(left), short=formats.money(amount - left))}"


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
