"""Labor rates: what an hour of each job class costs from when on, and who is in which; never a person's pay."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from milepost.api.access import Call, now, today
from milepost.api.kinds import Day, Id, Words
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may_anywhere, require
from milepost.domain.staffing.actions.keeping_rates import (
    add_job_class,
    classify,
    edit_job_class,
    set_labor_rate,
    withdraw_labor_rate,
)
from milepost.domain.staffing.calculations.labor_cost import RatedClass, rated_classes
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate

router = Router()
VIEW = "staffing.view_rates"


class JobClassOut(Schema):
    """A class of the pay plan with what an hour of it costs today."""

    id: int
    name: str
    description: str
    hourly: Decimal | None = Field(description="Null before its first rate begins.")
    people: int = Field(description="How many are in it today.")


class JobClassIn(Schema):
    """How a job class is called."""

    name: Words = Field(min_length=1, max_length=120)
    description: Words = Field("", max_length=500)


class LaborRateOut(Schema):
    """What an hour of a job class costs from a day on, until its next rate begins."""

    job_class_id: int
    first: date
    hourly: Decimal
    source: str


class ReasonIn(Schema):
    """Why, which is asked where hours from that day on are costed already."""

    reason: Words = Field("", max_length=300)


class LaborRateIn(ReasonIn):
    """What an hour costs, loaded: wage, benefits and overhead of the class."""

    hourly: Decimal = Field(ge=Decimal("0.01"), max_digits=8, decimal_places=2)
    source: Words = Field("", max_length=300)


class JobClassificationOut(Schema):
    """That a person is in a job class from a day on, until the next one begins."""

    person_id: int
    job_class_id: int
    first: date


class JobClassificationIn(ReasonIn):
    """The job class a person is in."""

    job_class_id: Id


@router.get("/job-classes", response={200: list[JobClassOut], **PROBLEMS})
def list_job_classes(request: Call) -> list[dict[str, Any]]:
    """List the job classes with the rate of today."""
    _may_read(request)
    return [_class(one) for one in rated_classes(on=today())]


@router.post("/job-classes", response={201: JobClassOut, **PROBLEMS})
def post_job_class(request: Call, given: JobClassIn) -> Status[dict[str, Any]]:
    """Add a job class."""
    added = add_job_class(**given.dict(), by=request.auth, at=now())
    return Status(201, _class(RatedClass(added, None, [])))


@router.put("/job-classes/{job_class_id}", response={200: JobClassOut, **PROBLEMS})
def put_job_class(request: Call, job_class_id: Id, given: JobClassIn) -> dict[str, Any]:
    """Give a job class another name or description."""
    edited = edit_job_class(_job_class(job_class_id), **given.dict(), by=request.auth, at=now())
    return _class(next(one for one in rated_classes(on=today()) if one.job_class == edited))


@router.get("/job-classes/{job_class_id}/rates", response={200: list[LaborRateOut], **PROBLEMS})
def list_labor_rates(request: Call, job_class_id: Id) -> list[LaborRate]:
    """List the rates of a job class, the first to begin first."""
    _may_read(request)
    return list(_job_class(job_class_id).rates.all())


@router.put("/job-classes/{job_class_id}/rates/{first}", response={200: LaborRateOut, **PROBLEMS})
def put_labor_rate(request: Call, job_class_id: Id, first: Day, given: LaborRateIn) -> LaborRate:
    """Let an hour cost this from a day on; a rate that began the same day gives way."""
    job_class = _job_class(job_class_id)
    return set_labor_rate(job_class, first=first, **given.dict(), by=request.auth, at=now())


@router.delete("/job-classes/{job_class_id}/rates/{first}", response={204: None, **PROBLEMS})
def delete_labor_rate(request: Call, job_class_id: Id, first: Day, reason: Words = "") -> Status[None]:
    """Take a rate off, so that the one before it counts on."""
    require(request.auth, "staffing.edit_rates")
    rates = LaborRate.objects.select_related("job_class")
    rate = get_object_or_404(rates, job_class=job_class_id, first=first)
    withdraw_labor_rate(rate, reason=reason, by=request.auth, at=now())
    return Status(204, None)


@router.get("/job-classifications", response={200: list[JobClassificationOut], **PROBLEMS})
@paginate(Pages)
def list_job_classifications(request: Call) -> QuerySet[JobClassification]:
    """List who is in which job class from when on."""
    _may_read(request)
    return JobClassification.objects.order_by("pk")


@router.put("/people/{person_id}/job-classes/{first}", response={200: JobClassificationOut, **PROBLEMS})
def put_job_classification(
    request: Call, person_id: Id, first: Day, given: JobClassificationIn
) -> JobClassification:
    """Let a person be in a job class from a day on; one that began the same day gives way."""
    person, job_class = get_object_or_404(Person, pk=person_id), _job_class(given.job_class_id)
    return classify(person, job_class, first=first, reason=given.reason, by=request.auth, at=now())


def _may_read(request: Call) -> None:
    if not may_anywhere(request.auth, VIEW):
        require(request.auth, VIEW)


def _job_class(job_class_id: int) -> JobClass:
    return get_object_or_404(JobClass, pk=job_class_id)


def _class(one: RatedClass) -> dict[str, Any]:
    return {
        "id": one.job_class.pk,
        "name": one.job_class.name,
        "description": one.job_class.description,
        "hourly": one.rate and one.rate.hourly,
        "people": len(one.people),
    }
