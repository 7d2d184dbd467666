"""Who may lead a meeting: whoever it names for that, and whoever may hold meetings where it belongs."""

from milepost.domain.governance.models.meeting import Convened
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may, require


def may_lead(person: Person | None, meeting: Convened) -> bool:
    """Tell whether a person may prepare a meeting and keep its minutes."""
    if person is None:
        return False
    return meeting.is_led_by(person) or may(person, "governance.hold_meetings", meeting)


def require_lead(person: Person, meeting: Convened) -> None:
    """Raise `Refused` unless a person may prepare the meeting and keep its minutes."""
    if not meeting.is_led_by(person):
        require(person, "governance.hold_meetings", meeting)
