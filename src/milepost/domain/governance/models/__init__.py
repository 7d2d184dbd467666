"""The rows of this area."""

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
    "Decision",
    "Meeting",
    "MeetingSeries",
    "MinuteEntry",
    "SeriesMember",
]
