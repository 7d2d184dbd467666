"""How ready departments and shifts are: who of a roster is trained."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from milepost.domain.governance.models import Trainee, TrainingCourse


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of a group must be trained, and how many are; those who need not do not count."""

    group: str
    needed: int
    trained: int

    @property
    def share(self) -> int | None:
        """The share of 100 that is trained, rounded down; `None` where nobody must be."""
        return self.trained * 100 // self.needed if self.needed else None

    @property
    def left(self) -> int:
        return self.needed - self.trained


def readiness_by_department(courses: Iterable[TrainingCourse]) -> list[Readiness]:
    """Give each department's readiness over some courses."""
    return _by(courses, "department__name")


def readiness_by_shift(course: TrainingCourse) -> list[Readiness]:
    """Give the readiness of each shift of each department in a course."""
    rows = _counted(Trainee.objects.filter(course=course), "department__name", "shift")
    return [
        Readiness(f"{row['department__name']}, {row['shift'] or 'no shift'}", row["needed"], row["trained"])
        for row in rows
    ]


def readiness_of(courses: Iterable[TrainingCourse]) -> dict[int, Readiness]:
    """Give the readiness of each course by its id."""
    rows = _counted(Trainee.objects.filter(course__in=courses), "course_id")
    return {row["course_id"]: Readiness("", row["needed"], row["trained"]) for row in rows}


def _by(courses: Iterable[TrainingCourse], field: str) -> list[Readiness]:
    rows = _counted(Trainee.objects.filter(course__in=courses), field)
    return [Readiness(row[field], row["needed"], row["trained"]) for row in rows]


def _counted(trainees: QuerySet[Trainee], *fields: str) -> list[Any]:
    must = ~Q(state=Trainee.State.EXEMPT)
    return list(
        trainees.order_by()
        .values(*fields)
        .annotate(needed=Count("pk", filter=must), trained=Count("pk", filter=Q(state=Trainee.State.TRAINED)))
        .order_by(*fields)
    )
