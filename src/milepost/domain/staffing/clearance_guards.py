"""Nobody is put on a task without the clearance it takes, and who is moved beyond a clearance is named."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from milepost.domain.common.rules import rule_value
from milepost.domain.people.models import Person
from milepost.domain.projects.assignment_guards import Objection, guards_assignments, watches_moves
from milepost.domain.projects.models import Project, Task
from milepost.domain.staffing.calculations.clearance_gaps import bounds_on, gaps_of


@guards_assignments
def missing_clearances(task: Task, joining: Sequence[Person], on: date) -> Iterable[Objection]:
    """Object to people who lack a clearance; where the rule only flags, the gap stands on the project's page."""
    if rule_value("clearances", on=on)["refuses"]:
        for gap in bounds_on(task, joining):
            yield Objection(gap.person, gap.sentence, gap.held.expires_on if gap.held else None)


@watches_moves
def outlived_clearances(project: Project, tasks: Collection[int]) -> Iterable[str]:
    """Name who works on tasks that have moved for longer than a clearance counts."""
    return [gap.sentence for gap in gaps_of([project.pk]) if gap.held and gap.task.pk in tasks]
