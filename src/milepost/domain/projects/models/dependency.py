"""What a project owes to others and others owe to it, with dates that both sides agree on."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Department, Organization, Person
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.register import RegisterEntry, RegisterQuerySet

if TYPE_CHECKING:
    from typing import Self


class DependencyQuerySet(RegisterQuerySet["Dependency"]):
    def with_party(self, person: Person | None) -> "Self":
        """Name the other side as a person may see it: `seen_party`, and `seen_project` where it is one in sight."""
        in_sight = models.Q(other_project__in=Project.objects.visible_to(person).order_by().values("pk"))
        project = models.Case(
            models.When(in_sight, then=models.F("other_project__name")),
            models.When(other_project__isnull=False, then=models.Value(unseen_project())),
            output_field=models.CharField(),
        )
        return self.annotate(
            seen_party=Coalesce(
                models.F("organization__name"),
                models.F("department__name"),
                project,
                output_field=models.CharField(),
            ),
            seen_project=models.Case(models.When(in_sight, then=models.F("other_project"))),
        )


def unseen_project() -> str:
    """Say what a project is called where its name is not the reader's to know."""
    return gettext("another project")


class Dependency(RegisterEntry):
    """Something that one side owes the other by a day: another project, a department, or a vendor or partner."""

    class Direction(models.TextChoices):
        OWED_TO_US = "owed_to_us", _("Owed to us")
        WE_OWE = "we_owe", _("We owe")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        MET = "met", _("Met")
        DROPPED = "dropped", _("Dropped")

    PARTIES = ("other_project", "department", "organization")
    """Exactly one of these is the other side."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="dependencies")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    what = models.CharField(max_length=300)
    details = models.TextField(blank=True)
    other_project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="dependencies_on_it"
    )
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="dependencies"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="dependencies"
    )
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="dependencies"
    )
    counterpart = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="dependencies_answered"
    )
    """Who speaks for the other side."""
    due_on = models.DateField("due", null=True, blank=True)
    dated_at = models.DateTimeField("date set")
    """When the date was last moved; what was agreed before does not count for it."""
    task_uid = models.PositiveIntegerField("task", null=True, blank=True)
    """The task of the project that needs it or makes it, known by its uid so that it outlives the task."""
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    ended_on = models.DateField("met", null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = DependencyQuerySet.as_manager()  # type: ignore[misc]

    class Meta(RegisterEntry.Meta):
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="dependency_number_once"),
            models.CheckConstraint(
                condition=models.Q(
                    other_project__isnull=False, department__isnull=True, organization__isnull=True
                )
                | models.Q(other_project__isnull=True, department__isnull=False, organization__isnull=True)
                | models.Q(other_project__isnull=True, department__isnull=True, organization__isnull=False),
                name="dependency_has_one_other_side",
                violation_error_message="Name one other side: a project, a department, or a vendor or partner.",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="dependency_due"),
            models.Index(fields=["organization", "state"], name="dependency_of_vendor"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def party(self) -> str:
        """Name the other side."""
        other = self.organization or self.department
        if other is not None:
            return other.name
        return self.other_project.name if self.other_project else ""

    def days_overdue(self, as_of: date) -> int:
        """Count the days since an open dependency was due."""
        return days_past(self.due_on, as_of) if self.is_open else 0


class DependencyAgreement(WrittenOnce):
    """That one side agreed to the date a dependency had then."""

    class Side(models.TextChoices):
        WE = "we", _("We")
        THEY = "they", _("The other side")

    dependency = models.ForeignKey(Dependency, on_delete=models.PROTECT, related_name="agreements")
    side = models.CharField(max_length=4, choices=Side.choices)
    due_on = models.DateField("date agreed to")
    at = models.DateTimeField()
    on = models.DateField("agreed")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField(max_length=200, blank=True)
    """Who agreed, where somebody else wrote it down."""

    class Meta:
        ordering = ["dependency", "at", "id"]

    def __str__(self) -> str:
        return f"{self.who} agreed to {self.due_on:%b} {self.due_on.day}, {self.due_on.year}"

    @property
    def who(self) -> str:
        return self.said_by or self.by.name
