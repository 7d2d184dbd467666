"""The Gantt's document as it goes out: packed once per revision, reader's rights and day."""

import gzip
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from milepost.domain.people.permissions import may
from milepost.domain.projects.calculations.gantt_document import (
    Document,
    document_key,
    gantt_changes,
    gantt_document,
    with_changes,
)
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Baseline, Link, Project
from milepost.web.access import AskedBy, today

KEPT_SECONDS = 24 * 3600


class EditAnswer(JsonResponse):
    """The answer to an edit, with work that is done once it is on its way."""

    def __init__(self, answer: dict[str, Any], *, afterwards: Callable[[], None] | None = None) -> None:
        super().__init__(answer)
        self.afterwards = afterwards

    def close(self) -> None:
        super().close()
        if self.afterwards:
            self.afterwards()


def schedule_response(request: AskedBy, project: Project, baseline: Baseline | None) -> HttpResponse:
    """Answer with the document, or with nothing when the reader has it already."""
    is_editable, named = is_open_to_edits(request, project), sources_of(request, project)
    digest = document_key(
        project,
        revision=project.revision,
        as_of=today(),
        baseline=baseline,
        is_editable=is_editable,
        named=named,
    )
    known = get_conditional_response(request, etag=quote_etag(digest))
    if known is not None and known.status_code == 304:
        return HttpResponse(status=304, headers={"ETag": quote_etag(digest)})
    packed: bytes = cache.get_or_set(
        f"schedule:{digest}",
        lambda: _packed(project, baseline, is_editable=is_editable, named=named),
        KEPT_SECONDS,
    )  # type: ignore[assignment]
    response = HttpResponse(content_type="application/json", headers={"ETag": quote_etag(digest)})
    response["Cache-Control"] = "private, no-cache"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response["Content-Encoding"] = "gzip"
        response.content = packed
    else:
        response.content = gzip.decompress(packed)
    return response


def sources_of(request: AskedBy, project: Project) -> tuple[int, ...]:
    """Give the other projects that a project waits for, as far as the reader may see them."""
    waits = Link.objects.filter(project=project, is_external=True)
    sources = set(waits.values_list("predecessor__project_id", flat=True))
    if not sources:
        return ()
    return tuple(
        sorted(Project.objects.visible_to(request.person).filter(pk__in=sources).values_list("pk", flat=True))
    )


def document_for(
    project: Project, baseline: Baseline | None, *, is_editable: bool, named: tuple[int, ...] = ()
) -> Document:
    """Give the document with the addresses of what its reader may do."""
    document = gantt_document(project, as_of=today(), baseline=baseline, is_editable=is_editable, named=named)
    return document | {"actions": _actions(project, is_editable=is_editable)}


def answer_with_changes(
    request: AskedBy, project: Project, consequence: Consequence, answer: dict[str, Any], *, since: int
) -> EditAnswer:
    """Answer with what an edit changed in the document that its reader has; with no more where the outline is another.

    The kept document follows behind the answer, so that whoever opens the schedule next finds it made.
    """
    extent = consequence.extent
    if extent.has_other_outline:
        return EditAnswer(answer)
    is_editable, named = is_open_to_edits(request, project), sources_of(request, project)
    changes = gantt_changes(
        project,
        edited=extent.tasks,
        recalculated=consequence.changed_task_ids,
        as_of=today(),
        is_editable=is_editable,
        has_other_links=extent.has_other_links,
        named=named,
    )
    baseline = project.baselines.order_by("-number").first()
    before, after = (
        document_key(
            project, revision=revision, as_of=today(), baseline=baseline, is_editable=is_editable, named=named
        )
        for revision in (since, project.revision)
    )
    return EditAnswer(answer | changes, afterwards=partial(_follow, before, after, changes, project.revision))


def _follow(before: str, after: str, changes: Document, revision: int) -> None:
    """Keep the document of a new revision, made from the one before it where that is kept."""
    packed = cache.get(f"schedule:{before}")
    if packed is None or before == after:
        return
    document = with_changes(json.loads(gzip.decompress(packed)), changes, revision=revision)
    cache.set(f"schedule:{after}", _pack(document), KEPT_SECONDS)
    cache.delete_many([f"schedule:{before}"])


def is_open_to_edits(request: AskedBy, project: Project) -> bool:
    """Tell whether the reader may edit the schedule, and the project still takes edits."""
    return not project.is_over and may(request.person, "projects.edit_schedule", project)


def _packed(
    project: Project, baseline: Baseline | None, *, is_editable: bool, named: tuple[int, ...]
) -> bytes:
    return _pack(document_for(project, baseline, is_editable=is_editable, named=named))


def _pack(document: Document) -> bytes:
    return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), compresslevel=4)


def _actions(project: Project, *, is_editable: bool) -> dict[str, str]:
    of_task = {"task": "projects:task", "why": "projects:task-explanation"}
    of_project = {}
    if is_editable:
        of_project = {
            "edits": "projects:schedule-edits",
            "undo": "projects:schedule-undo",
            "redo": "projects:schedule-redo",
            "history": "projects:schedule-steps",
        }
    return {action: reverse(name, args=[project.pk]) for action, name in of_project.items()} | {
        action: reverse(name, args=[project.pk, 0]).replace("/tasks/0/", "/tasks/{id}/")
        for action, name in of_task.items()
    }
