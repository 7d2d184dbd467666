"""What of staffing passes from one person to another: staff requests, and roles of the responsibility matrix."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext

from milepost.domain.common.recording import recording
from milepost.domain.people.holdings import Holding, HoldingKind, Passing, register_holdings
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require_own
from milepost.domain.projects.models import Project
from milepost.domain.staffing.actions.accepting_responsibilities import delegate_duty
from milepost.domain.staffing.actions.stepping_requests import CannotRequest, hold_request
from milepost.domain.staffing.models import Responsibility, StaffRequest
from milepost.domain.staffing.models.responsibility import TO_ACCEPT
from milepost.domain.staffing.models.staff_request import OPEN_STATES
from milepost.domain.staffing.noticing import tell_of_request


def pass_request_on(
    request: StaffRequest, person: Person, *, to: Person, by: Person, at: datetime
) -> StaffRequest:
    """Let somebody else answer a request, or stand for the project in it, in the place of a person."""
    require_own(by, "people.hand_on", person, owner_id=person.pk)
    with recording("staffing.pass_request_on", by=by.account, at=at, subject=request.project) as record:
        held = hold_request(request, None)
        if held.supervisor_id == person.pk:
            if held.person_id == to.pk:
                raise CannotRequest(
                    gettext("{name} is asked for in it and cannot answer it.").format(name=to.name)
                )
            record.update(held, supervisor=to, revision=held.revision + 1)
        if held.asked_by_id == person.pk:
            record.update(held, asked_by=to)
        tell_of_request(held, by=by, at=at)
    return held


def _requests(person: Person, reader: Person) -> Iterator[Holding]:
    own = StaffRequest.objects.visible_to(reader).filter(
        Q(supervisor=person) | Q(asked_by=person), state__in=[*OPEN_STATES, StaffRequest.State.DRAFT]
    )
    for one in own.select_related("project", "person", "role").order_by("project__number", "number"):
        what = "answers it" if one.supervisor_id == person.pk else "asked for it"
        yield Holding("staff_request", one, f"{one.whom}, request {one.number}", what, project=one.project)


def _pass_requests(requests: Sequence[StaffRequest], passing: Passing) -> None:
    for one in requests:
        pass_request_on(one, passing.person, to=passing.to, by=passing.by, at=passing.at)


def _duties(person: Person, reader: Person) -> Iterator[Holding]:
    projects = Project.objects.where_may(reader, "staffing.view_responsibilities").open().order_by()
    own = Responsibility.objects.filter(person=person, project__in=projects)
    for one in own.select_related("project", "deliverable", "phase").order_by("project__number", "pk"):
        yield Holding(
            "duty", one, one.what, one.get_duty_display(), project=one.project, is_asked=one.duty in TO_ACCEPT
        )


def _pass_duties(duties: Sequence[Responsibility], passing: Passing) -> None:
    for one in duties:
        delegate_duty(one, passing.to, reason=passing.reason, by=passing.by, at=passing.at)


register_holdings(
    HoldingKind("staff_request", "Staff requests", _requests, _pass_requests),
    HoldingKind("duty", "Responsible or accountable for", _duties, _pass_duties),
)
