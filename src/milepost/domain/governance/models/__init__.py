"""The rows of this area."""

from milepost.domain.governance.models.change_request import (
    ChangeCost,
    ChangeImpact,
    ChangeRequest,
    ChangeStep,
    SignOff,
)
from milepost.domain.governance.models.cutover import (
    CallTreeEntry,
    CutoverRun,
    RunbookStep,
    RunStep,
    StepKind,
    StepWait,
)
from milepost.domain.governance.models.go_live import GoDecision, GoLive, ReadinessItem
from milepost.domain.governance.models.meeting import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingSeries,
    SeriesMember,
)
from milepost.domain.governance.models.record import ActionItem, Decision, MinuteEntry

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "CallTreeEntry",
    "ChangeCost",
    "ChangeImpact",
    "ChangeRequest",
    "ChangeStep",
    "CutoverRun",
    "Decision",
    "GoDecision",
    "GoLive",
    "Meeting",
    "MeetingSeries",
    "MinuteEntry",
    "ReadinessItem",
    "RunStep",
    "RunbookStep",
    "SeriesMember",
    "SignOff",
    "StepKind",
    "StepWait",
]
