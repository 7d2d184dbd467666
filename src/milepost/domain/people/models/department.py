"""Departments and their divisions, and where they sit."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from milepost.domain.common.read_once import read_once

if TYPE_CHECKING:
    from milepost.domain.people.models.person import Person
    from milepost.domain.people.roles import Role


@read_once
def _parents() -> dict[int, int | None]:
    return dict(Department.objects.values_list("pk", "parent_id"))


class DepartmentQuerySet(models.QuerySet["Department"]):
    def with_divisions(self) -> dict[int, frozenset[int]]:
        """Give for each department its id with those of everything below it, in one query."""
        parents = _parents()
        found: dict[int, set[int]] = {pk: set() for pk in parents}
        for pk in parents:
            above: int | None = pk
            while above is not None and pk not in found[above]:
                found[above].add(pk)
                above = parents[above]
        return {pk: frozenset(below) for pk, below in found.items()}


class Department(models.Model):
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="divisions"
    )
    is_active = models.BooleanField(default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="department_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_restricted(self) -> bool:
        """A department is never restricted; permissions ask this of every subject."""
        return False

    def department_ids(self) -> frozenset[int]:
        return frozenset({self.pk})

    def roles_held_by(self, person: "Person") -> "frozenset[Role]":
        """Give the roles held on this subject alone: none, since roles over a department are general ones."""
        return frozenset()


class Site(models.Model):
    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Organization(models.Model):
    """A vendor or partner outside the city."""

    class Kind(models.TextChoices):
        VENDOR = "vendor", _("Vendor")
        PARTNER = "partner", _("Partner agency")

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
