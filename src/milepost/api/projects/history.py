"""The history of a project in words, and the way to take an own change back."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from milepost.api.access import Call, now, project_for
from milepost.api.kinds import Id
from milepost.api.paging import Pages
from milepost.api.problems import PROBLEMS
from milepost.api.projects.schemas import ConsequenceOut
from milepost.domain.common.models import ChangeSet
from milepost.domain.projects.actions.undoing import can_undo, undo_change
from milepost.domain.projects.calculations.history import Entry, entries_of
from milepost.domain.projects.calculations.recalculation import Consequence
from milepost.domain.projects.models import Project
from milepost.domain.projects.queries import change_sets_of

router = Router()


class EntryOut(Schema):
    """One change in words: who made it, when and why, and what it did."""

    id: int
    at: datetime
    by: str
    heading: str
    lines: list[str]
    reason: str
    consequence: str
    is_undone: bool
    can_undo: bool


class History(Schema):
    """A page of changes, the latest first, with the count of all."""

    items: list[EntryOut]
    count: int


@router.get("/projects/{project_id}/history", response={200: History, **PROBLEMS})
def get_history(request: Call, project_id: Id, page: Query[Pages.Input]) -> dict[str, Any]:
    """List what was changed on a project, the latest first."""
    project = project_for(request, project_id)
    changes = change_sets_of(project)
    shown = list(changes[page.offset : page.offset + page.limit])
    entries = entries_of(project, shown, seen_by=request.auth)
    return {"items": [_told(entry, request, project) for entry in entries], "count": changes.count()}


@router.post("/changes/{change_set_id}/undo", response={200: ConsequenceOut | None, **PROBLEMS})
def post_undo(request: Call, change_set_id: Id) -> Consequence | None:
    """Take back an own schedule edit while nothing it touched has changed since."""
    change_set = get_object_or_404(ChangeSet, pk=change_set_id, by=request.auth.user)
    return undo_change(change_set, by=request.auth, at=now())


def _told(entry: Entry, request: Call, project: Project) -> dict[str, Any]:
    change_set = entry.change_set
    return {
        "id": change_set.pk,
        "at": change_set.at,
        "by": change_set.by_name,
        "heading": entry.heading,
        "lines": entry.lines,
        "reason": change_set.reason,
        "consequence": change_set.summary,
        "is_undone": change_set.is_undone,
        "can_undo": can_undo(request.auth, change_set, project),
    }
