"""The directory: persons, departments and calendars."""

from django.db.models import QuerySet
from ninja import Router, Schema
from ninja.pagination import paginate

from milepost.api.access import Call
from milepost.api.kinds import Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.models import Department, Person, WorkingCalendar
from milepost.domain.people.permissions import require

router = Router()


class PersonOut(Schema):
    """A person of the directory."""

    id: int
    name: str
    email: str
    job_title: str
    department_id: int | None
    organization_id: int | None
    supervisor_id: int | None
    is_active: bool


class DepartmentOut(Schema):
    """A department or division."""

    id: int
    code: str
    name: str
    parent_id: int | None
    is_active: bool


class CalendarOut(Schema):
    """A working calendar of the city; shifts in minutes of the day, Monday first."""

    id: int
    name: str
    week: list[list[list[int]]]


@router.get("/me", response={200: PersonOut, **PROBLEMS})
def get_me(request: Call) -> Person:
    """Tell who is calling."""
    return request.auth


@router.get("/people", response={200: list[PersonOut], **PROBLEMS})
@paginate(Pages)
def list_people(request: Call, search: Words = "") -> QuerySet[Person]:
    """List persons by name."""
    require(request.auth, "people.view_directory")
    return Person.objects.filter(name__icontains=search)


@router.get("/departments", response={200: list[DepartmentOut], **PROBLEMS})
@paginate(Pages)
def list_departments(request: Call) -> QuerySet[Department]:
    """List departments and divisions."""
    require(request.auth, "people.view_directory")
    return Department.objects.all()


@router.get("/calendars", response={200: list[CalendarOut], **PROBLEMS})
@paginate(Pages)
def list_calendars(request: Call) -> QuerySet[WorkingCalendar]:
    """List the city's working calendars."""
    require(request.auth, "people.view_directory")
    return WorkingCalendar.objects.filter(is_city_wide=True)
