"""Whether a public body may decide: enough members present, and its agenda posted in time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

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

    @property
    def words(self) -> str:
        """Say for the minutes whether there was a quorum, and when notice was given."""
        counts = {"present": self.present, "needed": self.needed}
        if self.has_quorum:
            said = gettext("Quorum: {present} present, {needed} needed.").format(**counts)
        else:
            said = gettext("No quorum: {present} present, {needed} needed.").format(**counts)
        return f"{said} {self._notice}".strip()

    @property
    def _notice(self) -> str:
        if self.posted is None:
            return gettext("The agenda was not posted.") if self.notice_due else ""
        when = f"{self.posted:%b} {self.posted.day}, {self.posted:%Y, %-I:%M %p}"
        if self.is_posted_late:
            return gettext("The agenda was posted on {when}, later than notice asks for.").format(when=when)
        return gettext("The agenda was posted on {when}.").format(when=when)


def standing_of(meeting: Meeting) -> Standing | None:
    """Tell how a public body stands; `None` for a meeting that is none."""
    if meeting.quorum is None:
        return None
    present = meeting.attendances.filter(state=Attendance.State.PRESENT).count()
    posted = meeting.agenda_posted_at and local_time(meeting.agenda_posted_at).replace(tzinfo=None)
    return Standing(present, meeting.quorum, meeting.notice_due, posted)
