"""Job classes, what an hour of each costs from when on, and who is in which."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext

from milepost.domain.common.checking import check_row
from milepost.domain.common.recording import recording
from milepost.domain.common.refusal import Refusal
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import require
from milepost.domain.staffing.models import JobClass, JobClassification, LaborRate, PostedHours


class CannotKeepRates(Refusal):
    """Says why a rate or a job class stays as it is."""


def add_job_class(name: str, *, description: str = "", by: Person, at: datetime) -> JobClass:
    """Add a class of the pay plan; raises `ValidationError` for one that stands already."""
    require(by, "staffing.edit_rates")
    added = JobClass(name=" ".join(name.split()), description=description.strip())
    check_row(added)
    with recording("staffing.add_job_class", by=by.account, at=at) as record:
        return record.create(added)


def edit_job_class(job_class: JobClass, *, name: str, description: str, by: Person, at: datetime) -> JobClass:
    """Give a job class another name or description."""
    require(by, "staffing.edit_rates")
    values = {"name": " ".join(name.split()), "description": description.strip()}
    check_row(job_class, **values)
    with recording("staffing.edit_job_class", by=by.account, at=at, subject=job_class) as record:
        return record.update(job_class, **values)


def set_labor_rate(
    job_class: JobClass,
    *,
    hourly: Decimal,
    first: date,
    source: str = "",
    reason: str = "",
    by: Person,
    at: datetime,
) -> LaborRate:
    """Let an hour cost this from a day on; a rate that began the same day gives way.

    The history keeps what was. Where hours are costed from that day on, a reason is asked: raises `CannotKeepRates`.
    """
    require(by, "staffing.edit_rates")
    rate = LaborRate(job_class=job_class, first=first, hourly=hourly, source=source.strip())
    _ask_why(_costed(job_class, first=first), reason)
    standing = LaborRate.objects.filter(job_class=job_class, first=first)
    with recording(
        "staffing.set_labor_rate", by=by.account, at=at, subject=job_class, reason=reason.strip()
    ) as record:
        record.delete_many(list(standing))
        check_row(rate)
        return record.create(rate)


def withdraw_labor_rate(rate: LaborRate, *, reason: str = "", by: Person, at: datetime) -> None:
    """Take a rate off, so that the one before it counts on; raises `CannotKeepRates` where hours need a reason."""
    require(by, "staffing.edit_rates")
    _ask_why(_costed(rate.job_class, first=rate.first), reason)
    with recording(
        "staffing.withdraw_labor_rate",
        by=by.account,
        at=at,
        subject=rate.job_class,
        reason=reason.strip(),
    ) as record:
        record.delete(rate)


def classify(
    person: Person, job_class: JobClass, *, first: date, reason: str = "", by: Person, at: datetime
) -> JobClassification:
    """Let a person be in a job class from a day on; raises `CannotKeepRates` where posted hours need a reason."""
    require(by, "staffing.edit_rates")
    if not person.is_of_the_city:
        raise CannotKeepRates(gettext("{name} works for another organization.").format(name=person.name))
    _ask_why(PostedHours.objects.filter(person=person, day__gte=first), reason)
    made = JobClassification(person=person, job_class=job_class, first=first)
    standing = JobClassification.objects.filter(person=person, first=first)
    with recording(
        "staffing.classify", by=by.account, at=at, subject=person, reason=reason.strip()
    ) as record:
        record.delete_many(list(standing))
        check_row(made)
        return record.create(made)


def _costed(job_class: JobClass, *, first: date) -> QuerySet[PostedHours]:
    """Give the hours from a day on of whoever was ever in a class."""
    people = job_class.classifications.values("person")
    return PostedHours.objects.filter(person__in=people, day__gte=first)


def _ask_why(costed: QuerySet[PostedHours], reason: str) -> None:
    if not reason.strip() and costed.exists():
        raise CannotKeepRates(
            gettext("Hours from that day on are costed already, and would cost otherwise. Say why."),
            field="reason",
        )
