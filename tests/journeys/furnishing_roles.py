"""Roles of the small demo city that pages are about."""

from datetime import datetime

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Deliverable, Project
from milepost.domain.staffing.actions.assigning_responsibilities import (
    ask_for_acceptance,
    set_responsibilities,
)
from milepost.domain.staffing.calculations.responsibility_matrix import RowKey


def _with_roles(by: Person, at: datetime) -> int:
    """Give a project in which the visitor is asked to accept a role."""
    under_way = Project.objects.filter(state=Project.State.IN_PROGRESS).exclude(tier=Project.Tier.SMALL)
    project = under_way.earliest("pk")
    number = project.deliverables.count() + 1
    made = Deliverable.objects.create(
        project=project, number=number, name="Scoring of proposals", raised_on=at.date()
    )
    rows = {RowKey("deliverable", made.pk): {by.pk: "AR"}}
    set_responsibilities(project, rows, by=by, at=at)
    ask_for_acceptance(project, by=by, at=at)
    return project.pk


ROLE_THINGS = {"project with roles": _with_roles}
