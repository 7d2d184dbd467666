"""What work books that is no person: rooms, labs, vehicles, devices, agenda slots; how much there is, and when not."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models.calendar import WorkingCalendar
from milepost.domain.people.models.department import Site
from milepost.domain.people.models.person import Person
from milepost.domain.people.roles import Role

MOST_AT_ONCE = 1000
AT_LEAST_ONE = [MinValueValidator(1), MaxValueValidator(MOST_AT_ONCE)]


class Equipment(models.Model):
    """Something that tasks book: a room, a lab, a bucket truck, slots on a council's agenda."""

    class Kind(models.TextChoices):
        ROOM = "room", _("Room")
        LAB = "lab", _("Lab")
        VEHICLE = "vehicle", _("Vehicle")
        DEVICE = "device", _("Device")
        AGENDA = "agenda", _("Agenda slots")

    name = models.CharField(max_length=120, unique=True)
    """The name it bears in plans and in files, as that of a resource."""
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ROOM)
    description = models.CharField(max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField("units at once", default=1, validators=AT_LEAST_ONE)
    """How many can be booked at the same time, until another capacity begins."""
    calendar = models.ForeignKey(
        WorkingCalendar, null=True, blank=True, on_delete=models.PROTECT, related_name="equipment"
    )
    """When it is open; `None` is whenever work is done."""
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="equipment")
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="equipment"
    )
    """Whoever gives it out, and may say when it is closed."""
    is_active = models.BooleanField(default=True)
    """False once it is retired: no task books it anew."""

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "equipment"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__range=(1, MOST_AT_ONCE)), name="equipment_has_capacity"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_restricted(self) -> bool:
        """Equipment is never restricted; permissions ask this of every subject."""
        return False

    def department_ids(self) -> frozenset[int]:
        return self.owner.department_ids() if self.owner else frozenset()

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        """Give the roles over it: whoever owns it staffs its time."""
        return frozenset({Role.SUPERVISOR} if self.owner_id == person.pk else ())


class EquipmentCapacity(models.Model):
    """From a day on so many units are there; of two that have begun the later counts."""

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="capacities")
    first = models.DateField("from")
    capacity = models.PositiveSmallIntegerField("units at once", validators=AT_LEAST_ONE)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(fields=["equipment", "first"], name="equipment_capacity_of_a_day_once"),
            models.CheckConstraint(
                condition=models.Q(capacity__range=(1, MOST_AT_ONCE)), name="equipment_capacity_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} of {self.equipment} from {self.first}"


class EquipmentClosing(models.Model):
    """Days on which nothing of it can be used: maintenance, a move, an event."""

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="closings")
    first = models.DateField("first day")
    last = models.DateField("last day")
    """Itself included."""
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="equipment_closing_ends_after_it_starts",
                violation_error_message="The last day comes before the first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.equipment} closed from {self.first}"
