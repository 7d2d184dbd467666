"""A project with a baseline whose plan is changed, for tests of changes."""

from typing import Any

from milepost.domain.governance.actions.assessing_change import assess_change
from milepost.domain.governance.actions.deciding_change import Said, send_for_decision, sign_change
from milepost.domain.governance.actions.requesting_change import Wanted, request_change, submit_change
from milepost.domain.governance.models import ChangeRequest
from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.actions.baselining import set_baseline
from milepost.domain.projects.actions.roles import give_role
from milepost.domain.projects.calculations.recalculation import recalculate
from milepost.domain.projects.models import Project, Task
from tests.factories import AT, link, make_person, make_project, make_task


def make_agreed_project(manager: Person, sponsor: Person) -> Project:
    """Make a project of three tasks in a row with a sponsor and a baseline."""
    project = make_project("Radios", manager=manager)
    give_role(project, sponsor, Role.SPONSOR, by=make_person("Pia", Role.PORTFOLIO_MANAGER), at=AT)
    order, install = make_task(project, "Order", days=5), make_task(project, "Install", days=10)
    done = make_task(project, "Radios accepted", days=0, is_milestone=True)
    link(order, install)
    link(install, done)
    recalculate(project)
    project.refresh_from_db()
    set_baseline(project, name="Baseline", by=manager, at=AT)
    return project


def task(project: Project, name: str) -> Task:
    """Give a task by its name."""
    return Task.objects.get(project=project, name=name)


def longer(project: Project, days: int = 13) -> Wanted:
    """Ask for another duration of the installation."""
    command = {"do": "set", "task": task(project, "Install").pk, "values": {"duration": f"{days}d"}}
    return Wanted([command])


def requested(project: Project, wanted: Wanted, *, by: Person, **fields: Any) -> ChangeRequest:
    """Request a change and hand it in."""
    words = {"title": "Two more floors", "reason": "Council asked", "type": "schedule", **fields}
    change = request_change(project, words, wanted, by=by, at=AT)  # type: ignore[arg-type]
    submit_change(change, by=by, at=AT)
    return change


def in_decision(
    project: Project, wanted: Wanted, *, by: Person, draws_on: str = "baseline", **fields: Any
) -> ChangeRequest:
    """Take a change as far as its first sign-off."""
    change = requested(project, wanted, by=by, **fields)
    assess_change(change, by=by, at=AT)
    send_for_decision(change, draws_on=draws_on, by=by, at=AT)
    return change


def sign(change: ChangeRequest, *people: Person) -> None:
    """Let the persons say yes in turn."""
    for step, person in zip(change.steps.all(), people, strict=False):
        if step.is_waiting:
            sign_change(step, Said("approved"), by=person, at=AT)
    change.refresh_from_db()
