"""The registers on the tab “Stakeholders”."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.actions.stakeholders import (
    add_impacted_group,
    add_stakeholder,
    edit_communication,
    edit_impacted_group,
    edit_stakeholder,
    end_communication,
    plan_communication,
    retire_stake,
    return_stake,
)
from milepost.domain.governance.models import Communication, ImpactedGroup, Stakeholder
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, today
from milepost.web.registers.register import End, Register, Segment
from milepost.web.stakeholders.forms import CommunicationForm, ImpactedGroupForm, SentForm, StakeholderForm
from milepost.web.stakeholders.grid import grid_of
from milepost.web.stakeholders.tables import COMMUNICATIONS, IMPACTED_GROUPS, STAKEHOLDERS
from milepost.web.tables.shown import TableView

ACTIVE, RETIRED = frozenset({"active"}), frozenset({"retired"})


def segments(request: AskedBy, project: Project) -> list[Segment]:
    """Give the three registers of the tab with how much is active in each."""
    listed: list[tuple[str, str, Any]] = [
        ("stakeholders", gettext("Stakeholders"), Stakeholder),
        ("impacted-groups", gettext("Impacted groups"), ImpactedGroup),
        ("communications", gettext("Communication plan"), Communication),
    ]
    return [
        Segment(
            label,
            reverse(f"stakeholders:{name}", args=[project.pk]),
            name,
            model.objects.filter(project=project, state="active").count(),
        )
        for name, label, model in listed
    ]


def _grid(request: AskedBy, project: Project, table: TableView) -> dict[str, Any]:
    return {"grid": grid_of(Stakeholder.objects.filter(project=project, state="active").order_by("name"))}


def _readiness(request: AskedBy, project: Project, table: TableView) -> dict[str, Any]:
    groups = list(ImpactedGroup.objects.filter(project=project, state="active"))
    ready = [group for group in groups if group.readiness == ImpactedGroup.Readiness.READY]
    return {
        "people": sum(group.headcount or 0 for group in groups),
        "ready_people": sum(group.headcount or 0 for group in ready),
        "uncounted": sum(group.headcount is None for group in groups),
        "group_count": len(groups),
        "ready_count": len(ready),
    }


def _of_communication(request: AskedBy, communication: Communication) -> dict[str, Any]:
    keeps = may(request.person, "governance.edit_stakeholders", communication.project)
    return {
        "communication": communication,
        "sent": list(communication.sent.select_related("by").order_by("-due_on", "-id")),
        "sent_form": SentForm(None),
        "may_send": communication.next_on is not None
        and communication.state == "active"
        and (keeps or communication.owner_id == request.person.pk),
        "days_overdue": communication.days_overdue(today()),
    }


STAKE_ENDS = (
    End(
        "retired",
        _("Take it off"),
        _("is off the register"),
        lambda row, words, by, at: retire_stake(row, by=by, at=at),
        ACTIVE,
    ),
    End(
        "returned",
        _("Put it back"),
        _("is on the register again"),
        lambda row, words, by, at: return_stake(row, by=by, at=at),
        RETIRED,
    ),
)
_SHARED: dict[str, Any] = {
    "tab": "stakeholders",
    "view": "governance.view_stakeholders",
    "edit": "governance.edit_stakeholders",
    "segments": segments,
    "namespace": "stakeholders",
    "has_discussion": False,
}
STAKEHOLDER_REGISTER = Register(
    name="stakeholder",
    plural="stakeholders",
    label=_("Stakeholder"),
    plural_label=_("Stakeholders"),
    new_label=_("New stakeholder"),
    table=STAKEHOLDERS,
    form=StakeholderForm,
    rows=Stakeholder.objects.visible_to,
    make=add_stakeholder,
    change=edit_stakeholder,
    ends=STAKE_ENDS,
    end_label=_("Note"),
    empty="stakeholders/none.html",
    above="stakeholders/grid.html",
    of_list=_grid,
    related=("owner", "person"),
    **_SHARED,
)
IMPACTED_GROUP_REGISTER = Register(
    name="impacted-group",
    plural="impacted-groups",
    label=_("Impacted group"),
    plural_label=_("Impacted groups"),
    new_label=_("New group"),
    table=IMPACTED_GROUPS,
    form=ImpactedGroupForm,
    rows=ImpactedGroup.objects.visible_to,
    make=add_impacted_group,
    change=edit_impacted_group,
    ends=STAKE_ENDS,
    end_label=_("Note"),
    empty="stakeholders/no_groups.html",
    above="stakeholders/readiness.html",
    of_list=_readiness,
    related=("owner", "department"),
    **_SHARED,
)
COMMUNICATION_REGISTER = Register(
    name="communication",
    plural="communications",
    label=_("Communication"),
    plural_label=_("Communication plan"),
    new_label=_("Plan a message"),
    table=COMMUNICATIONS,
    form=CommunicationForm,
    rows=Communication.objects.visible_to,
    make=plan_communication,
    change=edit_communication,
    ends=(
        End(
            "ended",
            _("Send it no longer"),
            _("is ended"),
            lambda row, words, by, at: end_communication(row, by=by, at=at),
            ACTIVE,
        ),
    ),
    end_label=_("Note"),
    empty="stakeholders/no_communications.html",
    beside="stakeholders/communication_beside.html",
    of_entry=_of_communication,
    related=("owner",),
    **_SHARED,
)
