"""The charter's words, objectives and partners."""

from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department
from milepost.domain.projects.actions.chartering import Aim, CharterFields
from milepost.domain.projects.models import Project

SPARE_ROWS = 2
_TEXT = forms.Textarea(attrs={"rows": 3})


class CharterForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    type = forms.ChoiceField(label=_("Type"), choices=Project.Type.choices)
    purpose = forms.CharField(
        label=_("Purpose"), widget=_TEXT, required=False, help_text=_("Why this project, in a few sentences.")
    )
    scope_in = forms.CharField(label=_("In scope"), widget=_TEXT, required=False)
    scope_out = forms.CharField(label=_("Out of scope"), widget=_TEXT, required=False)
    success_criteria = forms.CharField(label=_("Success criteria"), widget=_TEXT, required=False)
    assumptions = forms.CharField(label=_("Assumptions"), widget=_TEXT, required=False)
    constraints = forms.CharField(label=_("Constraints"), widget=_TEXT, required=False)
    systems = forms.CharField(label=_("Systems touched"), widget=_TEXT, required=False)
    partners = forms.ModelMultipleChoiceField(
        Department.objects.filter(is_active=True), label=_("Other departments"), required=False
    )

    def __init__(self, data: Any, *, project: Project) -> None:
        words = {name: getattr(project, name) for name in CharterFields.__annotations__}
        super().__init__(data, initial=words | {"partners": list(project.partners.all())})

    @property
    def words(self) -> CharterFields:
        """Give the charter's words, as the action takes them."""
        return cast(
            "CharterFields", {name: self.cleaned_data[name] for name in CharterFields.__annotations__}
        )


class ObjectiveForm(forms.Form):
    text = forms.CharField(label=_("Objective"), max_length=300, required=False)
    measure = forms.CharField(label=_("Measure"), max_length=300, required=False)

    @property
    def aim(self) -> Aim:
        return Aim(self.cleaned_data.get("text", ""), self.cleaned_data.get("measure", ""))


def objective_forms(data: Any, *, project: Project) -> "BaseFormSet[ObjectiveForm]":
    """Give a form for each objective, and some to add more."""
    rows = [{"text": objective.text, "measure": objective.measure} for objective in project.objectives.all()]
    return formset_factory(ObjectiveForm, extra=SPARE_ROWS)(data, initial=rows, prefix="objectives")
