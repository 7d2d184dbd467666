"""Schedules computed from networks."""

from milepost.engine.errors import ScheduleError
from milepost.engine.network.arcs import DanglingLink
from milepost.engine.network.columns import ImpossibleNumber
from milepost.engine.network.graph import CycleFound
from milepost.engine.network.layout import DuplicateTask, MisplacedTask
from milepost.engine.schedule.recalculation import OutOfTime, Prepared, compute, prepare, schedule
from milepost.engine.schedule.result import Conflict, Contradiction, Reason, Schedule

__all__ = [
    "Conflict",
    "Contradiction",
    "CycleFound",
    "DanglingLink",
    "DuplicateTask",
    "ImpossibleNumber",
    "MisplacedTask",
    "OutOfTime",
    "Prepared",
    "Reason",
    "Schedule",
    "ScheduleError",
    "compute",
    "prepare",
    "schedule",
]
