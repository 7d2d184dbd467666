"""Phases that stand once for every place: `each` lists the places, and `{each}` is the place's name."""

from collections.abc import Iterator
from typing import Any

Phase = dict[str, Any]


def repeated(phases: list[Phase]) -> Iterator[Phase]:
    """Write out every phase for each of its places.

    Keys get the place's number: `pull` becomes `pull-1`, `pull-2`. Inside, `after = "pull"` means the same place's task
    and `after = "^pull"` that of the place before.
    """
    for phase in phases:
        whole = phase | {"phases": list(repeated(phase.get("phases", [])))}
        places = whole.pop("each", None)
        if places is None:
            yield whole
            continue
        keys = set(_keys(whole))
        for number, place in enumerate(places, 1):
            yield _at(whole, place, number, keys)


def _keys(phase: Phase) -> Iterator[str]:
    yield from phase.get("tasks", {})
    for inner in phase["phases"]:
        yield from _keys(inner)


def _at(phase: Phase, place: str, number: int, keys: set[str]) -> Phase:
    return phase | {
        "name": phase["name"].replace("{each}", place),
        "tasks": {
            f"{key}-{number}": task
            | {
                "name": task["name"].replace("{each}", place),
                "after": ", ".join(_after(task.get("after", ""), number, keys)),
            }
            for key, task in phase.get("tasks", {}).items()
        },
        "phases": [_at(inner, place, number, keys) for inner in phase["phases"]],
    }


def _after(text: str, number: int, keys: set[str]) -> Iterator[str]:
    for part in filter(None, map(str.strip, text.split(","))):
        key, _, terms = part.partition(" ")
        if key.startswith("^"):
            if number > 1:
                yield f"{key[1:]}-{number - 1} {terms}".strip()
        else:
            yield f"{key}-{number} {terms}".strip() if key in keys else part
