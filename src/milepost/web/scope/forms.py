"""What a person types about requirements and deliverables."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.governance.models import QualityCheck, RequirementCheck
from milepost.domain.people.models import Person
from milepost.domain.projects.actions.scoping import Ties
from milepost.domain.projects.models import Acceptance, Deliverable, Project, Requirement, Task
from milepost.web.registers.seen import SeenForm

_TEXT = forms.Textarea(attrs={"rows": 3})


class RequirementForm(SeenForm):
    def __init__(self, data: Any, *, requirement: Requirement | None = None) -> None:
        known = {name: getattr(requirement, name) for name in self.base_fields if hasattr(requirement, name)}
        super().__init__(data, row=requirement, initial=known)

    text = forms.CharField(
        label=_("What is required"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        required=False,
        help_text=_("Who asks for it, or which law, policy or contract."),
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=Requirement.Priority.choices)
    acceptance_criteria = forms.CharField(
        label=_("Accepted when"),
        max_length=5000,
        required=False,
        widget=_TEXT,
        help_text=_("What must be seen to say yes."),
    )


class ChecksForm(forms.Form):
    checks = forms.ModelMultipleChoiceField(
        QualityCheck.objects.none(), label=_("Checks of the quality plan"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any, *, requirement: Requirement) -> None:
        super().__init__(
            data,
            initial={
                "checks": [
                    tie.check_of_id for tie in RequirementCheck.objects.filter(requirement=requirement)
                ]
            },
        )
        found = QualityCheck.objects.filter(project=requirement.project_id)
        self.fields["checks"].queryset = found  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is agreed anew"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any, *, is_first: bool) -> None:
        super().__init__(data)
        if is_first:
            del self.fields["reason"]


class DeliverableForm(SeenForm):
    name = forms.CharField(label=_("Name"), max_length=300)
    description = forms.CharField(label=_("Description"), max_length=5000, required=False, widget=_TEXT)
    parent = forms.ModelChoiceField(
        Deliverable.objects.none(), label=_("Part of"), required=False, empty_label=_("Nothing larger")
    )
    acceptor = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, department__isnull=False), label=_("Accepted by"), required=False,
        empty_label=_("No one yet"), help_text=_("Only this person says whether it is accepted."),
    )  # fmt: skip
    requirements = forms.ModelMultipleChoiceField(
        Requirement.objects.none(), label=_("Meets the requirements"), required=False
    )
    tasks = forms.ModelMultipleChoiceField(Task.objects.none(), label=_("Made by the tasks"), required=False)

    def __init__(self, data: Any, *, project: Project, deliverable: Deliverable | None = None) -> None:
        super().__init__(data, row=deliverable, initial=_initial(deliverable))
        others = project.deliverables.exclude(pk=deliverable.pk if deliverable else 0)
        fields: dict[str, Any] = self.fields
        fields["parent"].queryset = others
        fields["requirements"].queryset = project.requirements.exclude(state=Requirement.State.DROPPED)
        fields["tasks"].queryset = project.tasks.filter(is_active=True).order_by("position")
        fields["requirements"].label_from_instance = lambda one: f"{one.number} {one.text}"
        fields["tasks"].label_from_instance = lambda one: f"{one.uid} {one.name}"
        for name in ("requirements", "tasks"):
            fields[name].widget.attrs["size"] = 8

    @property
    def words(self) -> Any:
        """Give the deliverable's own fields."""
        return {name: self.cleaned_data[name] for name in ("name", "description", "parent", "acceptor")}

    @property
    def ties(self) -> Ties:
        return Ties(list(self.cleaned_data["tasks"]), list(self.cleaned_data["requirements"]))


class AcceptanceForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("I say"), choices=Acceptance.Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Conditions or reasons"), max_length=5000, required=False, widget=_TEXT,
        help_text=_("Needed for conditions and for a no."),
    )  # fmt: skip


def _initial(deliverable: Deliverable | None) -> dict[str, Any]:
    if deliverable is None:
        return {}
    return {
        "name": deliverable.name, "description": deliverable.description, "parent": deliverable.parent_id,
        "acceptor": deliverable.acceptor_id, "requirements": list(deliverable.requirements.all()),
        "tasks": list(deliverable.tasks.all()),
    }  # fmt: skip
