"""Quality: what is checked against which criterion, what came of it, and what was found to be wrong."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.due import days_past
from milepost.domain.governance.models.of_project import OfProjectQuerySet
from milepost.domain.people.models import Organization, Person
from milepost.domain.projects.models import Project


class Owned(models.Model):
    """What the records of quality share: their project and number, who owns them, and until when.

    `STANDING` names the field that says how a record stands, and `ENDED` the values at which nothing is left to do.
    """

    STANDING: ClassVar[str] = "state"
    ENDED: ClassVar[frozenset[str]] = frozenset()

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="%(class)ss")
    number = models.PositiveIntegerField()
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Owner")
    )
    due_on = models.DateField(_("Due"), null=True, blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="%(class)s_number_once")]

    def days_overdue(self, as_of: date) -> int:
        """Count the days since it was due, while it is open."""
        return days_past(self.due_on, as_of) if self.is_open else 0

    @property
    def is_open(self) -> bool:
        return getattr(self, self.STANDING) not in self.ENDED


class QualityCheck(Owned):
    """Something of the quality plan: what is checked, how, and what must be so."""

    STANDING = "outcome"
    ENDED = frozenset({"passed"})

    class Kind(models.TextChoices):
        TEST = "test", _("Test")
        INSPECTION = "inspection", _("Inspection")
        REVIEW = "review", _("Review")
        CHECKLIST = "checklist", _("Checklist")

    class Outcome(models.TextChoices):
        NOT_YET = "not_yet", _("Not yet")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        BLOCKED = "blocked", _("Blocked")

    title = models.CharField(_("What is checked"), max_length=200)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.TEST)
    criterion = models.TextField(_("Passed when"))
    outcome = models.CharField(max_length=7, choices=Outcome.choices, default=Outcome.NOT_YET)
    """The outcome of its latest result."""

    def __str__(self) -> str:
        return self.title


class CheckResult(models.Model):
    """What came of one check, one time."""

    check_of = models.ForeignKey(QualityCheck, on_delete=models.PROTECT, related_name="results")
    outcome = models.CharField(_("Result"), max_length=7, choices=QualityCheck.Outcome.choices[1:])
    words = models.TextField(_("What was seen"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class Defect(Owned):
    """Something that does not do what it must, from its report to its retest."""

    ENDED = frozenset({"closed", "deferred"})

    class Severity(models.IntegerChoices):
        LOW = 1, _("Low")
        MEDIUM = 2, _("Medium")
        HIGH = 3, _("High")
        CRITICAL = 4, _("Critical")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        FIXED = "fixed", _("Fixed, to retest")
        CLOSED = "closed", _("Closed")
        DEFERRED = "deferred", _("Deferred")

    title = models.CharField(_("What is wrong"), max_length=200)
    description = models.TextField(_("How to see it"), blank=True)
    severity = models.PositiveSmallIntegerField(
        _("Severity"), choices=Severity.choices, default=Severity.MEDIUM
    )
    check_of = models.ForeignKey(
        QualityCheck, null=True, blank=True, on_delete=models.PROTECT, related_name="defects",
        verbose_name=_("Found by the check"),
    )  # fmt: skip
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    found_on = models.DateField(_("Found"))
    outcome = models.TextField(blank=True)
    """How it was fixed, what the retest showed, or why it is deferred and what to do meanwhile."""
    retests = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(_("Ended"), null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PunchItem(Owned):
    """Something left to finish or mend in a room before it is accepted."""

    ENDED = frozenset({"closed"})

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        READY = "ready", _("Said to be done")
        CLOSED = "closed", _("Closed")

    room = models.CharField(_("Room"), max_length=80)
    title = models.CharField(_("What is left"), max_length=300)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("Who finishes it"),
    )  # fmt: skip
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    found_on = models.DateField(_("Found"))
    outcome = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(_("Closed"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.room}: {self.title}"
