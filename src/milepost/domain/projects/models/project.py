"""A project: its charter, tier, state and the settings of its schedule."""

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.fields import LocalMinuteField
from milepost.domain.people.models import Department, Person, WorkingCalendar
from milepost.domain.people.permissions import ALLOWED, departments_where, may, roles_over
from milepost.domain.people.roles import Role

if TYPE_CHECKING:
    from datetime import date


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, person: Person | None) -> "ProjectQuerySet":
        """Keep the projects a person may see: by a city or department role, or by a role on the project itself."""
        if person is None or not person.is_active:
            return self.none()
        if may(person, "projects.view_restricted"):
            return self
        own = models.Q(
            models.Exists(ProjectRole.objects.filter(project=models.OuterRef("pk"), person=person))
        )
        departments = departments_where(person, "projects.view")
        if departments is None:
            return self.filter(own | models.Q(is_restricted=False))
        return self.filter(own | models.Q(is_restricted=False, department__in=departments))

    @property
    def is_everything(self) -> bool:
        """Whether no project is left out, so that narrowing by these says nothing."""
        return not self.query.where and not self.query.is_sliced

    def where_may(self, person: Person | None, action: str) -> "ProjectQuerySet":
        """Keep the projects on which a person's roles allow an action, as `may` tells it for one project."""
        if person is None or not person.is_active:
            return self.none()
        allowed = ALLOWED[action]
        if not allowed.isdisjoint(roles_over(person, None) & ALLOWED["projects.view_restricted"]):
            return self
        roles = ProjectRole.objects.filter(project=models.OuterRef("pk"), person=person, role__in=allowed)
        held = models.Q(models.Exists(roles))
        departments = departments_where(person, action)
        if departments is None:
            return self.filter(held | models.Q(is_restricted=False))
        return self.filter(held | models.Q(is_restricted=False, department__in=departments))

    def open(self) -> "ProjectQuerySet":
        """Keep what is neither closed nor canceled."""
        return self.exclude(state__in=[Project.State.CLOSED, Project.State.CANCELED])


class Project(models.Model):
    class Tier(models.TextChoices):
        SMALL = "small", _("Small")
        MEDIUM = "medium", _("Medium")
        LARGE = "large", _("Large")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        PLANNING = "planning", _("Planning")
        PROCUREMENT = "procurement", _("Procurement")
        IN_PROGRESS = "in_progress", _("In progress")
        ON_HOLD = "on_hold", _("On hold")
        CLOSING = "closing", _("Closing")
        CLOSED = "closed", _("Closed")
        CANCELED = "canceled", _("Canceled")

    class Type(models.TextChoices):
        HARDWARE_REFRESH = "hardware_refresh", _("Hardware refresh")
        NEW_FACILITY = "new_facility", _("System for a new facility")
        INFRASTRUCTURE = "infrastructure", _("Infrastructure upgrade")
        APPLICATION = "application", _("Application implementation")
        GIS = "gis", _("GIS")
        SECURITY = "security", _("Security")
        OTHER = "other", _("Other")

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    guid = models.CharField(max_length=36, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="projects")
    partners = models.ManyToManyField(
        Department, through="Partnership", blank=True, related_name="partner_projects"
    )
    tier = models.CharField(max_length=6, choices=Tier.choices, default=Tier.MEDIUM)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    type = models.CharField(max_length=16, choices=Type.choices, default=Type.OTHER)
    is_restricted = models.BooleanField("restricted", default=False)
    sponsor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="sponsored"
    )
    manager = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="managed"
    )
    hold_reason = models.TextField(blank=True)
    hold_review_on = models.DateField("hold review", null=True, blank=True)
    held_state = models.CharField(max_length=12, choices=State.choices, blank=True)
    """The state a held project returns to."""

    purpose = models.TextField(blank=True)
    scope_in = models.TextField("in scope", blank=True)
    scope_out = models.TextField("out of scope", blank=True)
    assumptions = models.TextField(blank=True)
    constraints = models.TextField(blank=True)
    success_criteria = models.TextField(blank=True)
    systems = models.TextField("systems touched", blank=True)

    start = LocalMinuteField()
    required_finish = LocalMinuteField(null=True, blank=True)
    """Where it is set the project is scheduled backward from it, and its start follows."""
    follows_people = models.BooleanField("scheduled by people's calendars", default=False)
    """Tasks run while those assigned are there: on their working calendars, less their absences."""
    status_date = LocalMinuteField(null=True, blank=True)
    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.PROTECT, related_name="projects")
    minutes_per_day = models.PositiveIntegerField(default=480)
    minutes_per_week = models.PositiveIntegerField(default=2400)
    days_per_month = models.PositiveIntegerField(default=20)
    critical_slack_minutes = models.IntegerField("critical float", default=0)
    revision = models.PositiveIntegerField(default=0)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["state"], name="project_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def department_ids(self) -> frozenset[int]:
        return frozenset({self.department_id})

    def roles_held_by(self, person: Person) -> frozenset[Role]:
        return self.roles_by_person.get(person.pk, frozenset())

    @cached_property
    def roles_by_person(self) -> dict[int, frozenset[Role]]:
        """The roles held on this project, read once; prefetch `roles` to ask this of many projects."""
        held: dict[int, set[Role]] = defaultdict(set)
        for role in self.roles.all():
            held[role.person_id].add(Role(role.role))
        return {person_id: frozenset(roles) for person_id, roles in held.items()}

    @property
    def has_schedule(self) -> bool:
        return self.tier != self.Tier.SMALL

    @property
    def is_on_hold(self) -> bool:
        return self.state == self.State.ON_HOLD

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.CLOSED, self.State.CANCELED}

    def is_hold_review_due(self, as_of: "date") -> bool:
        return self.is_on_hold and self.hold_review_on is not None and self.hold_review_on <= as_of


class Partnership(models.Model):
    """A department that works with the one a project belongs to."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="partnerships")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "partner department"
        constraints = [
            models.UniqueConstraint(fields=["project", "department"], name="partner_department_once")
        ]

    def __str__(self) -> str:
        return str(self.department)


class ProjectRole(models.Model):
    """A role a person holds on one project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="project_roles")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        ordering = ["project", "role"]
        constraints = [
            models.UniqueConstraint(fields=["project", "person", "role"], name="project_role_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class Objective(models.Model):
    """What the project is to achieve, and how one will know."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    measure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class ProjectCalendar(models.Model):
    """A calendar that came with the project's file, known by its number there."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="own_calendars")
    calendar = models.OneToOneField(WorkingCalendar, on_delete=models.PROTECT, related_name="owner")
    uid = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "uid"], name="project_calendar_uid_once")]

    def __str__(self) -> str:
        return str(self.calendar)
