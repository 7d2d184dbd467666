"""The responsibility assignment matrix of a project: deliverables and phases down, people across."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from milepost.domain.people.models import Person
from milepost.domain.projects.models import Assignment, Deliverable, Project, Task
from milepost.domain.staffing.models import Responsibility
from milepost.domain.staffing.models.responsibility import ACCOUNTABLE, RESPONSIBLE


class RowKey(NamedTuple):
    """Names a row: `deliverable` or `phase`, and its id."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.pk}"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A deliverable or a phase with who is what to it, by person."""

    key: RowKey
    subject: Deliverable | Task
    by_person: Mapping[int, Responsibility]

    @property
    def accountable(self) -> Responsibility | None:
        return next((one for one in self.by_person.values() if one.duty in ACCOUNTABLE), None)

    @property
    def is_empty(self) -> bool:
        return not self.by_person

    @property
    def lacks_responsible(self) -> bool:
        """Tell whether somebody is named and nobody does the work."""
        return bool(self.by_person) and not any(one.duty in RESPONSIBLE for one in self.by_person.values())


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows of a project, and the people who stand in its columns."""

    rows: Sequence[MatrixRow]
    people: Sequence[Person]

    @property
    def responsibilities(self) -> list[Responsibility]:
        return [one for row in self.rows for one in row.by_person.values()]

    @property
    def version(self) -> str:
        """Give a digest of who is what, by which a page knows that somebody else changed it."""
        held = sorted((str(row.key), pk, one.duty) for row in self.rows for pk, one in row.by_person.items())
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]


def matrix_of(project: Project) -> Matrix:
    """Read a project's matrix, in a constant number of queries."""
    held = list(
        Responsibility.objects.filter(project=project).select_related(
            "person__organization", "deliverable", "phase", "recorded_by", "delegated_by"
        )
    )
    subjects: list[tuple[RowKey, Deliverable | Task]] = [
        *((RowKey("deliverable", one.pk), one) for one in project.deliverables.select_related("acceptor")),
        *((RowKey("phase", one.pk), one) for one in phases_of(project)),
    ]
    rows = [MatrixRow(key, subject, _by_person(held, key)) for key, subject in subjects]
    return Matrix(rows, people_of(project, held))


def phases_of(project: Project) -> Iterable[Task]:
    """Give the phases of a project: the summaries that stand at the top of its outline."""
    summaries = Task.objects.filter(children__isnull=False).values("pk")
    top = Task.objects.filter(project=project, parent=None, is_active=True, pk__in=summaries)
    return top.select_related("dates").order_by("position")


def people_of(project: Project, held: Iterable[Responsibility]) -> list[Person]:
    """Give who may stand in a column: who holds a role on the project, works on it, or is named already."""
    named = {one.person_id for one in held}
    on_tasks = Assignment.objects.filter(task__project=project, person__isnull=False).values("person")
    people = Person.objects.filter(
        Q(pk__in=named)
        | Q(is_active=True, pk__in=project.roles.values("person"))
        | Q(is_active=True, pk__in=on_tasks)
    )
    return list(people.select_related("organization").order_by("name"))


def unaccepted(project: Project) -> list[Responsibility]:
    """Give the accountable roles that nobody has accepted."""
    open_states = (
        Responsibility.State.PLANNED,
        Responsibility.State.ASKED,
        Responsibility.State.DECLINED,
    )
    found = Responsibility.objects.filter(project=project, duty__in=ACCOUNTABLE, state__in=open_states)
    return list(found.select_related("person", "deliverable", "phase"))


def _by_person(held: Iterable[Responsibility], key: RowKey) -> dict[int, Responsibility]:
    field = f"{key.kind}_id"
    return {one.person_id: one for one in held if getattr(one, field) == key.pk}
