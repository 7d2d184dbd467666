"""Edits of the schedule workspace, with undo and redo, answered as JSON."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from milepost.domain.common.actions.undoing import CannotUndo
from milepost.domain.people.permissions import Refused
from milepost.domain.projects.actions.applying_commands.applying import apply_commands
from milepost.domain.projects.actions.applying_commands.commands import commands_of
from milepost.domain.projects.actions.applying_commands.problems import CannotApply, Problem
from milepost.domain.projects.actions.editing import AlreadyMade, CannotEdit
from milepost.domain.projects.actions.undoing import redo_last, steps_of, undo_last
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project
from milepost.web.access import AskedBy, for_persons, now
from milepost.web.projects.access import project_for
from milepost.web.projects.consequences import as_json
from milepost.web.projects.schedule_document import answer_with_changes

Body = dict[str, Any]
LONGEST_KEY = 36


@for_persons
@require_POST
def edits(request: AskedBy, project_id: int) -> HttpResponse:
    """Apply commands, all or none."""
    project = project_for(request, project_id)

    def apply(body: Body) -> Consequence:
        commands = commands_of(body.get("commands"))
        return apply_commands(project, commands, by=request.person, at=now(), key=_key(body))

    return _answered(request, project, apply)


@for_persons
@require_POST
def undo(request: AskedBy, project_id: int) -> HttpResponse:
    """Take the reader's last edit back."""
    project = project_for(request, project_id)
    return _answered(request, project, lambda _: undo_last(project, by=request.person, at=now()))


@for_persons
@require_POST
def redo(request: AskedBy, project_id: int) -> HttpResponse:
    """Repeat what the reader's last undo took back."""
    project = project_for(request, project_id)
    return _answered(request, project, lambda _: redo_last(project, by=request.person, at=now()))


@for_persons
@require_GET
def steps(request: AskedBy, project_id: int) -> HttpResponse:
    """Say what undo and redo would do."""
    return JsonResponse(_steps(request, project_for(request, project_id)))


def _answered(request: AskedBy, project: Project, edit: Callable[[Body], Consequence]) -> HttpResponse:
    """Answer with what an edit did; a reader of the revision before it is given the columns that changed."""
    try:
        body = _body(request)
        consequence = edit(body)
    except AlreadyMade:
        # Without the columns that changed, the reader reads the whole document again.
        project.refresh_from_db(fields=["revision"])
        made = {"revision": project.revision, "message": gettext("Saved."), "moved": []}
        return JsonResponse(made | {"history": _steps(request, project)})
    except CannotApply as error:
        refusal = {"detail": str(error), "errors": [_problem(one) for one in error.problems]}
        return JsonResponse(refusal, status=409 if error.is_stale else 422)
    except (CannotEdit, CannotUndo) as error:
        return JsonResponse({"detail": str(error), "errors": []}, status=422)
    except Refused as error:
        return JsonResponse({"detail": str(error), "errors": []}, status=403)
    answer = as_json(project, consequence) | {"history": _steps(request, project)}
    # Whoever edited in between changed more than this edit did.
    if consequence.since is not None and body.get("revision") == consequence.since:
        return answer_with_changes(request, project, consequence, answer, since=consequence.since)
    return JsonResponse(answer)


def _steps(request: AskedBy, project: Project) -> dict[str, Any]:
    found = steps_of(project, request.person)
    return {name: step and {"label": step.label} for name, step in found._asdict().items()}


def _problem(one: Problem) -> dict[str, Any]:
    found = one.problem
    values = {} if found.theirs is None else {"theirs": found.theirs, "yours": found.yours}
    return {"command": one.command, "field": found.field, "message": found.message, **values}


def _body(request: AskedBy) -> Body:
    try:
        body = json.loads(request.body or "{}")
    except ValueError as error:
        raise _unreadable() from error
    if not isinstance(body, dict):
        raise _unreadable()
    return body


def _key(body: Body) -> str | None:
    """Give the name under which the sender asks once, where it gives one."""
    key = body.get("key")
    if key is None:
        return None
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
        raise _unreadable()
    return key


def _unreadable() -> CannotEdit:
    return CannotEdit(gettext("The edit could not be read."))
