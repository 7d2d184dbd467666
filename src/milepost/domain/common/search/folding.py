"""Texts as they are compared: without accents, case and doubled spaces."""

import unicodedata


def fold(text: str) -> str:
    """Write a text as it is searched."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Give where folded words stand in a text as it is written: start and end of each, in order and apart."""
    folded, places = _folded_with_places(text)
    marked = [False] * len(text)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            for place in places[at : at + len(word)]:
                marked[place] = True
            at = folded.find(word, at + len(word))
    found: list[tuple[int, int]] = []
    for place, is_marked in enumerate(marked):
        if is_marked and found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        elif is_marked:
            found.append((place, place + 1))
    return found


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Fold a text character by character, with the place that each folded one comes from."""
    folded, places = [], []
    for place, character in enumerate(text):
        plain = " " if character.isspace() else fold(character)
        folded.append(plain)
        places.extend([place] * len(plain))
    return "".join(folded), places
