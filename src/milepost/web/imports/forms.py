"""The form that brings a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.people.models import Department, Person
from milepost.domain.projects.models import Project
from milepost.exchange import limits
from milepost.web.projects.access import departments_where, projects_where

MOST_MEGABYTES = limits.FILE_BYTES // limits.MEGABYTE
ENDINGS = ".xml,.mpp,.mpx,.xer,.xlsx,.csv,.gan,.pod,.planner,.pmxml"


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("List"),
        help_text=_("The filled-in template, as .xlsx or .csv."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, kind: str = "") -> None:
        super().__init__(*args)
        if kind == "absences":
            file = self.fields["file"]
            file.help_text = gettext("The filled-in template as .xlsx or .csv, or a calendar as .ics.")
            file.widget.attrs["accept"] = ".xlsx,.csv,.ics"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=gettext(
            "Microsoft Project, Primavera P6 or a task list, up to {most_megabytes} MB."
        ).format(most_megabytes=MOST_MEGABYTES),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(),
        required=False,
        empty_label=_("None: make a new project"),
        label=_("Project to update"),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        required=False,
        empty_label=_("Choose a department"),
        label=_("Department of the new project"),
    )
    name = forms.CharField(
        required=False,
        max_length=200,
        label=_("Name of the new project"),
        help_text=_("Left empty, the file's own name is taken."),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        projects = projects_where(person, "projects.import_schedule")
        departments = departments_where(person, "projects.create")
        self._offer("project", Project.objects.filter(pk__in=[project.pk for project in projects]))
        self._offer("department", Department.objects.filter(pk__in=[found.pk for found in departments]))

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        size = (file.size or 0) / limits.MEGABYTE
        if size > MOST_MEGABYTES:
            raise forms.ValidationError(
                gettext(
                    "{name} holds {size:,.0f} MB; plans of up to {most_megabytes} MB are read. "
                    "Save it without time-phased data, or split it into several projects."
                ).format(name=file.name, size=size, most_megabytes=MOST_MEGABYTES)
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("project") and not cleaned.get("department"):
            self.add_error(
                "department", "Choose the project to update, or the department a new one belongs to."
            )
        return cleaned

    def _offer(self, name: str, queryset: QuerySet[Any]) -> None:
        self.fields[name].queryset = queryset  # type: ignore[attr-defined]
