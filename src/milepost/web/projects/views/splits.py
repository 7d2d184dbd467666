"""Work on a task is interrupted for a while, or goes on without interruption again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.interrupting import close_split, interrupt_task
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.projects.forms.splits import SplitForm
from milepost.web.projects.views.tasks import show_task, task_for
from milepost.web.refusals import shown_in


@for_persons
@require_POST
def splits(request: AskedBy, project_id: int, task_id: int) -> HttpResponse:
    """Interrupt a task, and say what that moves."""
    project = project_for(request, project_id)
    task = task_for(project, task_id)
    form = SplitForm(request.POST)
    if form.is_valid():
        with shown_in(form, CannotEdit):
            consequence = interrupt_task(task, by=request.person, at=now(), **form.cleaned_data)
            return answered(request, project, consequence, to="projects:schedule")
    return show_task(request, project, task, split_form=form, status=422)


@for_persons
@require_POST
def split_removal(request: AskedBy, project_id: int, task_id: int, number: int) -> HttpResponse:
    """Take a split of a task away, and say what that moves."""
    project = project_for(request, project_id)
    task = task_for(project, task_id)
    try:
        consequence = close_split(task, number, by=request.person, at=now())
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:task", project.pk, task.pk)
    return answered(request, project, consequence, to="projects:schedule")
