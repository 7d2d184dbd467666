"""A task is to wait for a task of another project, chosen by name."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.linking import link_tasks
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.projects.forms.waiting import OtherProjectForm, WaitForm
from milepost.web.projects.views.tasks import task_for
from milepost.web.projects.workspace import show
from milepost.web.refusals import shown_in


@for_persons
@require_http_methods(["GET", "POST"])
def wait(request: AskedBy, project_id: int, task_id: int) -> HttpResponse:
    """Let a project be chosen, then one of its tasks, and let the task wait for that."""
    project = project_for(request, project_id)
    task = task_for(project, task_id)
    require(request.person, "projects.edit_schedule", project)
    visible = Project.objects.visible_to(request.person).exclude(pk=project.pk)
    choice = OtherProjectForm(request.GET, projects=visible)
    other = choice.chosen
    form = WaitForm(request.POST or None, other=other, project=project) if other else None
    if form and form.is_bound and form.is_valid():
        with shown_in(form, CannotEdit):
            consequence = link_tasks(
                form.cleaned_data["predecessor"], task, by=request.person, at=now(), terms=form.terms
            )
            return answered(request, project, consequence, to="projects:schedule")
    status = 422 if form and form.is_bound else 200
    return show(
        request,
        project,
        "projects/wait.html",
        tab="schedule",
        task=task,
        choice=choice,
        form=form,
        status=status,
    )
