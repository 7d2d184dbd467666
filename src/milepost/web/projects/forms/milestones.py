"""The milestones of a small project, each a row of its card."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from milepost.domain.projects.actions.marking import Mark
from milepost.domain.projects.models import Project, Task


class MilestoneForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=255)
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    is_done = forms.BooleanField(label=_("Done"), required=False)

    def __init__(self, data: QueryDict | None, *, task: Task) -> None:
        self.task = task
        first = {"name": task.name, "on": task.dates.finish.date(), "is_done": task.is_done}
        super().__init__(data, prefix=f"milestone-{task.pk}", initial=first)

    @property
    def mark(self) -> Mark:
        """Give what was typed, as the action takes it."""
        return Mark(self.task, **self.cleaned_data)


def milestone_forms(project: Project, data: QueryDict | None = None) -> list[MilestoneForm]:
    """Give a form for each milestone of a project, in their order."""
    milestones = project.tasks.filter(is_milestone=True, dates__isnull=False).select_related("dates")
    return [MilestoneForm(data, task=task) for task in milestones]
