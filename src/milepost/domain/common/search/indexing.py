"""Keeps the search entries in step: the recorder tells what changed, and everything can be rebuilt."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from milepost.domain.common.models import Change, SearchEntry
from milepost.domain.common.search.folding import fold
from milepost.domain.common.search.nouns import NOUNS, Noun, noun_of

BATCH = 1000
LONGEST_TEXT = 1500
"""Characters of one row that are searched; a long note is found by how it begins."""
UPDATED = ["scope_id", "number", "text", "changed_at"]


def index_changes(changes: Iterable[Change], *, at: datetime) -> None:
    """Bring the entries of changed rows up to date, within the transaction that changes them."""
    stale: dict[str, set[int]] = defaultdict(set)
    gone: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        noun = noun_of(change.object_type)
        if noun is None:
            continue
        if change.kind == Change.Kind.DELETED:
            stale[noun.kind].discard(change.object_id)
            gone[noun.kind].add(change.object_id)
        elif not (change.values or {}).keys().isdisjoint(noun.fields):
            stale[noun.kind].add(change.object_id)
    for kind, ids in gone.items():
        SearchEntry.objects.filter(kind=kind, object_id__in=ids).delete()
    for kind, ids in stale.items():
        _index(NOUNS[kind], sorted(ids), at=at)


def rebuild(*, at: datetime) -> int:
    """Throw all entries away and make them anew; gives how many there are."""
    SearchEntry.objects.all().delete()
    for noun in NOUNS.values():
        _write(_entries(noun, noun.model._default_manager.all(), at=at))
    return SearchEntry.objects.count()


def _index(noun: Noun, ids: list[int], *, at: datetime) -> None:
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        entries = _entries(noun, noun.model._default_manager.filter(pk__in=batch), at=at)
        _write(entries)
        if wordless := set(batch) - {entry.object_id for entry in entries}:
            SearchEntry.objects.filter(kind=noun.kind, object_id__in=wordless).delete()


def _write(entries: list[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=UPDATED,
    )


def _entries(noun: Noun, rows: QuerySet[Any], *, at: datetime) -> list[SearchEntry]:
    found = (_entry(noun, row, at=at) for row in rows.values("pk", *noun.fields).order_by())
    return [entry for entry in found if entry.text.strip()]


def _entry(noun: Noun, row: dict[str, Any], *, at: datetime) -> SearchEntry:
    number = row[noun.number] if noun.number else ""
    words = [row[noun.title], number, *(row[name] for name in noun.text)]
    text = " ".join(fold(str(word)) for word in words if word)[:LONGEST_TEXT]
    return SearchEntry(
        kind=noun.kind,
        object_id=row["pk"],
        scope_id=row[noun.scope] if noun.scope else None,
        number=fold(str(number))[:40],
        text=f" {text}",
        changed_at=at,
    )
