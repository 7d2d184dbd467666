"""Whether a public body may decide: enough members present, and its agenda posted in time."""

from dataclasses import dataclass
from datetime import datetime

from milepost.domain.governance.models import Attendance, Meeting
from milepost.domain.people.local_time import local_time


@dataclass(frozen=True, slots=True)
class Standing:
    """How a public body stands: who is present of how many needed, and whether notice was given in time."""

    present: int
    needed: int
    notice_due: datetime | None
    posted: datetime | None
    """When the agenda was posted, in the city's time."""

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed

    @property
    def is_posted_late(self) -> bool:
        return self.notice_due is not None and self.posted is not None and self.posted > self.notice_due


def standing_of(meeting: Meeting) -> Standing | None:
    """Tell how a public body stands; `None` for a meeting that is none."""
    if meeting.quorum is None:
        return None
    present = meeting.attendances.filter(state=Attendance.State.PRESENT).count()
    posted = meeting.agenda_posted_at and local_time(meeting.agenda_posted_at).replace(tzinfo=None)
    return Standing(present, meeting.quorum, meeting.notice_due, posted)
