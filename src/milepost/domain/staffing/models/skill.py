"""Skills, who has which and how well, and the staffing roles that need them."""

from datetime import date

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person


class SkillLevel(models.IntegerChoices):
    """How well somebody can do something; the words are those of the UK's Government Digital and Data framework."""

    AWARENESS = 1, _("Awareness")
    WORKING = 2, _("Working")
    PRACTITIONER = 3, _("Practitioner")
    EXPERT = 4, _("Expert")


class Skill(models.Model):
    """Something people can do and projects need, such as installing fiber or configuring a firewall."""

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="skill_name_once", violation_error_message=_("This skill stands already.")
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonSkill(models.Model):
    """A person's skill with its level; one that rests on a certificate ends with it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holders")
    level = models.PositiveSmallIntegerField(choices=SkillLevel.choices, default=SkillLevel.WORKING)
    expires_on = models.DateField("expires", null=True, blank=True)
    """The last day on which it counts; `None` where it does not end."""

    class Meta:
        ordering = ["-level", "skill__name"]
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="skill_of_a_person_once")]

    def __str__(self) -> str:
        return f"{self.skill} of {self.person}"

    def has_expired(self, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on


class StaffingRole(models.Model):
    """A generic resource: what kind of work is needed, before anybody is named; on tasks it stands by its name."""

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="staffing_role_name_once",
                violation_error_message=_("This role stands already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoleSkill(models.Model):
    """A skill that a staffing role needs, and the least level of it."""

    role = models.ForeignKey(StaffingRole, on_delete=models.PROTECT, related_name="needs")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="needed_by")
    level = models.PositiveSmallIntegerField(choices=SkillLevel.choices, default=SkillLevel.WORKING)

    class Meta:
        ordering = ["skill__name"]
        constraints = [models.UniqueConstraint(fields=["role", "skill"], name="skill_of_a_role_once")]

    def __str__(self) -> str:
        return f"{self.skill} for {self.role}"
