"""Finds rows by their words: the best of each kind with how many there are, within what a person may find."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber, StrIndex
from django.db.models.lookups import Exact, GreaterThan

from milepost.domain.common.models import SearchEntry
from milepost.domain.common.search.nouns import NOUNS, Noun
from milepost.domain.common.search.terms import Terms

SHORT = 2
"""Words of so few letters are found where a word begins with them, longer ones anywhere."""
BEST_FIRST = ["rank", "-changed_at", "-object_id"]


@dataclass(frozen=True)
class Found:
    """The best rows of one kind, and how many there are."""

    kind: str
    count: int
    ids: tuple[int, ...]


def find(
    terms: Terms, *, person: Any, as_of: date, each: int = 5, among: Collection[str] | None = None
) -> list[Found]:
    """Find the best rows of every kind, or of some, in one query, in the order in which the kinds were registered."""
    kinds = NOUNS.keys() if among is None else among
    if terms.kinds:
        kinds = terms.kinds & set(kinds)
    if not kinds:
        return []
    terms = terms if terms.are_empty else replace(terms, kinds=frozenset(kinds))
    ranked = matches(terms, person=person, as_of=as_of).annotate(
        place=Window(RowNumber(), partition_by="kind", order_by=BEST_FIRST),
        count=Window(Count("*"), partition_by="kind"),
    )
    rows = ranked.filter(place__lte=each).order_by("kind", "place").values_list("kind", "object_id", "count")
    found: dict[str, tuple[int, list[int]]] = {}
    for kind, object_id, count in rows:
        found.setdefault(kind, (count, []))[1].append(object_id)
    return [Found(kind, found[kind][0], tuple(found[kind][1])) for kind in NOUNS if kind in found]


def matches(terms: Terms, *, person: Any, as_of: date) -> QuerySet[SearchEntry, Any]:
    """Give the entries that match and that a person may find, with the rank of each; order by `BEST_FIRST`."""
    nouns = [] if terms.are_empty else _wanted(terms)
    entries = SearchEntry.objects.filter(_within(nouns, terms, person, as_of))
    for word in terms.words:
        sought = word if len(word) > SHORT else f" {word}"
        entries = entries.filter(GreaterThan(StrIndex("text", Value(sought)), 0))
    return entries.annotate(rank=_rank(terms))


def findable_among(rows: Iterable[tuple[str, int]], *, person: Any) -> list[tuple[str, int]]:
    """Keep of rows, each by kind and id, those that a person may find now, in their order."""
    asked = [(kind, object_id) for kind, object_id in rows if kind in NOUNS]
    within = Q(pk__in=[])
    for kind in {kind for kind, _ in asked}:
        ids = [object_id for other, object_id in asked if other == kind]
        within |= Q(kind=kind, object_id__in=ids) & NOUNS[kind].findable(person)
    found = set(SearchEntry.objects.filter(within).values_list("kind", "object_id"))
    return [row for row in asked if row in found]


def _wanted(terms: Terms) -> Iterable[Noun]:
    for noun in NOUNS.values():
        if terms.kinds and noun.kind not in terms.kinds:
            continue
        if terms.states <= noun.states.keys():
            yield noun


def _within(nouns: Iterable[Noun], terms: Terms, person: Any, as_of: date) -> Q:
    """Join what each kind's reader may find; without any kind nothing is found."""
    within = Q(pk__in=[])
    for noun in nouns:
        of_kind = Q(kind=noun.kind) & noun.findable(person)
        for state in terms.states:
            of_kind &= noun.states[state](as_of)
        within |= of_kind
    return within


def _rank(terms: Terms) -> Case | Value:
    """Rank a number first, then titles that begin so, then words that do, then any place in a text."""
    if not terms.words:
        return Value(0, output_field=IntegerField())
    begins = StrIndex("text", Value(f" {terms.phrase}"))
    return Case(
        When(number=terms.phrase, then=0),
        When(Exact(begins, 1), then=1),
        When(GreaterThan(begins, 1), then=2),
        default=3,
        output_field=IntegerField(),
    )
