"""What was restricted after it was reported is taken out again, whoever reads: from facts, sentences and texts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any, TypeVar

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast

from milepost.domain.governance.models import Decision
from milepost.domain.projects.models import Issue, Risk
from milepost.domain.projects.wording import counted
from milepost.domain.reports.models import CouncilCommunication, StatusReport

KINDS: Mapping[str, tuple[Any, str]] = {
    "risks": (Risk, "event"),
    "issues": (Issue, "title"),
    "decisions": (Decision, "text"),
}
"""Where the facts list records that can be restricted, and which field of theirs they repeat."""
WRITTEN = frozenset(
    {"reason", "rule_reason", "hold_reason", "sentence", "text", "event", "effect", "response", "title"}
)
"""Facts in somebody's own words, which may repeat those of another record."""
SENTENCE = re.compile(r"(?<=[.!?])\s+")
MARK = "\0"
Restricted = dict[tuple[str, int], str]
"""The words of restricted records by kind and number."""
R = TypeVar("R", StatusReport, CouncilCommunication)


def cleared(rows: Iterable[R]) -> list[R]:
    """Give reports or communications as they may be read now; asks the database once."""
    found = list(rows)
    restricted = restricted_in(row.project_id for row in found) if found else {}
    return [
        _without(row, restricted[row.project_id]) if row.project_id in restricted else row for row in found
    ]


def restricted_in(projects: Iterable[int]) -> dict[int, Restricted]:
    """Give the words of what is restricted in projects, by project; in one query."""
    within = set(projects)
    rows = [
        model.objects.filter(project__in=within)
        .exclude(restriction="")
        .order_by()
        .annotate(list=Value(kind, CharField()), said=Cast(F(words), TextField()))
        .values_list("project", "list", "number", "said")
        for kind, (model, words) in KINDS.items()
    ]
    found: dict[int, Restricted] = defaultdict(dict)
    for project, kind, number, said in rows[0].union(*rows[1:], all=True):
        found[project][kind, number] = said
    return found


def _without(row: R, restricted: Restricted) -> R:
    """Give a copy without what is restricted; the row itself where nothing of it is told."""
    told = [(kind, one) for kind in KINDS for one in row.facts.get(kind, ())]
    gone = [(kind, one) for kind, one in told if (kind, one.get("number")) in restricted]
    # A record may have been worded otherwise when it was reported.
    words = {one[KINDS[kind][1]] for kind, one in gone} | set(restricted.values())
    pattern = _pattern(words)
    texts = {name: _struck(getattr(row, name), pattern) for name in _texts_of(row)}
    changed = {name: text for name, text in texts.items() if text != getattr(row, name)}
    facts = _struck_facts(row.facts, restricted, pattern)
    if not changed and facts == row.facts:
        return row
    found = copy(row)
    for name, text in changed.items():
        setattr(found, name, text)
    found.facts = facts
    if isinstance(found, StatusReport):
        found.sentences = {
            reader: list(_struck_sentences(told, row.facts, restricted, pattern))
            for reader, told in row.sentences.items()
        }
    found.taken_out = _words_of(Counter(kind for kind, _ in gone))
    return found


def _texts_of(row: Any) -> list[str]:
    return [field.name for field in row._meta.concrete_fields if isinstance(field, TextField)]


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    said = sorted({one.strip().rstrip(".") for one in words} - {""}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _struck(text: str, pattern: re.Pattern[str]) -> str:
    """Leave out each sentence that repeats restricted words, and lines of which nothing stays."""
    marked = pattern.sub(MARK, text)
    if MARK not in marked:
        return text
    kept = []
    for line in marked.split("\n"):
        dash = "- " if line.startswith("- ") else ""
        words = line.removeprefix(dash)
        said = [one for one in SENTENCE.split(words) if MARK not in one]
        if said or MARK not in words:
            kept.append(dash + " ".join(said))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _struck_facts(facts: Any, restricted: Restricted, pattern: re.Pattern[str]) -> Any:
    kept = dict(facts)
    for kind in KINDS:
        if kind in kept:
            kept[kind] = [one for one in kept[kind] if (kind, one.get("number")) not in restricted]
    return _struck_words(kept, pattern)


def _struck_words(value: Any, pattern: re.Pattern[str], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _struck_words(one, pattern, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_struck_words(one, pattern) for one in value]
    return _struck(value, pattern) if isinstance(value, str) and name in WRITTEN else value


def _struck_sentences(
    told: Iterable[Any], facts: Any, restricted: Restricted, pattern: re.Pattern[str]
) -> Iterator[list[Any]]:
    """Keep what says nothing restricted; the keys of the facts that stay move up with them."""
    places: dict[str, str | None] = {}
    for kind in KINDS:
        kept = 0
        for place, one in enumerate(facts.get(kind, ())):
            is_gone = (kind, one.get("number")) in restricted
            places[f"{kind}.{place}"] = None if is_gone else f"{kind}.{kept}"
            kept += not is_gone
    begins_next = False
    for text, keys, begins in told:
        begins_next = begins_next or begins
        now = [places.get(key, key) for key in keys]
        if None not in now and not pattern.search(text):
            yield [text, now, begins_next]
            begins_next = False


def _words_of(gone: Counter[str]) -> str:
    parts = [counted(gone[kind], kind.removesuffix("s")) for kind in KINDS if gone[kind]]
    what = ", ".join(parts) if parts else "what somebody wrote of a restricted record"
    return f"Taken out, because it was restricted since: {what}."
