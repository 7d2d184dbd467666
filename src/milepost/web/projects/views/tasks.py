"""One task: its form, its place in the outline, and why it is when it is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from milepost.domain.people.permissions import require
from milepost.domain.projects.actions.editing import CannotEdit
from milepost.domain.projects.actions.outlining import Step, shift_task
from milepost.domain.projects.actions.planning import add_task, remove_task
from milepost.domain.projects.actions.revising import revise_task
from milepost.domain.projects.calculations.clocks import splits_of
from milepost.domain.projects.calculations.explaining import explanation_of
from milepost.domain.projects.models import Project, Task
from milepost.domain.projects.queries import beyond
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.discussion.presenting import discussion_of
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import answered
from milepost.web.projects.forms.splits import SplitForm
from milepost.web.projects.forms.task import TaskForm
from milepost.web.projects.workspace import show


@for_persons
@require_http_methods(["GET", "POST"])
def new_task(request: AskedBy, project_id: int) -> HttpResponse:
    """Add a task, behind the one that the address names or at the end."""
    project = project_for(request, project_id)
    require(request.person, "projects.edit_schedule", project)
    form = TaskForm(request.POST or None, project=project, person=request.person)
    after = request.GET.get("after", "")
    behind = project.tasks.filter(pk=after).first() if after.isdecimal() else None
    if form.is_bound and form.is_valid():
        predecessors = form.cleaned_data["predecessors"]
        try:
            _, consequence = add_task(
                project,
                after=behind,
                predecessors=predecessors,
                team=form.cleaned_data["assigned"],
                by=request.person,
                at=now(),
                **form.changed_fields,
            )
            return answered(request, project, consequence, to="projects:schedule")
        except CannotEdit as error:
            form.refuse(error)
    status = 422 if form.is_bound else 200
    return show(
        request, project, "projects/task.html", tab="schedule", form=form, behind=behind, status=status
    )


@for_persons
@require_http_methods(["GET", "POST"])
def task(request: AskedBy, project_id: int, task_id: int) -> HttpResponse:
    """Show a task and take what is changed of it."""
    project = project_for(request, project_id)
    found = task_for(project, task_id)
    form = TaskForm(request.POST or None, project=project, person=request.person, task=found)
    if form.is_bound and form.is_valid():
        try:
            return _revised(request, project, found, form)
        except CannotEdit as error:
            form.refuse(error)
    return show_task(request, project, found, form=form, status=422 if form.is_bound else 200)


def show_task(
    request: AskedBy,
    project: Project,
    found: Task,
    *,
    form: TaskForm | None = None,
    split_form: SplitForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a task with the form that was typed in, and the others as they stand."""
    shown = {
        "form": form or TaskForm(None, project=project, person=request.person, task=found),
        "split_form": split_form or SplitForm(),
        "splits": splits_of(found),
        "is_splittable": not (found.is_manual or found.is_done or found.children.exists()),
        "task": found,
        "beyond": beyond(found, seen_by=request.person),
        "explanation": explanation_of(found, reader=request.person),
        "discussion": discussion_of(request, found),
    }
    return show(request, project, "projects/task.html", tab="schedule", status=status, **shown)


@for_persons
@require_GET
def task_explanation(request: AskedBy, project_id: int, task_id: int) -> HttpResponse:
    """Say why a task is when it is, as a fragment."""
    project = project_for(request, project_id)
    found = explanation_of(task_for(project, task_id), reader=request.person)
    shown = {"project": project, "explanation": found}
    return render(request, "projects/explanation.html", shown)


@for_persons
@require_POST
def task_place(request: AskedBy, project_id: int, task_id: int) -> HttpResponse:
    """Move a task one step in the outline."""
    project = project_for(request, project_id)
    found = task_for(project, task_id)
    try:
        step = Step(request.POST.get("step", ""))
        consequence = shift_task(found, step, by=request.person, at=now())
    except (CannotEdit, ValueError) as error:
        messages.error(request, str(error))
        return redirect("projects:task", project.pk, found.pk)
    return answered(request, project, consequence, to="projects:schedule")


@for_persons
@require_http_methods(["GET", "POST"])
def task_removal(request: AskedBy, project_id: int, task_id: int) -> HttpResponse:
    """Ask whether a task is to go, and remove it with what it holds."""
    project = project_for(request, project_id)
    found = task_for(project, task_id)
    require(request.person, "projects.edit_schedule", project)
    if request.method == "POST":
        try:
            consequence = remove_task(found, by=request.person, at=now())
        except CannotEdit as error:
            messages.error(request, str(error))
            return redirect("projects:task", project.pk, found.pk)
        return answered(request, project, consequence, to="projects:schedule")
    tied = beyond(found, seen_by=request.person)
    return show(request, project, "projects/task_removal.html", tab="schedule", task=found, beyond=tied)


def task_for(project: Project, task_id: int) -> Task:
    """Give a task of a project, or raise `Http404`."""
    related = project.tasks.select_related(
        "project", "project__calendar", "dates", "parent", "responsible", "calendar"
    )
    return get_object_or_404(related, pk=task_id)


def _revised(request: AskedBy, project: Project, found: Task, form: TaskForm) -> HttpResponse:
    if not form.has_changed():
        messages.info(request, gettext("Nothing of “{name}” was changed.").format(name=found.name))
        return redirect("projects:schedule", project.pk)
    consequence = revise_task(
        found,
        by=request.person,
        at=now(),
        fields=form.changed_fields,
        progress=form.changed_progress,
        predecessors=form.changed_predecessors,
        team=form.changed_team,
        work_minutes=form.changed_work,
        seen=form.seen,
    )
    return answered(request, project, consequence, to="projects:schedule")
