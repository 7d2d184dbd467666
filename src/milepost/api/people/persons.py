"""The persons of the directory."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now
from milepost.api.kinds import Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.sending import Rows, sent
from milepost.domain.people.actions.enrolling import (
    add_person,
    deactivate_person,
    edit_person,
    reactivate_person,
)
from milepost.domain.people.models import Department, Organization, Person, Site, WorkingCalendar
from milepost.domain.people.permissions import require

router = Router()
RELATED: dict[str, Rows] = {
    "department": Department,
    "organization": Organization,
    "site": Site,
    "supervisor": Person,
    "calendar": WorkingCalendar.objects.filter(is_city_wide=True),
}


class PersonOut(Schema):
    """A person of the directory."""

    id: int
    name: str
    email: str
    phone: str
    job_title: str
    department_id: int | None
    organization_id: int | None
    site_id: int | None
    supervisor_id: int | None
    calendar_id: int | None = Field(description="Where the hours differ from the city's.")
    is_active: bool


class PersonFields(Schema):
    """What is known of a person; what is left out stays."""

    name: Words | None = Field(None, min_length=1, max_length=200)
    email: Words | None = None
    phone: Words | None = None
    job_title: Words | None = None
    department_id: Id | None = None
    organization_id: Id | None = Field(None, description="For a person of a vendor or partner.")
    site_id: Id | None = None
    supervisor_id: Id | None = None
    calendar_id: Id | None = None


class PersonIn(PersonFields):
    """A person to add."""

    name: Words = Field(min_length=1, max_length=200)


class Leaving(Schema):
    """Why a person is let go."""

    reason: Words = ""


@router.get("/me", response={200: PersonOut, **PROBLEMS})
def get_me(request: Call) -> Person:
    """Tell who is calling."""
    return request.auth


@router.get("/people", response={200: list[PersonOut], **PROBLEMS})
@paginate(Pages)
def list_people(request: Call, search: Words = "") -> QuerySet[Person]:
    """List persons by name; `search` looks in names and email addresses."""
    require(request.auth, "people.view_directory")
    return Person.objects.filter(Q(name__icontains=search) | Q(email__icontains=search))


@router.post("/people", response={201: PersonOut, **PROBLEMS})
def post_person(request: Call, given: PersonIn) -> Status[Person]:
    """Add a person, without an account."""
    return Status(201, add_person(by=request.auth, at=now(), **sent(given, RELATED)))


@router.get("/people/{person_id}", response={200: PersonOut, **PROBLEMS})
def get_person(request: Call, person_id: Id) -> Person:
    """Give a person."""
    require(request.auth, "people.view_directory")
    return get_object_or_404(Person, pk=person_id)


@router.patch("/people/{person_id}", response={200: PersonOut, **PROBLEMS})
def patch_person(request: Call, person_id: Id, given: PersonFields) -> Person:
    """Change a person."""
    person = get_object_or_404(Person, pk=person_id)
    edit_person(person, by=request.auth, at=now(), **sent(given, RELATED, may_be_empty=RELATED))
    return person


@router.post("/people/{person_id}/deactivation", response={200: PersonOut, **PROBLEMS})
def post_deactivation(request: Call, person_id: Id, given: Leaving) -> Person:
    """Let a person go; every session and token of theirs ends at once."""
    person = get_object_or_404(Person, pk=person_id)
    deactivate_person(person, by=request.auth, at=now(), reason=given.reason)
    return person


@router.post("/people/{person_id}/reactivation", response={200: PersonOut, **PROBLEMS})
def post_reactivation(request: Call, person_id: Id) -> Person:
    """Take a person back."""
    person = get_object_or_404(Person, pk=person_id)
    reactivate_person(person, by=request.auth, at=now())
    return person
