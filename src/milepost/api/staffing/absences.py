"""When people are away: the days for whoever sees their time, the reasons for their supervisor alone."""

from datetime import date
from typing import Literal

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.actions.recording_absences import (
    AbsenceFields,
    record_absence,
    standing_absence,
    withdraw_absence,
)
from milepost.domain.people.models import Absence, Person
from milepost.domain.people.permissions import people_over_whom, require
from milepost.domain.staffing.queries import people_whose_time_is_seen_by

router = Router()
EDIT, REASONS = "people.edit_availability", "people.view_absence_reasons"


class AbsenceOut(Schema):
    """Days on which a person is away; reason and note are null for everybody but the person and the supervisor."""

    id: int
    person_id: int
    first: date
    last: date | None = Field(description="The last day away, itself included; null until further notice.")
    share_percent: int
    reason: str | None
    note: str | None

    @staticmethod
    def resolve_reason(one: Absence) -> str | None:
        return one.kind if one.has_reason else None  # type: ignore[attr-defined]

    @staticmethod
    def resolve_note(one: Absence) -> str | None:
        return one.note if one.has_reason else None  # type: ignore[attr-defined]


class AbsenceIn(Schema):
    """Days on which a person is away."""

    first: Day
    last: Day | None = None
    share_percent: int = Field(100, ge=1, le=100)
    reason: Literal["leave", "training", "part_time", "on_call", "other"] = "leave"
    note: Words = Field("", max_length=200)


@router.get("/absences", response={200: list[AbsenceOut], **PROBLEMS})
@paginate(Pages)
def list_absences(
    request: Call, person_id: Id | None = None, first: Day | None = None, last: Day | None = None
) -> QuerySet[Absence]:
    """List absences of the people whose time the caller may see, of one person or of a span of days."""
    rows = _seen_by(request.auth).order_by("pk")
    if person_id is not None:
        rows = rows.filter(person=person_id)
    if first is not None:
        rows = rows.filter(Q(last=None) | Q(last__gte=first))
    return rows if last is None else rows.filter(first__lte=last)


@router.post("/people/{person_id}/absences", response={200: AbsenceOut, 201: AbsenceOut, **PROBLEMS})
def post_absence(request: Call, person_id: Id, given: AbsenceIn) -> Status[Absence]:
    """Record that a person is away; one of the same days, share and reason is answered as it stands."""
    person = get_object_or_404(Person, pk=person_id)
    require(request.auth, EDIT, person)
    fields = AbsenceFields(given.first, given.last, given.share_percent, given.reason, given.note)
    standing = standing_absence(person, fields)
    one = standing or record_absence(person, fields, by=request.auth, at=now())
    return Status(200 if standing else 201, _seen_by(request.auth).get(pk=one.pk))


@router.delete("/absences/{absence_id}", response={204: None, **PROBLEMS})
def delete_absence(request: Call, absence_id: Id) -> Status[None]:
    """Take an absence off the record of a person's time."""
    one = get_object_or_404(_seen_by(request.auth).select_related("person"), pk=absence_id)
    withdraw_absence(one, by=request.auth, at=now())
    return Status(204, None)


def _seen_by(person: Person) -> QuerySet[Absence]:
    """Give the absences a person may see, each with whether its reason is shown."""
    seen = Absence.objects.filter(person__in=people_whose_time_is_seen_by(person))
    has_reason = Q(person=person) | Q(person__in=people_over_whom(person, REASONS).values("pk"))
    return seen.annotate(has_reason=ExpressionWrapper(has_reason, BooleanField()))
