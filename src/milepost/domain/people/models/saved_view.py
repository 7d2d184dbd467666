"""Saved views: how a person wants a page to look, kept as the query of its address."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models.department import Department
from milepost.domain.people.models.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_QUERY = 4000


def check_query(query: str) -> None:
    """Refuse what is no query of an address: the part after its question mark."""
    if any(mark in query for mark in "?#\n\r"):
        raise ValidationError(gettext("A view keeps what follows the question mark of an address."))


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, person: Person) -> "SavedViewQuerySet":
        """Keep a person's own views, and those shared with the city or with departments the person is in."""
        shared = models.Q()
        if person.is_of_the_city:
            shared = models.Q(reach=SavedView.Reach.CITY) | models.Q(department__in=_around(person))
        return self.filter(models.Q(owner=person) | shared) if shared else self.filter(owner=person)


class SavedView(models.Model):
    """A named state of a page; the same page name may stand for the pages of many projects."""

    class Reach(models.TextChoices):
        OWN = "own", _("Only me")
        DEPARTMENT = "department", _("A department")
        CITY = "city", _("The whole city")

    page = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    query = models.TextField(blank=True, max_length=LONGEST_QUERY, validators=[check_query])
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="saved_views")
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.OWN)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """With whom it is shared; its divisions see it too."""

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                name="view_named_once",
                violation_error_message="You have a view of this name already.",
            ),
            models.CheckConstraint(
                condition=models.Q(reach="department", department__isnull=False)
                | (~models.Q(reach="department") & models.Q(department=None)),
                name="view_shared_with_the_department_named",
                violation_error_message="Name the department to share the view with.",
            ),
        ]
        indexes = [models.Index(fields=["page", "reach"], name="view_of_page")]

    def __str__(self) -> str:
        return self.name

    @property
    def page_title(self) -> str:
        return self.page.replace("-", " ").capitalize()

    @property
    def is_shared(self) -> bool:
        return self.reach != self.Reach.OWN


class DefaultView(models.Model):
    """The view a person wants a page to open with."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="default_views")
    page = models.SlugField(max_length=80)
    view = models.ForeignKey(SavedView, on_delete=models.PROTECT, related_name="defaults")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "page"], name="default_view_once")]

    def __str__(self) -> str:
        return f"{self.page}: {self.view}"


def _around(person: Person) -> "Iterable[int]":
    """Give a person's department with those it lies in."""
    return [
        pk for pk, within in Department.objects.with_divisions().items() if person.department_id in within
    ]
