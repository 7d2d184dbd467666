"""What was typed into a search field, taken apart: words, kinds and states."""

import re
from dataclasses import dataclass

from milepost.domain.common.search.folding import fold
from milepost.domain.common.search.nouns import NOUNS

PART = re.compile(r'(?:(?P<prefix>\w+):)?(?P<value>"[^"]*"|\S*)\s*')
SIGNS = {"@": "person", "#": "project"}
MOST_WORDS = 8
LONGEST = 200


@dataclass(frozen=True)
class Terms:
    """All words must occur; of the kinds and states, where any are named, one each."""

    words: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()

    @property
    def are_empty(self) -> bool:
        return not (self.words or self.kinds or self.states)

    @property
    def phrase(self) -> str:
        return " ".join(self.words)


def terms_of(typed: str) -> Terms:
    """Take apart what was typed, such as `task:install state:late` or `@ortiz` or `"primary floor"`."""
    prefixes = _prefixes()
    words: list[str] = []
    kinds: set[str] = set()
    states: set[str] = set()
    for part in PART.finditer(typed[:LONGEST].strip()):
        prefix, value = fold(part["prefix"] or ""), part["value"].strip('"')
        if prefix == "state" and value:
            states.add(fold(value).replace("-", "_"))
            continue
        if prefix in prefixes:
            kinds.add(prefixes[prefix])
        elif prefix:
            value = f"{prefix}:{value}"
        if value[:1] in SIGNS:
            kinds.add(SIGNS[value[0]])
            value = value[1:]
        if word := fold(value):
            words.append(word)
    return Terms(tuple(words[:MOST_WORDS]), frozenset(kinds), frozenset(states))


def _prefixes() -> dict[str, str]:
    return {word: noun.kind for noun in NOUNS.values() for word in (noun.kind, *noun.aliases)}
