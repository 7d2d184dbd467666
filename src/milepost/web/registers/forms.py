"""What the forms of register entries share: sections, persons who may still be named, and who sees it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.web.registers.seen import SeenForm


class Section(NamedTuple):
    """A part of a form under its heading: lines of fields beside one another."""

    legend: Any
    lines: list[list[forms.BoundField]]


Layout = Sequence[tuple[Any, Sequence[Sequence[str]]]]


class EntryForm(SeenForm):
    """The form of an entry; `LAYOUT` names its fields by section and line."""

    LAYOUT: Layout = ()

    def __init__(self, data: Any, *, project: Project, row: Any, person: Person) -> None:
        known = {name: getattr(row, name) for name in self.base_fields if row and hasattr(row, name)}
        super().__init__(data, row=row, initial=known)
        self.project = project
        for name, chosen in self.fields.items():
            if isinstance(chosen, PersonField):
                chosen.offer(getattr(row, f"{name}_id", None))
        if "is_shared" in self.fields and not may(person, "projects.share_registers", project):
            del self.fields["is_shared"]

    @property
    def sections(self) -> list[Section]:
        """The fields as they are laid out; those the reader may not set are left out."""
        return [
            Section(legend, [line for names in lines if (line := self._line(names))])
            for legend, lines in self.LAYOUT
        ]

    def _line(self, names: Sequence[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Offers everybody who is active, and whoever stands there already."""

    def __init__(self, **options: Any) -> None:
        options = {"required": False, "empty_label": _("No one yet"), **options}
        super().__init__(Person.objects.filter(is_active=True), **options)

    def offer(self, standing: int | None) -> None:
        """Offer a person who left as well where the entry names that person."""
        if standing:
            self.queryset = Person.objects.filter(Q(is_active=True) | Q(pk=standing))


class ReasonForm(forms.Form):
    """Why something is taken back, refused or ended."""

    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def words(label: Any, *, most: int = 300, rows: int = 0, **options: Any) -> forms.CharField:
    """Give a field for a line of text, or for some rows of it."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, widget=widget, **{"required": False, **options})


def shared_field() -> forms.BooleanField:
    """Give the field that lets guests see an entry."""
    return forms.BooleanField(
        label=_("Shared with guests"),
        required=False,
        help_text=_(
            "Vendors and partners on this project then see it; they see nothing else of the register."
        ),
    )
