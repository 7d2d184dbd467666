"""Which recorded changes tell of something that a reader has no clearance for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.models import Person
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.restriction import cleared_for, restrictable_models

WITHHELD = "About a restricted record: withheld."
Rows = dict[str, set[int]]


def withheld_rows(project: Project, *, seen_by: Person | None) -> Rows:
    """Give the restricted rows of a project beyond a reader's clearance, and what hangs on them, by label."""
    found: Rows = defaultdict(set)
    cleared = cleared_for(seen_by)
    if not cleared:
        return found
    for model in restrictable_models():
        rows: Any = model._default_manager.filter(project=project).exclude(restriction="")
        ids = set(rows.exclude(cleared).values_list("pk", flat=True))
        if ids:
            found[model._meta.label_lower] |= ids
            _add_below(found, model, ids)
    return found


def withheld_change_sets(
    project: Project, change_sets: Sequence[ChangeSet], *, seen_by: Person | None
) -> set[int]:
    """Give which change sets touch a withheld row."""
    rows = withheld_rows(project, seen_by=seen_by)
    if not rows:
        return set()
    touching = Q(pk__in=[])
    for label, ids in rows.items():
        touching |= Q(object_type=label, object_id__in=ids)
    changes = Change.objects.filter(touching, change_set__in=[one.pk for one in change_sets])
    return set(changes.values_list("change_set", flat=True))


def _add_below(found: Rows, model: Any, ids: set[int]) -> None:
    for relation in model._meta.related_objects:
        below = relation.related_model
        hanging = below._default_manager.filter(**{f"{relation.field.name}__in": ids})
        found[below._meta.label_lower] |= set(hanging.values_list("pk", flat=True))
