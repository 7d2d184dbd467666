"""What happens to staff requests that people are told of."""

from datetime import datetime

from milepost.domain.common.notification_kinds import AT_ONCE, OF_WORK, NotificationKind, register_kinds
from milepost.domain.common.telling import tell
from milepost.domain.people.models import Person
from milepost.domain.staffing.models import StaffRequest

register_kinds(
    NotificationKind("staff_requested", "Staff is requested of me, or a request changes", OF_WORK, AT_ONCE),
    NotificationKind("staff_request_answered", "A staff request of mine is answered", OF_WORK, AT_ONCE),
    NotificationKind("staff_request_reminder", "A staff request still waits for me", OF_WORK, AT_ONCE),
)


def tell_of_request(request: StaffRequest, *, by: Person, at: datetime) -> None:
    """Tell the supervisor what is asked for, or that it is no longer."""
    word = "withdrew" if request.state == StaffRequest.State.WITHDRAWN else "sent"
    text = f"{by} {word} staff request {request.number} of {request.project.name}: {request.whom}"
    tell("staff_requested", topic=request, text=text, by=by.account, at=at, to=[request.supervisor.user])


def tell_of_answer(request: StaffRequest, *, by: Person | None, at: datetime) -> None:
    """Tell both sides where the request stands now; whoever did it is not told."""
    text = f"{request.get_state_display()}: staff request {request.number} of {request.project.name}, {request.whom}"
    people = [request.asked_by, request.project.manager, request.supervisor]
    to = [person.user for person in people if person]
    tell("staff_request_answered", topic=request, text=text, by=by.account if by else None, at=at, to=to)


def tell_of_silence(request: StaffRequest, *, to: Person, text: str, at: datetime) -> None:
    """Remind somebody of a request that waits."""
    words = f"{text} Staff request {request.number} of {request.project.name}: {request.whom}"
    tell("staff_request_reminder", topic=request, text=words, by=None, at=at, to=[to.user])
