"""A task is to wait for one of another project: which project, which task, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.actions.linking import LinkTerms
from milepost.domain.projects.calculations.gantt_document import units_of
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.engine.network.model import LinkType
from milepost.exchange.fields import BadValue
from milepost.exchange.sheets.typed import links_of

TYPES = {
    LinkType.FINISH_TO_START: "It finishes, then this starts",
    LinkType.START_TO_START: "It starts, then this starts",
    LinkType.FINISH_TO_FINISH: "It finishes, then this finishes",
    LinkType.START_TO_FINISH: "It starts, then this finishes",
}


class OtherProjectForm(forms.Form):
    other = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), empty_label=_("Choose a project"), required=False
    )

    def __init__(self, data: Any, *, projects: ProjectQuerySet) -> None:
        super().__init__(data)
        self.fields["other"].queryset = projects  # type: ignore[attr-defined]
        self.fields["other"].widget.attrs["data-combobox"] = ""

    @property
    def chosen(self) -> Project | None:
        return self.cleaned_data.get("other") if self.is_valid() else None


class WaitForm(forms.Form):
    predecessor = forms.ModelChoiceField(Task.objects.none(), label=_("Task"), empty_label=_("Choose a task"))
    type = forms.TypedChoiceField(
        label=_("How"), choices=[(kind.value, words) for kind, words in TYPES.items()], coerce=int
    )
    lag = forms.CharField(
        label=_("Lag"), required=False, help_text=_("Such as 2d, 1w or -3d; empty for none.")
    )

    def __init__(self, data: Any, *, other: Project, project: Project) -> None:
        super().__init__(data)
        self.units = units_of(project)
        tasks = Task.objects.filter(project=other, is_active=True).order_by("position")
        self.fields["predecessor"].queryset = tasks.select_related("project")  # type: ignore[attr-defined]
        self.fields["predecessor"].label_from_instance = lambda task: f"{task.uid} {task.name}"  # type: ignore[attr-defined]
        self.fields["predecessor"].widget.attrs["data-combobox"] = ""

    def clean_lag(self) -> LinkTerms:
        """Read the lag as it is typed behind a predecessor."""
        text = str(self.cleaned_data["lag"]).strip()
        signed = text if not text or text[0] in "+-" else f"+{text}"
        try:
            (link,) = links_of(f"1FS{signed}", 0, self.units)
        except (BadValue, ValueError) as error:
            raise forms.ValidationError(
                gettext("“{text}” is not a lag such as 2d, -1w or 50%.").format(text=text)
            ) from error
        return LinkTerms(LinkType.FINISH_TO_START, link.lag, link.lag_unit, link.lag_shown_in)

    @property
    def terms(self) -> LinkTerms:
        read: LinkTerms = self.cleaned_data["lag"]
        return read._replace(type=LinkType(self.cleaned_data["type"]))
