"""The history of a project for people: who changed what, when and why, in plain words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from milepost.domain.common.models import Change, ChangeSet
from milepost.domain.people.models import Person
from milepost.domain.projects.calculations.change_words import ChangeWords, noun_of
from milepost.domain.projects.calculations.withholding import WITHHELD, withheld_change_sets
from milepost.domain.projects.models import Project
from milepost.domain.projects.wording import named

SHOWN = 5
HEADINGS = {
    "projects.advance": "Change state",
    "projects.hold": "Put on hold",
    "projects.up_task": "Move task up",
    "projects.down_task": "Move task down",
    "projects.turn_into_issue": "Turn risk into issue",
    "projects.review": "Weekly round",
}
# Rows that only accompany what the entry tells already.
UNTOLD = {
    "projects.baselinetask",
    "projects.projectcalendar",
    "projects.roundreview",
    "projects.scheduleimport",
    "projects.statusrating",
    "people.calendarexception",
    "common.attachment",
}
Counts = dict[tuple[int, str, str], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change set in words; its moment, author, reason and consequence stand in the change set itself."""

    change_set: ChangeSet
    heading: str
    lines: tuple[str, ...]


def entries_of(project: Project, change_sets: Sequence[ChangeSet], *, seen_by: Person) -> list[Entry]:
    """Put a page of a project's change sets into words; what the reader may not see is withheld."""
    counts = _counts(change_sets)
    shown = list(_shown(change_sets))
    words = ChangeWords(project, shown, seen_by=seen_by)
    by_group: dict[tuple[int, str, str], list[Change]] = defaultdict(list)
    for change in shown:
        by_group[change.change_set_id, change.kind, change.object_type].append(change)
    lines: dict[int, list[str]] = defaultdict(list)
    for group, changes in by_group.items():
        lines[group[0]] += _group_lines(words, changes, counts[group])
    withheld = withheld_change_sets(project, change_sets, seen_by=seen_by)
    for one in change_sets:
        if one.pk in withheld:
            one.summary, one.reason, lines[one.pk] = "", "", [WITHHELD]
    return [Entry(one, _heading(one), tuple(lines[one.pk])) for one in change_sets]


def _shown(change_sets: Sequence[ChangeSet]) -> QuerySet[Change]:
    """Give the first few changes of each kind and type, so that an import of thousands reads as quickly."""
    rank = Window(
        RowNumber(), partition_by=[F("change_set"), F("kind"), F("object_type")], order_by=F("id").asc()
    )
    told = Change.objects.filter(change_set__in=[one.pk for one in change_sets]).exclude(
        object_type__in=UNTOLD
    )
    first = told.annotate(rank=rank).filter(rank__lte=SHOWN).values("pk")
    return Change.objects.filter(pk__in=first).order_by("id")


def _counts(change_sets: Sequence[ChangeSet]) -> Counts:
    rows = Change.objects.filter(change_set__in=[one.pk for one in change_sets]).order_by()
    counted = rows.values_list("change_set", "kind", "object_type").annotate(count=Count("pk"))
    return {(change_set, kind, object_type): count for change_set, kind, object_type, count in counted}


def _group_lines(words: ChangeWords, changes: Sequence[Change], count: int) -> list[str]:
    kind, object_type = changes[0].kind, changes[0].object_type
    if kind == Change.Kind.CHANGED:
        more = count - len(changes)
        lines = [line for change in changes for line in words.lines(change)]
        return lines + ([f"{more:,} more {noun_of(object_type, count=more)} changed"] if more > 0 else [])
    verb = "Added" if kind == Change.Kind.CREATED else "Removed"
    what = (
        noun_of(object_type, count=count) if count == 1 else f"{count:,} {noun_of(object_type, count=count)}"
    )
    return [f"{verb} {what}: {named([change.object_name for change in changes], count=count)}"]


def _heading(change_set: ChangeSet) -> str:
    words = change_set.action.partition(".")[2].replace("_", " ").capitalize()
    heading = HEADINGS.get(change_set.action, words)
    return f"Undo: {heading[:1].lower()}{heading[1:]}" if change_set.undoes_id else heading
