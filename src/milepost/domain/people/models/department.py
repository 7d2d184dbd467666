"""Departments and their divisions, and where they sit."""

from django.db import models


class DepartmentQuerySet(models.QuerySet["Department"]):
    def with_divisions(self, department_id: int) -> frozenset[int]:
        """Give a department's id with those of everything below it."""
        children: dict[int | None, list[int]] = {}
        for pk, parent in self.model._default_manager.values_list("pk", "parent_id"):
            children.setdefault(parent, []).append(pk)
        found = {department_id}
        open_ids = [department_id]
        while open_ids:
            below = [pk for pk in children.get(open_ids.pop(), []) if pk not in found]
            found.update(below)
            open_ids += below
        return frozenset(found)


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
        VENDOR = "vendor", "Vendor"
        PARTNER = "partner", "Partner agency"

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
