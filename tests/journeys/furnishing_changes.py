"""The changes and the scope that pages are about, made by the actions users call."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.deciding_change import Said, send_for_decision, sign_change
from milepost.domain.governance.actions.requesting_change import (
    ChangeFields,
    CostLine,
    Wanted,
    request_change,
    submit_change,
)
from milepost.domain.governance.models import ChangeRequest
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.accepting import hand_over_deliverable
from milepost.domain.projects.actions.planning import add_task
from milepost.domain.projects.actions.scoping import (
    DeliverableFields,
    RequirementFields,
    Ties,
    add_deliverable,
    add_requirement,
)
from milepost.domain.projects.models import Deliverable, Project, Requirement


def _running() -> Project:
    running = Project.objects.filter(state=Project.State.IN_PROGRESS, tier=Project.Tier.MEDIUM)
    return running.order_by("pk")[0]


def _drafted_change(by: Person, at: datetime) -> ChangeRequest:
    """Give a change that makes a task longer, adds one, and costs money."""
    project = _running()
    task = project.tasks.filter(children=None, is_milestone=False, percent_complete=0)[0]
    commands = [
        {"do": "set", "task": task.pk, "values": {"duration": "60d"}},
        {"do": "insert", "key": "new", "under": None, "values": {"name": "Test twice", "duration": "4d"}},
    ]
    fields: ChangeFields = {
        "title": "Two more sites",
        "reason": "Council asked",
        "options": "Later",
        "type": "cost",
    }
    wanted = Wanted(commands, [CostLine(task.uid, Decimal(9000))])
    return request_change(project, fields, wanted, by=by, at=at)


def _changed(by: Person, at: datetime) -> int:
    """Give a project with an applied change, and a task that no change brought."""
    project = _running()
    sponsor = project.sponsor
    assert sponsor
    task = project.tasks.filter(children=None, is_milestone=False, percent_complete=0)[0]
    wanted = Wanted([{"do": "set", "task": task.pk, "values": {"duration": "60d"}}])
    fields: ChangeFields = {"title": "Two more sites", "reason": "Council asked", "type": "scope"}
    change = request_change(project, fields, wanted, by=by, at=at)
    submit_change(change, by=by, at=at)
    assess_change(change, by=by, at=at)
    send_for_decision(change, draws_on="baseline", by=by, at=at)
    change.steps.exclude(level="sponsor").update(state="approved")
    sign_change(change.steps.get(level="sponsor"), Said("approved"), by=sponsor, at=at)
    add_task(project, name="Label the racks", by=by, at=at)
    return project.pk


def _change(by: Person, at: datetime) -> int:
    change = _drafted_change(by, at)
    submit_change(change, by=by, at=at)
    assess_change(change, by=by, at=at)
    send_for_decision(change, draws_on="baseline", by=by, at=at)
    return change.number


def _requirement(by: Person, at: datetime) -> Requirement:
    fields: RequirementFields = {"text": "Every station hears dispatch", "source": "Fire chief"}
    return add_requirement(_running(), fields, by=by, at=at)


def _deliverable(by: Person, at: datetime) -> Deliverable:
    """Give a deliverable with a task, a requirement and a part, handed over."""
    project = _running()
    tasks = list(project.tasks.filter(children=None)[:2])
    fields: DeliverableFields = {"name": "Masts", "description": "Twelve of them", "acceptor": by}
    made = add_deliverable(project, fields, Ties(tasks, [_requirement(by, at)]), by=by, at=at)
    add_deliverable(project, {"name": "Mast of the north station", "parent": made}, by=by, at=at)
    hand_over_deliverable(made, by=by, at=at)
    return made


CHANGE_THINGS: dict[str, Callable[[Person, datetime], Any]] = {
    "requirement": lambda by, at: _requirement(by, at).number,
    "deliverable": lambda by, at: _deliverable(by, at).number,
    "traced project": lambda by, at: _deliverable(by, at).project_id,
    "change": _change,
    "changed project": _changed,
    "drafted change": lambda by, at: _drafted_change(by, at).number,
}
