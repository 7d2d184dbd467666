"""The rows of this area."""

from milepost.domain.staffing.models.applied_leveling import AppliedChange, AppliedLeveling
from milepost.domain.staffing.models.check_in import CheckIn, CheckInLine
from milepost.domain.staffing.models.leveling_scenario import LevelingScenario
from milepost.domain.staffing.models.operations_load import OperationsLoad
from milepost.domain.staffing.models.skill import PersonSkill, RoleSkill, Skill, SkillLevel, StaffingRole

__all__ = [
    "AppliedChange",
    "AppliedLeveling",
    "CheckIn",
    "CheckInLine",
    "LevelingScenario",
    "OperationsLoad",
    "PersonSkill",
    "RoleSkill",
    "Skill",
    "SkillLevel",
    "StaffingRole",
]
