"""Projects are leveled: asked for, applied as one, and taken back as one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.common.models import Run
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.common.runs import changed_since, start_run
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.leveling import set_leveling
from milepost.domain.projects.actions.locking import Held, LinkedProjectBusy
from milepost.domain.projects.actions.undoing import undo_change
from milepost.domain.projects.calculations.linked_projects import in_order, waits_between
from milepost.domain.projects.models import Project
from milepost.domain.staffing.calculations.leveling import KIND, OBJECTIVES, WEIGHTS
from milepost.domain.staffing.models import AppliedChange, AppliedLeveling

MOST_PROJECTS = 60
LONGEST_SECONDS = 60


class CannotLevel(Refusal):
    """Says why projects cannot be leveled so."""


def start_leveling(
    priorities: Mapping[Project, str],
    *,
    objectives: Sequence[str],
    until: date | None,
    seconds: int,
    seed: int,
    as_of: date,
    hold_deadlines: bool = False,
    may_split: bool = False,
    by: Person,
    at: datetime,
) -> Run:
    """Ask for a leveling of projects by their priorities: high, normal or low; a job makes it.

    With deadlines held, the answer keeps every one, or says which it cannot keep. Tasks that may be split give way to
    others and go on later.
    """
    for project in priorities:
        require(by, "staffing.level", project)
    _check(priorities, objectives, seconds)
    subject = next(iter(priorities)) if len(priorities) == 1 else None
    parameters = {
        "projects": {str(project.pk): priority for project, priority in priorities.items()},
        "objectives": list(objectives),
        "until": until and until.isoformat(),
        "seconds": seconds,
        "as_of": as_of.isoformat(),
        "hold_deadlines": hold_deadlines,
        "may_split": may_split,
    }
    with recording("staffing.start_leveling", by=by.account, at=at, subject=subject) as record:
        return start_run(
            record, KIND, subject=subject, parameters=parameters, seed=seed, by=by.account, at=at
        )


def _check(priorities: Mapping[Project, str], objectives: Sequence[str], seconds: int) -> None:
    if not 0 < len(priorities) <= MOST_PROJECTS:
        raise CannotLevel(
            gettext("Choose 1 to {most_projects} projects.").format(most_projects=MOST_PROJECTS),
            field="projects",
        )
    if over := [project for project in priorities if project.is_over]:
        raise CannotLevel(
            gettext("{value} is over; its schedule stays as it is.").format(value=over[0]), field="projects"
        )
    if not objectives or not set(objectives) <= OBJECTIVES.keys():
        raise CannotLevel(gettext("Choose what matters."), field="objectives")
    if not set(priorities.values()) <= WEIGHTS.keys() or not 1 <= seconds <= LONGEST_SECONDS:
        raise CannotLevel(
            gettext("Priorities are high, normal or low, and the time 1 to {longest_seconds} s.").format(
                longest_seconds=LONGEST_SECONDS
            )
        )


def apply_leveling(run: Run, *, by: Person, at: datetime) -> AppliedLeveling:
    """Write a leveling into the schedules of all its projects, or into none."""
    found = (run.result or {}).get("projects", ())
    projects = Project.objects.in_bulk([one["project"] for one in found])
    for project in projects.values():
        require(by, "projects.edit_schedule", project)
    if not found:
        raise CannotLevel(gettext("This leveling has no result."))
    if changed := changed_since(run):
        raise CannotLevel(
            gettext("Level again first; changed since: {names}.").format(names=", ".join(changed))
        )
    delays = {
        one["project"]: {int(task): minutes for task, minutes in one["delays"].items()} for one in found
    }
    splits = {
        one["project"]: {int(task): parts for task, parts in one.get("pauses", {}).items()} for one in found
    }
    with transaction.atomic():
        _hold(projects)
        consequences = [
            set_leveling(projects[pk], delays[pk], splits[pk], by=by, at=at, reason="Leveled.")
            for pk in in_order(projects.keys(), waits_between())
        ]
        with recording("staffing.apply_leveling", by=by.account, at=at) as record:
            applied = record.create(AppliedLeveling(run=run, by=by, at=at))
            record.create_many(
                [
                    AppliedChange(applied=applied, change_set_id=one.change_set_id)
                    for one in consequences
                    if one.change_set_id
                ]
            )
            record.summary = (
                f"Leveling applied to {len(projects)} project{'' if len(projects) == 1 else 's'}."
            )
    return applied


def undo_leveling(applied: AppliedLeveling, *, by: Person, at: datetime) -> None:
    """Take a leveling back from all its projects, or from none; raises `CannotUndo` once something depends on it."""
    require(by, "staffing.view_capacity")
    if applied.is_undone:
        raise CannotUndo(gettext("This leveling has been taken back already."))
    with transaction.atomic():
        changes = applied.changes.select_related("change_set").order_by("-pk")
        for change in changes:
            if not change.change_set.is_undone:
                undo_change(change.change_set, by=by, at=at)
        with recording("staffing.undo_leveling", by=by.account, at=at) as record:
            record.update(applied, is_undone=True)


def _hold(projects: Iterable[int]) -> None:
    try:
        Held(projects)
    except LinkedProjectBusy as busy:
        raise CannotEdit(str(busy)) from busy
