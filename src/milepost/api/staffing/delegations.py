"""Who answers for whom while somebody is away."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, today
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.actions.delegating import DelegationFields, delegate_answers, end_delegation
from milepost.domain.people.models import Delegation, Person
from milepost.domain.people.permissions import people_over_whom, require_own

router = Router()
DELEGATE = "people.delegate"


class DelegationOut(Schema):
    """For some days a delegate answers what waits for a person."""

    id: int
    person_id: int
    delegate_id: int
    first: date
    last: date = Field(description="The last day, itself included.")
    reason: str


class DelegationIn(Schema):
    """Who answers, and from which day to which."""

    delegate_id: Id
    first: Day
    last: Day
    reason: Words = Field("", max_length=300)


@router.get("/delegations", response={200: list[DelegationOut], **PROBLEMS})
@paginate(Pages)
def list_delegations(request: Call, person_id: Id | None = None) -> QuerySet[Delegation]:
    """List who answers for whom today or later: for the caller, by the caller, and for people of the caller's."""
    rows = _seen_by(request.auth).filter(last__gte=today(), ended_at=None).order_by("pk")
    return rows if person_id is None else rows.filter(person=person_id)


@router.post("/people/{person_id}/delegations", response={201: DelegationOut, **PROBLEMS})
def post_delegation(request: Call, person_id: Id, given: DelegationIn) -> Status[Delegation]:
    """Let somebody answer for a person who is away."""
    person = get_object_or_404(Person, pk=person_id)
    require_own(request.auth, DELEGATE, person, owner_id=person.pk)
    fields = DelegationFields(
        delegate=get_object_or_404(Person, pk=given.delegate_id),
        first=given.first,
        last=given.last,
        reason=given.reason,
    )
    return Status(201, delegate_answers(person, fields, by=request.auth, at=now()))


@router.delete("/delegations/{delegation_id}", response={204: None, **PROBLEMS})
def delete_delegation(request: Call, delegation_id: Id) -> Status[None]:
    """End a delegation before its last day; what was done under it stands."""
    one = get_object_or_404(_seen_by(request.auth).select_related("person"), pk=delegation_id)
    end_delegation(one, by=request.auth, at=now())
    return Status(204, None)


def _seen_by(person: Person) -> QuerySet[Delegation]:
    over = people_over_whom(person, DELEGATE).values("pk")
    return Delegation.objects.filter(Q(person=person) | Q(delegate=person) | Q(person__in=over))
