"""The schedules of several projects in one chart; an edit goes to the project that the task belongs to."""

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django import forms
from django.core.cache import cache
from django.db.models import Count
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.people.models import Department, Person
from milepost.domain.projects.actions.undoing import Step, Steps, steps_of
from milepost.domain.projects.calculations.gantt_joined import joined_document
from milepost.domain.projects.models import Link, Project, Task
from milepost.domain.projects.models.project import ProjectQuerySet
from milepost.web.access import AskedBy, for_persons, today
from milepost.web.projects.schedule_document import KEPT_SECONDS, is_open_to_edits
from milepost.web.projects.views import edits, tasks

FORM = 1
"""Raise it when the document's form changes, so that kept ones are not served."""
MOST_PROJECTS = 40
MOST_TASKS = 10_000


class ChoiceForm(forms.Form):
    """Which projects stand in the chart: some by name, or all open ones of a department or a manager."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), required=False, empty_label=_("Any")
    )
    manager = forms.ModelChoiceField(
        Person.objects.none(), label=_("Manager"), required=False, empty_label=_("Any")
    )
    project = forms.ModelMultipleChoiceField(
        Project.objects.none(), required=False, label=_("Projects"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict, *, visible: ProjectQuerySet) -> None:
        super().__init__(data)
        self.visible = visible
        self.fields["department"].queryset = Department.objects.filter(projects__in=visible).distinct()  # type: ignore[attr-defined]
        self.fields["manager"].queryset = Person.objects.filter(managed__in=visible).distinct()  # type: ignore[attr-defined]
        self.fields["project"].queryset = visible.open()  # type: ignore[attr-defined]

    def chosen(self) -> ProjectQuerySet:
        """Give the projects that are asked for, as far as they may be seen; none where nothing is."""
        self.is_valid()
        department, manager = (self.cleaned_data.get(name) for name in ("department", "manager"))
        if named := [text for text in self.data.getlist("project") if text.isdecimal()]:  # type: ignore[attr-defined]
            return self.visible.filter(pk__in=named)
        if not department and not manager:
            return self.visible.none()
        wanted = {name: one for name, one in (("department", department), ("manager", manager)) if one}
        return self.visible.open().filter(**wanted)


@for_persons
@require_GET
def schedules(request: AskedBy) -> HttpResponse:
    """Show the chart of the projects that the address names, or let them be chosen."""
    form = ChoiceForm(request.GET, visible=Project.objects.visible_to(request.person))
    projects, left_out = _within_limits(form.chosen())
    shown = {
        "form": form,
        "projects": projects,
        "left_out": left_out,
        "query": request.GET.urlencode(),
    }
    return render(request, "projects/schedules.html", shown)


@for_persons
@require_GET
def document(request: AskedBy) -> HttpResponse:
    """Give the Gantt the projects in one document; the answer is empty while the reader's is still the latest."""
    form = ChoiceForm(request.GET, visible=Project.objects.visible_to(request.person))
    projects, _ = _within_limits(form.chosen())
    if not projects:
        raise Http404
    editable = {project.pk for project in projects if is_open_to_edits(request, project)}
    named = _named(request, projects)
    digest = _digest(request, projects, editable, named)
    known = get_conditional_response(request, etag=quote_etag(digest))
    if known is not None and known.status_code == 304:
        return HttpResponse(status=304, headers={"ETag": quote_etag(digest)})

    def pack() -> bytes:
        joined = joined_document(projects, as_of=today(), editable=editable, named=named)
        full = joined | {"actions": _actions(request.GET.urlencode(), is_editable=bool(editable))}
        return gzip.compress(json.dumps(full, separators=(",", ":")).encode(), compresslevel=4)

    packed: bytes = cache.get_or_set(f"schedules:{digest}", pack, KEPT_SECONDS)  # type: ignore[assignment]
    headers = {"ETag": quote_etag(digest), "Cache-Control": "private, no-cache"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        packed = gzip.decompress(packed)
    return HttpResponse(packed, content_type="application/json", headers=headers)


@for_persons
@require_GET
def row(request: AskedBy, row_id: str) -> HttpResponse:
    """Lead to the task of a row, or to the schedule of a project's own row."""
    if row_id.startswith("-"):
        return redirect("projects:schedule", _project_of(request, row_id))
    task = _task(request, row_id)
    return redirect("projects:task", task.project_id, task.pk)


@for_persons
@require_GET
def explanation(request: AskedBy, row_id: str) -> HttpResponse:
    """Say why the task of a row is when it is."""
    if row_id.startswith("-"):
        return HttpResponse(
            '<p class="soft">A project starts and finishes with its tasks. Choose one of them.</p>'
        )
    task = _task(request, row_id)
    return _passed_on(tasks.task_explanation, request, task.project_id, task.pk)


@for_persons
@require_POST
def apply(request: AskedBy) -> HttpResponse:
    """Apply commands to the one project that their tasks belong to."""
    try:
        named = _tasks_named(json.loads(request.body or "{}").get("commands"))
    except (ValueError, AttributeError):
        return _refused("The edit could not be read.")
    found = Task.objects.filter(pk__in=named, project__in=Project.objects.visible_to(request.person))
    owners = set(found.values_list("project_id", flat=True))
    if len(owners) != 1:
        return _refused(
            "Edit the tasks of one project at a time; a project's own row is edited in its settings."
        )
    return _without_places(_passed_on(edits.edits, request, owners.pop()), request)


@for_persons
@require_POST
def undo(request: AskedBy) -> HttpResponse:
    """Take back the reader's last edit of the projects in the chart."""
    return _reverted(request, edits.undo, Steps._fields[0])


@for_persons
@require_POST
def redo(request: AskedBy) -> HttpResponse:
    """Repeat what the reader's last undo in the chart took back."""
    return _reverted(request, edits.redo, Steps._fields[1])


@for_persons
@require_GET
def steps(request: AskedBy) -> HttpResponse:
    """Say what undo and redo would do in the chart."""
    return JsonResponse(_labels(request))


def _reverted(request: AskedBy, view: Callable[..., Any], direction: str) -> HttpResponse:
    last = _last_steps(request)[direction]
    if last is None:
        return _refused(f"There is nothing left to {direction}.")
    project, _ = last
    return _without_places(_passed_on(view, request, project.pk), request)


def _last_steps(request: AskedBy) -> dict[str, tuple[Project, Step] | None]:
    """Give the latest step that the reader may take back, and repeat, over all projects of the chart."""
    form = ChoiceForm(request.GET, visible=Project.objects.visible_to(request.person))
    projects, _ = _within_limits(form.chosen())
    known = [(project, steps_of(project, request.person)) for project in projects]
    found: dict[str, tuple[Project, Step] | None] = {}
    for direction in Steps._fields:
        taken = [(project, step) for project, one in known if (step := getattr(one, direction))]
        found[direction] = max(taken, key=lambda item: item[1].change_set.pk, default=None)
    return found


def _labels(request: AskedBy) -> dict[str, Any]:
    return {
        direction: last and {"label": f"{last[1].label} in {last[0].number}"}
        for direction, last in _last_steps(request).items()
    }


def _without_places(answer: HttpResponse, request: AskedBy) -> HttpResponse:
    """Leave out what counts rows and links within one project; the chart reads its document anew."""
    if answer.status_code != 200:
        return answer
    told = json.loads(answer.content)
    kept = {
        name: told[name] for name in ("message", "because", "moved", "beyond", "revision") if name in told
    }
    return JsonResponse(kept | {"history": _labels(request)})


def _passed_on(view: Callable[..., Any], request: AskedBy, *args: int) -> HttpResponse:
    answer: HttpResponse = view(request, *args)
    return answer


def _refused(sentence: str) -> HttpResponse:
    return JsonResponse({"detail": sentence, "errors": []}, status=422)


def _tasks_named(commands: object) -> set[int]:
    """Give the tasks that commands name, whose project is to be edited."""
    named: set[int] = set()
    for command in commands if isinstance(commands, list) else []:
        if not isinstance(command, dict):
            continue
        # A link belongs to the project of the task that waits.
        values = [command.get(name) for name in ("task", "before", "under", "successor")]
        values += command.get("tasks", []) if command.get("do") != "copy" else []
        named |= {value for value in values if isinstance(value, int)}
    return named


def _within_limits(chosen: ProjectQuerySet) -> tuple[list[Project], int]:
    """Give the projects that one chart holds, in the order they start, and how many it has no room for."""
    related = chosen.select_related("department", "calendar", "manager", "dates").prefetch_related("roles")
    found = sorted(related.annotate(size=Count("tasks")), key=lambda project: (project.start, project.number))
    kept: list[Project] = []
    size = 0
    for project in found[:MOST_PROJECTS]:
        size += project.size  # type: ignore[attr-defined]
        if size <= MOST_TASKS or not kept:
            kept.append(project)
    return kept, len(found) - len(kept)


def _named(request: AskedBy, projects: list[Project]) -> tuple[int, ...]:
    waits = Link.objects.filter(project__in=projects, is_external=True)
    sources = Project.objects.filter(pk__in=waits.values("predecessor__project"))
    visible = Project.objects.visible_to(request.person).filter(pk__in=sources)
    return tuple(sorted(visible.values_list("pk", flat=True)))


def _digest(request: AskedBy, projects: list[Project], editable: set[int], named: tuple[int, ...]) -> str:
    facts = [(one.pk, one.revision, one.number, one.name, one.manager_id) for one in projects]
    parts = (FORM, facts, sorted(editable), named, request.GET.urlencode(), today())
    return sha256(repr(parts).encode()).hexdigest()[:32]


def _actions(query: str, *, is_editable: bool) -> dict[str, str]:
    names = {"task": "projects:row", "why": "projects:row-explanation"}
    found = {
        name: reverse(address, args=["0"]).replace("/rows/0/", "/rows/{id}/")
        for name, address in names.items()
    }
    if not is_editable:
        return found
    of_chart = {"edits": "edits", "undo": "undo", "redo": "redo", "history": "steps"}
    return found | {
        name: f"{reverse(f'projects:schedules-{view}')}?{query}" for name, view in of_chart.items()
    }


def _task(request: AskedBy, row_id: str) -> Task:
    if not row_id.isdecimal():
        raise Http404
    return get_object_or_404(Task, pk=row_id, project__in=Project.objects.visible_to(request.person))


def _project_of(request: AskedBy, row_id: str) -> int:
    if not row_id[1:].isdecimal():
        raise Http404
    return get_object_or_404(Project.objects.visible_to(request.person), pk=row_id[1:]).pk
