"""Forms of the catalog of skills and staffing roles, and of what a person can do."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.staffing.models import Skill, SkillLevel, StaffingRole

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SkillForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("Description"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class StaffingRoleForm(SkillForm):
    """A role with, for each skill of the catalog, the least level it needs."""

    def __init__(self, data: QueryDict | None, *, role: StaffingRole | None = None) -> None:
        initial: dict[str, Any] = {}
        if role is not None:
            initial = {"name": role.name, "description": role.description}
            initial |= {f"skill_{need.skill_id}": need.level for need in role.needs.all()}
        super().__init__(data, initial=initial)
        self.skills: Mapping[str, Skill] = {f"skill_{skill.pk}": skill for skill in Skill.objects.all()}
        for name, skill in self.skills.items():
            self.fields[name] = forms.TypedChoiceField(
                label=skill.name,
                choices=[("", gettext("Not needed")), *SkillLevel.choices],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def skill_fields(self) -> list[BoundField]:
        return [self[name] for name in self.skills]

    @property
    def needs(self) -> dict[Skill, int]:
        return {
            skill: self.cleaned_data[name] for name, skill in self.skills.items() if self.cleaned_data[name]
        }


class PersonSkillForm(forms.Form):
    skill = forms.ModelChoiceField(Skill.objects.all(), label=_("Skill"), empty_label=_("Choose a skill"))
    level = forms.TypedChoiceField(
        label=_("Level"), choices=SkillLevel.choices, coerce=int, initial=SkillLevel.WORKING
    )
    expires_on = forms.DateField(
        label=_("Expires"),
        widget=DAY,
        required=False,
        help_text=_("The last day it counts, as of a certificate."),
    )
