"""The rows of this area."""

from milepost.domain.projects.models.assignment import Assignment
from milepost.domain.projects.models.assumption import Assumption
from milepost.domain.projects.models.baseline import Baseline, BaselineTask
from milepost.domain.projects.models.dates import ProjectDates, TaskDates
from milepost.domain.projects.models.dependency import Dependency, DependencyAgreement
from milepost.domain.projects.models.document import Document, LegalHold
from milepost.domain.projects.models.estimate import DurationEstimate, RiskEffect, RiskTask
from milepost.domain.projects.models.issue import Issue
from milepost.domain.projects.models.lesson import Lesson
from milepost.domain.projects.models.project import (
    Objective,
    Partnership,
    Project,
    ProjectCalendar,
    ProjectRole,
)
from milepost.domain.projects.models.risk import CommonRisk, ResponseAction, Risk, RiskScore
from milepost.domain.projects.models.round_review import RoundReview
from milepost.domain.projects.models.schedule_import import ScheduleImport
from milepost.domain.projects.models.scope import (
    Acceptance,
    Deliverable,
    DeliverableRequirement,
    DeliverableTask,
    Requirement,
    ScopeBaseline,
)
from milepost.domain.projects.models.snapshot import ProjectSnapshot
from milepost.domain.projects.models.status_rating import Status, StatusRating
from milepost.domain.projects.models.submission import Submission
from milepost.domain.projects.models.task import Link, Task

__all__ = [
    "Acceptance",
    "Assignment",
    "Assumption",
    "Baseline",
    "BaselineTask",
    "CommonRisk",
    "Deliverable",
    "DeliverableRequirement",
    "DeliverableTask",
    "Dependency",
    "DependencyAgreement",
    "Document",
    "DurationEstimate",
    "Issue",
    "LegalHold",
    "Lesson",
    "Link",
    "Objective",
    "Partnership",
    "Project",
    "ProjectCalendar",
    "ProjectDates",
    "ProjectRole",
    "ProjectSnapshot",
    "Requirement",
    "ResponseAction",
    "Risk",
    "RiskEffect",
    "RiskScore",
    "RiskTask",
    "RoundReview",
    "ScheduleImport",
    "ScopeBaseline",
    "Status",
    "StatusRating",
    "Submission",
    "Task",
    "TaskDates",
]
