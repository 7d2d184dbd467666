"""The rows of this area."""

from milepost.domain.staffing.models.applied_leveling import AppliedChange, AppliedLeveling
from milepost.domain.staffing.models.check_in import CheckIn, CheckInLine
from milepost.domain.staffing.models.clearance import Clearance, ClearanceNeed, PersonClearance
from milepost.domain.staffing.models.labor_rate import JobClass, JobClassification, LaborRate
from milepost.domain.staffing.models.leveling_scenario import LevelingScenario
from milepost.domain.staffing.models.operations_load import OperationsLoad
from milepost.domain.staffing.models.posted_hours import PostedHours, TimeCode
from milepost.domain.staffing.models.responsibility import Responsibility
from milepost.domain.staffing.models.role_demand import RoleDemand
from milepost.domain.staffing.models.skill import PersonSkill, RoleSkill, Skill, SkillLevel, StaffingRole
from milepost.domain.staffing.models.staff_request import (
    OPEN_STATES,
    RequestedTask,
    RequestEntry,
    StaffOffer,
    StaffRequest,
)
from milepost.domain.staffing.models.timesheet import HoursLock, Timesheet, TimesheetEntry

__all__ = [
    "OPEN_STATES",
    "AppliedChange",
    "AppliedLeveling",
    "CheckIn",
    "CheckInLine",
    "Clearance",
    "ClearanceNeed",
    "HoursLock",
    "JobClass",
    "JobClassification",
    "LaborRate",
    "LevelingScenario",
    "OperationsLoad",
    "PersonClearance",
    "PersonSkill",
    "PostedHours",
    "RequestEntry",
    "RequestedTask",
    "Responsibility",
    "RoleDemand",
    "RoleSkill",
    "Skill",
    "SkillLevel",
    "StaffOffer",
    "StaffRequest",
    "StaffingRole",
    "TimeCode",
    "Timesheet",
    "TimesheetEntry",
]
