"""Where a project belongs, how its schedule counts, and which states it may enter."""

from typing import Annotated

from ninja import Field, Router, Schema

from milepost.api.access import Call, now, project_for, today
from milepost.api.kinds import Id, Instant, Words
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ConsequenceOut, ProjectOut
from milepost.api.sending import sent
from milepost.domain.people.models import Department
from milepost.domain.projects.actions.holding import ways_open_to
from milepost.domain.projects.actions.settings import (
    ProjectSettings,
    ScheduleSettings,
    edit_schedule_settings,
    edit_settings,
)
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import calendars_for
from milepost.domain.projects.states import Step

router = Router()
Slack = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]


class SettingsFields(Schema):
    """Where a project belongs and who may see it; what is left out stays."""

    department_id: Id | None = None
    tier: Project.Tier | None = None
    is_restricted: bool | None = None


class ScheduleSettingsFields(Schema):
    """What a schedule's dates are counted from and by; what is left out stays."""

    start: Instant | None = None
    status_date: Instant | None = None
    calendar_id: Id | None = None
    minutes_per_day: int | None = Field(None, ge=1, le=1440)
    minutes_per_week: int | None = Field(None, ge=1, le=7 * 1440)
    days_per_month: int | None = Field(None, ge=1, le=31)
    critical_slack_minutes: Slack | None = None


class ScheduleSettingsOut(Schema):
    """What a schedule's dates are counted from and by."""

    start: Instant
    status_date: Instant | None
    calendar_id: int
    minutes_per_day: int
    minutes_per_week: int
    days_per_month: int
    critical_slack_minutes: int


class StepOut(Schema):
    """A state the caller may take the project to; a hold asks for a review date as well."""

    state: Project.State = Field(alias="target")
    verb: Words
    needs_reason: bool

    @staticmethod
    def resolve_verb(step: Step) -> str:
        """Say it in the caller's language."""
        return str(step.verb)


@router.patch("/projects/{project_id}/settings", response={200: ProjectOut, **PROBLEMS})
def patch_settings(request: Call, project_id: Id, given: SettingsFields) -> Project:
    """Change where a project belongs and who may see it."""
    project = project_for(request, project_id)
    settings = ProjectSettings(**sent(given, {"department": Department}))  # type: ignore[typeddict-item]
    edit_settings(project, settings, by=request.auth, at=now())
    return project_for(request, project_id)


@router.get("/projects/{project_id}/schedule-settings", response={200: ScheduleSettingsOut, **PROBLEMS})
def get_schedule_settings(request: Call, project_id: Id) -> Project:
    """Give what a schedule's dates are counted from and by."""
    return project_for(request, project_id)


@router.patch("/projects/{project_id}/schedule-settings", response={200: ConsequenceOut, **PROBLEMS})
def patch_schedule_settings(request: Call, project_id: Id, given: ScheduleSettingsFields) -> Consequence:
    """Change what a schedule's dates are counted from and by."""
    project = project_for(request, project_id)
    values = sent(given, {"calendar": calendars_for(project)}, may_be_empty={"status_date"})
    return edit_schedule_settings(project, ScheduleSettings(**values), by=request.auth, at=now())  # type: ignore[typeddict-item]


@router.get("/projects/{project_id}/steps", response={200: list[StepOut], **PROBLEMS})
def list_steps(request: Call, project_id: Id) -> list[Step]:
    """List the states that the caller may take a project to."""
    return ways_open_to(request.auth, project_for(request, project_id), on=today())
