"""The answer to a schedule edit: what it did, what moved, and the way to undo it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project
from milepost.engine.instants import minutes_of
from milepost.web.access import AskedBy
from milepost.web.templatetags.formats import day

MOST_SHOWN = 50
KEY = "consequence"


def answered(request: AskedBy, project: Project, consequence: Consequence, *, to: str) -> HttpResponse:
    """Go to a page of the project that opens with the consequence."""
    request.session[KEY] = {"project": project.pk, **_facts(consequence)}
    response = redirect(to, project.pk)
    response.status_code = 303
    return response


def pending(request: AskedBy, project: Project) -> dict[str, Any] | None:
    """Take the consequence that the page is to open with, once."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None or kept["project"] != project.pk:
        return None
    del request.session[KEY]
    return kept


def as_json(project: Project, consequence: Consequence) -> dict[str, Any]:
    """Give the consequence as the Gantt takes it."""
    undo = consequence.change_set_id and reverse(
        "projects:reversal", args=[project.pk, consequence.change_set_id]
    )
    return {
        "undo": undo,
        "revision": consequence.revision,
        "message": consequence.message,
        "beyond": consequence.beyond,
        "because": consequence.because.strip(),
        "moved": [
            {
                "id": moved.task_id,
                "name": moved.name,
                "finish_before": minutes_of(moved.finish_before) if moved.finish_before else None,
                "finish_after": minutes_of(moved.finish_after),
            }
            for moved in consequence.moved
        ],
    }


def _facts(consequence: Consequence) -> dict[str, Any]:
    return {
        "message": consequence.message,
        "moved": [
            {"name": moved.name, "before": day(moved.finish_before), "after": day(moved.finish_after)}
            for moved in consequence.moved[:MOST_SHOWN]
        ],
        "moved_count": len(consequence.moved),
        "beyond": consequence.beyond[:MOST_SHOWN],
        "contradictions": consequence.contradictions[:MOST_SHOWN],
        "change_set": consequence.change_set_id,
    }
