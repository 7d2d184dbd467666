"""A project's settings: where it belongs, who may see it, and how its schedule counts."""

from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Department, Person, WorkingCalendar
from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.editing import Edit, editing
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project, Task
from milepost.engine.network.model import Constraint


class CannotEditSettings(Refusal):
    """Says why a setting stays as it is."""


class ProjectSettings(TypedDict, total=False):
    """Where a project belongs and who may see it."""

    department: Department
    tier: str
    is_restricted: bool


class ScheduleSettings(TypedDict, total=False):
    """What the dates of a schedule are counted from and by."""

    start: datetime
    required_finish: datetime | None
    follows_people: bool
    status_date: datetime | None
    calendar: WorkingCalendar
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int
    critical_slack_minutes: int


def edit_settings(
    project: Project, settings: ProjectSettings, *, by: Person, at: datetime, reason: str = ""
) -> None:
    """Change the named settings; a change after which its author could not see the project is refused."""
    require(by, "projects.edit_settings", project)
    with recording("projects.edit_settings", by=by.account, at=at, subject=project, reason=reason) as record:
        record.update(Project.objects.select_for_update().get(pk=project.pk), **settings)
        if not Project.objects.visible_to(by).filter(pk=project.pk).exists():
            raise CannotEditSettings(
                gettext(
                    "You would no longer see this project. Have a role on "
                    "the project itself given to you first."
                )
            )
    project.refresh_from_db()


def edit_schedule_settings(
    project: Project, settings: ScheduleSettings, *, by: Person, at: datetime, reason: str = ""
) -> Consequence:
    """Change the named settings of a schedule and answer with what that does to its dates."""
    _check(settings)
    with editing(
        project,
        "projects.edit_schedule_settings",
        by=by,
        at=at,
        permission="projects.edit_settings",
        reason=reason,
    ) as edit:
        _turn(edit, settings)
        edit.record.update(edit.project, **settings)
    project.refresh_from_db()
    return edit.result


def _turn(edit: Edit, settings: ScheduleSettings) -> None:
    """Let the tasks that nothing else was decided of stand late in a project scheduled from its finish, else early.

    As Microsoft Project does when "schedule from" is changed.
    """
    turns = "required_finish" in settings
    if not turns or (settings["required_finish"] is None) == (edit.project.required_finish is None):
        return
    early, late = Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE
    before, after = (early, late) if settings["required_finish"] else (late, early)
    leaves = Task.objects.filter(project=edit.project, children=None, constraint=before, actual_start=None)
    edit.record.update_many([(task, {"constraint": after}) for task in leaves])


def _check(settings: ScheduleSettings) -> None:
    lengths = (
        settings.get("minutes_per_day", 1),
        settings.get("minutes_per_week", 1),
        settings.get("days_per_month", 1),
    )
    if min(lengths) <= 0:
        raise CannotEditSettings(
            gettext("The length of a day, a week and a month must be more than nothing.")
        )
