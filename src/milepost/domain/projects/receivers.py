"""What the areas below tell: a calendar or somebody's time changed, so schedules follow in the background."""

from django.dispatch import receiver

from milepost.domain.common.jobs import enqueue
from milepost.domain.common.models import User
from milepost.domain.people.models import Equipment
from milepost.domain.people.signals import availability_changed, calendar_changed, equipment_changed
from milepost.domain.projects.queries import booked_or_named, projects_waiting_for


@receiver(calendar_changed)
def follow_calendar(sender: object, *, calendar_id: int, by: User, **_: object) -> None:
    enqueue("projects.follow_calendar", by=by, calendar_id=calendar_id)


@receiver(availability_changed)
def follow_person(sender: object, *, person_id: int, by: User, **_: object) -> None:
    if projects_waiting_for(person_id).exists():
        enqueue("projects.follow_person", by=by, person_id=person_id)


@receiver(equipment_changed)
def follow_equipment(sender: object, *, equipment_id: int, by: User, **_: object) -> None:
    equipment = Equipment.objects.get(pk=equipment_id)
    if booked_or_named(equipment).exists():
        enqueue("projects.follow_equipment", by=by, equipment_id=equipment_id)
