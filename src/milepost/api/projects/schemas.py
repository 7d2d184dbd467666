"""What the API says of projects, tasks and consequences."""

from datetime import date, datetime

from ninja import Field, Schema

from milepost.api.kinds import Instant, Words
from milepost.domain.projects.calculations.status import CurrentStatus
from milepost.domain.projects.models import Project, Task


class ConsequenceOut(Schema):
    """What an edit did to the schedule."""

    revision: int
    message: str
    finish_before: Instant | None
    finish_after: Instant
    moved: list["MovedOut"]
    contradictions: list[str]
    others: list["MovedProjectOut"] = Field(
        description="Other projects that move, as far as the caller may see them."
    )
    hidden_others: int = Field(description="How many projects move that the caller may not see.")
    notices: list[str]
    change_set_id: int | None = Field(
        description="By which the edit can be undone; null where nothing changed."
    )


class MovedProjectOut(Schema):
    """Another project that moves because its tasks wait for what changed."""

    project_id: int
    number: str
    name: str
    finish_before: Instant | None
    finish_after: Instant
    moved_count: int


class MovedOut(Schema):
    """A task whose finish is another now."""

    task_id: int
    name: str
    finish_before: Instant | None
    finish_after: Instant


class DatesOut(Schema):
    """What follows from a project's schedule."""

    revision: int
    start: Instant
    finish: Instant
    percent_complete: float
    task_count: int
    critical_count: int
    least_slack: int | None = Field(description="Smallest total slack of an open task, in working minutes.")


class StatusOut(Schema):
    """How a project stands in one dimension, and why."""

    status: str
    reason: str
    rule_status: str
    rule_reason: str

    @staticmethod
    def resolve_rule_status(current: CurrentStatus) -> str:
        return current.rule.status

    @staticmethod
    def resolve_rule_reason(current: CurrentStatus) -> str:
        return current.rule.reason


class ProjectBrief(Schema):
    """A project in a list."""

    id: int
    number: str
    name: str
    department_id: int
    manager_id: int | None
    tier: Project.Tier
    state: Project.State
    type: Project.Type
    finish: Instant | None
    percent_complete: float | None

    @staticmethod
    def resolve_finish(project: Project) -> datetime | None:
        return project.dates.finish if hasattr(project, "dates") else None

    @staticmethod
    def resolve_percent_complete(project: Project) -> float | None:
        return project.dates.percent_complete if hasattr(project, "dates") else None


class ObjectiveIO(Schema):
    """What a project is to achieve, and the measure that shows whether it did."""

    text: Words = Field(min_length=1, max_length=300)
    measure: Words = Field("", max_length=300)


class ProjectOut(ProjectBrief):
    """A project with its charter."""

    sponsor_id: int | None
    is_restricted: bool
    hold_reason: str
    hold_review_on: date | None
    purpose: str
    scope_in: str
    scope_out: str
    assumptions: str
    constraints: str
    success_criteria: str
    systems: str
    objectives: list[ObjectiveIO]
    partner_ids: list[int]
    start: Instant
    status_date: Instant | None
    calendar_id: int
    revision: int

    @staticmethod
    def resolve_objectives(project: Project) -> object:
        return project.objectives.all()

    @staticmethod
    def resolve_partner_ids(project: Project) -> list[int]:
        return [partnership.department_id for partnership in project.partnerships.all()]


class TaskOut(Schema):
    """A task: what was decided, and the dates that follow. Durations and slack in working minutes."""

    id: int
    uid: int
    parent_id: int | None
    position: int
    name: str
    is_milestone: bool
    duration_minutes: int
    duration_unit: str
    type: int
    is_effort_driven: bool
    ignores_people: bool
    may_split: bool | None
    constraint: int
    constraint_at: Instant | None
    deadline: Instant | None
    percent_complete: float
    actual_start: Instant | None
    actual_finish: Instant | None
    remaining_minutes: int | None
    manual_start: Instant | None
    manual_finish: Instant | None
    leveling_delay_minutes: int
    is_active: bool
    priority: int
    notes: str
    responsible_id: int | None
    calendar_id: int | None
    dates: "TaskDatesOut | None"

    @staticmethod
    def resolve_dates(task: Task) -> object | None:
        return getattr(task, "dates", None)


class TaskDatesOut(Schema):
    """Dates that follow from the schedule."""

    start: Instant
    finish: Instant
    early_start: Instant
    early_finish: Instant
    late_start: Instant
    late_finish: Instant
    total_slack: int
    free_slack: int
    percent_complete: float
    is_critical: bool


class LinkOut(Schema):
    """A dependency; `type` 0 FF, 1 FS, 2 SF, 3 SS; `lag_unit` 0 working, 1 elapsed, 2 percent, 3 elapsed percent."""

    id: int
    predecessor_id: int
    successor_id: int
    type: int
    lag: float
    lag_unit: int
