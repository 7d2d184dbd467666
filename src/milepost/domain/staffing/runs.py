"""The computations of this area that are kept as runs."""

from milepost.domain.common.models import Run, User
from milepost.domain.common.runs import RunKind, register_run_kind
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.projects.topics import person_of
from milepost.domain.staffing.calculations.leveling import KIND, compute_leveling, marks_of


def may_see_leveling(user: User, run: Run, _subject: Project | None) -> bool:
    """Let those see a leveling who see every project in it."""
    wanted = leveled_projects(run)
    visible = Project.objects.visible_to(person_of(user)).filter(pk__in=wanted)
    return bool(wanted) and visible.count() == len(wanted)


def leveled_projects(run: Run) -> set[int]:
    """Give the ids of the projects that a leveling is about."""
    return {int(pk) for pk in run.parameters.get("projects", ())}


def may_start_leveling(user: User, run: Run, _subject: Project | None) -> bool:
    """Let those stop and repeat a leveling who may level every project in it."""
    person = person_of(user)
    projects = Project.objects.filter(pk__in=map(int, run.parameters.get("projects", ())))
    return all(may(person, "staffing.level", project) for project in projects)


register_run_kind(
    RunKind(
        key=KIND,
        title="Leveling",
        compute=compute_leveling,
        marks=marks_of,
        may_see=may_see_leveling,
        may_start=may_start_leveling,
    )
)
