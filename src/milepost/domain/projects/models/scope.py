"""Scope: what is required, what is delivered for it, who accepts it, and what of both was agreed."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.models import WrittenOnce
from milepost.domain.people.models import Person
from milepost.domain.projects.models.project import Project
from milepost.domain.projects.models.task import Task

if TYPE_CHECKING:
    from typing import Self

VIEW = "projects.view_scope"


class ScopeQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | None) -> "Self":
        """Keep what belongs to projects whose scope a person may see."""
        return self.filter(project__in=Project.objects.where_may(person, VIEW).order_by().values("pk"))


class Requirement(models.Model):
    """What the project must bring about: for whom, how much it matters, and how one will know."""

    class Priority(models.TextChoices):
        MUST = "must", _("Must have")
        SHOULD = "should", _("Should have")
        COULD = "could", _("Could have")
        WONT = "wont", _("Not this time")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DROPPED = "dropped", _("Dropped")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="requirements")
    number = models.PositiveIntegerField()
    text = models.CharField("requirement", max_length=500)
    source = models.CharField(max_length=300, blank=True)
    """Who asked for it, or which law, contract or policy."""
    priority = models.CharField(max_length=6, choices=Priority.choices, default=Priority.MUST)
    acceptance_criteria = models.TextField("accepted when", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    outcome = models.TextField(blank=True)
    """Why it was dropped."""
    raised_on = models.DateField("raised")

    objects = ScopeQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="requirement_number_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_dropped(self) -> bool:
        return self.state == self.State.DROPPED


class Deliverable(models.Model):
    """Something that is handed over and accepted, in a breakdown; tasks make it and requirements ask for it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        SUBMITTED = "submitted", _("Handed over")
        ACCEPTED = "accepted", _("Accepted")
        CONDITIONS = "conditions", _("Accepted with conditions")
        REJECTED = "rejected", _("Rejected")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="deliverables")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", verbose_name="part of", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    acceptor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="deliverables"
    )
    """Who accepts it, and nobody else."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    submitted_on = models.DateField("handed over", null=True, blank=True)
    raised_on = models.DateField("raised")
    tasks = models.ManyToManyField(Task, through="DeliverableTask", related_name="deliverables")
    requirements = models.ManyToManyField(
        Requirement, through="DeliverableRequirement", related_name="deliverables"
    )

    objects = ScopeQuerySet.as_manager()

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="deliverable_number_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="deliverable_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_accepted(self) -> bool:
        return self.state in {self.State.ACCEPTED, self.State.CONDITIONS}

    @property
    def is_restricted(self) -> bool:
        """Ask the project; permissions ask this of every subject."""
        return self.project.is_restricted


class DeliverableTask(models.Model):
    """A task that makes a deliverable."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="task_ties")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deliverable_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "task"], name="deliverable_made_by_a_task_once")
        ]

    def __str__(self) -> str:
        return f"{self.task} for {self.deliverable}"


class DeliverableRequirement(models.Model):
    """A requirement that a deliverable meets."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="requirement_ties")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="deliverable_ties")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "requirement"], name="requirement_met_once")
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} for {self.requirement}"


class Acceptance(WrittenOnce):
    """What the person named said to a deliverable that was handed over."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        CONDITIONS = "conditions", _("Accepted with conditions")
        REJECTED = "rejected", _("Rejected")

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="acceptances")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField(blank=True)
    """Conditions, or why it is rejected."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} by {self.by}"


class ScopeBaseline(WrittenOnce):
    """The scope as it was agreed: which requirements and deliverables stood."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="scope_baselines")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    requirements = models.JSONField(default=dict, blank=True)
    deliverables = models.JSONField(default=dict, blank=True)
    """Both as texts by number."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="scope_baseline_number_once")
        ]

    def __str__(self) -> str:
        return f"Scope baseline {self.number + 1}"
