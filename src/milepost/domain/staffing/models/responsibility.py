"""Who does, answers for, advises on and hears of each deliverable and phase: the responsibility assignment matrix."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.roles import Role
from milepost.domain.projects.models import Deliverable, Project, Task


class Duty(models.TextChoices):
    """The letters of a RACI chart; one person may answer for the work and do it."""

    RESPONSIBLE = "R", _("Responsible")
    ACCOUNTABLE = "A", _("Accountable")
    BOTH = "AR", _("Accountable and responsible")
    CONSULTED = "C", _("Consulted")
    INFORMED = "I", _("Informed")


ACCOUNTABLE = (Duty.ACCOUNTABLE, Duty.BOTH)
RESPONSIBLE = (Duty.RESPONSIBLE, Duty.BOTH)
TO_ACCEPT = (Duty.RESPONSIBLE, Duty.ACCOUNTABLE, Duty.BOTH)
"""The duties that somebody has to agree to; of the others people are told."""


class Responsibility(models.Model):
    """What one person is to one deliverable or phase, and what the person said to that."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Not asked yet")
        ASKED = "asked", _("Asked")
        ACCEPTED = "accepted", _("Accepted")
        CONDITION = "condition", _("Accepted with a condition")
        DECLINED = "declined", _("Declined")
        TOLD = "told", _("Told")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="responsibilities")
    deliverable = models.ForeignKey(
        Deliverable, null=True, blank=True, on_delete=models.CASCADE, related_name="responsibilities"
    )
    phase = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.CASCADE, related_name="responsibilities"
    )
    """A summary task."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responsibilities")
    duty = models.CharField(max_length=2, choices=Duty.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    words = models.TextField(blank=True)
    """The condition, or why it is declined."""
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Who wrote the answer down where the person did not, as at a kickoff."""
    delegated_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whose it was before it was handed on."""

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "responsibilities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deliverable=None) ^ models.Q(phase=None), name="responsibility_of_one"
            ),
            models.UniqueConstraint(fields=["deliverable", "person"], name="responsibility_deliverable_once"),
            models.UniqueConstraint(fields=["phase", "person"], name="responsibility_phase_once"),
            models.UniqueConstraint(
                fields=["deliverable"],
                condition=models.Q(duty__in=ACCOUNTABLE),
                name="one_is_accountable_for_a_deliverable",
            ),
            models.UniqueConstraint(
                fields=["phase"],
                condition=models.Q(duty__in=ACCOUNTABLE),
                name="one_is_accountable_for_a_phase",
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="responsibility_of_a_person")]

    def __str__(self) -> str:
        return f"{self.get_duty_display()} for {self.what}: {self.person}"

    @property
    def what(self) -> str:
        """Name the deliverable or the phase."""
        return str(self.deliverable or self.phase)

    @property
    def is_accountable(self) -> bool:
        return self.duty in ACCOUNTABLE

    @property
    def is_to_accept(self) -> bool:
        return self.duty in TO_ACCEPT

    @property
    def is_accepted(self) -> bool:
        return self.state in {self.State.ACCEPTED, self.State.CONDITION}

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_restricted(self) -> bool:
        """Ask the project; permissions ask this of every subject."""
        return self.project.is_restricted

    def department_ids(self) -> frozenset[int]:
        return self.project.department_ids()

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        return self.project.roles_held_by(person)
