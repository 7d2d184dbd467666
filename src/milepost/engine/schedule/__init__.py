"""Schedules computed from networks."""

from milepost.engine.errors import ScheduleError
from milepost.engine.network.arcs import DanglingLink
from milepost.engine.network.changes import Change, Changed
from milepost.engine.network.columns import ImpossibleNumber
from milepost.engine.network.conventions import CONVENTIONS, MICROSOFT_PROJECT, PRIMAVERA, Convention
from milepost.engine.network.graph import CycleFound
from milepost.engine.network.layout import DuplicateTask, MisplacedTask
from milepost.engine.schedule.explanation import Cause, Explanation, explain
from milepost.engine.schedule.float_paths import FloatBy, FloatPath, NoPathTo, float_paths
from milepost.engine.schedule.movement import Moved, Movement, what_moved
from milepost.engine.schedule.recalculation import OutOfTime, schedule, warm_up
from milepost.engine.schedule.result import Conflict, Contradiction, Reason, Schedule
from milepost.engine.schedule.wording import because_words, cause_sentence, movement_sentence

__all__ = [
    "CONVENTIONS",
    "MICROSOFT_PROJECT",
    "PRIMAVERA",
    "Cause",
    "Change",
    "Changed",
    "Conflict",
    "Contradiction",
    "Convention",
    "CycleFound",
    "DanglingLink",
    "DuplicateTask",
    "Explanation",
    "FloatBy",
    "FloatPath",
    "ImpossibleNumber",
    "MisplacedTask",
    "Moved",
    "Movement",
    "NoPathTo",
    "OutOfTime",
    "Reason",
    "Schedule",
    "ScheduleError",
    "because_words",
    "cause_sentence",
    "explain",
    "float_paths",
    "movement_sentence",
    "schedule",
    "warm_up",
    "what_moved",
]
