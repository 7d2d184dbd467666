"""The traceability matrix: from each requirement over deliverables and tasks to acceptance, with the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from milepost.domain.projects.models import Deliverable, Project, Requirement, Task


@dataclass(frozen=True, slots=True)
class Trace:
    """One deliverable on the way of a requirement, with the tasks that make it."""

    deliverable: Deliverable
    tasks: Sequence[Task]

    @property
    def percent_complete(self) -> float | None:
        """The share of its tasks that is done, by their durations; `None` without tasks."""
        whole = sum(max(task.duration_minutes, 1) for task in self.tasks)
        done = sum(max(task.duration_minutes, 1) * task.percent_complete for task in self.tasks)
        return done / whole if whole else None


@dataclass(frozen=True, slots=True)
class TracedRequirement:
    """A requirement with all that leads from it, and what is missing on the way."""

    requirement: Requirement
    traces: list[Trace] = field(default_factory=list)
    tests: Sequence[Any] = ()
    """The checks that test it, each with its `outcome`; an area above knows them."""

    @property
    def gaps(self) -> list[str]:
        """Say what is missing, in the order of the way."""
        found = []
        if not self.requirement.acceptance_criteria.strip():
            found.append(gettext("no acceptance criteria"))
        if not self.traces:
            found.append(gettext("no deliverable"))
        if idle := [one.deliverable.name for one in self.traces if not one.tasks]:
            found.append(gettext("no task makes {names}").format(names=", ".join(idle)))
        if unnamed := [one.deliverable.name for one in self.traces if one.deliverable.acceptor_id is None]:
            found.append(gettext("nobody accepts {names}").format(names=", ".join(unnamed)))
        if not self.tests:
            found.append(gettext("no test"))
        return found

    @property
    def is_accepted(self) -> bool:
        return bool(self.traces) and all(one.deliverable.is_accepted for one in self.traces)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All requirements that stand, and the deliverables that no requirement asks for."""

    rows: list[TracedRequirement]
    unasked: list[Deliverable]

    @property
    def with_gaps(self) -> list[TracedRequirement]:
        return [row for row in self.rows if row.gaps]

    @property
    def accepted(self) -> int:
        return sum(row.is_accepted for row in self.rows)


def matrix_of(project: Project, tests: Mapping[int, Sequence[Any]]) -> Matrix:
    """Trace each requirement of a project that is not dropped, given the checks that test each by its key.

    It takes a constant number of queries.
    """
    deliverables = list(
        project.deliverables.select_related("acceptor").prefetch_related("tasks__dates", "requirement_ties")
    )
    traces = {one.pk: Trace(one, list(one.tasks.all())) for one in deliverables}
    by_requirement: dict[int, list[Trace]] = {}
    for one in deliverables:
        for tie in one.requirement_ties.all():
            by_requirement.setdefault(tie.requirement_id, []).append(traces[one.pk])
    standing = project.requirements.exclude(state=Requirement.State.DROPPED)
    rows = [TracedRequirement(one, by_requirement.get(one.pk, []), tests.get(one.pk, ())) for one in standing]
    asked = {tie.deliverable_id for one in deliverables for tie in one.requirement_ties.all()}
    whole = {one.parent_id for one in deliverables}
    return Matrix(rows, [one for one in deliverables if one.pk not in asked and one.pk not in whole])
