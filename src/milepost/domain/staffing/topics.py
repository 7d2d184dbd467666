"""Staff requests as what news is about; they are talked about in the exchange itself."""

from milepost.domain.common.models import User
from milepost.domain.common.topics import Deed, TopicKind, register_topic
from milepost.domain.people.permissions import Refused, may
from milepost.domain.projects.topics import person_of
from milepost.domain.staffing.models import StaffRequest


def _sees(user: User, request: StaffRequest) -> bool:
    return StaffRequest.objects.visible_to(person_of(user)).filter(pk=request.pk).exists()


def _require(user: User, deed: Deed, request: StaffRequest) -> None:
    raise Refused("What is said about a staff request stands with its offers and answers.")


register_topic(
    TopicKind(
        key="staff-request",
        model=StaffRequest,
        visible_to=lambda user: StaffRequest.objects.visible_to(person_of(user)).order_by(),
        sees=_sees,
        require=_require,
        may=lambda user, deed, request: False,
        place=lambda request: request.project,
        title=lambda request: f"staff request {request.number}, {request.whom}",
        followers=lambda request: [
            person.user for person in (request.asked_by, request.supervisor) if person.user
        ],
        knows_everybody=lambda user: may(person_of(user), "people.view_directory"),
        works_on=lambda user, request: person_of(user) in (request.asked_by, request.supervisor),
    )
)
