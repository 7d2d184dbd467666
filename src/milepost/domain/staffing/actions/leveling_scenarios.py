"""Levelings are kept under a name as scenarios, and discarded."""

from datetime import datetime

from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.models import Run
from milepost.domain.common.recording import recording
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.leveling_projects import CannotLevel
from milepost.domain.staffing.models import LevelingScenario


def keep_scenario(run: Run, *, name: str, by: Person, at: datetime) -> LevelingScenario:
    """Keep a leveling under a name; raises `ValidationError` and `CannotLevel`."""
    _require_all(run, by)
    if not (run.result or {}).get("projects"):
        raise CannotLevel(gettext("This leveling has no result."))
    scenario = LevelingScenario(run=run, name=name.strip(), by=by, at=at)
    check_row(scenario)
    with recording("staffing.keep_scenario", by=by.account, at=at) as record:
        record.update(run, is_kept=True)
        record.create(scenario)
    return scenario


def discard_scenario(scenario: LevelingScenario, *, by: Person, at: datetime) -> None:
    """Let a scenario go; its leveling stays as long as the city's rule keeps such."""
    _require_all(scenario.run, by)
    with recording("staffing.discard_scenario", by=by.account, at=at) as record:
        record.update(scenario.run, is_kept=False)
        record.delete(scenario)


def _require_all(run: Run, by: Person) -> None:
    for project in Project.objects.filter(pk__in=map(int, run.parameters["projects"])):
        require(by, "staffing.level", project)
