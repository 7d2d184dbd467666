"""The rows of this area."""

from milepost.domain.governance.models.change_option import ChangeOption
from milepost.domain.governance.models.change_request import (
    ChangeCost,
    ChangeImpact,
    ChangeRequest,
    ChangeStep,
    SignOff,
)
from milepost.domain.governance.models.change_scope import ChangeScope
from milepost.domain.governance.models.closing import (
    Benefit,
    ExitCriterion,
    Handover,
)
from milepost.domain.governance.models.cutover import (
    CallTreeEntry,
    CutoverRun,
    RunbookStep,
    RunStep,
    StepKind,
    StepWait,
)
from milepost.domain.governance.models.go_live import (
    GoDecision,
    GoLive,
    ReadinessItem,
)
from milepost.domain.governance.models.meeting import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingSeries,
    SeriesMember,
)
from milepost.domain.governance.models.operational_change import (
    NoticeDepartment,
    OperationalChange,
    OutageNotice,
)
from milepost.domain.governance.models.quality import (
    CheckResult,
    Defect,
    PunchItem,
    QualityCheck,
)
from milepost.domain.governance.models.record import (
    ActionItem,
    Decision,
    MinuteEntry,
)
from milepost.domain.governance.models.requirement_check import RequirementCheck
from milepost.domain.governance.models.stakeholder import (
    Communication,
    CommunicationSent,
    ImpactedGroup,
    Stakeholder,
)
from milepost.domain.governance.models.training import (
    Trainee,
    TrainingCourse,
    TrainingSession,
)
from milepost.domain.governance.models.vendor_entry import VendorEntry

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "Benefit",
    "CallTreeEntry",
    "ChangeCost",
    "ChangeImpact",
    "ChangeOption",
    "ChangeRequest",
    "ChangeScope",
    "ChangeStep",
    "CheckResult",
    "Communication",
    "CommunicationSent",
    "CutoverRun",
    "Decision",
    "Defect",
    "ExitCriterion",
    "GoDecision",
    "GoLive",
    "Handover",
    "ImpactedGroup",
    "Meeting",
    "MeetingSeries",
    "MinuteEntry",
    "NoticeDepartment",
    "OperationalChange",
    "OutageNotice",
    "PunchItem",
    "QualityCheck",
    "ReadinessItem",
    "RequirementCheck",
    "RunStep",
    "RunbookStep",
    "SeriesMember",
    "SignOff",
    "Stakeholder",
    "StepKind",
    "StepWait",
    "Trainee",
    "TrainingCourse",
    "TrainingSession",
    "VendorEntry",
]
