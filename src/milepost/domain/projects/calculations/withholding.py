"""Which recorded changes tell of something that a reader may not see."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet, Value

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.models import Person
from milepost.domain.people.permissions import may
from milepost.domain.projects.models import Project
from milepost.domain.projects.models.restriction import cleared_for, restrictable_models

WITHHELD = "About a restricted record: withheld."
MONEY = "money."
Rows = dict[str, set[int]]


def withheld_rows(project: Project, *, seen_by: Person | None) -> Rows:
    """Give the rows of a project that a reader does not get to see, and what hangs on them, by label.

    Without a reader it is what is kept from the public: the restricted rows alone.
    """
    restricted = _restricted(project, seen_by)
    unseen = _unseen(project, seen_by) if seen_by else {}
    found: Rows = defaultdict(set)
    # What has a rule of its own is judged by that rule, except where it would tell of something restricted.
    below = (_below(restricted, with_guarded=True), _below(unseen, with_guarded=False))
    for rows in (restricted, unseen, *below):
        for label, ids in rows.items():
            found[label] |= ids
    return found


def withheld_change_sets(
    project: Project, change_sets: Sequence[ChangeSet], *, seen_by: Person | None
) -> set[int]:
    """Give which change sets touch a withheld row, or money that the reader does not see."""
    touching = Q(pk__in=[])
    for label, ids in withheld_rows(project, seen_by=seen_by).items():
        touching |= Q(object_type=label, object_id__in=ids)
    if seen_by and not may(seen_by, "money.view", project):
        touching |= Q(object_type__startswith=MONEY)
    changes = Change.objects.filter(touching, change_set__in=[one.pk for one in change_sets])
    return set(changes.values_list("change_set", flat=True))


def is_guarded(model: type[models.Model]) -> bool:
    """Tell whether rows of a kind that belong to a project say themselves who sees them."""
    belongs = model is Project or any(
        field.name == "project" and field.related_model is Project for field in model._meta.concrete_fields
    )
    return belongs and hasattr(model._default_manager, "visible_to")


def hanging_on(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Give the kinds of rows that point to a kind, each with its field; those without a way back included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name


def _restricted(project: Project, seen_by: Person | None) -> Rows:
    cleared = cleared_for(seen_by)
    if not cleared:
        return {}
    return _read(
        (model, _of(model, project).exclude(restriction="").exclude(cleared))
        for model in restrictable_models()
    )


def _unseen(project: Project, seen_by: Person) -> Rows:
    hidden = []
    for model in apps.get_models():
        if model is not Project and is_guarded(model):
            seen = model._default_manager.visible_to(seen_by)  # type: ignore[attr-defined]
            if seen.query.where:
                within = seen.filter(project=project).order_by().values("pk")
                hidden.append((model, _of(model, project).exclude(pk__in=within)))
    return _read(hidden)


def _below(rows: Rows, *, with_guarded: bool) -> Rows:
    """Give what hangs on rows, and on that, all the way down."""
    found: Rows = defaultdict(set)
    reached = rows
    while reached:
        hanging = _read(
            (below, below._default_manager.filter(**{f"{field}__in": ids}))
            for label, ids in reached.items()
            for below, field in hanging_on(_model(label))
            if with_guarded or not is_guarded(below)
        )
        reached = {label: new for label, ids in hanging.items() if (new := ids - found[label])}
        for label, ids in reached.items():
            found[label] |= ids
    return found


def _read(found: Iterable[tuple[type[models.Model], QuerySet[Any]]]) -> Rows:
    """Read the keys of many kinds of rows in one query."""
    kinds = [
        rows.order_by().annotate(label=Value(model._meta.label_lower)).values_list("label", "pk")
        for model, rows in found
    ]
    read: Rows = defaultdict(set)
    for label, pk in kinds[0].union(*kinds[1:], all=True) if kinds else ():
        read[label].add(pk)
    return read


def _of(model: type[models.Model], project: Project) -> QuerySet[Any]:
    return model._default_manager.filter(project=project)


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)
