"""The register of risks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from milepost.domain.people.permissions import may
from milepost.domain.projects.actions.risks import (
    close_risk,
    create_risk,
    edit_risk,
    reopen_risk,
    turn_into_issue,
)
from milepost.domain.projects.calculations.risk_exposure import exposure_of
from milepost.domain.projects.calculations.risk_scales import risk_scales
from milepost.domain.projects.models import Project, Risk
from milepost.web.access import AskedBy, today
from milepost.web.projects.forms.risks import EscalationForm, ResponseActionForm, RiskForm
from milepost.web.projects.registers.tab import VIEW, segments
from milepost.web.projects.risk_matrix import matrix_of
from milepost.web.projects.tables.risks import PROJECT_RISKS
from milepost.web.registers.register import End, Register
from milepost.web.tables.shown import TableView

OPEN, CLOSED = frozenset({Risk.State.OPEN.value}), frozenset({Risk.State.CLOSED.value})


def _of_list(request: AskedBy, project: Project, table: TableView) -> dict[str, Any]:
    return {
        "matrix": matrix_of(table),
        "exposure": exposure_of(project, seen_by=request.person, as_of=today()),
        "sees_exposure": may(request.person, "projects.view_registers", project),
    }


def _of_entry(request: AskedBy, risk: Risk) -> dict[str, Any]:
    scales = risk_scales(on=today())
    actions = list(risk.response_actions.select_related("owner"))
    return {
        "risk": risk,
        "zone": scales.zone(risk.score),
        "residual_zone": scales.zone(risk.residual_score) if risk.residual_score else "",
        "scores": list(risk.scores.select_related("by").order_by("-at", "-id")),
        "response_actions": [(action, action.days_overdue(today())) for action in actions],
        "response_form": ResponseActionForm(None),
        "escalation_form": EscalationForm(None),
        "is_mine_to_answer": risk.escalated_to_id == request.person.pk,
        "issue": getattr(risk, "issue", None),
        "may_keep": not risk.is_withheld and may(request.person, "projects.keep_risk_library"),
        "may_analyze": may(request.person, "projects.view_analyses", risk.project),
    }


RISK_REGISTER = Register(
    name="risk",
    plural="risks",
    tab="risks",
    label=_("Risk"),
    plural_label=_("Risks"),
    new_label=_("New risk"),
    table=PROJECT_RISKS,
    form=RiskForm,
    rows=Risk.objects.visible_to,
    make=create_risk,
    change=edit_risk,
    view=VIEW,
    edit="projects.edit_risks",
    segments=segments,
    ends=(
        End(
            "closed",
            _("Close the risk"),
            _("is closed"),
            lambda row, words, by, at: close_risk(row, reason=words, by=by, at=at),
            OPEN,
            is_first=True,
        ),
        End(
            "happened",
            _("It happened: make it an issue"),
            _("happened and is an issue now"),
            lambda row, words, by, at: turn_into_issue(row, {}, by=by, at=at),
            OPEN,
        ),
        End(
            "reopened",
            _("Open again"),
            _("is open again"),
            lambda row, words, by, at: reopen_risk(row, reason=words, by=by, at=at),
            CLOSED,
        ),
    ),
    end_label=_("Why it no longer matters"),
    empty="projects/parts/no_risks.html",
    actions="projects/parts/risk_actions.html",
    above="projects/parts/risks_above.html",
    below="projects/parts/risk_response.html",
    beside="projects/parts/risk_beside.html",
    of_list=_of_list,
    of_entry=_of_entry,
    related=("owner", "escalated_to", "issue"),
)
