"""Training before a go-live: courses, their sessions, and who must be trained on which shift."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.governance.models.of_project import OfProjectQuerySet
from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project


class TrainingCourse(models.Model):
    """What a group of people must learn, and until when."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="training_courses")
    title = models.CharField(_("Course"), max_length=200)
    audience = models.CharField(_("For whom"), max_length=200, blank=True)
    ready_by = models.DateField(_("Everybody trained by"), null=True, blank=True)
    owner = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Training lead"),
    )

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["ready_by", "title"]

    def __str__(self) -> str:
        return self.title


class TrainingSession(models.Model):
    """One time that a course is held."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="sessions")
    starts = LocalMinuteField(_("Starts"))
    duration_minutes = models.PositiveSmallIntegerField(_("Minutes"), default=120)
    place = models.CharField(_("Place"), max_length=200, blank=True)
    trainer = models.CharField(_("Trainer"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("Seats"), null=True, blank=True)

    class Meta:
        ordering = ["starts"]

    def __str__(self) -> str:
        return f"{self.starts:%b} {self.starts.day}, {self.starts:%-I:%M %p}"


class Trainee(models.Model):
    """Somebody on the roster of a course, in the directory or not."""

    class State(models.TextChoices):
        TO_TRAIN = "to_train", _("To be trained")
        TRAINED = "trained", _("Trained")
        ABSENT = "absent", _("Did not come")
        EXEMPT = "exempt", _("Need not")

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="trainees")
    name = models.CharField(_("Name"), max_length=120)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name=_("Department")
    )
    shift = models.CharField(_("Shift"), max_length=60, blank=True)
    session = models.ForeignKey(
        TrainingSession, null=True, blank=True, on_delete=models.PROTECT, related_name="trainees"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.TO_TRAIN)

    class Meta:
        ordering = ["department__name", "shift", "name"]
        constraints = [models.UniqueConstraint(fields=["course", "department", "name"], name="trainee_once")]

    def __str__(self) -> str:
        return self.name
