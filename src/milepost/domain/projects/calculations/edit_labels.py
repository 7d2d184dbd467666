"""A schedule edit in a few words, for the buttons that undo and redo it."""

from collections.abc import Iterable, Sequence

from milepost.domain.common.models import Change
from milepost.domain.projects.models import Assignment, Link, Task
from milepost.domain.projects.wording import counted

TASK, LINK, ASSIGNMENT = (model._meta.label_lower for model in (Task, Link, Assignment))
MOST_READ = 2_000
PLACE = frozenset({"parent", "position"})
DATES = frozenset({"constraint", "constraint_at", "manual_start", "manual_finish"})
WORDS = (
    (frozenset({"name"}), "renamed"),
    (
        frozenset({"duration_minutes", "duration_unit", "is_estimated", "is_milestone"}),
        "given another duration",
    ),
    (frozenset({"percent_complete", "actual_start", "actual_finish", "remaining_minutes"}), "progressed"),
    (frozenset({"responsible", "responsible_name"}), "reassigned"),
    (frozenset({"type", "is_effort_driven"}), "given another task type"),
    (frozenset({"pauses"}), "interrupted otherwise"),
    (frozenset({"deadline"}), "given another deadline"),
    (frozenset({"notes"}), "given other notes"),
    (frozenset({"leveling_delay_minutes"}), "leveled"),
    (DATES, "moved"),
    (PLACE, "moved in the outline"),
)


def label_of(changes: Iterable[Change]) -> str:
    """Say what an edit did: “Order” renamed, 3 tasks moved, 2 links added."""
    found = list(changes)
    tasks = [change for change in found if change.object_type == TASK]
    links = [change for change in found if change.object_type == LINK]
    for kind, verb in ((Change.Kind.CREATED, "added"), (Change.Kind.DELETED, "removed")):
        if of_kind := [change for change in tasks if change.kind == kind]:
            return f"{_named(of_kind)} {verb}"
    if tasks:
        return _changed(tasks, has_links=bool(links))
    if links:
        verbs = {Change.Kind.CREATED: "added", Change.Kind.DELETED: "removed"}
        kinds = {change.kind for change in links}
        verb = verbs.get(Change.Kind(kinds.pop()), "changed") if len(kinds) == 1 else "changed"
        return f"{counted(len(links), 'link')} {verb}"
    if any(change.object_type == ASSIGNMENT for change in found):
        return "People assigned"
    return "Settings changed"


def _changed(tasks: Sequence[Change], *, has_links: bool) -> str:
    fields = {field for change in tasks for field in change.values or ()}
    if fields & PLACE:
        # Rows that only make room are moved by nobody.
        reparented = [change for change in tasks if "parent" in (change.values or ())]
        return f"{_named(reparented or tasks)} moved in the outline"
    verb = next((verb for known, verb in WORDS if fields <= known), "changed")
    return f"{_named(tasks)} {'changed' if has_links else verb}"


def _named(changes: Sequence[Change]) -> str:
    names = {change.object_id: change.object_name for change in changes}
    return f"“{next(iter(names.values()))}”" if len(names) == 1 else counted(len(names), "task")
