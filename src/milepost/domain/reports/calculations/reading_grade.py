"""How hard a text reads: the Flesch-Kincaid grade level."""

import re
from functools import lru_cache

from pyphen import Pyphen

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<![aeiouyl])e(?=(?:ments?|ful|ness|ly|less)?$)|(?<=[aeiouy]l)e$|(?<![td])ed$")


def reading_grade(text: str) -> float | None:
    """Give the US school grade that reads a text with ease; `None` for a text without words.

    0.39 words/sentences + 11.8 syllables/words - 15.59 (Kincaid and others 1975, CNTECHTRA report 8-75).
    """
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    syllables = sum(syllables_of(word.lower()) for word in words)
    return round(0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59, 1)


@lru_cache(maxsize=10_000)
def syllables_of(word: str) -> int:
    """Count syllables as the larger of two estimates, each of which misses some: vowel groups and hyphenation."""
    by_vowels = len(_VOWELS.findall(_SILENT_E.sub("", word)))
    by_hyphens = len(_hyphenation().positions(word)) + 1
    return max(1, by_vowels, by_hyphens)


@lru_cache(maxsize=1)
def _hyphenation() -> Pyphen:
    return Pyphen(lang="en_US")
