"""The page of one change request."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext

from milepost.domain.governance.actions.deciding_change import waiting_step
from milepost.domain.governance.actions.requesting_change import may_edit
from milepost.domain.governance.actions.routing_change import passes_baseline
from milepost.domain.governance.calculations.asked_words import asked_words
from milepost.domain.governance.calculations.change_impact import asked_digest
from milepost.domain.governance.models import ChangeRequest, ChangeScope, ChangeStep
from milepost.domain.governance.models.change_request import total_of
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Task
from milepost.web.access import AskedBy, today
from milepost.web.changes.forms import BoardForm, OptionForm, PersonForm, SendForm, SignForm
from milepost.web.changes.presenting import ImpactView, OptionView, impact_view, option_views
from milepost.web.changes.tables import TONES
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.workspace import show
from milepost.web.registers.forms import ReasonForm

DrawsOn = ChangeRequest.DrawsOn


def show_change(request: AskedBy, change: ChangeRequest, **failed: forms.Form) -> HttpResponse:
    """Show a change request, with a form that was refused in the place of an empty one."""
    project, person = change.project, request.person
    steps = list(
        change.steps.select_related("person").prefetch_related("sign_offs__by", "sign_offs__decision")
    )
    latest = change.impacts.select_related("by").last()
    impact = impact_view(latest, project, reader=person) if latest else None
    step = waiting_step(change) if change.state == ChangeRequest.State.IN_DECISION else None
    costs = list(change.costs.select_related("limit"))
    names = dict(
        Task.objects.filter(project=project, uid__in=[cost.uid for cost in costs]).values_list("uid", "name")
    )
    asked = asked_digest(change, costs)
    options = option_views(change, asked=asked, reader=person)
    allowed = _allowed(request, change, step)
    is_assessed = latest is not None and latest.asked == asked
    if impact and is_assessed and options and not any(one.is_asked for one in options):
        options.append(OptionView(None, gettext("As it is asked now"), impact, is_asked=True))
    allowed["keep"] = (
        allowed.get("edit", False) and is_assessed and not any(one.pk and one.is_asked for one in options)
    )
    context: dict[str, Any] = {
        "change": change, "tone": TONES[ChangeRequest.State(change.state)], "steps": steps, "impact": impact,
        "asked": asked_words(change), "costs": [(cost, names.get(cost.uid, f"task {cost.uid}")) for cost in costs],
        "scope": list(ChangeScope.objects.of(change)),
        "cost_total": total_of(costs), "step": step,
        "said": [one for step in steps for one in step.sign_offs.all()],
        "allowed": allowed, "options": options, "unchanged": impact.result if impact else None,
        "discussion": discussion_of(request, change),
        "part": "changes", "first_impact": change.impacts.first() if latest else None,
        **_forms(request, change, step, impact), **failed,
    }  # fmt: skip
    return show(
        request, project, "changes/change.html", tab="changes", status=422 if failed else 200, **context
    )


def _allowed(request: AskedBy, change: ChangeRequest, step: ChangeStep | None) -> dict[str, bool]:
    person, project = request.person, change.project
    if project.is_over:
        return {}
    leads = may(person, "governance.assess_change", project)
    edits = may_edit(person, change)
    return {
        "edit": edits and change.is_editable,
        "submit": edits and change.state == ChangeRequest.State.DRAFT,
        "assess": leads
        and change.state
        in (
            ChangeRequest.State.SUBMITTED,
            ChangeRequest.State.ASSESSED,
            ChangeRequest.State.IN_DECISION,
            ChangeRequest.State.APPROVED,
        ),
        "send": leads and change.state == ChangeRequest.State.ASSESSED,
        "sign": step is not None and step.person_id == person.pk,
        "record": step is not None
        and step.is_of_board
        and may(person, "governance.record_decision", project),
        "hand_over": step is not None
        and not step.is_of_board
        and may(person, "governance.hand_over_step", project),
        "take_back": change.state in (ChangeRequest.State.IN_DECISION, ChangeRequest.State.APPROVED),
        "meet": leads and change.state in (ChangeRequest.State.IN_DECISION, ChangeRequest.State.APPROVED),
        "apply": change.state == ChangeRequest.State.APPROVED
        and may(person, "governance.apply_change", project),
        "withdraw": edits and change.is_open,
    }


def _forms(
    request: AskedBy, change: ChangeRequest, step: ChangeStep | None, impact: ImpactView | None
) -> dict[str, forms.Form]:
    sign: forms.Form = SignForm()
    if step is not None and step.is_of_board:
        sign = BoardForm(initial={"decided_by": step.get_level_display(), "decided_on": today()})
    return {
        "sign_form": sign,
        "send_form": SendForm(initial={"draws_on": _proposed(change, impact)}),
        "withdraw_form": ReasonForm(prefix=None),
        "take_back_form": ReasonForm(),
        "person_form": PersonForm(),
        "option_form": OptionForm(),
    }


def _proposed(change: ChangeRequest, impact: ImpactView | None) -> str:
    """Propose what a change draws on: float where nothing that was agreed gives way."""
    if change.draws_on or impact is None:
        return change.draws_on
    if impact.impact.cost <= 0 and not passes_baseline(change.project, impact.impact):
        return DrawsOn.FLOAT
    reserve = any(one["kind"] == "contingency" and not one["is_crossed"] for one in impact.result["limits"])
    return (
        DrawsOn.CONTINGENCY
        if reserve and not passes_baseline(change.project, impact.impact)
        else DrawsOn.BASELINE
    )
