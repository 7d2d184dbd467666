"""The work breakdown and its links: what people decided. What follows from it stands in `dates.py`."""

from django.db import models

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.people.models import Person, WorkingCalendar
from milepost.domain.people.roles import Role
from milepost.domain.projects.models.project import Project
from milepost.engine.effort import TaskType
from milepost.engine.network.model import Constraint, LagUnit, LinkType

POSITION_STEP = 1024
DURATION_UNITS = ["m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo"]


def _choices(
    members: type[Constraint] | type[LagUnit] | type[LinkType] | type[TaskType],
) -> list[tuple[int, str]]:
    return [(member.value, member.name.replace("_", " ").capitalize()) for member in members]


class Task(models.Model):
    """One row of the work breakdown; a task with tasks below it is a summary."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="tasks")
    uid = models.PositiveIntegerField()
    guid = models.CharField(max_length=36, blank=True)
    position = models.PositiveIntegerField()
    """Order in the outline over the whole project, with gaps to insert into; a summary stands before what it holds."""
    parent = models.ForeignKey(
        "self",
        verbose_name="summary",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        related_name="children",
    )
    name = models.CharField(max_length=255)
    is_milestone = models.BooleanField("milestone", default=False)
    duration_minutes = models.PositiveIntegerField("duration", default=480)
    duration_unit = models.CharField(max_length=3, default="d", choices=[(u, u) for u in DURATION_UNITS])
    is_estimated = models.BooleanField("estimated", default=False)
    type = models.PositiveSmallIntegerField(choices=_choices(TaskType), default=TaskType.FIXED_UNITS)
    """What stays when duration, work or units change."""
    is_effort_driven = models.BooleanField("effort-driven", default=False)
    """The work stays in sum when people join or leave."""
    pauses = models.JSONField("splits", null=True, blank=True)
    """Pairs: after so many working minutes of its own, work stops for so many working minutes."""
    calendar = models.ForeignKey(
        WorkingCalendar, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    ignores_people = models.BooleanField("ignores resource calendars", default=False)
    """It runs on its own calendar whoever is assigned and whatever it books."""
    may_split = models.BooleanField("may be split", null=True, blank=True)
    """Whether leveling may let it stop for another task and go on later; `None` is as each leveling is asked."""
    constraint = models.PositiveSmallIntegerField(choices=_choices(Constraint), default=0)
    constraint_at = LocalMinuteField("constraint date", null=True, blank=True)
    deadline = LocalMinuteField(null=True, blank=True)
    percent_complete = models.FloatField(default=0)
    actual_start = LocalMinuteField(null=True, blank=True)
    actual_finish = LocalMinuteField(null=True, blank=True)
    remaining_minutes = models.PositiveIntegerField("remaining duration", null=True, blank=True)
    manual_start = LocalMinuteField(null=True, blank=True)
    manual_finish = LocalMinuteField(null=True, blank=True)
    leveling_delay_minutes = models.PositiveIntegerField("leveling delay", default=0)
    """Elapsed minutes between the early start and the start, set by leveling so that the people are free."""
    is_active = models.BooleanField("part of the plan", default=True)
    priority = models.PositiveSmallIntegerField(default=500)
    notes = models.TextField(blank=True)
    responsible = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    responsible_name = models.CharField(max_length=200, blank=True)
    """Who the file names, while nobody of the directory is matched."""
    is_from_file = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "uid"], name="task_uid_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="task_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(percent_complete__range=(0, 100)), name="task_percent_complete_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(constraint__lt=2) | models.Q(constraint_at__isnull=False),
                name="task_constraint_has_its_date",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "position"], name="task_in_order"),
            models.Index(fields=["project", "parent", "position"], name="task_in_outline"),
            models.Index(fields=["responsible", "project"], name="task_of_responsible"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_elapsed(self) -> bool:
        return self.duration_unit.startswith("e")

    @property
    def is_done(self) -> bool:
        return self.percent_complete >= 100

    @property
    def is_manual(self) -> bool:
        return self.manual_start is not None

    @property
    def keeps_work(self) -> bool:
        """Whether the work stays in sum when people join or leave, as it always does where the work is fixed."""
        return self.is_effort_driven or self.type == TaskType.FIXED_WORK

    @property
    def is_restricted(self) -> bool:
        return self.project.is_restricted

    def department_ids(self) -> frozenset[int]:
        return self.project.department_ids()

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        """Give the roles held on the project; whoever answers for a task or works on it is a member of its team."""
        held = self.project.roles_held_by(person)
        is_own = self.responsible_id == person.pk or any(
            one.person_id == person.pk for one in self.assignments.all()
        )
        return held | {Role.TEAM_MEMBER} if is_own else held


class Link(models.Model):
    """A dependency of a task of its project; `lag` counts minutes, or percent of the predecessor's duration."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="links")
    predecessor = models.ForeignKey(Task, on_delete=models.DO_NOTHING, related_name="links_out")
    successor = models.ForeignKey(Task, on_delete=models.DO_NOTHING, related_name="links_in")
    type = models.PositiveSmallIntegerField(choices=_choices(LinkType), default=LinkType.FINISH_TO_START)
    lag = models.FloatField(default=0)
    lag_unit = models.PositiveSmallIntegerField(choices=_choices(LagUnit), default=LagUnit.WORKING)
    lag_shown_in = models.CharField(max_length=3, default="d")
    is_external = models.BooleanField("from another project", default=False)
    """The predecessor stands in another project."""

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["project"], condition=models.Q(is_external=True), name="link_external")
        ]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "type"], name="link_of_a_type_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="link_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"
