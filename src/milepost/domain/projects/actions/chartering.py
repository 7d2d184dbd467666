"""The charter: why a project is done, what belongs to it, and how one will know that it succeeded."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypedDict

from django.utils.translation import gettext

from milepost.domain.common.recording import Recorder, recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Department, Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.locking import lock
from milepost.domain.projects.models import Objective, Partnership, Project


class CannotEditCharter(Refusal):
    """Says why a charter stays as it is."""


class CharterFields(TypedDict, total=False):
    """The words of a charter."""

    name: str
    type: str
    purpose: str
    scope_in: str
    scope_out: str
    assumptions: str
    constraints: str
    success_criteria: str
    systems: str


class Aim(NamedTuple):
    """An objective with the measure that shows whether it was reached."""

    text: str
    measure: str = ""


def edit_charter(
    project: Project,
    fields: CharterFields,
    *,
    by: Person,
    at: datetime,
    objectives: Sequence[Aim] | None = None,
    partners: Iterable[Department] | None = None,
    reason: str = "",
) -> None:
    """Change the named fields of a charter; objectives and partners, where given, are replaced as a whole."""
    require(by, "projects.edit_charter", project)
    with recording("projects.edit_charter", by=by.account, at=at, subject=project, reason=reason) as record:
        lock(project)
        if project.is_over:
            raise CannotEditCharter(
                gettext("{name} is {lower}; its charter stays as it is.").format(
                    name=project.name, lower=project.get_state_display().lower()
                )
            )
        record.update(project, **fields)
        if objectives is not None:
            _set_objectives(record, project, objectives)
        if partners is not None:
            _set_partners(record, project, partners)


def _set_objectives(record: Recorder, project: Project, aims: Sequence[Aim]) -> None:
    """Rewrite the rows place by place, so that the history shows which objective changed."""
    standing = list(project.objectives.all())
    wanted = [aim for aim in aims if aim.text.strip()]
    rows = zip(standing, wanted, strict=False)
    record.update_many((row, {"text": aim.text.strip(), "measure": aim.measure.strip()}) for row, aim in rows)
    record.delete_many(standing[len(wanted) :])
    record.create_many(
        [
            Objective(project=project, position=position, text=aim.text.strip(), measure=aim.measure.strip())
            for position, aim in enumerate(wanted[len(standing) :], start=len(standing))
        ]
    )


def _set_partners(record: Recorder, project: Project, partners: Iterable[Department]) -> None:
    standing = {row.department_id: row for row in project.partnerships.select_related("department")}
    wanted = {department.pk: department for department in partners if department.pk != project.department_id}
    record.delete_many([row for pk, row in standing.items() if pk not in wanted])
    record.create_many(
        [Partnership(project=project, department=wanted[pk]) for pk in wanted if pk not in standing]
    )
