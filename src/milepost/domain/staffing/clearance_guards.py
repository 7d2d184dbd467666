"""Nobody is put on a task without the clearance it takes, where the city's rule refuses that."""

from collections.abc import Iterable, Sequence
from datetime import date

from milepost.domain.common.rules import rule_value
from milepost.domain.people.models import Person
from milepost.domain.projects.assignment_guards import Objection, guards_assignments
from milepost.domain.projects.models import Task
from milepost.domain.staffing.calculations.clearance_gaps import gaps_on


@guards_assignments
def missing_clearances(task: Task, joining: Sequence[Person], on: date) -> Iterable[Objection]:
    """Object to people who lack a clearance; where the rule only flags, the gap stands on the project's page."""
    if rule_value("clearances", on=on)["refuses"]:
        for gap in gaps_on(task, joining):
            yield Objection(gap.person, gap.sentence)
