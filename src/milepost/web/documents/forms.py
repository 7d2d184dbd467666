"""What people type for a document or a legal hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Document, Project
from milepost.domain.projects.retention import CITATION, retention_classes
from milepost.web.registers.forms import PersonField


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Type"), choices=Document.Kind.choices, initial=Document.Kind.OTHER)
    retention = forms.ChoiceField(label=_("Retention class"), initial="project", help_text=CITATION)
    owner = PersonField(label=_("Owner"))
    address = forms.URLField(
        label=_("Address, where it lives elsewhere"), required=False, max_length=500, assume_scheme="https"
    )
    review_on = forms.DateField(
        label=_("Review on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_shared = forms.BooleanField(label=_("Shared with guests"), required=False)

    def __init__(self, *args: Any, project: Project, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.initial.get("owner")
        self.fields["owner"].offer(owner.pk if owner else None)  # type: ignore[attr-defined]
        choices = [
            (one.key, f"{one.name}: {one.keep[0].lower()}{one.keep[1:]}")
            for one in retention_classes().values()
        ]
        self.fields["retention"].choices = choices  # type: ignore[attr-defined]
        if not may(by, "projects.share_registers", project):
            del self.fields["is_shared"]


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Case or request"), max_length=300, help_text=_("Nothing is erased while the hold stands.")
    )
