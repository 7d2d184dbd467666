"""The office's jargon in plain words: data, applied to what leaves the office."""

import json
import re
from functools import cache
from importlib.resources import files


@cache
def plain_words() -> dict[str, str]:
    """Give the plain words for each term of the office, the longest terms first."""
    listed: dict[str, str] = json.loads(
        files("milepost.domain.reports.calculations").joinpath("plain_words.json").read_text()
    )
    return dict(sorted(listed.items(), key=lambda pair: -len(pair[0])))


def plain(text: str, *, keep: str = "") -> str:
    """Put the jargon of a text into plain words, a name to keep aside; a term keeps its capital."""
    parts = text.split(keep) if keep else [text]
    return keep.join(_terms().sub(_replaced, part) for part in parts)


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, plain_words()))})\b", re.IGNORECASE)


def _replaced(found: re.Match[str]) -> str:
    term = found.group()
    words = plain_words()[term.lower()]
    return words[:1].upper() + words[1:] if term[:1].isupper() else words
